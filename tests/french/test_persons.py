"""Nouns for people, and for bodies that act like people."""

from __future__ import annotations

import pytest

from mtqa.french.lexicon import Lexicon
from mtqa.french.persons import PERSONS, can_be_asked, is_person


@pytest.mark.parametrize("noun", ["voisin", "journaliste", "maire"])
def test_a_person_can_be_asked(noun: str) -> None:
    assert is_person(noun)
    assert can_be_asked(noun)


@pytest.mark.parametrize("noun", ["police", "équipe", "gouvernement"])
def test_a_body_can_be_asked_but_is_no_person(noun: str) -> None:
    assert not is_person(noun)
    assert can_be_asked(noun)


def test_a_thing_cannot_be_asked() -> None:
    assert not can_be_asked("autorisation")


def test_every_person_is_a_word_of_the_lexicon() -> None:
    lexicon = Lexicon.load()
    assert {noun for noun in PERSONS if not lexicon.analyses(noun)} == set()
