"""Known words near unknown ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.french.joining import joined
from mtqa.french.lexicon import Lexicon
from mtqa.french.respelling import accented, edited, near_words, with_accents


@pytest.mark.parametrize(
    ("word", "right"),
    [("serieux", "sérieux"), ("interet", "intérêt"), ("elephant", "éléphant"), ("coeur", "cœur"), ("zzz", None)],
)
def test_with_accents(word: str, right: str | None) -> None:
    assert with_accents(word, Lexicon.load()) == right


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("gouvernemant", "gouvernement"),
        ("dévelopement", "développement"),
        ("homems", "hommes"),
        ("minisre", "ministre"),
    ],
)
def test_near_words(word: str, right: str) -> None:
    assert near_words(word, Lexicon.load())[0] == right


@given(st.text(alphabet="abceéhiors", min_size=1, max_size=8))
def test_every_spelling_is_one_edit_away(word: str) -> None:
    for other in edited(word):
        assert abs(len(other) - len(word)) <= 1
    for other in accented(word):
        assert other != word
        assert len(other.replace("œ", "oe")) == len(word)


@pytest.mark.parametrize(
    ("preposition", "word", "whole"),
    [("de", "le", "du"), ("à", "les", "aux"), ("de", "aider", "d'aider"), ("à", "la", "à la"), ("de", "l'", "de l'")],
)
def test_joined(preposition: str, word: str, whole: str) -> None:
    assert joined(preposition, word) == whole
