"""How much the keys of two sentences speak for their being translations of each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.aligning.keys import extract_keys
from mtqa.aligning.words import looks_french

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Evidence:
    """The keys of all sentences of both sides, ready to give one French sentence's evidence at a time.

    A key that both sentences have counts by its rarity: half the sum, over the two sides, of the log of one over the
    share of sentences that have it. Keys that only one side of the document knows are left out.
    """

    def __init__(self, french: Sequence[str], other: Sequence[str]) -> None:
        same_language = looks_french(" ".join(other).split())
        french_keys = [extract_keys(sentence, french=True) for sentence in french]
        other_keys = [extract_keys(sentence, french=same_language) for sentence in other]
        postings: dict[str, list[int]] = {}
        for index, keys in enumerate(other_keys):
            for key in keys:
                postings.setdefault(key, []).append(index)
        counts: dict[str, int] = {}
        for keys in french_keys:
            for key in keys & postings.keys():
                counts[key] = counts.get(key, 0) + 1
        self._keys = [sorted(keys & counts.keys()) for keys in french_keys]
        self._postings = {key: np.array(postings[key], dtype=np.int64) for key in counts}
        scale = len(french) * len(other)
        self._rarity = {key: 0.5 * float(np.log(scale / (counts[key] * len(postings[key])))) for key in counts}
        self.french_counts = np.array([len(keys) for keys in self._keys], dtype=np.float64)
        self.other_counts = np.array([len(keys & counts.keys()) for keys in other_keys], dtype=np.float64)

    def of_sentence(self, index: int, low: int, high: int, reward: float, refund: float) -> Floats:
        """reward * rarity + refund, summed over the keys that French sentence `index` shares with other sentences.

        Shape (high - low,): a value for each of the other sentences from `low` to before `high`.
        """
        columns: list[Ints] = []
        weights: list[Floats] = []
        for key in self._keys[index]:
            found = self._postings[key]
            found = found[np.searchsorted(found, low) : np.searchsorted(found, high)]
            if found.size:
                columns.append(found)
                weights.append(np.full(found.size, reward * self._rarity[key] + refund))
        if not columns:
            return np.zeros(high - low)
        sums = np.bincount(np.concatenate(columns) - low, np.concatenate(weights), minlength=high - low)
        return sums.astype(np.float64)

    def find_unique_matches(self) -> list[tuple[int, int]]:
        """(French, other) sentences that share a key which no other sentence has, in the order of the French."""
        single = {key: int(found[0]) for key, found in self._postings.items() if found.size == 1}
        owners: dict[str, list[int]] = {}
        for index, keys in enumerate(self._keys):
            for key in keys:
                if key in single:
                    owners.setdefault(key, []).append(index)
        return sorted({(where[0], single[key]) for key, where in owners.items() if len(where) == 1})
