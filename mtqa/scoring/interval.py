"""How far a document's score could be off, had other sentences of its kind been drawn."""

from __future__ import annotations

from collections.abc import Sequence

_RESAMPLES = 1000
_SEED = 20221
_TAILS = (2.5, 97.5)  # per cent


def score_interval(scores_0_100: Sequence[float], lengths: Sequence[int]) -> tuple[float, float] | None:
    """The 95 % percentile bootstrap interval of a document's score (Efron 1979), sentences drawn with replacement.

    `lengths` are the sentences' words: the document's score is the mean over words. Seeded: the same document always
    has the same interval. None where there are not two sentences.
    """
    if len(scores_0_100) < 2:
        return None
    import numpy as np

    words = np.maximum(np.array(lengths, dtype=float), 1)
    weighted = np.array(scores_0_100, dtype=float) * words
    chance = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_RESAMPLES):
        chosen = chance.integers(len(words), size=len(words))
        drawn.append(float(weighted[chosen].sum() / words[chosen].sum()))
    low, high = np.percentile(drawn, _TAILS)
    return float(low), float(high)
