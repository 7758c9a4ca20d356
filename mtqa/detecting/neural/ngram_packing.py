"""Make the table of counts that NgramTable reads, from keys and counts."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.ngrams import LEVELS, SLOTS_A_KEY, Floats, KeyPlaces, Keys

Places = npt.NDArray[np.int64]
Rounds = list[tuple[Places, Places]]

SLOTS_FOR_EACH = 1.125  # Graf and Lemire 2022; small tables need more
EVEN = 0.38  # how evenly the levels lie: counts of 2 and 3 fall on neighbouring levels
SEEDS_TRIED = 100


def pack(keys: Keys, counts: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a table holding `counts` (each at least 1) under distinct `keys`.

    Raises ValueError where keys are not distinct.
    """
    if len(np.unique(keys)) < len(keys):
        raise ValueError("a key is given twice: add its counts")
    logs = np.log2(np.maximum(counts, 1)).astype(np.float32)
    levels = choose_levels(logs)
    nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, logs).astype(np.uint16)
    for layout in _layouts(len(keys)):
        places = KeyPlaces(*layout)
        own, checks = places.of(keys)
        rounds = _peel(np.stack(own, axis=1), places.slots)
        if rounds is not None:
            break
    else:
        raise ValueError(f"no table holds these {len(keys)} keys with any of {SEEDS_TRIED} seeds")
    slots = np.zeros(places.slots, dtype=np.uint16)
    wanted = checks ^ nearest
    for numbers, alone in reversed(rounds):
        slots[alone] = wanted[numbers] ^ np.bitwise_xor.reduce([slots[each[numbers]] for each in own])
    return {"slots": slots, "levels": levels, "layout": np.array(layout, dtype=np.uint64)}


def choose_levels(logs: Floats) -> Floats:
    """LEVELS rising log2 counts, from the least to the greatest, ever further apart: small counts are many.

    The values themselves where they are no more than LEVELS.
    """
    values = np.unique(logs)
    if len(values) <= LEVELS:
        return np.concatenate([values, np.full(LEVELS - len(values), values[-1] if len(values) else 0, np.float32)])
    way = np.linspace(0, 1, LEVELS)
    levels: Floats = (values[0] + (values[-1] - values[0]) * (EVEN * way + (1 - EVEN) * way**2)).astype(np.float32)
    return levels


def _layouts(keys: int) -> Iterator[tuple[int, int, int]]:
    """(seed, segment_bits, segments) to try for so many keys."""
    bits = min(max(int(math.log(max(keys, 2)) / math.log(3.33) + 2.25), 2), 16)
    factor = max(SLOTS_FOR_EACH, 0.875 + 0.25 * math.log(1e6) / math.log(max(keys, 2)))
    segments = max(math.ceil(factor * keys / 2**bits) - SLOTS_A_KEY + 1, 1)
    return ((seed, bits, segments) for seed in range(1, SEEDS_TRIED + 1))


def _peel(places: Places, slots: int) -> Rounds | None:
    """Keys' numbers and, for each, a slot that no key of the same or a later round has; None where there is no order.

    In every round the keys that have a slot for themselves are taken out.
    """
    degree = np.bincount(places.ravel(), minlength=slots)
    total = np.zeros(slots, dtype=np.int64)  # of the numbers of the keys that have the slot: the number of a lone key
    for column in places.T:
        total += np.bincount(column, np.arange(len(places)), slots).astype(np.int64)
    rounds: Rounds = []
    alone = np.flatnonzero(degree == 1)
    while len(alone):
        numbers, first = np.unique(total[alone], return_index=True)
        rounds.append((numbers, alone[first]))
        touched = places[numbers]
        np.subtract.at(degree, touched, 1)
        np.subtract.at(total, touched, numbers[:, None])
        near = np.unique(touched)
        alone = near[degree[near] == 1]
    return rounds if sum(len(numbers) for numbers, _ in rounds) == len(places) else None
