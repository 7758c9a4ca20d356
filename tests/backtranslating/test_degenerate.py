"""Answers that are no translation."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mtqa.backtranslating import TranslatorEngine
from mtqa.backtranslating.base import Progress
from mtqa.backtranslating.degenerate import find_problem


@pytest.mark.parametrize(
    ("source", "output", "problem"),
    [
        ("Bonjour.", "", "is empty"),
        ("Bonjour.", " … ", "is empty"),
        ("Le train est parti.", "The train, the train, the train, the train", "repeats itself"),
        ("Il est parti.", "He left left left left.", "repeats itself"),
        (
            "Bref.",
            "It was a long day and nobody knew what to do with all of that time.",
            "is far longer than its source",
        ),
        ("mot " * 40, "one two three", "is far shorter than its source"),
    ],
)
def test_names_what_is_wrong(source: str, output: str, problem: str) -> None:
    assert find_problem(source, output) == problem


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("", ""),
        ("…", "..."),
        ("Très, très bien.", "Very, very good."),
        ("Ha ha ha ha ha !", "Ha ha ha ha ha!"),
        ("Non.", "No, thank you very much indeed."),
        ("L’opérateur national a supprimé des trains.", "The national operator cancelled trains."),
    ],
)
def test_accepts_translations(source: str, output: str) -> None:
    assert find_problem(source, output) == ""


class Scripted:
    """A translator that answers from a table."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers = answers
        self.identity = "scripted"

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        if progress:
            progress(len(texts), len(texts))
        return [self.answers[text] for text in texts]


def test_a_degenerate_answer_is_reported_and_not_kept() -> None:
    forward = Scripted({"Un chat.": "A cat.", "Un chien.": "dog dog dog dog dog"})
    backward = Scripted({"A cat.": "chat chat chat chat", "": ""})
    good, bad = TranslatorEngine("scripted", forward, backward).translate(["Un chat.", "Un chien."])
    assert (good.text, good.round_trip, good.problem) == ("A cat.", None, "round trip repeats itself")
    assert (bad.text, bad.round_trip, bad.problem) == ("", None, "repeats itself")
    assert TranslatorEngine("scripted", forward).identity == "scripted"
