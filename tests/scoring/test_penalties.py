from __future__ import annotations

import pytest

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import Band
from mtqa.domain.text import Sentence, Token
from mtqa.scoring.penalties import band_of, penalty_of, weight_of, word_count


def issue(severity: Severity, code: str = "FR101", category: str = "grammar") -> Issue:
    return Issue(code, "x", category, severity, 0, 1, "a", "m")


def test_weights_are_mqm() -> None:
    # 1 / 5 / 25 for minor / major / critical, 0.1 for a minor punctuation issue: shared design, TAXONOMY.
    issues = [issue(Severity.MINOR), issue(Severity.MAJOR), issue(Severity.CRITICAL), issue(Severity.MINOR, "FR304")]
    assert penalty_of(issues, SeverityWeights()) == pytest.approx(31.1)
    assert penalty_of([issue(Severity.MAJOR, "FR304")], SeverityWeights()) == 5
    assert penalty_of(issues, SeverityWeights(minor=2, major=3, critical=4, punctuation=1)) == 10


def test_what_the_source_says_is_no_fault_of_the_french() -> None:
    assert penalty_of([issue(Severity.MAJOR, "BT103", "accuracy-evidence")], SeverityWeights()) == 0


@pytest.mark.parametrize(
    ("penalty", "band"),
    [(0, Band.GOOD), (4.9, Band.GOOD), (5, Band.FAIR), (24, Band.FAIR), (25, Band.POOR), (100, Band.POOR)],
)
def test_a_major_issue_is_never_good_and_a_critical_one_always_poor(penalty: float, band: Band) -> None:
    assert band_of(penalty) is band


def test_a_band_of_a_score_between_two_whole_points() -> None:
    assert [band_of(points) for points in (4.99, 5.01, 24.99, 25.01)] == [Band.GOOD, Band.FAIR, Band.FAIR, Band.POOR]


def test_words_and_numbers_count_and_signs_do_not() -> None:
    forms = ("L’", "été", "2024", "10,5", "«", "…", "—", "x²", "A4", "", "%")
    tokens = tuple(Token(form, 0, len(form)) for form in forms)
    assert word_count(Sentence(0, 0, "", 0, 0, tokens)) == 6
    assert word_count(Sentence(0, 0, "", 0, 0, ())) == 0


def test_only_minor_punctuation_is_light() -> None:
    weights = SeverityWeights()
    light = [weight_of(issue(Severity.MINOR, code), weights) for code in ("FR304", "FR305", "FR306")]
    assert light == [0.1] * 3
    assert weight_of(issue(Severity.MINOR, "FR303"), weights) == 1
    assert weight_of(issue(Severity.CRITICAL, "FR305"), weights) == 25
