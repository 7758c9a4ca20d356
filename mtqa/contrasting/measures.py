"""What is measured over the paired units: mtqa's scores, overlap with a reference by sacrebleu, plug-ins' metrics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mtqa import scoring
from mtqa.contrasting.significance import Floats, Statistics, compare_systems
from mtqa.contrasting.values import Measure, Side, TestSettings, Unit
from mtqa.scoring.second_opinion import judge

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as Overlap

SCORE, FLUENCY, ADEQUACY = "score", "fluency", "adequacy"


class _Planned(NamedTuple):
    """A measure before it is tested; `units` is the number of units that it has statistics of."""

    name: str
    against: str
    signature: str
    units: int
    statistics: Statistics


def measure(
    units: Sequence[Unit], metrics: Sequence[scoring.Metric], test: TestSettings, signature: str
) -> tuple[Measure, ...]:
    """Every measure that the paired units allow, the score first; all see the same resamples.

    mtqa's scores are means over units, 0 to 100. chrF2, BLEU and TER are those of the units as one corpus, against the
    reference. A plug-in's metric is the mean of what it says of each unit. `signature` is that of the checks.
    """
    sides = [[_side(unit, system) for unit in units] for system in range(len(units[0].sides))]
    planned = [
        _mean_of(SCORE, [[side.score_0_100 for side in own] for own in sides], signature),
        _mean_of(FLUENCY, [[side.fluency_0_100 for side in own] for own in sides], signature),
        _mean_of(ADEQUACY, [[side.adequacy_0_100 for side in own] for own in sides], signature),
        *_overlaps(units, sides),
        *(_opinion(metric, units, sides) for metric in metrics),
    ]
    planned = [one for one in planned if one.units]
    tested = compare_systems([one.statistics for one in planned], test)
    return tuple(
        Measure(
            one.name,
            one.against,
            one.signature,
            one.statistics.lower_is_better,
            one.units,
            values,
            differences,
        )
        for one, (values, differences) in zip(planned, tested, strict=True)
    )


def _side(unit: Unit, system: int) -> Side:
    side = unit.sides[system]
    assert side is not None  # paired units have every side
    return side


def _mean_of(
    name: str,
    values: Sequence[Sequence[float | None]],
    signature: str,
    against: str = "",
    *,
    lower_is_better: bool = False,
) -> _Planned:
    """The mean over the units for which every system has a value."""
    known = np.array([all(value is not None for value in unit) for unit in zip(*values, strict=True)])
    systems = tuple(np.array([[value or 0.0, 1.0] for value in own]) * known[:, None] for own in values)
    return _Planned(
        name, against, signature, int(known.sum()), Statistics(systems, quotient, lower_is_better=lower_is_better)
    )


def quotient(sums: Floats) -> Floats:
    """Sum by number; NaN where nothing was drawn."""
    with np.errstate(invalid="ignore"):
        quotient: Floats = sums[:, 0] / sums[:, 1]
    return quotient


def _overlaps(units: Sequence[Unit], sides: Sequence[Sequence[Side]]) -> list[_Planned]:
    if not any(unit.reference for unit in units):
        return []
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return [
        _overlap("chrF2", CHRF(), units, sides),
        _overlap("BLEU", BLEU(), units, sides),
        _overlap("TER", TER(), units, sides, lower_is_better=True),
    ]


def _overlap(
    name: str,
    metric: Overlap,
    units: Sequence[Unit],
    sides: Sequence[Sequence[Side]],
    *,
    lower_is_better: bool = False,
) -> _Planned:
    """A metric of sacrebleu on its own sufficient statistics, by the two calls that its PairedTest makes."""
    having = [index for index, unit in enumerate(units) if unit.reference]
    references = [units[index].reference or "" for index in having]
    systems = []
    for own in sides:
        rows = metric._extract_corpus_statistics([own[index].text for index in having], [references])
        full = np.zeros((len(units), len(rows[0])))
        full[having] = rows
        systems.append(full)

    def value(sums: Floats) -> Floats:
        return np.array([metric._compute_score_from_stats(row.tolist()).score for row in sums])

    return _Planned(
        name,
        "French / reference",
        str(metric.get_signature()),
        len(having),
        Statistics(tuple(systems), value, lower_is_better=lower_is_better),
    )


def _opinion(metric: scoring.Metric, units: Sequence[Unit], sides: Sequence[Sequence[Side]]) -> _Planned:
    values = []
    for own in sides:
        candidates = [
            scoring.Candidate(side.text, unit.source, unit.reference) for side, unit in zip(own, units, strict=True)
        ]
        judged = judge(metric, candidates, "compare")
        values.append([opinion.value if opinion else None for opinion in judged])
    against = f"French / {' and '.join(metric.needs)}" if metric.needs else "French"
    return _mean_of(metric.name, values, metric.signature, against, lower_is_better=metric.lower_is_better)
