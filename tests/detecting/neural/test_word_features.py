"""What the network is told of a word by itself."""

import numpy as np
import pytest

from mtqa.detecting.neural import word_features
from mtqa.detecting.neural.ngram_packing import pack
from mtqa.detecting.neural.ngrams import BOUNDARY_KEY, NgramTable, joined_keys, word_key
from mtqa.detecting.neural.other_forms import MOST, OtherForms
from mtqa.detecting.neural.place_features import INSERTED
from mtqa.french.lexicon import Lexicon


def unigrams(*words: str) -> NgramTable:
    keys = joined_keys([np.array([word_key(word) for word in words], dtype=np.uint64)])
    return NgramTable(**pack(keys, np.full(len(words), 9, dtype=np.int64)))


def bits(form: str) -> set[str]:
    found = word_features.bits(form, Lexicon.load().analyses(form))
    return {name for name, value in zip(word_features._BIT_NAMES, found, strict=True) if value}


@pytest.mark.parametrize(
    ("form", "has", "lacks"),
    [
        ("blanches", {"ADJ", "ADJ f", "ADJ p"}, {"ADJ m", "ADJ s"}),
        ("finissent", {"VERB", "fin", "ind", "VERB 3p", "finite only"}, {"inf", "VERB 3s", "NOUN"}),
        ("manger", {"VERB", "inf"}, {"finite only"}),
        ("école", {"NOUN", "NOUN f", "NOUN s", "vowel"}, {"NOUN m", "h"}),
        ("au", {"ADP", "DET"}, {"no reading"}),
        ("xqzt", {"no reading"}, {"NOUN"}),
        ("l'", {"elided"}, set()),
    ],
)
def test_bits_say_what_a_form_can_be(form: str, has: set[str], lacks: set[str]) -> None:
    found = bits(form)
    assert has <= found
    assert not lacks & found


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("maison", 0),
        ("Maison", 1),
        ("OTAN", 2),
        ("McDo", 3),
        ("12", 4),
        ("3,5", 5),
        (".", 6),
        ('"', 10),
        ("-t-il", 0),
        ("€", 18),
    ],
)
def test_shapes(form: str, shape: int) -> None:
    assert word_features._shape(form) == shape


def table_of_words() -> word_features.WordTable:
    lexicon = Lexicon.load()
    table = unigrams("maison", "maisons", "blanc", "blanche")
    others = OtherForms(lexicon, table)
    keys = np.sort(np.array([word_key("maison"), word_key("blanc")], dtype=np.uint64))
    stored = np.zeros((2, MOST), dtype=np.uint64)
    stored[:, 0] = 7
    return word_features.WordTable(lexicon, table, others, keys, np.array([0, 255], dtype=np.uint8), stored)


def test_other_forms_of_frequent_words_are_stored_and_of_rare_ones_looked_up() -> None:
    table = table_of_words()
    stored, looked_up = table.numbers(["maison", "blancs"])
    assert table.others[stored].tolist() == [7, 0, 0, 0, 0, 0]
    assert word_key("blanche") in table.others[looked_up].tolist()


def test_known_words_have_rows_of_their_own_and_others_share() -> None:
    table = table_of_words()
    known, other, again = table.numbers(["Maison", "xqzt", "Maison"])
    assert known == again
    assert table.rows[known, 0] >= word_features.UNKNOWN_WORD_ROWS
    assert table.rows[other, 0] < word_features.UNKNOWN_WORD_ROWS
    assert table.rows[known, 4] == 1


def test_the_table_grows_and_keeps_what_it_had() -> None:
    table = table_of_words()
    first = table.numbers(["maison"])[0]
    kept = table.rows[first].copy()
    table.numbers([f"mot{number}" for number in range(5000)])
    np.testing.assert_array_equal(table.rows[first], kept)


def test_other_forms_are_those_that_were_seen() -> None:
    others = OtherForms(Lexicon.load(), unigrams("maison", "maisons", "blanche"))
    assert others.keys("maison").tolist() == [word_key("maisons")]
    assert others.keys("Blancs").tolist() == [word_key("blanche")]
    assert others.keys("xqzt").tolist() == []
    assert word_key("que") in others.keys("qui").tolist()
    assert all(len(others.keys(word)) <= MOST for word in ("à", "le", "dit"))


def test_lines_say_which_small_words_stand_beside_a_word() -> None:
    pairs = [("maison", "de"), ("la", "maison")]
    keys = [joined_keys([np.array([word_key(word)], dtype=np.uint64) for word in pair])[0] for pair in pairs]
    starts = joined_keys([np.array([BOUNDARY_KEY], dtype=np.uint64), np.array([word_key("la")], dtype=np.uint64)])
    table = NgramTable(**pack(np.array([*keys, *starts], dtype=np.uint64), np.full(3, 5, dtype=np.int64)))
    nothing = np.zeros(0, dtype=np.uint64)
    words = word_features.WordTable(
        Lexicon.load(), table, OtherForms(Lexicon.load(), table), nothing, nothing.astype(np.uint8), nothing
    )
    house = words.numbers(["chien", "maison"])[1]

    def small_words(bits: np.uint32) -> list[int]:
        return [int(key) for bit, key in enumerate(INSERTED) if int(bits) >> bit & 1]

    assert small_words(words.seen_before_small[house]) == [word_key("de")]
    assert small_words(words.seen_after_small[house]) == [word_key("la")]
    assert small_words(words.seen_before_small[word_features.BOUNDARY_LINE]) == [word_key("la")]
