"""A sentence beside what it is compared with."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mtqa import segmenting
from mtqa.domain.report import SentenceReport
from mtqa.domain.text import Segment
from mtqa.domain.translation import BackTranslation, WordLink
from mtqa.presenting.compared import Comparison, Line, comparison_of
from tests.presenting.samples import anchors_of, sentence_report

FRENCH = "Le maire a parlé, lundi."


def report_of(french: str, back: BackTranslation | None = None, **others: object) -> SentenceReport:
    """A report of one sentence with its tokens."""
    report = sentence_report(Segment(0, french, anchors=anchors_of(french)), 0, len(french), back_translation=back)
    sentence = replace(report.sentence, tokens=segmenting.tokenize(french))
    return replace(report, sentence=sentence, **others)  # type: ignore[arg-type]


def compared(report: SentenceReport) -> Comparison:
    """Its comparison, which it must have."""
    comparison = comparison_of(report)
    assert comparison
    return comparison


def text_of(line: Line) -> str:
    """The line as it reads."""
    return "".join(piece.text for piece in line.pieces)


def changed(line: Line) -> list[str]:
    """The words that are marked as changed."""
    return [piece.text for piece in line.pieces if piece.changed]


def test_nothing_to_compare_with() -> None:
    assert comparison_of(report_of(FRENCH)) is None
    assert comparison_of(report_of(FRENCH, BackTranslation("", "sample", None, problem="is empty"))) is None


def test_words_that_the_round_trip_changed_are_marked_on_both_sides() -> None:
    back = BackTranslation("The mayor spoke on Monday.", "sample", "Le maire a discuté lundi soir.")
    french, english, returned = compared(report_of(FRENCH, back)).lines
    assert [line.role for line in (french, english, returned)] == ["french", "back-translation", "round-trip"]
    assert changed(french) == ["parlé", ","]
    assert changed(english) == []
    assert changed(returned) == ["discuté", "soir"]


def test_case_and_apostrophes_make_no_difference() -> None:
    french, reference = compared(report_of("L’avion Part.", reference="l'avion part.")).lines
    assert changed(french) == changed(reference) == []


def test_links_of_words_join_the_source_before_the_back_translation() -> None:
    back = BackTranslation("The mayor spoke, Monday.", "sample")
    source = "The mayor spoke, on Monday."
    tokens = segmenting.tokenize(source)
    links = (WordLink(1, 1, 0.9), WordLink(4, 3, 0.9), WordLink(5, 5, 0.9))  # the second joins the commas
    report = report_of(FRENCH, back, source=source, links=links, other_tokens=tokens)
    french, english, other = compared(report).lines
    ends = [{piece.link: piece.text for piece in line.pieces if piece.link is not None} for line in (french, english)]
    assert ends == [{0: "maire", 1: "lundi"}, {0: "mayor", 1: "Monday"}]
    assert english.role == "source"
    assert not [piece for piece in other.pieces if piece.link is not None]


TEXTS = st.text(alphabet="aéA 'Œ’-,.1\n", min_size=1, max_size=40)


@given(french=TEXTS, english=TEXTS, returned=TEXTS, data=st.data())
def test_no_character_is_lost(french: str, english: str, returned: str, data: st.DataObject) -> None:
    report = report_of(french, BackTranslation(english, "sample", returned))
    ours, theirs = report.sentence.tokens, segmenting.tokenize(english)
    pairs = zip(
        data.draw(st.permutations(range(len(ours)))), data.draw(st.permutations(range(len(theirs)))), strict=False
    )
    links = tuple(WordLink(i, j, 0.5) for i, j in sorted(pairs))
    comparison = compared(replace(report, links=links, other_tokens=theirs))
    assert [text_of(line) for line in comparison.lines] == [french, english, returned]
    linked = [sorted({p.link for p in line.pieces if p.link is not None}) for line in comparison.lines]
    assert linked[0] == linked[1]
    assert linked[2] == []
