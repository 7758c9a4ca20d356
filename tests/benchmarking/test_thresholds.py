"""Thresholds: the figures at each, advice where the data can carry it, and its refusal where they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from mtqa.benchmarking.gold import JudgedText, Mark
from mtqa.benchmarking.running import Finding
from mtqa.benchmarking.thresholds import FEWEST, Table, confidence_table, score_table, spread_thresholds
from mtqa.domain.issue import Issue, Severity

CONFIDENCES = (0.3, 0.5, 0.7, 0.9)
WRONG = JudgedText("Il vit dans dans un port.", (Mark(7, 16),), is_good=False)
RIGHT = JudgedText("Il vit dans un port.", (), is_good=True)


def flag(start: int, end: int, confidence: float) -> Issue:
    return Issue("FR204", "repetition", "x", Severity.MAJOR, start, end, "", "", confidence=confidence)


def confidences(texts: list[JudgedText], flags: list[list[Issue]], current: float = 0.5) -> Table:
    """What a run with each confidence would show of these flags."""
    runs = [
        [Finding(tuple(one for one in own if one.confidence >= threshold), 50.0) for own in flags]
        for threshold in CONFIDENCES
    ]
    return confidence_table(texts, runs, CONFIDENCES, current)


def test_figures_at_each_confidence() -> None:
    """One error found at 0.8, one not, a false alarm at 0.6 on the one right text; a label alone does not count."""
    table = confidences(
        [WRONG, WRONG, RIGHT, JudgedText("Elle rire.", None, is_good=False)],
        [[flag(7, 16, 0.8)], [], [flag(0, 2, 0.6)], [flag(0, 4, 0.99)]],
    )
    told = [(one.threshold, one.caught, one.precision, one.recall, one.false_alarms) for one in table.rates]
    assert told == [
        (0.3, 2, 0.5, 0.5, 1.0), (0.5, 2, 0.5, 0.5, 1.0), (0.7, 1, 1.0, 0.5, 0.0), (0.9, 0, None, 0.0, 0.0),
    ]  # fmt: skip
    assert table.rates[2].f_half == pytest.approx(1.25 * 0.5 / (0.25 + 0.5)) and table.rates[3].f_half == 0.0


def test_too_little_data_is_no_advice_and_says_what_is_missing() -> None:
    table = confidences([WRONG, RIGHT], [[flag(7, 16, 0.8)], []])
    assert table.advice.threshold is None and table.advice.choices is None
    for part in (f"1 marked errors where advice needs {FEWEST}", "1 right texts", "mark more texts"):
        assert part in table.advice.reason
    assert "2 bad texts" in score_table([WRONG, WRONG], [Finding((), 1.0)] * 2, [50.0]).advice.reason


def many(false_alarm_confidence: float, size: int = 150) -> Table:
    """Errors found at 0.8; on two of three right texts a false alarm."""
    texts = [WRONG] * size + [RIGHT] * size
    flags = [[flag(7, 16, 0.8)] for _ in range(size)]
    flags += [[flag(0, 2, false_alarm_confidence)] if number % 3 else [] for number in range(size)]
    return confidences(texts, flags)


def test_a_better_confidence_is_advised() -> None:
    table = many(0.6)
    assert table.advice.threshold == 0.7 and table.advice.reason.startswith("min-confidence 0.7 in place of 0.5")
    assert table.advice.choices == (0.7, 0.7) and table.advice.gain is not None and table.advice.gain[0] > 0.1


def test_where_none_is_better_the_one_in_force_is_kept() -> None:
    table = many(0.4)
    assert table.advice.threshold == 0.5 and table.advice.reason.startswith("keep min-confidence 0.5")


def test_advice_on_noise_is_seldom_given() -> None:
    """Where hits and false alarms have confidences by chance, what looks best must not be advised, 19 times in 20."""
    advised = 0
    for seed in range(20):
        chance = np.random.default_rng(seed)
        texts = [WRONG] * 150 + [RIGHT] * 150
        flags = [[flag(7, 16, 0.55 + 0.5 * chance.random())] if chance.random() < 0.9 else [] for _ in range(150)]
        flags += [[flag(0, 2, 0.55 + 0.5 * chance.random())] if chance.random() < 0.9 else [] for _ in range(150)]
        advised += confidences(texts, flags).advice.threshold != 0.5
    assert advised <= 2, advised


def scores(good: float, bad: float, size: int = 120) -> Table:
    chance = np.random.default_rng(3)
    findings = [Finding((), float(chance.normal(good, 5))) for _ in range(size)]
    findings += [Finding((), float(chance.normal(bad, 5))) for _ in range(size)]
    return score_table([RIGHT] * size + [WRONG] * size, findings, [50.0, 60.0, 70.0, 80.0, 90.0, 100.0])


def test_a_min_score_that_parts_good_and_bad_is_advised() -> None:
    table = scores(95, 65)
    assert table.advice.threshold == 80.0 and table.current is None
    at = next(one for one in table.rates if one.threshold == 80.0)
    assert at.precision == pytest.approx(1.0) and at.recall == pytest.approx(1.0) and at.false_alarms == 0.0
    assert table.rates[-1].false_alarms is not None and table.rates[-1].false_alarms > 0.5


def test_scores_that_part_nothing_give_no_advice() -> None:
    table = scores(80, 80)
    assert table.advice.threshold is None and "than failing every text" in table.advice.reason


def test_thresholds_lie_where_the_scores_are() -> None:
    findings = [Finding((), value) for value in (0.0, 40.2, 40.3, 73.26, 73.3)]
    thresholds = spread_thresholds(findings)
    assert thresholds == sorted(set(thresholds)) and thresholds[0] > 0.0 and thresholds[-1] <= 74.0
    assert 40.5 in thresholds, "just above those that it parts off"
