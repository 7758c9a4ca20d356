"""The figures of shared/data/DATA.md ("How to score") over sentence scores, pairs and flags with a confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from measuring.spans import Span, SpanTally

LIKE_LENGTH = 1.2  # texts are compared whose lengths differ by a fifth at most: length alone would pass for quality
BINS = 10


def like_length_auc(scores: Sequence[float], good: Sequence[bool], lengths: Sequence[int]) -> float | None:
    """Chance (0 to 1) that a good text scores above a bad one of like length, a tie counting half.

    None where there is no such pair.
    """
    values, is_good, sizes = np.asarray(scores, float), np.asarray(good, bool), np.asarray(lengths, float)
    bad_values, bad_sizes = values[~is_good], sizes[~is_good]
    won = pairs = 0.0
    for value, size in zip(values[is_good], sizes[is_good], strict=True):
        others = bad_values[(bad_sizes <= size * LIKE_LENGTH) & (bad_sizes >= size / LIKE_LENGTH)]
        won += float((value > others).sum() + 0.5 * (value == others).sum())
        pairs += len(others)
    return won / pairs if pairs else None


def share_ordered(better: Sequence[float], worse: Sequence[float]) -> float | None:
    """Share (0 to 1) of pairs whose better text scores higher, a tie counting half; None without pairs."""
    if not better:
        return None
    first, second = np.asarray(better, float), np.asarray(worse, float)
    return float(np.mean((first > second) + 0.5 * (first == second)))


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """Precision and recall of the flags at or above a confidence."""

    precision: float
    recall: float
    least_confidence: float


def precision_at_recall(
    texts: Sequence[str],
    marked: Sequence[Sequence[Span]],
    flagged: Sequence[Sequence[tuple[Span, float]]],
    recall: float,
) -> OperatingPoint | None:
    """The highest confidence at which the flags reach this recall, with the precision there.

    Flags of one confidence come and go together. Where all flags together do not reach the recall, the point of all of
    them is given (its recall says so); None where nothing is flagged.
    """
    levels = sorted({confidence for flags in flagged for _, confidence in flags}, reverse=True)
    if not levels:
        return None

    def at(level: float) -> OperatingPoint:
        tally = SpanTally()
        for text, errors, flags in zip(texts, marked, flagged, strict=True):
            tally.add(text, errors, [span for span, confidence in flags if confidence >= level])
        return OperatingPoint(tally.precision or 0.0, tally.recall or 0.0, level)

    low, high = 0, len(levels) - 1  # recall never falls as the level does
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if at(levels[middle]).recall >= recall else (middle + 1, high)
    return at(levels[low])


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Statements of one tenth of the scale: how many (weights summed), the mean said and the share that came true."""

    weight: float
    said: float
    true: float


def reliability(
    said: Sequence[float], true: Sequence[float], weights: Sequence[float] | None = None
) -> list[ReliabilityBin]:
    """The reliability table of statements, each said to be true so far, from 0 to 1: ten bins or fewer."""
    chances, came = np.asarray(said, float), np.asarray(true, float)
    shares: npt.NDArray[np.float64] = np.ones(len(chances)) if weights is None else np.asarray(weights, float)
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        ReliabilityBin(
            float(shares[bins == b].sum()),
            float(np.average(chances[bins == b], weights=shares[bins == b])),
            float(np.average(came[bins == b], weights=shares[bins == b])),
        )
        for b in sorted(set(bins.tolist()))
    ]


def expected_calibration_error(table: Sequence[ReliabilityBin]) -> float | None:
    """Mean distance (0 to 1) between said and true over the bins, by weight (Naeini et al. 2015); None for no bins."""
    total = sum(row.weight for row in table)
    return sum(row.weight * abs(row.said - row.true) for row in table) / total if total else None
