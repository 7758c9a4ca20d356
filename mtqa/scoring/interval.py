"""How far a document's score could be off, had other sentences of its kind been drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtqa.domain.score import SentenceScore

_RESAMPLES = 1000
_SEED = 20221
_TAILS = (2.5, 97.5)  # per cent


def score_interval(
    scores: Sequence[SentenceScore],
    lengths: Sequence[int],
    combine: Callable[[float, float | None], float],
) -> tuple[float, float] | None:
    """The 95 % percentile bootstrap interval of a document's score (Efron 1979), sentences drawn with replacement.

    `lengths` are the sentences' words, `combine` makes the score of fluency and adequacy (0 to 100, adequacy None where
    there is none). Seeded: the same document always has the same interval. None where there are not two sentences.
    """
    if len(scores) < 2:
        return None
    import numpy as np

    words = np.maximum(np.array(lengths, dtype=float), 1)
    known = np.array([score.adequacy_0_100 is not None for score in scores])
    weights = np.where(known, words, 0.0)
    fluencies = np.array([score.fluency_0_100 for score in scores]) * words
    adequacies = np.array([score.adequacy_0_100 or 0.0 for score in scores]) * weights
    chance = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_RESAMPLES):
        chosen = chance.integers(len(scores), size=len(scores))
        fluency = float(fluencies[chosen].sum() / words[chosen].sum())
        weight = weights[chosen].sum()
        drawn.append(combine(fluency, float(adequacies[chosen].sum() / weight) if weight else None))
    low, high = np.percentile(drawn, _TAILS)
    return float(low), float(high)
