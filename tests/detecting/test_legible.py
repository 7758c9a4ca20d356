"""What no reader sees hides no error: the same finding comes out, on the text as it is written."""

from __future__ import annotations

import unicodedata

import pytest

import mtqa
from mtqa.domain.issue import Issue

WRONG = "Les élèves étudie à midi."


def issues_of(text: str) -> tuple[Issue, ...]:
    (sentence,) = mtqa.check([text]).documents[0].sentences
    return sentence.issues


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        (unicodedata.normalize("NFD", WRONG), unicodedata.normalize("NFD", "étudie")),
        (WRONG.replace("élèves", "élè\u200bves"), "étudie"),
        (WRONG.replace("étudie", "étu\u200bdie"), "étu\u200bdie"),
        (WRONG.replace("élèves", "élèves\u202e"), "étudie"),
        (WRONG.replace("élèves", "\u2066élèves\u2069"), "étudie"),
        (WRONG.replace("élèves ", "élèves\u200f "), "étudie"),
        (WRONG.replace("élèves ", "élèves \ufeff"), "étudie"),
        (WRONG.replace("élèves ", "élèves\x00 "), "étudie"),
        (WRONG.replace("élèves", "élè\ud800ves"), "étudie"),
        (WRONG.replace("élèves ", "élèves \udfff "), "étudie"),
        (WRONG.replace("élèves", "élè\u00adves"), "étudie"),
        (WRONG.replace("Les", "😀😀 Les"), "étudie"),
        (WRONG.replace("élèves", "élèves 👩\u200d🚀"), "étudie"),
        (WRONG.replace("élèves", "**élèves**"), "étudie"),
        (WRONG.replace("Les élèves", "*Les élèves*"), "étudie"),
    ],
)
def test_the_error_is_seen(text: str, verb: str) -> None:
    (found,) = [issue for issue in issues_of(text) if issue.code == "FR103"]
    assert (found.text, text[found.start : found.end]) == (verb, verb)
    assert found.suggestion == "étudient"


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Les élèves étudient à midi."),
        "Bravo 🎉.",
        "Bravo à tous 🎉",
        "Les **élèves** étudient 😀 à midi.",
        "😀 Les élèves étudient.",
        "Merci à tous 🙏 Le maire est parti.",
        "Il fait 3 * 4 * 5 pas.",
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert [(issue.code, issue.text) for issue in issues_of(text)] == []


def test_an_invisible_character_is_said_once() -> None:
    (found,) = issues_of("Les élè\u200bves étu\u200bdient à midi.")
    assert (found.code, found.start, found.end, found.suggestion) == ("FR402", 7, 8, "")
    assert "first of 2" in found.message


def test_broken_encoding_with_control_characters_is_seen() -> None:
    assert [issue.code for issue in issues_of("Le maire est lâ€\u009d parti.")] == ["FR402"]


def test_a_suggestion_that_would_take_out_a_mark_is_withheld() -> None:
    (found,) = [issue for issue in issues_of("Il a **parlé parlé** hier.") if issue.code == "FR204"]
    assert found.suggestion is not None
    (found,) = [issue for issue in issues_of("Il a **parlé** parlé hier.") if issue.code == "FR204"]
    assert found.suggestion is None


def test_a_sentence_that_never_ends_is_not_green() -> None:
    (found,) = issues_of("mot " * 2500)
    assert (found.code, found.severity) == ("FR402", "major")
    assert len(found.text) < 100
