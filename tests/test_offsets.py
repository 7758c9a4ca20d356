"""Offsets through the whole pipeline: cleaning, sentences, what a reader sees, merging, memory, and the report."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mtqa
from mtqa.config import Settings
from mtqa.detecting.detector import TaggedSentence
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport
from mtqa.errors import InputError
from mtqa.pipeline import Checker
from mtqa.presenting import present
from tests.presenting.samples import issue_at
from tests.presenting.test_offsets import TEXTS

WORD = "fenêtre"
SOUND = f"Le maire ouvre la {WORD} de la mairie."


class Marker:
    """Flags a word wherever it stands, in the sentences as detectors see them."""

    def detect(self, document: Sequence[TaggedSentence]) -> list[list[Issue]]:
        found = []
        for tagged in document:
            text, issues, place = tagged.sentence.text, [], tagged.sentence.text.find(WORD)
            while place >= 0:
                whole = " " * tagged.sentence.start + text  # offsets count in the segment's text
                start = tagged.sentence.start + place
                issues.append(issue_at(whole, "FR101", start, start + len(WORD)))
                place = text.find(WORD, place + 1)
            found.append(issues)
        return found


@cache
def checker() -> Checker:
    made = Checker(Settings(engine="none"))
    made.detectors = [Marker()]
    return made


def check_spans(report: CheckReport, code: str = "") -> list[str]:
    """What is flagged by `code`, or at all, after every span was found to be the text that it says."""
    found = []
    for document, written in zip(report.documents, json.loads(present(report, "json"))["documents"], strict=True):
        for sentence, record in zip(document.sentences, written["sentences"], strict=True):
            text = document.document.segments[sentence.sentence.segment_index].text
            assert text == written["segments"][record["segment"]]["text"]
            for issue, shown in zip(sentence.issues, record["issues"], strict=True):
                assert text[issue.start : issue.end] == issue.text == shown["text"]
                assert text[shown["start"] : shown["end"]] == issue.text
                if issue.code.startswith(code):
                    found.append(issue.text)
    return found


def letters_of(text: str) -> str:
    """Without what a detector does not see: marks of formatting, emoji, stars of emphasis."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFC", text)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=2, max_size=5), st.sampled_from(["text", "jsonl", "lines"]))
def test_what_a_detector_finds_stands_where_the_report_says(noise: list[str], format: str) -> None:
    inside = WORD[:3] + noise[0][:2] + WORD[3:]  # what is not seen within a word hides it from nobody
    text = f"{SOUND} {noise[0]} la {inside} ".join(noise) + f"\n\n{SOUND}\n"
    data = json.dumps({"text": text}) + "\n" if format == "jsonl" else text
    report = checker().check_paths(["-"], format=format, stdin=data.encode())
    if report.failures:
        assert "is binary" in report.failures[0].reason
        return
    found = check_spans(report, "FR101")  # what no reader sees is flagged as such besides
    assert found and {letters_of(words) for words in found} == {WORD}


def test_an_invisible_mark_hides_no_word_and_moves_no_place() -> None:
    text = f"Le maire ouvre la fe\u200bne\u0302\u00adtre ici. {SOUND}"
    report = checker().check_paths(["-"], format="text", stdin=text.encode())
    assert check_spans(report, "FR101") == ["fe\u200bne\u0302\u00adtre", WORD]


@pytest.mark.parametrize(
    "text", ["Le chat \ud83d mange mange.", "Le chat \udc00\ud83d mange mange.", "\ud800 mange mange"]
)
def test_a_half_of_a_pair_in_a_python_string_moves_nothing(text: str) -> None:
    assert "mange mange" in check_spans(mtqa.check(text))
    assert "mange mange" in check_spans(mtqa.check([text]))


def test_a_pair_as_two_characters_is_refused() -> None:
    """Regression: in JSON it became one character, and every offset behind it was wrong by one."""
    text = "Le chat \ud83d\ude00 mange mange."
    with pytest.raises(InputError, match=r"the text holds a surrogate pair as two characters at 8; decode it"):
        mtqa.check(text)
    with pytest.raises(InputError, match="segment 1 holds a surrogate pair"):
        mtqa.check(["Un.", text])
    with pytest.raises(InputError, match="segment 0 holds a surrogate pair"):
        mtqa.Checker().check_batch([text])
    mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert "mange mange" in check_spans(mtqa.check(mended))
