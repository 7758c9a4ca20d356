"""Known words near an unknown one: with its accents restored, or one letter away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from mtqa.french.lexicon import Lexicon

_VARIANTS = {"a": "aàâ", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oô", "u": "uùûü"}
_PLAIN = {accented: plain for plain, forms in _VARIANTS.items() for accented in forms}
_LETTERS = "abcdefghijklmnopqrstuvwxyzéèêàâçîïôûù"
_MOST_ACCENTS = 3


def with_accents(word: str, lexicon: Lexicon) -> str | None:
    """The most frequent known word that differs from a lower-case one in accents alone, None where there is none.

    At most three accents are added or changed.
    """
    found = [candidate for candidate in accented(word) if lexicon.analyses(candidate)]
    return max(found, key=lambda candidate: (lexicon.frequency(candidate), candidate), default=None)


def near_words(word: str, lexicon: Lexicon) -> list[str]:
    """The known words one letter away (lost, doubled, changed, swapped with its neighbour), the most frequent first."""
    found = {
        candidate for candidate in edited(word) if lexicon.frequency(candidate) > 0 and lexicon.analyses(candidate)
    }
    return sorted(found - {word}, key=lambda candidate: (-lexicon.frequency(candidate), candidate))


def accented(word: str) -> Iterator[str]:
    """The spellings of a lower-case word with up to three accents added, changed or dropped."""
    places = [index for index, letter in enumerate(word) if letter in _PLAIN]
    for number in range(1, min(_MOST_ACCENTS, len(places)) + 1):
        for chosen in combinations(places, number):
            for letters in product(*(_VARIANTS[_PLAIN[word[index]]].replace(word[index], "") for index in chosen)):
                candidate = list(word)
                for index, letter in zip(chosen, letters, strict=True):
                    candidate[index] = letter
                yield "".join(candidate)
    if "oe" in word:
        yield word.replace("oe", "œ")


def edited(word: str) -> Iterator[str]:
    """The spellings one letter away from a lower-case word."""
    for index in range(len(word) + 1):
        left, right = word[:index], word[index:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
