"""What dictionary and spelling say of two tokens: how likely each stands where the other does.

A pair of words that the table lacks is looked up by the French word's lemma and by the other inflections of the
English word, at a discount; names, numbers and cognates count by their spelling. Two French words are compared by
spelling, by lemma, and through the English words that both may translate (Bannard & Callison-Burch 2005, "Paraphrasing
with bilingual parallel corpora").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from mtqa.aligning.spelling import compare_spelling, fold
from mtqa.aligning.table import Chances, TranslationTable, key_english, key_french
from mtqa.french.lexicon import Lexicon

Floats = NDArray[np.float64]

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
    both = np.zeros((2, len(french), len(other)))
    if same_language:
        _pivot(both, french, other)
    else:
        _look_up(both, french, other)
    for i, word in enumerate(french):
        for j, against in enumerate(other):
            # Words of which the first letters differ are no cognates: most pairs end here.
            if _start(word) == _start(against):
                both[:, i, j] = np.maximum(both[:, i, j], _spelling_worth(word, against, same_language))
            if same_language and not _forms(word).isdisjoint(_forms(against)):
                both[:, i, j] = np.maximum(both[:, i, j], _SAME_LEMMA)
    return both[0], both[1]


def _look_up(both: Floats, french: Sequence[str], english: Sequence[str]) -> None:
    """Writes the table's chances, or the best that inflections and lemma give, at a discount."""
    candidates = [_english_numbers(word) for word in english]
    for i, word in enumerate(french):
        row = _translations(word)
        if not row:
            continue
        for j, numbers in enumerate(candidates):
            for number, discount in numbers:
                found = row.get(number)
                if found is not None:
                    both[0, i, j] = max(both[0, i, j], discount * found[0])
                    both[1, i, j] = max(both[1, i, j], discount * found[1])


def _pivot(both: Floats, french: Sequence[str], other: Sequence[str]) -> None:
    """Writes the chances of getting from one French word to the other through the English words of both."""
    table = TranslationTable.load()
    back: dict[int, list[tuple[int, Chances]]] = {}
    for j, word in enumerate(other):
        for number, found in table.row(word).items():
            back.setdefault(number, []).append((j, found))
    for i, word in enumerate(french):
        for number, (to_english, from_english) in table.row(word).items():
            for j, (other_to_english, other_from_english) in back.get(number, ()):
                both[0, i, j] += _PIVOT_DISCOUNT * to_english * other_from_english
                both[1, i, j] += _PIVOT_DISCOUNT * other_to_english * from_english
    np.minimum(both, _PIVOT_DISCOUNT, out=both)


@lru_cache(maxsize=100_000)
def _start(word: str) -> str:
    return fold(word)[:2]


@lru_cache(maxsize=100_000)
def _spelling_worth(french: str, other: str, same_language: bool) -> float:
    likeness = compare_spelling(fold(french), fold(other), same_language)
    table = TranslationTable.load()
    if not same_language:
        known = table.knows_french(french) and table.knows_english(other)
        return likeness * (_SPELLING_KNOWN if known and not french[:1].isdigit() else _SPELLING_UNKNOWN)
    key, other_key = key_french(french), key_french(other)
    if likeness == 1.0 or key == other_key:
        return _SPELLING_UNKNOWN
    return _SPELLING_KNOWN * likeness


@lru_cache(maxsize=50_000)
def _forms(french: str) -> frozenset[str]:
    """A French token's key and lemmas."""
    return frozenset((key_french(french), *_lemmas(french)))


@lru_cache(maxsize=50_000)
def _translations(french: str) -> Mapping[int, Chances]:
    """The chances of English words by their numbers, those of the French word's lemmas among them."""
    table = TranslationTable.load()
    row = table.row(french)
    lemmas = _lemmas(french)
    if not lemmas:
        return row
    merged = dict(row)
    for lemma in lemmas:
        for number, (first, second) in table.row(lemma).items():
            best = merged.get(number, _NONE)
            merged[number] = max(best[0], _LEMMA_DISCOUNT * first), max(best[1], _LEMMA_DISCOUNT * second)
    return merged


@lru_cache(maxsize=50_000)
def _english_numbers(english: str) -> tuple[tuple[int, float], ...]:
    """The numbers of an English word and of its inflections in the table, with the discount of each."""
    table = TranslationTable.load()
    numbers = [(table.number_english(english), 1.0)]
    numbers += ((table.number_english(form), _INFLECTION_DISCOUNT) for form in _inflections(english))
    return tuple(item for item in numbers if item[0] >= 0)


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
