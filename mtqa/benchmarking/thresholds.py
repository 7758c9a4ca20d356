"""Which threshold to take: figures at each, and advice where the data can carry it.

The best threshold on the marked texts looks better than it is, since it was chosen on them. So each resample of the
texts chooses its own best one, which is then measured on the texts that were not drawn (the out-of-bag estimate of
Efron and Tibshirani, 1997): the gain over the threshold in force must be above zero in 97.5 % of the resamples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.benchmarking.gold import JudgedText
from mtqa.benchmarking.resampling import RESAMPLES, SEED, TAILS, counts_of
from mtqa.benchmarking.running import Finding
from mtqa.benchmarking.spans import Span, SpanTally

Floats = npt.NDArray[np.float64]
FEWEST = 100
"""Advice needs so many marked errors, flags, good texts, bad texts; fewer leave a rate open by more than a tenth."""
_BLOCK = 100
_QUANTILES = (0, 2.5, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90)  # per cent


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold does; rates run from 0 to 1, None where there is nothing to count.

    For a confidence: precision and recall of flagged spans, and the share of right texts that are flagged. For a score:
    of the texts below it the share that is bad, of the bad texts the share below it, of the good ones likewise.
    """

    threshold: float
    precision: float | None
    recall: float | None
    f_half: float | None
    false_alarms: float | None
    caught: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The threshold to take, or why there is no advice.

    `threshold` is None where the data cannot carry any. `choices` is the 95 % interval of the best threshold over
    resamples, `f_half` that of F0.5 at the best one, `gain` that of F0.5 gained, out of bag: over the min-confidence in
    force, over a gate that fails every text.
    """

    threshold: float | None
    reason: str
    choices: tuple[float, float] | None = None
    f_half: tuple[float, float] | None = None
    gain: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rates a threshold, the lowest first, with the advice; `current` is the threshold in force, None for none."""

    rates: tuple[Rates, ...]
    current: float | None
    advice: Advice


def confidence_table(
    texts: Sequence[JudgedText], findings: Sequence[Sequence[Finding]], thresholds: Sequence[float], current: float
) -> Table:
    """The thresholds of `--min-confidence`, `findings` being those of a run with each; texts need marks to count."""
    marked = [position for position, text in enumerate(texts) if text.marks is not None]
    statistics = np.zeros((len(marked), len(thresholds), 6))
    for row, position in enumerate(marked):
        text = texts[position]
        errors = [(mark.start, mark.end) for mark in text.marks or ()]
        for column, run in enumerate(findings):
            spans = [(issue.start, issue.end) for issue in run[position].issues]
            statistics[row, column] = _span_statistics(text.text, errors, spans)
    index = list(thresholds).index(current)
    sums = statistics.sum(0)
    lacking = _lacking(
        {"marked errors": int(sums[index, 3]), "flags": int(sums[:, 1].max()), "right texts": int(sums[index, 5])}
    )
    if lacking:
        return _table(statistics, thresholds, current, _refused("min-confidence", lacking))
    return _table(statistics, thresholds, current, _advise_confidence(statistics, thresholds, index))


def score_table(texts: Sequence[JudgedText], findings: Sequence[Finding], thresholds: Sequence[float]) -> Table:
    """The thresholds of a gate's `min-score`: a text below it fails."""
    statistics = np.zeros((len(texts), len(thresholds), 6))
    for row, (text, finding) in enumerate(zip(texts, findings, strict=True)):
        for column, threshold in enumerate(thresholds):
            below = finding.score_0_100 < threshold
            bad = not text.is_good
            statistics[row, column] = (below and bad, below, below and bad, bad, below and not bad, not bad)
    good = sum(text.is_good for text in texts)
    lacking = _lacking({"bad texts": len(texts) - good, "good texts": good})
    if lacking:
        return _table(statistics, thresholds, None, _refused("min-score", lacking))
    return _table(statistics, thresholds, None, _advise_score(statistics, thresholds))


def spread_thresholds(findings: Sequence[Finding]) -> list[float]:
    """Scores that part the texts, from the lowest to the highest: quantiles, rounded up to half a point."""
    scores = np.array([finding.score_0_100 for finding in findings])
    quantiles = np.percentile(scores, _QUANTILES)
    return sorted({float(np.floor(2 * value + 1) / 2) for value in quantiles})


def _span_statistics(text: str, errors: Sequence[Span], spans: Sequence[Span]) -> tuple[float, ...]:
    """Credit of flags, flags, credit of errors, errors, right text flagged, right text."""
    tally = SpanTally()
    tally.add(text, errors, spans)
    return (
        sum(tally.precision_credits), len(spans), sum(tally.recall_credits), len(errors),
        float(not errors and bool(spans)), float(not errors),
    )  # fmt: skip


