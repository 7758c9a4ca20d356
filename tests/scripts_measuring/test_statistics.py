from __future__ import annotations

import pytest

from measuring.statistics import (
    expected_calibration_error,
    like_length_auc,
    precision_at_recall,
    reliability,
    share_ordered,
)


def test_only_texts_of_like_length_are_compared() -> None:
    # 10 and 12 are within a fifth of each other, 30 is not: its high score must not count against the good text.
    assert like_length_auc([2, 1, 9], [True, False, False], [10, 12, 30]) == 1
    assert like_length_auc([2, 1, 9], [True, False, False], [10, 12, 11]) == 0.5
    assert like_length_auc([1, 1], [True, False], [10, 10]) == 0.5
    assert like_length_auc([1, 1], [True, False], [10, 20]) is None


def test_a_tie_is_half_a_pair() -> None:
    assert share_ordered([3, 1, 1], [2, 2, 1]) == 0.5
    assert share_ordered([], []) is None


def test_precision_is_taken_where_the_recall_is_reached() -> None:
    texts = ["un mot de trop ici", "rien"]
    marked = [[(0, 2), (7, 9)], []]
    flagged = [[((0, 2), 0.9), ((7, 9), 0.5)], [((0, 4), 0.7)]]
    half = precision_at_recall(texts, marked, flagged, 0.5)
    assert half is not None and (half.precision, half.recall, half.least_confidence) == (1, 0.5, 0.9)
    whole = precision_at_recall(texts, marked, flagged, 0.6)
    assert whole is not None and whole.precision == pytest.approx(2 / 3) and whole.least_confidence == 0.5
    assert precision_at_recall(texts, marked, [[], []], 0.1) is None


def test_a_recall_out_of_reach_gives_all_flags() -> None:
    point = precision_at_recall(["un mot de"], [[(0, 2), (7, 9)]], [[((0, 1), 0.9)]], 0.9)
    assert point is not None and point.recall == 0.5


def test_calibration_error_is_the_weighed_distance_of_said_and_true() -> None:
    table = reliability([0.95, 0.91, 0.15], [True, False, False], [1, 1, 2])
    assert [(row.weight, row.true) for row in table] == [(2, 0), (2, 0.5)]
    # |0.15 - 0| and |0.93 - 0.5|, each half of the weight
    assert expected_calibration_error(table) == pytest.approx((0.15 + 0.43) / 2)
    assert expected_calibration_error([]) is None


def test_statements_that_come_true_as_often_as_said_have_no_error() -> None:
    assert expected_calibration_error(reliability([0.5, 0.5, 1.0], [True, False, True])) == 0
