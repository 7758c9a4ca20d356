"""The interval of a document's score, beside what statistics say of samples like it."""

from __future__ import annotations

import pytest

from mtqa.scoring.interval import score_interval


def test_the_interval_is_that_of_a_mean() -> None:
    # Half of 400 sentences at 0, half at 100: the mean's standard error is 50 / 20, and 95 % lie within 1.96 of them.
    interval = score_interval([0.0, 100.0] * 200, [7] * 400)
    assert interval == pytest.approx((50 - 1.96 * 2.5, 50 + 1.96 * 2.5), abs=0.6)  # a thousand drawings


def test_sentences_weigh_as_many_words_as_they_have() -> None:
    # The long sentence is drawn twice, once or never, in a quarter, a half and a quarter of the cases.
    assert score_interval([0.0, 100.0], [1, 1]) == (0, 100)
    low, high = score_interval([90.0, 100.0, 100.0, 100.0], [97, 1, 1, 1]) or (0, 0)
    assert (low, high) == pytest.approx((90.0, 100.0), abs=0.2)
    one_word_each = score_interval([0.0, 100.0] * 200, [1] * 400)
    assert score_interval([0.0, 100.0] * 200, [0] * 400) == one_word_each  # a sentence of signs counts as a word


def test_two_sentences_have_an_interval_and_one_has_none() -> None:
    assert score_interval([80.0, 80.0], [3, 9]) == pytest.approx((80, 80))
    assert score_interval([80.0], [3]) is None
    assert score_interval([], []) is None


def test_the_same_scores_have_the_same_interval() -> None:
    scores, lengths = [10.0, 55.5, 80.0, 99.0, 71.0], [4, 12, 9, 30, 17]
    interval = score_interval(scores, lengths)
    assert interval == score_interval(scores, lengths)
    # From one version to the next too, or reports would differ where nothing did: the same with numpy 1.26 and 2.4.
    assert interval == pytest.approx((51.915244, 92.756757))
