"""Which nouns stand without a determiner: counts of nouns after verbs and prepositions in clean French.

"avoir faim", "faire face" and "par exemple" are seen again and again, "ouvrir fenêtre" never.
scripts/build_determiner_table.py writes the artefact; it holds hashes of pairs, so that a look-up of a pair never seen
is wrongly answered "seen" about once in ten thousand times.
"""

from __future__ import annotations

import math
from functools import cache
from zlib import crc32

import numpy as np

from mtqa.french.artefact import read_checked, unpack

SENTENCE_START = "^"
_STEPS_PER_DOUBLING = 11  # as in the lexicon: one byte holds log2(1 + count) within 3.2 %


def hashed(*parts: str) -> int:
    """The 32-bit key of a noun or of a pair (what stands before it, noun)."""
    return crc32("\t".join(parts).encode())


def quantised(count: int) -> int:
    """A count in one byte."""
    return min(round(math.log2(1 + count) * _STEPS_PER_DOUBLING), 255)


class BareNouns:
    """`BareNouns.load()` gives the shipped table, shared by all callers."""

    def __init__(self, data: bytes) -> None:
        _, arrays = unpack(data)
        self._pairs = dict(zip(arrays["pairs"].tolist(), arrays["pair_counts"].tolist(), strict=True))
        self._nouns = arrays["nouns"]
        self._total = arrays["total"]
        self._after_verb = arrays["after_verb"]

    @staticmethod
    @cache
    def load() -> BareNouns:
        """The shipped table. Raises ArtefactError where it is missing or damaged."""
        return BareNouns(read_checked("bare_nouns"))

    def seen(self, before: str, noun: str) -> float:
        """How often `noun` (lower case) was seen right after `before`; 0.0 for once or never.

        `before` is the lemma of a verb, a preposition, conjunction, pronoun or adverb in lower case, or SENTENCE_START.
        """
        return _count(self._pairs.get(hashed(before, noun), 0))

    def count(self, noun: str) -> float:
        """Occurrences of the noun in 24 million words; 0.0 below 20."""
        return self._value(self._total, noun)

    def share_after_verb(self, noun: str) -> float:
        """Share (0..1) of the noun's occurrences that stand right after a verb, without a determiner.

        0.0 for nouns seen fewer than 20 times.
        """
        total = self._value(self._total, noun)
        return self._value(self._after_verb, noun) / total if total else 0.0

    def _value(self, values: np.ndarray[tuple[int], np.dtype[np.uint8]], noun: str) -> float:
        key = hashed(noun)
        position = int(np.searchsorted(self._nouns, np.uint32(key)))
        if position >= len(self._nouns) or int(self._nouns[position]) != key:
            return 0.0
        return _count(int(values[position]))


def _count(step: int) -> float:
    """The count that a byte stands for."""
    count: float = 2.0 ** (step / _STEPS_PER_DOUBLING) - 1.0
    return count
