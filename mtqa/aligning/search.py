"""The cheapest path through a band of cells, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.aligning.band import Ints
from mtqa.aligning.beads import MOST_SENTENCES, BeadCosts
from mtqa.aligning.evidence import Floats

# (French, other) sentences of a bead, by its number in the table of choices.
_KINDS = [(1, 0), (0, 1), *((a, b) for a in range(1, MOST_SENTENCES + 1) for b in range(1, MOST_SENTENCES + 1))]
_SKIP_FRENCH, _SKIP_OTHER, _FIRST_PAIRED = 0, 1, 2
_NEAR_EDGE = 3


@dataclass(frozen=True, slots=True)
class Path:
    """Beads from first to last: the cell (i, j) each ends in and its numbers of sentences (a, b)."""

    beads: tuple[tuple[int, int, int, int], ...]
    columns: int

    def touches_edge(self, low: Ints, high: Ints) -> bool:
        """Whether the path runs so near an edge of the band that a better one may lie beyond."""
        return any(
            (low[i] > 0 and j - low[i] < _NEAR_EDGE) or (high[i] < self.columns and high[i] - j < _NEAR_EDGE)
            for i, j, _, _ in self.beads
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A finished row: its costs from column `low`, and the running sums, from column `shared_low`, of what the French
    sentence before it shares with the other side."""

    low: int
    costs: Floats
    shared_low: int
    shared: Floats

    def costs_between(self, first: int, last: int) -> Floats:
        """Costs in columns `first` to `last`, infinite outside the band."""
        window = np.full(last - first + 1, np.inf)
        start, stop = max(first, self.low), min(last + 1, self.low + self.costs.size)
        if start < stop:
            window[start - first : stop - first] = self.costs[start - self.low : stop - self.low]
        return window

    def shared_before(self, first: int, last: int, b: int) -> Floats:
        """What its sentence shares with the b other sentences before each of the cells `first` to `last`."""
        start, stop = first - self.shared_low, last + 1 - self.shared_low
        return self.shared[start:stop] - self.shared[start - b : stop - b]


def find_cheapest_path(costs: BeadCosts, low: Ints, high: Ints) -> Path:
    """The cheapest way from cell (0, 0) to the last cell through columns `low[i]` to `high[i]` of each row i."""
    choices = np.zeros((costs.rows + 1, int((high - low).max()) + 1), dtype=np.uint8)
    done: list[_Row] = []  # the rows that a bead can reach back to, the nearest first
    for row in range(costs.rows + 1):
        first, last = int(low[row]), int(high[row])
        shared_low = max(first - MOST_SENTENCES, 0)
        reaching = int(high[min(row + MOST_SENTENCES - 1, costs.rows)])
        shared = costs.sum_shared(row - 1, shared_low, reaching) if row else np.zeros(0)
        best, choice = _enter_from_above(costs, row, first, last, _Row(first, np.zeros(0), shared_low, shared), done)
        # Other sentences left alone run along the row: a running minimum, once the cost of skipping is taken off.
        slope = costs.weights.skip * np.arange(best.size)
        running = np.minimum.accumulate(best - slope) + slope
        choice[running < best - 1e-9] = _SKIP_OTHER
        choices[row, : choice.size] = choice
        done = [_Row(first, running, shared_low, shared), *done[: MOST_SENTENCES - 1]]
    return Path(tuple(_walk_back(choices, low, costs.rows, costs.columns))[::-1], costs.columns)


def _enter_from_above(
    costs: BeadCosts, row: int, first: int, last: int, here: _Row, done: list[_Row]
) -> tuple[Floats, NDArray[np.uint8]]:
    """The least cost of each cell of a row by beads that take French sentences, and the number of the bead."""
    if row == 0:
        best = np.full(last + 1, np.inf)
        best[0] = 0.0
        return best, np.full(last + 1, _SKIP_OTHER, dtype=np.uint8)
    best = done[0].costs_between(first, last) + costs.weights.skip
    choice = np.full(best.size, _SKIP_FRENCH, dtype=np.uint8)
    sentences = [here, *done]
    for number, (a, b) in enumerate(_KINDS):
        start = max(first, b)
        if number < _FIRST_PAIRED or a > row or start > last:
            continue
        shared = sum((sentence.shared_before(start, last, b) for sentence in sentences[:a]), np.zeros(1))
        price = costs.price(row, start, last, a, b, shared) + done[a - 1].costs_between(start - b, last - b)
        window = slice(start - first, None)
        better = price < best[window]
        best[window][better] = price[better]
        choice[window][better] = number
    return best, choice


def _walk_back(choices: NDArray[np.uint8], low: Ints, rows: int, columns: int) -> Iterator[tuple[int, int, int, int]]:
    i, j = rows, columns
    while i or j:
        a, b = _KINDS[choices[i, j - low[i]]]
        yield i, j, a, b
        i, j = i - a, j - b