def _f_half(sums: Floats) -> Floats:
    """F0.5 of sums of statistics (..., 6); 0 where nothing is caught."""
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = sums[..., 0] / sums[..., 1], sums[..., 2] / sums[..., 3]
        f_half = 1.25 * precision * recall / (0.25 * precision + recall)
    return np.nan_to_num(f_half, nan=0.0)


def _lacking(counts: dict[str, int]) -> str:
    """What must be added before advice can be given, empty for nothing."""
    short = [f"{count} {what} where advice needs {FEWEST}" for what, count in counts.items() if count < FEWEST]
    return "; ".join(short)


def _refused(name: str, lacking: str) -> Advice:
    return Advice(None, f"no advice on {name}: {lacking}; mark more texts")


def _table(statistics: Floats, thresholds: Sequence[float], current: float | None, advice: Advice) -> Table:
    sums = statistics.sum(0)
    rates = tuple(_rates(threshold, sums[column]) for column, threshold in enumerate(thresholds))
    return Table(rates, current, advice)


def _rates(threshold: float, sums: Floats) -> Rates:
    credit, flags, found, errors, flagged, right = map(float, sums)
    precision = credit / flags if flags else None
    recall = found / errors if errors else None
    f_half = float(_f_half(sums)) if errors else None
    return Rates(threshold, precision, recall, f_half, flagged / right if right else None, int(flags))


def _advise_confidence(statistics: Floats, thresholds: Sequence[float], current: int) -> Advice:
    # Of equal thresholds the highest: it hides what nothing was learned about.
    found = _resampled(statistics[:, ::-1], statistics[:, current])
    thresholds, position = thresholds[::-1], len(thresholds) - 1 - current
    best, now = thresholds[found.best], thresholds[position]
    if found.gain[0] > 0 and found.best != position:
        gained = f"gains {found.gain[0]:.2f} to {found.gain[1]:.2f} on texts it was not chosen on"
        return found.advice(thresholds, best, f"min-confidence {best:g} in place of {now:g}: {gained}")
    value = float(_f_half(statistics.sum(0)[current]))
    reason = f"keep min-confidence {now:g} (F0.5 {value:.2f}): no other is better by more than chance"
    return found.advice(thresholds, now, reason)


def _advise_score(statistics: Floats, thresholds: Sequence[float]) -> Advice:
    """Of equal thresholds the lowest. It must do better than a gate that fails all (its precision: the bad share)."""
    all_fail = np.ones((len(statistics), 6))
    all_fail[:, [0, 2, 3]] = statistics[:, :1, 3]
    all_fail[:, [4, 5]] = statistics[:, :1, 5]
    found = _resampled(statistics, all_fail)
    if found.gain[0] <= 0:
        reason = "no advice on min-score: no threshold does better, by more than chance, than failing every text"
        return found.advice(thresholds, None, reason)
    best = thresholds[found.best]
    return found.advice(thresholds, best, f"min-score {best:g}")


@dataclass(frozen=True, slots=True)
class _Resampled:
    """The best threshold's position and F0.5, and what the resamples say; `chosen` are their own best ones."""

    best: int
    value: float
    chosen: list[int]
    f_half: tuple[float, float]
    gain: tuple[float, float]

    def advice(self, thresholds: Sequence[float], threshold: float | None, reason: str) -> Advice:
        choices = _interval([thresholds[position] for position in self.chosen])
        low, high = self.f_half
        best = f"F0.5 is highest at {thresholds[self.best]:g} ({self.value:.2f}, 95 % interval {low:.2f} to {high:.2f})"
        return Advice(threshold, f"{reason}; {best}", choices, self.f_half, self.gain)


def _resampled(statistics: Floats, before: Floats) -> _Resampled:
    """Statistics (texts, thresholds, 6) and those of what is in force (texts, 6), over resamples of the texts."""
    chance = np.random.default_rng(SEED)
    texts = len(statistics)
    flat = statistics.reshape(texts, -1)
    whole = _f_half(statistics.sum(0))
    best = int(np.argmax(whole))
    chosen: list[int] = []
    at_best: list[float] = []
    gains: list[float] = []
    for _ in range(0, RESAMPLES, _BLOCK):
        counts = counts_of(texts, _BLOCK, chance)
        drawn = _f_half((counts @ flat).reshape(_BLOCK, *statistics.shape[1:]))
        left_out = (counts == 0).astype(np.float64)
        outside = _f_half((left_out @ flat).reshape(_BLOCK, *statistics.shape[1:]))
        own = np.argmax(drawn, axis=1)
        chosen += own.tolist()
        at_best += drawn[:, best].tolist()
        gains += (outside[np.arange(_BLOCK), own] - _f_half(left_out @ before)).tolist()
    return _Resampled(best, float(whole[best]), chosen, _interval(at_best), _interval(gains))


def _interval(values: Sequence[float]) -> tuple[float, float]:
    low, high = np.percentile(values, TAILS)
    return float(low), float(high)
