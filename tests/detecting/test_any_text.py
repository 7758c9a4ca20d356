"""No text breaks a rule: whatever is written, issues come out, and their spans are the text they name."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mtqa
from mtqa.api import Checker

WORDS = st.sampled_from(
    "le la les un des du au de à il elle nous ne pas que qui dont est a ont sont fait été mangé parler réunie Troupes "
    "Président Biden Russie Lundi 3 m² 10\u202f000 1ᵉʳ ½ Ⅻ ¹ ² and weather « » “ ( ) : , . .. … ! ? - — ' ’ l' qu' -t-il "
    "y où ça œuvre É \u0301 \u200b \u202e \ufeff 👍🏽 日本 ا \ud800 \x00 &amp; <b> {nom} %s https://a.fr/b *mot".split(
        " "
    )
)
CHECKER = Checker(min_confidence=0.0, select=("FR",))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), min_size=1, max_size=30).map(" ".join))
def test_spans_are_the_text_they_name(text: str) -> None:
    report = CHECKER.check([text, "Le maire est parti."])
    for sentence in report.documents[0].sentences[:1]:
        for issue in sentence.issues:
            assert 0 <= issue.start <= issue.end <= len(text)
            assert text[issue.start : issue.end] == issue.text


def test_superscripts_are_no_numbers() -> None:
    """Regression: "¹" is a digit to Python, but no int."""
    mtqa.check("Les ¹ maison et les ² amendement sont là.")


def test_a_foreign_sentence_with_a_control_ends_where_it_ends() -> None:
    """Regression: the whole sentence is the span, and its view is shorter than it."""
    text = "The mayor of the city is not in the town hall this week.\x08"
    issue = mtqa.check([text]).documents[0].issues[0]
    assert issue.code == "FR403"
    assert text[issue.start : issue.end] == issue.text
