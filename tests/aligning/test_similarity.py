"""A translation is told from another sentence, from a part of it, and from one with foreign words in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.aligning import similarity

FRENCH = "Le ministre des Transports a rencontré mardi les représentants des cheminots à Lyon."
ENGLISH = "The transport minister met representatives of the railway workers in Lyon on Tuesday."


def test_a_translation_and_a_paraphrase_are_similar() -> None:
    assert similarity(FRENCH, ENGLISH) > 0.9
    assert similarity("Une automobile rouge barrait la route.", "Une voiture rouge bloquait la route.") > 0.6


@pytest.mark.parametrize(
    "other",
    [
        "The weather will be sunny over most of the country on Sunday.",
        "The transport minister met.",
        f"{ENGLISH} A young woman was then taken to hospital with a broken leg.",
        "The transport minister sold twelve old bicycles to his neighbour in Lyon on Tuesday.",
    ],
)
def test_whatever_else_is_less_similar(other: str) -> None:
    assert similarity(FRENCH, other) < 0.5


@pytest.mark.parametrize(("french", "other"), [("", "One."), ("Un.", ""), (" ", " ")])
def test_nothing_is_similar_to_nothing(french: str, other: str) -> None:
    assert similarity(french, other) == 0.0


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_is_a_chance_whatever_the_text(french: str, other: str) -> None:
    assert 0.0 <= similarity(french, other) <= 1.0
