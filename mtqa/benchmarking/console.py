"""A benchmark for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from mtqa.benchmarking.report import Benchmark, GoldResult, SetResult, Speed
from mtqa.benchmarking.thresholds import Rates, Table
from mtqa.presenting.visible import visible

_MOST_ROWS = 12
_WIDTH = 100
_MEANINGS = {
    "dev": "articles that the rules were developed on",
    "test": "articles that nothing was developed on",
    "dev-corrected": "the same, corrected: nothing may be flagged",
    "test-corrected": "the same, corrected: nothing may be flagged",
    "unusual-dev": "right but unusual sentences",
    "unusual-test": "right but unusual sentences, never developed on",
}


def present(benchmark: Benchmark) -> str:
    """The benchmark as text of at most 100 columns; every name in it is shown escaped where it must be."""
    lines = list(_gold(benchmark.gold) if benchmark.gold else _sets(benchmark.sets))
    lines += ["", *_speed(benchmark.speed), f"Signature  {benchmark.signature}"]
    return "\n".join(visible(line) for line in lines) + "\n"


def _sets(sets: Sequence[SetResult]) -> Iterator[str]:
    yield "mtqa on the corpora that ship with it (marked by hand, in the manner of machine translation)"
    yield ""
    yield f"{'set':<16}{'texts':>6}{'precision':>11}{'recall':>8}{'F0.5':>7}{'right flagged':>15}   what it is"
    for one in sets:
        yield f"{one.name:<16}{one.texts:>6}{_figures(one)}   {_MEANINGS.get(one.name, '')}"
    yield ""
    yield "These say how mtqa does on news of this kind. For your texts: mtqa bench --gold FILE."


def _figures(one: SetResult) -> str:
    alarms = f"{100 * one.false_alarms:.1f} %" if one.false_alarms is not None else "-"
    if one.f_half is None:  # nothing is marked: precision would say only that some flag was raised
        return f"{'-':>11}{'-':>8}{'-':>7}{alarms:>15}"
    return f"{_rate(one.precision):>11}{_rate(one.recall):>8}{_rate(one.f_half):>7}{alarms:>15}"


def _gold(gold: GoldResult) -> Iterator[str]:
    yield f"mtqa on {gold.name}"
    yield f"{gold.texts} texts, {gold.good} good and {gold.bad} bad; {gold.marked_texts} of them with marks"
    if gold.spans:
        yield ""
        yield f"{'spans':<16}{'flags':>6}{'precision':>11}{'recall':>8}{'F0.5':>7}{'right flagged':>15}"
        yield f"{'':<16}{gold.spans.flags:>6}{_figures(gold.spans)}"
    yield ""
    if gold.auc:
        low, high = gold.auc.interval
        yield (
            f"Scores: AUC {gold.auc.value:.3f} (95 % interval {low:.3f} to {high:.3f}) over {gold.auc.pairs} pairs of "
            "a good and a bad text of like length"
        )
    else:
        yield "Scores: no AUC, since there is no pair of a good and a bad text of like length"
    if gold.codes:
        yield ""
        yield "Flags that touch a marked error, by code"
        yield from _more([f"  {one.code:<8}{one.right:>5} of {one.flags}" for one in gold.codes])
    if gold.categories:
        yield ""
        yield "Marked errors that a flag touches, by category"
        yield from _more([f"  {one.category:<32}{one.found:>5} of {one.marked}" for one in gold.categories])
    if gold.confidences:
        yield ""
        yield f"{'--min-confidence':<18}{'flags':>6}{'precision':>11}{'recall':>8}{'F0.5':>7}{'right flagged':>15}"
        yield from _table(gold.confidences)
    yield ""
    yield f"{'gate --min-score':<18}{'fail':>6}{'are bad':>11}{'of bad':>8}{'F0.5':>7}{'of good':>15}"
    yield from _table(gold.scores)


def _table(table: Table) -> Iterator[str]:
    for one in table.rates:
        mark = "  in force" if one.threshold == table.current else ""
        mark += "  advised" if table.advice.threshold == one.threshold != table.current else ""
        yield f"{one.threshold:<18g}{one.caught:>6}{_threshold_figures(one)}{mark}"
    text = table.advice.reason
    if table.advice.choices:
        low, high = table.advice.choices
        text += f"; over resamples of the texts the best threshold lies between {low:g} and {high:g}"
    yield from wrap(f"=> {text}", _WIDTH, subsequent_indent="   ")


def _threshold_figures(one: Rates) -> str:
    alarms = f"{100 * one.false_alarms:.1f} %" if one.false_alarms is not None else "-"
    return f"{_rate(one.precision):>11}{_rate(one.recall):>8}{_rate(one.f_half):>7}{alarms:>15}"


def _more(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_MOST_ROWS]
    if len(lines) > _MOST_ROWS:
        yield f"  and {len(lines) - _MOST_ROWS} more; --format json has all"


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _speed(speed: Speed) -> Iterator[str]:
    rate = speed.sentences / max(speed.cpu_seconds, 1e-3)
    yield (
        f"Speed      {speed.sentences} sentences in {speed.seconds:.1f} s, {speed.cpu_seconds:.1f} s of processor "
        f"({rate:.0f} a second); {speed.load_seconds:.2f} s to load"
    )
    memory = f"{speed.memory_mb:.0f} MB at most; " if speed.memory_mb is not None else ""
    yield f"Machine    {memory}{speed.machine}"
