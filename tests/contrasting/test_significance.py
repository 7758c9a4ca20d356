"""Significance: against sacrebleu's own tests, against chance, and with nothing to tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest

from mtqa.contrasting.measures import quotient
from mtqa.contrasting.significance import Floats, Statistics, compare_systems
from mtqa.contrasting.values import Difference, Outcome, TestSettings


def statistics(*systems: list[float], lower_is_better: bool = False) -> Statistics:
    columns = tuple(np.array([[value, 1.0] for value in system]) for system in systems)
    return Statistics(columns, quotient, lower_is_better=lower_is_better)


def difference(*systems: list[float], lower_is_better: bool = False, **test: object) -> Difference:
    measure = statistics(*systems, lower_is_better=lower_is_better)
    return compare_systems([measure], TestSettings(**test))[0][1][0]  # type: ignore[arg-type]


def scores(seed: int, size: int = 80, shift: float = 0.0) -> list[float]:
    return list(np.random.default_rng(seed).normal(80 + shift, 8, size))


def test_chrf_agrees_with_the_randomisation_of_sacrebleu(monkeypatch: pytest.MonkeyPatch) -> None:
    """The p-values of both lie within what 4,000 coin tosses each can differ by."""
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    chance = np.random.default_rng(5)
    words = "le maire a dit que la ville ouvre une école près du port demain soir".split()
    references = [" ".join(chance.choice(words, 9)) for _ in range(60)]

    def damaged(share: float) -> list[str]:
        return [" ".join("zut" if chance.random() < share else word for word in line.split()) for line in references]

    first, other = damaged(0.25), damaged(0.30)
    metric = CHRF()
    theirs = PairedTest([("A", first), ("B", other)], {"chrF": metric}, [references], "ar", n_samples=4000)()[1]
    rows = [np.array(metric._extract_corpus_statistics(one, [references]), dtype=float) for one in (first, other)]

    def value(sums: Floats) -> Floats:
        return np.array([metric._compute_score_from_stats(list(row)).score for row in sums])

    values, (ours,) = compare_systems([Statistics((rows[0], rows[1]), value)], TestSettings("randomisation", 4000))[0]
    result = theirs["chrF2"][1]
    assert values == pytest.approx((metric.corpus_score(first, [references]).score, result.score))  # type: ignore[union-attr]
    assert 0.01 < result.p_value < 0.9, "the example must not be a plain one"  # type: ignore[union-attr, operator]
    assert ours.p_value == pytest.approx(result.p_value, abs=0.035)  # type: ignore[union-attr]


@pytest.mark.parametrize("method", ["bootstrap", "randomisation"])
def test_a_clear_difference_is_sure_and_its_direction_right(method: str) -> None:
    first = scores(1)
    lower = [value - 4 + (noise - 80) / 2 for value, noise in zip(first, scores(2), strict=True)]
    one = difference(first, lower, method=method)
    assert one.outcome is Outcome.WORSE and one.p_value is not None and one.p_value < 0.01
    assert one.interval is not None and one.interval[0] < one.difference < one.interval[1] < 0
    assert difference(lower, first, method=method).outcome is Outcome.BETTER
    assert difference(first, lower, method=method, lower_is_better=True).outcome is Outcome.BETTER


@pytest.mark.parametrize("method", ["bootstrap", "randomisation"])
def test_chance_alone_is_seldom_sure(method: str) -> None:
    """Two draws of one distribution, 200 times: about 5 % of them may seem sure, 3 standard errors above at most."""
    sure = sum(
        difference(scores(seed), scores(seed + 1000), method=method, samples=300).outcome is not Outcome.UNDECIDED
        for seed in range(200)
    )
    assert sure <= 20, sure


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30), st.sampled_from(["bootstrap", "randomisation"]))
def test_a_system_against_itself_is_never_sure(values: list[float], method: str) -> None:
    one = difference(values, list(values), method=method, samples=100)
    assert (one.difference, one.interval, one.p_value, one.outcome) == (0.0, (0.0, 0.0), 1.0, Outcome.UNDECIDED)


def test_one_unit_is_not_tested() -> None:
    one = difference([90.0], [10.0])
    assert (one.difference, one.interval, one.p_value, one.outcome) == (-80.0, None, None, Outcome.UNDECIDED)


def test_the_seed_decides_and_nothing_else() -> None:
    first, other = scores(1), scores(3)
    assert difference(first, other) == difference(first, other)
    assert difference(first, other) != difference(first, other, seed=2)
    alone = compare_systems([statistics(first, other)], TestSettings())[0]
    among = compare_systems([statistics(other, first), statistics(first, other)], TestSettings())[1]
    assert alone == among


def test_blocks_do_not_change_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = difference(scores(1), scores(3))
    monkeypatch.setattr("mtqa.contrasting.significance._CELLS", 700)
    assert difference(scores(1), scores(3)) == whole


def test_units_without_a_value_leave_the_others_alone() -> None:
    known = statistics([80.0, 90.0, 70.0, 85.0], [70.0, 80.0, 60.0, 75.0])
    holes = Statistics(tuple(system * np.array([[1.0], [1.0], [0.0], [0.0]]) for system in known.systems), quotient)
    (values, (one,)) = compare_systems([holes], TestSettings())[0]
    assert values == (85.0, 75.0) and one.interval == (-10.0, -10.0)
