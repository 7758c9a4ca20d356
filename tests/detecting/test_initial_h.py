"""The list of words in h- says what grammars say of well-known ones."""

from __future__ import annotations

import pytest

from mtqa.detecting.rules.elision import initial_h


@pytest.mark.parametrize("word", ["homme", "heure", "hôpital", "histoire", "hiver", "habitants"])
def test_mute(word: str) -> None:
    assert initial_h()[word] == "mute"


@pytest.mark.parametrize("word", ["hausse", "haut", "héros", "hasard", "honte", "huit", "hongrois"])
def test_aspirated(word: str) -> None:
    assert initial_h()[word] == "aspirated"


def test_every_row_is_one_of_the_two() -> None:
    assert set(initial_h().values()) == {"mute", "aspirated"}
    assert all(word.startswith("h") for word in initial_h())
