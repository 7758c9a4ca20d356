"""AUC over pairs of like length, held against counting every pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.benchmarking.agreement import LIKE_LENGTH, like_length_auc

TEXTS = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(1, 40)), max_size=30)


@given(TEXTS)
def test_it_is_what_counting_gives(texts: list[tuple[int, bool, int]]) -> None:
    outcomes = [
        1.0 if score > other else 0.5 if score == other else 0.0
        for score, good, length in texts
        if good
        for other, other_good, other_length in texts
        if not other_good and 1 / LIKE_LENGTH <= length / other_length <= LIKE_LENGTH
    ]
    found = like_length_auc(*(list(column) for column in zip(*texts, strict=True))) if texts else None  # type: ignore[arg-type]
    if not outcomes:
        assert found is None
        return
    assert found is not None and found.pairs == len(outcomes)
    assert found.value == pytest.approx(sum(outcomes) / len(outcomes), abs=1e-6)
    assert 0 <= found.interval[0] <= found.interval[1] <= 1


def test_length_alone_does_not_count() -> None:
    """Every good text is short and every bad one long: there is nothing to compare."""
    assert like_length_auc([100.0] * 5 + [10.0] * 5, [True] * 5 + [False] * 5, [10] * 5 + [100] * 5) is None


def test_more_texts_make_a_narrower_interval() -> None:
    few = like_length_auc([3.0, 2.0, 1.0, 2.5] * 5, [True, True, False, False] * 5, [10] * 20)
    many = like_length_auc([3.0, 2.0, 1.0, 2.5] * 50, [True, True, False, False] * 50, [10] * 200)
    assert few is not None and many is not None and few.value == many.value == 0.75
    assert many.interval[1] - many.interval[0] < 0.5 * (few.interval[1] - few.interval[0])
    assert like_length_auc([3.0, 2.0, 1.0, 2.5] * 5, [True, True, False, False] * 5, [10] * 20) == few
