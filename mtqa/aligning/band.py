"""The band of cells that dynamic programming looks at: memory grows with the length of a book, not its square."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def lay_band(french: int, other: int, matches: Sequence[tuple[int, int]], half_width: int) -> tuple[Ints, Ints]:
    """Lowest and highest column (both included, 0 to `other`) for each row 0 to `french`.

    The band follows the longest rising chain of `matches` (pairs of sentences that share a unique key), corner to
    corner. Both bounds never fall; row 0 holds column 0 and the last row the last column.
    """
    chain = [(0, 0), *_longest_rising_chain(matches), (french, other)]
    rows = np.array([row for row, _ in chain], dtype=np.float64)
    columns = np.array([column for _, column in chain], dtype=np.float64)
    centre = np.interp(np.arange(french + 1), rows, columns)
    low = np.clip(np.floor(centre) - half_width, 0, other).astype(np.int64)
    high = np.clip(np.ceil(centre) + half_width, 0, other).astype(np.int64)
    # Where the other side has a long passage more, the centre jumps: let the rows around the jump reach across it.
    low, high = _reach_back(low, half_width), _reach_ahead(high, half_width)
    low[0], high[-1] = 0, other
    return low, high


def _reach_back(low: Ints, rows: int) -> Ints:
    """Each row's bound as it was `rows` rows earlier."""
    return np.concatenate([np.full(min(rows, low.size), low[0]), low[: max(low.size - rows, 0)]])


def _reach_ahead(high: Ints, rows: int) -> Ints:
    """Each row's bound as it will be `rows` rows later."""
    return np.concatenate([high[rows:], np.full(min(rows, high.size), high[-1])])


def _longest_rising_chain(matches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of `matches` that rises strictly on both sides (patience sorting, n log n)."""
    # Within a row the columns come falling, so that a chain takes at most one of them.
    ordered = sorted(matches, key=lambda match: (match[0], -match[1]))
    tails: list[int] = []
    tail_items: list[int] = []
    before: list[int] = []
    for item, (_, column) in enumerate(ordered):
        place = bisect_left(tails, column)
        before.append(tail_items[place - 1] if place else -1)
        tails[place : place + 1] = [column]
        tail_items[place : place + 1] = [item]
    chain: list[tuple[int, int]] = []
    item = tail_items[-1] if tail_items else -1
    while item >= 0:
        chain.append(ordered[item])
        item = before[item]
    return chain[::-1]
