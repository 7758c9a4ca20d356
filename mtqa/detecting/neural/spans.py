"""From chances a piece to findings: which words are flagged, as what, how surely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.ngrams import Floats
from mtqa.detecting.neural.weights import Decision

LONGEST_SPAN = 4  # pieces; a reader needs to be shown where it goes wrong, not how far
# Neighbouring words of these codes are told as the first one: where a splice begins there is also a stray capital.
_ABSORBS = {"FR202": frozenset(("FR201", "FR301")), "FR201": frozenset(("FR301",)), "FR111": frozenset(("FR107",))}


@dataclass(frozen=True, slots=True)
class Flag:
    """A run of pieces, `first` to `last` inclusive, with its code and calibrated confidence (0..1)."""

    first: int
    last: int
    code: str
    confidence: float


def flags(chances: Floats, decision: Decision) -> list[Flag]:
    """The findings of one sentence; `chances` has the shape (pieces, len(LABELS))."""
    wrong = 1.0 - chances[:, 0]
    best = chances[:, 1:].argmax(axis=1) + 1
    limits = np.array([1.1, *(decision.thresholds[code] for code in LABELS[1:])])
    found: list[Flag] = []
    for place in np.flatnonzero(wrong >= limits[best]):
        code = LABELS[best[place]]
        confidence = calibrated(float(wrong[place]), decision.calibration)
        before = found[-1] if found else None
        if before and before.last == place - 1 and place - before.first < LONGEST_SPAN and _same(before.code, code):
            name = code if before.code in _ABSORBS.get(code, ()) else before.code
            found[-1] = Flag(before.first, int(place), name, max(before.confidence, confidence))
        else:
            found.append(Flag(int(place), int(place), code, confidence))
    return found


def calibrated(chance: float, points: Sequence[tuple[float, float]]) -> float:
    """The share of findings at this chance that were right on development data, by linear interpolation."""
    raw, shares = zip(*points, strict=True)
    return float(np.interp(chance, raw, shares))


def _same(one: str, other: str) -> bool:
    return one == other or other in _ABSORBS.get(one, ()) or one in _ABSORBS.get(other, ())
