"""The shipped table of word translations: what it must know, and how it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa.aligning.table import TranslationTable, key_english, key_french


@pytest.fixture(scope="module")
def table() -> TranslationTable:
    return TranslationTable.load()


@pytest.mark.parametrize(
    ("token", "key"), [("L’", "le"), ("-t-il", "il"), ("Œuvre", "oeuvre"), ("«", '"'), ("qu'", "que"), ("-", "-")]
)
def test_french_keys(token: str, key: str) -> None:
    assert key_french(token) == key


@pytest.mark.parametrize(("token", "key"), [("Macron's", "macron"), ("it's", "it's"), ("Dogs", "dogs")])
def test_english_keys(token: str, key: str) -> None:
    assert key_english(token) == key


@pytest.mark.parametrize(
    ("french", "english"),
    [("chien", "dog"), ("grève", "strike"), ("gouvernement", "government"), ("frontière", "border"), ("rouge", "red")],
)
def test_the_likeliest_translation_comes_first(table: TranslationTable, french: str, english: str) -> None:
    best, chance = table.translations(french)[0]
    assert best == english
    assert chance == table.probabilities(french, english)[0] > 0.3
    assert table.sources(english)[0][0] == french
    assert table.row(french)[table.number_english(english)] == table.probabilities(french, english)


def test_chances_of_a_word_add_up_to_one_at_most(table: TranslationTable) -> None:
    for word in ("le", "de", "ne", "avoir", "grève", "prendre"):
        assert 0 < sum(chance for _, chance in table.translations(word)) <= 1.05  # a byte a chance rounds


def test_rare_words_surprise_more(table: TranslationTable) -> None:
    assert 3 < table.rarity_french("de") < 6 < table.rarity_french("gouvernement") < table.rarity_french("rivière") < 20
    assert table.rarity_english("the") < 6 < table.rarity_english("river")
    assert table.rarity_french("zzyzzx") == table.rarity_english("zzyzzx") == 20.0


def test_what_it_does_not_know(table: TranslationTable) -> None:
    assert table.translations("zzyzzx") == table.sources("zzyzzx") == ()
    assert table.probabilities("zzyzzx", "dog") == (0.0, 0.0)
    assert not table.knows_french("zzyzzx") and not table.knows_english("zzyzzx")
    assert table.probability("chien", "government") == 0.0


def test_two_french_words_meet_in_english(table: TranslationTable) -> None:
    there, back = table.paraphrase("automobile", "voiture")
    assert 0.1 < there <= 1 and 0 < back <= 1
    assert table.paraphrase("automobile", "rivière") == (0.0, 0.0)


def test_the_card_says_what_was_counted() -> None:
    card = json.loads((Path(__file__).parents[2] / "mtqa" / "data" / "translation_table.json").read_text("utf-8"))
    assert card["bytes"] <= 8_000_000
    assert card["pairs_counted"]["all"] == sum(n for name, n in card["pairs_counted"].items() if name != "all")
