"""The word-translation table: how likely a French and an English word are to translate each other.

Counted by scripts/build_translation_table.py from parallel text; mapped into memory, nothing is unpacked at load.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from mtqa.french.artefact import map_checked, unpack
from mtqa.french.form_table import FormTable

STEPS_PER_HALVING = 16
"""One byte q holds the probability 2 ** (-q / 16): from 1 down to 0.000016, within 2.2 %."""
LEAST = 255
STEPS_PER_BIT = 8
"""One byte holds a word's rarity: bits of surprise, the binary logarithm of one over its share of all tokens."""
_UNKNOWN_BITS = 20.0

Chances = tuple[float, float]
"""(of the English word where the French one stands, of the French one where the English one stands), each 0 to 1."""

_NONE: Chances = (0.0, 0.0)
_ELIDED = {
    "l'": "le", "d'": "de", "qu'": "que", "n'": "ne", "s'": "se", "j'": "je", "m'": "me", "t'": "te", "c'": "ce",
    "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque", "quoiqu'": "quoique",
}  # fmt: skip
_MARKS = {"«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "‘": "'"}
# In these 's is a word of its own, not a possessive: it is kept.
_NOT_POSSESSIVE = frozenset("it's that's there's he's she's what's who's let's here's where's how's".split())


def key_french(token: str) -> str:
    """The key of a French token: lower case, elided words in full ("l'" is "le"), clitics without hyphen, œ as oe."""
    word = _key(token)
    if word.endswith("'"):
        return _ELIDED.get(word, word)
    if word.startswith("-") and len(word) > 1:
        return word.removeprefix("-t-").removeprefix("-")
    return word


def key_english(token: str) -> str:
    """The key of an English token: lower case, without a possessive 's."""
    word = _key(token)
    if word.endswith("'s") and len(word) > 2 and word not in _NOT_POSSESSIVE:
        return word[:-2]
    return word


def _key(token: str) -> str:
    word = token.lower().replace("’", "'").replace("œ", "oe").replace("‑", "-")
    return _MARKS.get(word, word)


class TranslationTable:
    """Probabilities that words translate each other. `TranslationTable.load()` gives the shipped table.

    Words are keys (`key_french`, `key_english`); the methods that take words make the keys themselves.
    """

    def __init__(self, data: Any) -> None:
        meta, arrays = unpack(data)
        self._french = FormTable(arrays["french_pool"].tobytes(), arrays["french_starts"], meta["french_words"])
        self._english = FormTable(arrays["english_pool"].tobytes(), arrays["english_starts"], meta["english_words"])
        self._rows = arrays["rows"]
        self._targets = arrays["targets"]
        self._of_english = arrays["english_given_french"]
        self._of_french = arrays["french_given_english"]
        self._french_rarity, self._english_rarity = arrays["french_rarity"], arrays["english_rarity"]
        self._read_row = lru_cache(maxsize=50_000)(self._unpack_row)
        self._find_english = lru_cache(maxsize=100_000)(self._english.find)

    @staticmethod
    @cache
    def load() -> TranslationTable:
        """The shipped table. Raises ArtefactError where it is missing or damaged."""
        return TranslationTable(map_checked("translation_table"))

    def knows_french(self, word: str) -> bool:
        """Whether the table has translations of this French word."""
        return bool(self.row(word))

    def knows_english(self, word: str) -> bool:
        """Whether the table has this English word."""
        return self.number_english(word) >= 0

    def rarity_french(self, word: str) -> float:
        """Bits of surprise of a French word in the texts counted: 4 for "de", 20 for a word that the table lacks."""
        index = self._french.find(key_french(word))
        return float(self._french_rarity[index]) / STEPS_PER_BIT if index >= 0 else _UNKNOWN_BITS

    def rarity_english(self, word: str) -> float:
        """Bits of surprise of an English word, as `rarity_french`."""
        index = self.number_english(word)
        return float(self._english_rarity[index]) / STEPS_PER_BIT if index >= 0 else _UNKNOWN_BITS

    def probabilities(self, french: str, english: str) -> Chances:
        """(chance of the English word where the French one stands, chance of the French where the English stands).

        Each 0 to 1; (0.0, 0.0) where the table does not hold the pair. A row's chances add up to 1 at most: what is
        missing is the chance that the word has no counterpart of its own or a rare one.
        """
        return self.row(french).get(self.number_english(english), _NONE)

    def probability(self, french: str, english: str) -> float:
        """Geometric mean of the two probabilities, 0 to 1: how far the two words are each other's translation."""
        given_french, given_english = self.probabilities(french, english)
        return float((given_french * given_english) ** 0.5)

    def paraphrase(self, french: str, other: str) -> tuple[float, float]:
        """(chance of getting from the one French word to the other through English, and back), each 0 to 1."""
        row, other_row = self.row(french), self.row(other)
        shared = row.keys() & other_row.keys()
        there = sum(row[word][0] * other_row[word][1] for word in shared)
        back = sum(other_row[word][0] * row[word][1] for word in shared)
        return min(there, 1.0), min(back, 1.0)

    def translations(self, french: str) -> tuple[tuple[str, float], ...]:
        """(English word, chance of it where the French word stands), the likeliest first; () for unknown words."""
        row = self.row(french)
        found = sorted(((chances[0], target) for target, chances in row.items()), reverse=True)
        return tuple((self._english.text(target), chance) for chance, target in found)

    def sources(self, english: str) -> tuple[tuple[str, float], ...]:
        """(French word, chance of it where the English word stands), the likeliest first; () for unknown words.

        Searches the whole table (about a millisecond).
        """
        wanted = self.number_english(english)
        if wanted < 0:
            return ()
        entries = np.flatnonzero(self._targets == wanted)
        words = np.searchsorted(self._rows, entries, side="right") - 1
        order = np.argsort(self._of_french[entries], kind="stable")
        return tuple(
            (self._french.text(int(words[item])), _chance(int(self._of_french[entries[item]]))) for item in order
        )

    def row(self, french: str) -> Mapping[int, Chances]:
        """The chances of each English word that translates a French one, by its number (`number_english`)."""
        return self._read_row(key_french(french))

    def number_english(self, word: str) -> int:
        """The number of an English word in the table's rows, -1 where the table lacks it."""
        return self._find_english(key_english(word))

    def _unpack_row(self, key: str) -> Mapping[int, Chances]:
        index = self._french.find(key)
        part = slice(int(self._rows[index]), int(self._rows[index + 1])) if index >= 0 else slice(0, 0)
        chances = zip(self._of_english[part].tolist(), self._of_french[part].tolist(), strict=True)
        pairs = ((_chance(first), _chance(second)) for first, second in chances)
        return dict(zip(self._targets[part].tolist(), pairs, strict=True))


@cache
def _chance(step: int) -> float:
    return float(2.0 ** (-step / STEPS_PER_HALVING))
