"""Bootstrap over texts: how far a figure could be off had other texts of the kind been marked (Efron 1979)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RESAMPLES = 1000
SEED = 20261
TAILS = (2.5, 97.5)  # per cent


def counts_of(texts: int, resamples: int, chance: np.random.Generator) -> Floats:
    """How often each text is drawn in each resample, with replacement: shape (resamples, texts)."""
    chosen = chance.integers(texts, size=(resamples, texts)) + np.arange(resamples)[:, None] * texts
    counts = np.bincount(chosen.ravel(), minlength=resamples * texts).reshape(resamples, texts)
    return counts.astype(np.float64)
