"""Negations of both languages: where they stand, and which of them must have an answer on the other side."""

from __future__ import annotations

import pytest

from mtqa.detecting.consistency.negation import find_english, find_french

FIRM = [
    ("Il ne vient pas.", "ne vient pas"),
    ("Il n’a jamais dit un mot.", "n’a jamais"),
    ("Personne n’est venu.", "n’est"),
    ("Ni lui ni elle ne viendront.", "ne viendront"),
    ("Je ne peux vous le dire.", "ne peux"),
    ("Il n’ose parler.", "n’ose"),
    ("Sans argent, il part.", "Sans"),
    ("Il part sans", "sans"),
]
LOOSE = [
    ("Il ne mange que du pain.", "ne mange"),
    ("Il n’a plus que deux jours.", "n’a plus"),
    ("Il craint qu’elle ne parte.", "ne parte"),
    ("Il ne dit mot ; il part.", "ne dit"),
    ("Il ne cesse de pleuvoir.", "ne cesse"),
    ("Sans doute viendra-t-il.", "Sans"),
    ("Pourquoi pas demain ?", "pas"),
]


@pytest.mark.parametrize(("text", "words"), FIRM)
def test_a_french_negation_runs_to_its_half_or_its_verb(text: str, words: str) -> None:
    (found,) = find_french(text).firm
    assert text[slice(*found.span)] == words


@pytest.mark.parametrize(("text", "words"), LOOSE)
def test_what_english_says_without_a_negation_asks_for_no_answer(text: str, words: str) -> None:
    negations = find_french(text)
    assert [text[slice(*found.span)] for found in negations.found] == [words]
    assert negations.firm == ()


@pytest.mark.parametrize("text", ["Il fit un pas de côté.", "Le premier pas compte.", "Ce n’est rien d’autre."])
def test_a_step_and_a_figure_of_speech_negate_nothing(text: str) -> None:
    assert find_french(text).firm == ()


def test_a_negation_ends_where_another_begins() -> None:
    text = "Elle ne chante, ne danse pas."
    first, second = find_french(text).found
    assert text[slice(*first.span)] == "ne chante" and not first.firm
    assert text[slice(*second.span)] == "ne danse pas" and second.firm


ENGLISH = [
    ("He does not come.", ["not"]),
    ("He doesn’t come.", ["doesn’t"]),
    ("Neither he nor she came.", ["Neither"]),
    ("No doubt he will.", []),
    ("A no-limit game.", []),
    ("He left without a word.", ["without"]),
]


@pytest.mark.parametrize(("text", "firm"), ENGLISH)
def test_an_english_negation_counts_once(text: str, firm: list[str]) -> None:
    assert [text[slice(*found.span)] for found in find_english(text).firm] == firm
