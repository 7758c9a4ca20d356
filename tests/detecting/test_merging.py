from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mtqa.detecting.merging import merge
from mtqa.domain.issue import Issue, Severity


def issue(
    start: int, end: int, code: str = "FR101", severity: Severity = Severity.MAJOR, confidence: float = 0.9
) -> Issue:
    return Issue(code, "x", "grammar", severity, start, end, "w" * (end - start), "m", confidence=confidence)


def test_the_gravest_stays_and_names_the_other() -> None:
    merged = merge([issue(0, 5, "FR301", Severity.MINOR, 0.99), issue(3, 9, "FR202", Severity.CRITICAL, 0.6)])
    assert [(found.code, found.start, found.end) for found in merged] == [("FR202", 3, 9)]
    assert merged[0].evidence == ("also FR301 x: wwwww",)


def test_neighbours_both_stay_in_reading_order() -> None:
    merged = merge([issue(5, 9, "FR106"), issue(0, 5, "FR101")])
    assert [found.code for found in merged] == ["FR101", "FR106"]


def test_the_same_code_twice_is_no_evidence() -> None:
    assert merge([issue(0, 5), issue(2, 4, confidence=0.5)])[0].evidence == ()


spans = st.tuples(
    st.integers(0, 30), st.integers(1, 8), st.sampled_from(list(Severity)), st.sampled_from(["FR101", "FR301"])
)


@given(st.lists(spans, max_size=12))
def test_nothing_overlaps_and_no_flagged_place_is_lost(listed: list[tuple[int, int, Severity, str]]) -> None:
    issues = [issue(start, start + length, code, severity) for start, length, severity, code in listed]
    merged = merge(issues)
    assert all(one.end <= other.start for one, other in pairwise(merged))
    assert all(any(kept.start < old.end and old.start < kept.end for kept in merged) for old in issues)
    assert merged == merge(reversed(issues))
