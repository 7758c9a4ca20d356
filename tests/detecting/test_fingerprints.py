from __future__ import annotations

from mtqa.detecting.fingerprints import with_fingerprints
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.text import Sentence


def sentence(text: str, start: int = 0, index: int = 0) -> Sentence:
    return Sentence(index, 0, text, start, start + len(text), ())


def issue(start: int, text: str) -> Issue:
    return Issue("FR101", "verb-form", "grammar", Severity.MAJOR, start, start + len(text), text, "m")


def test_an_edit_elsewhere_keeps_the_fingerprint() -> None:
    before = with_fingerprints([sentence("Il parler.")], [(issue(3, "parler"),)])
    after = with_fingerprints(
        [sentence("Un mot de plus."), sentence("Il  parler.", 16, 1)], [(), (issue(20, "parler"),)]
    )
    assert before[0][0].fingerprint == after[1][0].fingerprint
    assert len(before[0][0].fingerprint) == 16


def test_a_repeated_sentence_is_numbered() -> None:
    found = with_fingerprints(
        [sentence("Il parler."), sentence("Il parler.", 11, 1)], [(issue(3, "parler"),), (issue(14, "parler"),)]
    )
    assert found[0][0].fingerprint != found[1][0].fingerprint


def test_another_word_is_another_issue() -> None:
    one = with_fingerprints([sentence("Il parler.")], [(issue(3, "parler"),)])
    other = with_fingerprints([sentence("Il parler.")], [(issue(0, "Il"),)])
    assert one[0][0].fingerprint != other[0][0].fingerprint
