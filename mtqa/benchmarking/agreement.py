"""How far scores agree with people's judgement of whole texts: AUC over pairs of like length.

Longer texts have more errors, so that length alone would pass for quality: a good and a bad text are compared only
where their lengths differ by a fifth at most. Ties count half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.benchmarking.resampling import RESAMPLES, SEED, TAILS, counts_of

LIKE_LENGTH = 1.2
_MOST_OF_A_KIND = 2000  # a matrix of pairs of 32 MB
_PRODUCTS = 2_000_000_000  # multiplications for the interval: a second or two
_FEWEST_RESAMPLES = 100


@dataclass(frozen=True, slots=True)
class Auc:
    """The chance that a good text scores above a bad one of like length, its 95 % bootstrap interval, the pairs."""

    value: float
    interval: tuple[float, float]
    pairs: int


def like_length_auc(scores: Sequence[float], good: Sequence[bool], lengths: Sequence[int]) -> Auc | None:
    """The AUC, 0 to 1; None where there is no pair. Of more than 2,000 texts of a kind a seeded draw is taken."""
    chance = np.random.default_rng(SEED)
    values, sizes, is_good = np.asarray(scores, float), np.asarray(lengths, float), np.asarray(good, bool)
    sides = []
    for wanted in (True, False):
        positions = np.flatnonzero(is_good == wanted)
        if len(positions) > _MOST_OF_A_KIND:
            positions = np.sort(chance.choice(positions, _MOST_OF_A_KIND, replace=False))
        sides.append(positions)
    a, b = sides
    ratio = sizes[a][:, None] / sizes[b][None, :]
    alike = ((ratio <= LIKE_LENGTH) & (ratio >= 1 / LIKE_LENGTH)).astype(np.float32)
    pairs = int(alike.sum())
    if not pairs:
        return None
    difference = values[a][:, None] - values[b][None, :]
    won = alike * ((difference > 0) + 0.5 * (difference == 0)).astype(np.float32)
    resamples = min(RESAMPLES, max(_FEWEST_RESAMPLES, _PRODUCTS // won.size))
    first = counts_of(len(a), resamples, chance).astype(np.float32)
    second = counts_of(len(b), resamples, chance).astype(np.float32)
    totals = ((first @ alike) * second).sum(1)
    drawn = ((first @ won) * second).sum(1)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(drawn, TAILS)
    return Auc(float(won.sum()) / pairs, (float(low), float(high)), pairs)
