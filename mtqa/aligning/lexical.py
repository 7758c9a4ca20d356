"""What dictionary and spelling say of two tokens: how likely each stands where the other does.

A pair of words that the table lacks is looked up by the French word's lemma and by the other inflections of the
English word, at a discount; names, numbers and cognates count by their spelling. Two French words are compared by
spelling, by lemma, and through the English words that both may translate (Bannard & Callison-Burch 2005, "Paraphrasing
with bilingual parallel corpora").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from mtqa.aligning.spelling import compare_spelling, fold
from mtqa.aligning.table import TranslationTable, key_english, key_french
from mtqa.french.lexicon import Lexicon

Floats = NDArray[np.float64]
Chances = tuple[float, float]

_NONE: Chances = (0.0, 0.0)
_LEMMA_DISCOUNT = 0.5
_INFLECTION_DISCOUNT = 0.5
# What a spelling wholly alike is worth: for words that the table does not know, and for words that it does.
_SPELLING_UNKNOWN = 0.9
_SPELLING_KNOWN = 0.3
_SAME_LEMMA = 0.6
_PIVOT_DISCOUNT = 0.5


def chances(french: Sequence[str], other: Sequence[str], same_language: bool) -> tuple[Floats, Floats]:
    """Two matrices of shape (French tokens, other tokens): the chance of the other token where the French one stands,
    and of the French one where the other stands, each 0 to 1."""
    compare = _compare_french if same_language else _compare_english
    pairs = [[compare(word, against) for against in other] for word in french]
    both = np.array(pairs, dtype=np.float64).reshape(len(french), len(other), 2)
    return both[:, :, 0], both[:, :, 1]


@lru_cache(maxsize=200_000)
def _compare_english(french: str, english: str) -> Chances:
    table = TranslationTable.load()
    found = _look_up(french, english)
    likeness = compare_spelling(fold(french), fold(english), False)
    if likeness:
        known = table.knows_french(french) and table.knows_english(english)
        worth = likeness * (_SPELLING_KNOWN if known and not french[0].isdigit() else _SPELLING_UNKNOWN)
        return max(found[0], worth), max(found[1], worth)
    return found


def _look_up(french: str, english: str) -> Chances:
    """The table's chances, or the best that inflections and lemma give, at a discount."""
    table = TranslationTable.load()
    best = table.probabilities(french, english)
    for lemma in (french, *_lemmas(french)):
        for inflected in (key_english(english), *_inflections(english)):
            discount = (1.0 if lemma == french else _LEMMA_DISCOUNT) * (
                1.0 if inflected == key_english(english) else _INFLECTION_DISCOUNT
            )
            first, second = table.probabilities(lemma, inflected)
            best = max(best[0], discount * first), max(best[1], discount * second)
    return best


@lru_cache(maxsize=200_000)
def _compare_french(french: str, other: str) -> Chances:
    likeness = compare_spelling(fold(french), fold(other), True)
    key, other_key = key_french(french), key_french(other)
    if likeness == 1.0 or key == other_key:
        return _SPELLING_UNKNOWN, _SPELLING_UNKNOWN
    best = _SPELLING_KNOWN * likeness
    if {key, *_lemmas(french)} & {other_key, *_lemmas(other)}:
        best = max(best, _SAME_LEMMA)
    forward, backward = TranslationTable.load().paraphrase(french, other)
    return max(best, _PIVOT_DISCOUNT * forward), max(best, _PIVOT_DISCOUNT * backward)


@lru_cache(maxsize=50_000)
def _lemmas(french: str) -> tuple[str, ...]:
    """The lemmas of a French token other than its key. Function words are all in the table: they have none here."""
    key = key_french(french)
    if len(key) < 4 or not key[0].isalpha():
        return ()
    readings = _lexicon().analyses(french)
    return tuple(dict.fromkeys(lemma for reading in readings if (lemma := key_french(reading.lemma)) != key))


@cache
def _lexicon() -> Lexicon:
    return Lexicon.load()


@lru_cache(maxsize=50_000)
def _inflections(english: str) -> tuple[str, ...]:
    """The other inflections of an English word that the table has, guessed by its endings."""
    key = key_english(english)
    if len(key) < 4 or not key.isalpha():
        return ()
    table = TranslationTable.load()
    guesses = {form for base in _bases(key) for form in _inflect(base)} - {key}
    return tuple(sorted(form for form in guesses if len(form) > 2 and table.knows_english(form)))


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield base
            if ending == "ing":
                yield base + "e"
            if ending in ("ed", "ing") and base[-1:] == base[-2:-1]:
                yield base[:-1]
    for ending in ("ies", "ied"):
        if word.endswith(ending):
            yield word.removesuffix(ending) + "y"


def _inflect(base: str) -> Iterator[str]:
    yield from (base, base + "s", base + "ed", base + "ing")
    if base.endswith("e"):
        yield from (base + "d", base[:-1] + "ing")
    elif base.endswith("y"):
        yield from (base[:-1] + "ies", base[:-1] + "ied")
    else:
        yield from (base + "es", base + base[-1:] + "ed", base + base[-1:] + "ing")
