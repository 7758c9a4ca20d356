"""What a bead of a French and b other sentences costs, in nats: its kind, its lengths, its shared keys."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.aligning.evidence import Evidence, Floats

MOST_SENTENCES = 3
"""Sentences on one side of a bead, at most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs in nats, chosen on Europarl, Tatoeba and Debian lines that no measurement uses.

    `skip` is the cost of a sentence left alone, `merge` and `merge_more` of the first and each further sentence of a
    bead beyond 1:1. `variance` is that of the difference in length, by character (Gale & Church found 6.8).
    A key that both sides have earns `reward` times its rarity, a key that one side alone has costs `missing`.
    """

    skip: float = 1.3
    merge: float = 2.0
    merge_more: float = 4.0
    variance: float = 8.0
    reward: float = 0.11
    missing: float = 0.02


class BeadCosts:
    """Costs of beads, a row of cells at a time. Cell (i, j): the first i French and j other sentences are paired."""

    def __init__(self, french: Sequence[str], other: Sequence[str], evidence: Evidence, weights: Weights) -> None:
        self.weights = weights
        self.rows, self.columns = len(french), len(other)
        self._evidence = evidence
        self._french_ends = _sum_up([len(sentence.strip()) + 1.0 for sentence in french])
        self._other_ends = _sum_up([len(sentence.strip()) + 1.0 for sentence in other])
        # Documents of one text; beyond these bounds one side lacks a part, and the ratio says nothing.
        self._ratio = float(np.clip(self._other_ends[-1] / max(self._french_ends[-1], 1.0), 0.8, 1.25))
        # Every key of a bead is paid for as missing; a shared one is refunded on both sides.
        self._french_dues = weights.missing * _sum_up(evidence.french_counts)
        self._other_dues = weights.missing * _sum_up(evidence.other_counts)

    def sum_shared(self, row: int, low: int, high: int) -> Floats:
        """Running sum, over other sentences `low` to `high`, of what French sentence `row` shares with each.

        Shape (high - low + 1,), first value 0: the sum over sentences p to q is value[q - low] - value[p - low].
        """
        shared = self._evidence.of_sentence(row, low, high, self.weights.reward, 2 * self.weights.missing)
        return np.concatenate([[0.0], np.cumsum(shared)])

    def price(self, row: int, low: int, high: int, a: int, b: int, shared: Floats) -> Floats:
        """Costs of the beads a:b (both at least 1) that end in cells (row, low) to (row, high).

        `shared` is what the bead's sentences share, a value a cell. `low` is at least b.
        """
        weights = self.weights
        cells, starts = slice(low, high + 1), slice(low - b, high + 1 - b)
        french_length = self._french_ends[row] - self._french_ends[row - a]
        other_length = self._other_ends[cells] - self._other_ends[starts]
        expected = french_length * self._ratio
        # Student's t with 4 degrees of freedom: some translations are free, and a normal tail would break there.
        squares = (other_length - expected) ** 2 / (weights.variance * 0.5 * (other_length + expected))
        dues = self._french_dues[row] - self._french_dues[row - a] + self._other_dues[cells] - self._other_dues[starts]
        extra = a + b - 2
        kind = weights.merge + weights.merge_more * (extra - 1) if extra else 0.0
        costs: Floats = kind + 2.5 * np.log1p(squares / 4) + dues - shared
        return costs

    def score_bead(self, row: int, column: int, a: int, b: int) -> float:
        """The chance, 0 to 1, that the bead ending in cell (row, column) belongs together rather than apart."""
        if not a or not b:
            return 0.0
        shared = sum(self.sum_shared(row - 1 - back, column - b, column)[-1] for back in range(a))
        cost = float(self.price(row, column, column, a, b, np.array([shared]))[0])
        return 1.0 / (1.0 + math.exp(min(max(cost - self.weights.skip * (a + b), -500.0), 500.0)))


def _sum_up(values: Sequence[float] | Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64))])
