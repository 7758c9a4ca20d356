"""Whether a difference could be chance: paired bootstrap resampling and paired approximate randomisation.

Both work on sums of statistics, as in sacrebleu: a measure gives a row of numbers a unit, and its value is computed
from the sum over units, so that a resample costs a product of matrices.

Sources: Koehn (2004), "Statistical significance tests for machine translation evaluation" (paired bootstrap); Efron and
Tibshirani (1993), chapter 16 (the p-value: how often the resampled difference, centred, is as far from 0 as the one
found); Riezler and Maxwell (2005) and Noreen (1989) (randomisation: how often exchanging the systems unit by unit, by
the toss of a coin, makes as large a difference). A p-value is (hits + 1) / (samples + 1), never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mtqa.contrasting.values import SIGNIFICANCE_LEVEL, Difference, Outcome, TestSettings

Floats = npt.NDArray[np.float64]
METHODS = ("bootstrap", "randomisation")
_TAILS = (2.5, 97.5)  # per cent
_CELLS = 4_000_000  # of one block of resamples: 32 MB
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Statistics:
    """A measure's statistics: for each system an array of shape (units, d); `value` maps sums (m, d) to (m,) values.

    `value` may give NaN where a resample holds nothing to measure; such a resample is left out.
    """

    systems: tuple[Floats, ...]
    value: Callable[[Floats], Floats]
    lower_is_better: bool = False


def compare_systems(
    measures: Sequence[Statistics], test: TestSettings
) -> list[tuple[tuple[float, ...], tuple[Difference, ...]]]:
    """For each measure the systems' values and each other system's difference from the first.

    All measures and systems see the same resamples. Seeded: the same units always give the same numbers.
    """
    units = len(measures[0].systems[0])
    found = [[float(one.value(system.sum(0, keepdims=True))[0]) for system in one.systems] for one in measures]
    if units < 2:
        return [(tuple(values), _untested(values)) for values in found]
    drawn = _joined(_bootstrapped(measures, units, test))
    shuffled = _joined(_exchanged(measures, units, test)) if test.method == "randomisation" else None
    results = []
    for position, (measure, values) in enumerate(zip(measures, found, strict=True)):
        differences = [
            _difference(
                system,
                values[system] - values[0],
                drawn[position][system - 1],
                shuffled[position][system - 1] if shuffled else None,
                lower_is_better=measure.lower_is_better,
            )
            for system in range(1, len(values))
        ]
        results.append((tuple(values), tuple(differences)))
    return results


def _untested(values: Sequence[float]) -> tuple[Difference, ...]:
    return tuple(
        Difference(system, values[system] - values[0], None, None, Outcome.UNDECIDED)
        for system in range(1, len(values))
    )


def _difference(
    system: int, difference: float, drawn: Floats, shuffled: Floats | None, *, lower_is_better: bool
) -> Difference:
    drawn = drawn[np.isfinite(drawn)]
    null = drawn - difference if shuffled is None else shuffled[np.isfinite(shuffled)]
    hits = int((np.abs(null) >= abs(difference) - _ROUNDING).sum())
    p_value = (hits + 1) / (len(null) + 1)
    low, high = np.percentile(drawn, _TAILS)
    outcome = Outcome.UNDECIDED
    if p_value < SIGNIFICANCE_LEVEL:
        outcome = Outcome.WORSE if (difference < 0) is not lower_is_better else Outcome.BETTER
    return Difference(system, difference, (float(low), float(high)), p_value, outcome)


Block = list[list[Floats]]
"""For each measure and each system but the first, the differences of a block of resamples."""


def _joined(blocks: Iterator[Block]) -> Block:
    listed = list(blocks)
    return [
        [np.concatenate([block[measure][system] for block in listed]) for system in range(len(listed[0][measure]))]
        for measure in range(len(listed[0]))
    ]


def _block_sizes(units: int, samples: int) -> Iterator[int]:
    most = max(1, _CELLS // units)
    for start in range(0, samples, most):
        yield min(most, samples - start)


def _bootstrapped(measures: Sequence[Statistics], units: int, test: TestSettings) -> Iterator[Block]:
    """Differences where units are drawn with replacement, the same ones for every system."""
    chance = np.random.default_rng(test.seed)
    for size in _block_sizes(units, test.samples):
        chosen = chance.integers(units, size=(size, units)) + np.arange(size)[:, None] * units
        counts = np.bincount(chosen.ravel(), minlength=size * units).reshape(size, units).astype(np.float64)
        block = []
        for measure in measures:
            values = [measure.value(counts @ system) for system in measure.systems]
            block.append([value - values[0] for value in values[1:]])
        yield block


def _exchanged(measures: Sequence[Statistics], units: int, test: TestSettings) -> Iterator[Block]:
    """Differences where each unit's statistics are exchanged with those of the first system, or not."""
    chance = np.random.default_rng(test.seed)
    for size in _block_sizes(units, test.samples):
        kept = chance.integers(2, size=(size, units)).astype(np.float64)
        block = []
        for measure in measures:
            first = measure.systems[0]
            row = []
            for other in measure.systems[1:]:
                moved = kept @ (first - other)  # the sums of one pseudo-system are the other's and this, and so on
                row.append(measure.value(first.sum(0) - moved) - measure.value(other.sum(0) + moved))
            block.append(row)
        yield block
