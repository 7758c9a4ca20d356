"""Source and back-translation speak for and against the French: BT101 to BT106 in reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.config import Settings
from mtqa.domain.issue import Issue
from mtqa.domain.report import SentenceReport
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker

FRENCH = "Le pont de Brest a coûté 10 000 euros et le maire ne viendra pas."
ENGLISH = "The Brest bridge cost 10,000 euros and the mayor will not come."


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings())


def report(checker: Checker, french: str, source: str | None = None, back: str | None = None) -> SentenceReport:
    segment = Segment(0, french, is_row=True, source=source, back_translation=back)
    return checker.check_document(Document("rows", "jsonl", (segment,))).sentences[0]


def evidence(checker: Checker, french: str, source: str | None = None, back: str | None = None) -> list[Issue]:
    found = [issue for issue in report(checker, french, source, back).issues if issue.code.startswith("BT")]
    assert all(issue.text == french[issue.start : issue.end] and issue.text for issue in found)
    assert all(issue.category == "accuracy-evidence" and issue.fingerprint for issue in found)
    return found


def test_a_right_translation_has_no_evidence_against_it(checker: Checker) -> None:
    assert evidence(checker, FRENCH, ENGLISH) == []
    assert evidence(checker, FRENCH) == []


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        (ENGLISH.replace("10,000", "1,000"), "BT103", "10 000"),
        (ENGLISH.replace("Brest", "Bristol"), "BT104", "Brest"),
        (ENGLISH.replace("will not", "will"), "BT105", "ne viendra pas"),
        (ENGLISH.replace("The Brest", "After a long and violent night of riots, the Brest"), "BT102", "pont"),
    ],
)
def test_each_change_is_found_at_its_words(checker: Checker, source: str, code: str, words: str) -> None:
    assert [(issue.code, issue.text) for issue in evidence(checker, FRENCH, source)] == [(code, words)]


def test_added_words_are_found(checker: Checker) -> None:
    french = FRENCH.replace("le maire", "le maire, malade depuis plusieurs longues semaines,")
    (found,) = evidence(checker, french, ENGLISH)
    assert found.code == "BT101" and "semaines" in found.text


def test_a_source_counts_more_than_a_back_translation(checker: Checker) -> None:
    changed = ENGLISH.replace("10,000", "1,000")
    (by_source,) = evidence(checker, FRENCH, changed)
    (by_translation,) = evidence(checker, FRENCH, back=changed)
    (by_both,) = evidence(checker, FRENCH, changed, changed)
    (doubted,) = evidence(checker, FRENCH, changed, ENGLISH)
    assert by_translation.confidence < doubted.confidence < by_source.confidence < by_both.confidence
    assert by_both.evidence == ("source", "back-translation")
    assert evidence(checker, FRENCH, ENGLISH, changed) == []  # only the back-translation says it


def test_a_back_translation_that_loses_a_number_says_nothing(checker: Checker) -> None:
    assert evidence(checker, FRENCH, back=ENGLISH.replace("10,000", "some")) == []


def test_evidence_is_never_counted_as_fluency(checker: Checker) -> None:
    changed = report(checker, FRENCH, ENGLISH.replace("10,000", "1,000"))
    alone = report(checker, FRENCH)
    assert changed.score.fluency_0_100 == alone.score.fluency_0_100
    assert changed.score.penalty == alone.score.penalty


def test_an_article_missing_before_a_word_of_the_source_is_less_sure(checker: Checker) -> None:
    french = "Il ouvre fenêtre."
    (alone,) = [issue for issue in report(checker, french, "He opens a window.").issues if issue.code == "FR106"]
    doubted = [issue for issue in report(checker, french, "He opens fenêtre.").issues if issue.code == "FR106"]
    assert not doubted or doubted[0].confidence < alone.confidence


def test_evidence_at_the_same_words_makes_a_fluency_issue_surer(checker: Checker) -> None:
    french = "Les voitures ont coûtés 10 000 euros."
    alone = [issue for issue in report(checker, french).issues if issue.code.startswith("FR")]
    assert alone, "the sentence must have a fluency issue"
    start, end = alone[0].start, alone[0].end
    from mtqa.corroborating import _joined  # the words of both are chosen here, not found

    said = replace(alone[0], code="BT101", name="not-in-back-translation", start=start, end=end, evidence=("source",))
    surer = next(issue for issue in _joined(alone, [said]) if issue.code == alone[0].code)
    assert surer.confidence > alone[0].confidence
    assert surer.evidence[-1] == "source: BT101 not-in-back-translation"


def test_a_name_on_one_side_alone_is_minor(checker: Checker) -> None:
    def severities(text: str, source: str) -> list[tuple[str, str]]:
        document = Document("rows.jsonl", "jsonl", (Segment(0, text, source=source, is_row=True),))
        return [(issue.code, issue.severity.value) for issue in checker.check_document(document).issues]

    french = "Le maire de la ville a rencontré Kurzweil à Bruxelles lundi."
    assert severities(french, "The mayor of the town met with Fitzgerald in Brussels on Monday.") == [
        ("BT104", "major")
    ]
    french = "Le maire a rencontré le ministre à Bruxelles lundi."
    assert severities(french, "The mayor met the minister Fitzgerald in Brussels on Monday.") == [("BT104", "minor")]
