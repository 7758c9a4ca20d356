"""Fluency: the chance that a reader accepts a sentence, lowered by every issue and every doubt."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.text import Sentence, Token
from mtqa.errors import ArtefactError
from mtqa.french.parameters import digest_of, read_parameters
from mtqa.scoring import Companions, score_sentence
from mtqa.scoring.calibration import (
    AcceptanceCurve,
    AdequacyWeights,
    GradeCurve,
    adequacy_term,
    doubt,
    doubt_term,
    evidence_load,
    issue_load,
    issue_term,
    rate_term,
    shipped_calibration,
)

WEIGHTS = SeverityWeights()
CODES = ("FR101", "FR106", "FR304", "FR301", "FR502")

issues = st.builds(
    lambda code, severity, confidence: Issue(code, "x", "grammar", severity, 0, 1, "a", "m", confidence=confidence),
    st.sampled_from(CODES),
    st.sampled_from(list(Severity)),
    st.floats(0.0, 1.0),
)
doubts = st.none() | st.floats(0.0, 60.0)


def sentence(words: int = 8) -> Sentence:
    text = " ".join(["mot"] * words)
    return Sentence(0, 0, text, 0, len(text), tuple(Token("mot", 4 * n, 4 * n + 3) for n in range(words)))


def fluency(found: list[Issue], expected: float | None = None, words: int = 8) -> float:
    score = score_sentence(sentence(words), found, Companions(), WEIGHTS, expected_errors=expected)
    return score.fluency_0_100


@given(st.lists(issues, max_size=8), issues, doubts)
def test_another_issue_never_raises_the_score(found: list[Issue], more: Issue, expected: float | None) -> None:
    assert 0 <= fluency([*found, more], expected) <= fluency(found, expected) <= 100


@given(st.lists(issues, max_size=5), issues, doubts)
def test_a_graver_or_surer_issue_never_raises_it(found: list[Issue], one: Issue, expected: float | None) -> None:
    scores = [fluency([*found, replace(one, severity=severity)], expected) for severity in Severity]
    assert scores == sorted(scores, reverse=True)
    assert fluency([*found, replace(one, confidence=1.0)], expected) <= fluency([*found, one], expected)


@given(st.lists(issues, max_size=5), st.floats(0, 30), st.floats(0, 30))
def test_more_doubt_never_raises_it(found: list[Issue], one: float, more: float) -> None:
    assert fluency(found, one + more) <= fluency(found, one)


@given(st.lists(issues, max_size=5), doubts)
def test_the_same_findings_always_score_alike(found: list[Issue], expected: float | None) -> None:
    assert fluency(found, expected) == fluency(list(reversed(found)), expected)


def test_the_default_severities_tell() -> None:
    by_severity = [
        fluency([Issue("FR101", "x", "grammar", severity, 0, 1, "a", "m", confidence=0.9)]) for severity in Severity
    ]
    assert fluency([]) > by_severity[0] > by_severity[1] > by_severity[2]


def test_length_alone_costs_nothing() -> None:
    assert fluency([], words=5) == fluency([], words=60)
    # As many doubtful words weigh less in a longer sentence, and as dense ones more: between a sum and a mean.
    assert doubt(1.0, 40) < doubt(1.0, 10) < doubt(4.0, 40)


def test_evidence_from_a_source_is_no_fault_of_the_french() -> None:
    lost = Issue("BT103", "number", "accuracy-evidence", Severity.MAJOR, 0, 1, "a", "m", confidence=1.0)
    assert fluency([lost]) == fluency([])


def test_the_curve_is_the_logistic_one() -> None:
    # Half at 0; e to the 1 against 1 at 1: 0.7311. A load of one major issue makes the term log 2.
    assert AcceptanceCurve(0.0, 1.0).chance(0.0) == 0.5
    assert AcceptanceCurve(1.0, 1.0).chance(0.0) == pytest.approx(0.7311, abs=1e-4)
    assert AcceptanceCurve(0.0, 1.0).chance(5.0) == pytest.approx(1 / 3)


def test_changed_numbers_are_found_out(tmp_path: Path) -> None:
    parameters = {"fluency": {"rules": 1}}
    card = {"sha256": digest_of(parameters), "parameters": parameters}
    (tmp_path / "curves.json").write_text(json.dumps(card))
    assert read_parameters("curves", tmp_path) == parameters
    card["parameters"] = {"fluency": {"rules": 2}}
    (tmp_path / "curves.json").write_text(json.dumps(card))
    with pytest.raises(ArtefactError, match=r"curves\.json: damaged.*reinstall"):
        read_parameters("curves", tmp_path)


def test_the_grade_counts_issues_by_the_word_and_agreement_by_its_logarithm() -> None:
    # Nothing found: the intercept. Half a point a word makes the term log 2; an agreement of 1/e takes off the slope.
    assert GradeCurve(0.0, 1.0, 1.0).grade(0.0, 10, 1.0) == 0.5
    assert GradeCurve(0.0, 1.0, 1.0).grade(5.0, 10, 1.0) == pytest.approx(1 / 3)
    assert GradeCurve(1.0, 1.0, 1.0).grade(0.0, 10, math.exp(-1)) == pytest.approx(0.5)
    assert GradeCurve(0.0, 1.0, 1.0, 1.0).grade(0.0, 10, 1.0, 1 / 16) == pytest.approx(1 / 3)


@given(st.lists(issues, max_size=5), issues, doubts, st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_the_grade_moves_the_right_way(
    found: list[Issue], more: Issue, expected: float | None, one: float, other: float, words: int
) -> None:
    def score(listed: list[Issue], agreement: float) -> float:
        companions = Companions(source_agreement_0_1=agreement)
        return score_sentence(sentence(words), listed, companions, WEIGHTS, expected_errors=expected).score_0_100

    low, high = sorted((one, other))
    assert 0 <= score(found, low) <= score(found, high) <= 100
    assert score([*found, more], one) <= score(found, one)


def test_adequacy_is_a_weighted_geometric_mean_of_what_is_known() -> None:
    weights = AdequacyWeights(source=0.5, translation=0.3, overlap=0.2, round_trip=0.0)
    assert weights.combine(0.64, None, None, None) == pytest.approx(0.64)
    assert weights.combine(0.5, 0.5, 0.5, 0.1) == pytest.approx(0.5)
    assert weights.combine(0.25, 1.0, None, None) == pytest.approx(0.25 ** (0.5 / 0.8))
    assert weights.combine(None, None, None, 0.7) == pytest.approx(0.7)
    assert weights.combine(0.0, 1.0, 1.0, 1.0) == 0.0
    assert weights.combine(None, None, None, None) is None


def test_every_shipped_curve_may_only_move_scores_the_right_way() -> None:
    shipped = shipped_calibration()
    curves = (shipped.rules, shipped.network, shipped.rules_grade, shipped.network_grade)
    assert all(curve.issue_slope > 0 and curve.doubt_slope >= 0 for curve in curves)
    assert shipped.rules_grade.adequacy_slope > 0 and shipped.network_grade.adequacy_slope > 0
    assert shipped.adequacy.source > shipped.adequacy.translation >= 0


def test_what_counts_for_nothing_neither_lowers_nor_ends_a_score() -> None:
    weights = AdequacyWeights(source=0.75, translation=0.25, overlap=0.0, round_trip=0.0)
    assert weights.combine(0.5, 0.5, 0.0, 0.0) == pytest.approx(0.5)
    assert weights.combine(0.5, 0.0, None, None) == 0.0
    assert weights.combine(None, None, 0.0, 0.9) == 0.0  # each counts alike where none counts for something
    assert weights.combine(None, None, 0.4, 0.9) == pytest.approx(0.6)
    assert weights.combine(0.2, 0.9, None, None) == pytest.approx(0.2**0.75 * 0.9**0.25)
    assert weights.combine(1e-9, 1.0, 1.0, 1.0) == pytest.approx(1e-9**0.75)


def test_a_sentence_without_words_counts_as_one_of_one_word() -> None:
    assert rate_term(5.0, 0) == rate_term(5.0, 1) == pytest.approx(math.log(11))
    assert doubt(3.0, 0) == doubt(3.0, 1) == 3.0
    assert doubt(3.0, 9) == 1.0


def test_the_terms_run_smoothly_between_whole_issues() -> None:
    assert issue_term(2.0) == pytest.approx(math.log(1.4))
    assert rate_term(1.0, 3) == pytest.approx(math.log(5 / 3))
    assert doubt_term(1 / 32) == pytest.approx(math.log(1.5))
    assert issue_term(0.0) == rate_term(0.0, 7) == doubt_term(0.0) == 0.0


def test_disagreement_is_bounded() -> None:
    # Less than a fiftieth says no more than a fiftieth: nothing of the one is in the other.
    assert adequacy_term(0.0) == adequacy_term(0.02) == pytest.approx(math.log(0.02))
    assert adequacy_term(0.02) < adequacy_term(0.03)
    assert adequacy_term(1.0) == 0.0


def test_loads_take_each_issue_as_sure_as_it_is_on_its_own_side() -> None:
    one = Issue("FR101", "x", "grammar", Severity.MAJOR, 0, 1, "a", "m", confidence=0.5)
    other = Issue("BT103", "x", "accuracy-evidence", Severity.CRITICAL, 0, 1, "a", "m", confidence=0.4)
    assert issue_load([one, other, one], WEIGHTS) == 5.0
    assert evidence_load([one, other], WEIGHTS) == 10.0


def test_doubt_lowers_chance_and_grade_by_its_logarithm() -> None:
    assert AcceptanceCurve(0.0, 0.0, 1.0).chance(0.0, 1 / 16) == pytest.approx(1 / 3)
    assert AcceptanceCurve(0.0, 0.0, 2.0).chance(0.0, 1 / 16) == pytest.approx(1 / 5)
    assert AcceptanceCurve(0.0, 2.0).chance(5.0) == pytest.approx(1 / 5)
    assert AcceptanceCurve(0.0, 1.0).chance(0.0, 1.0) == 0.5  # no slope unless one is given
    assert GradeCurve(0.0, 1.0, 1.0).grade(0.0, 10, 1.0, 1.0) == 0.5
    assert GradeCurve(0.0, 2.0, 1.0).grade(5.0, 10, 1.0) == pytest.approx(1 / 5)
    assert GradeCurve(0.0, 1.0, 2.0).grade(0.0, 10, 0.5) == pytest.approx(1 / 5)
    assert GradeCurve(1.0, 1.0, 1.0).grade(0.0, 10, 1.0) == pytest.approx(0.7311, abs=1e-4)


@pytest.mark.parametrize(
    "parameters",
    [{}, {"fluency": {}, "grade": {}}, {"fluency": [], "grade": []}, {"fluency": {"rules": {"slope": 1}}, "grade": {}}],
)
def test_a_file_of_other_curves_is_a_damaged_one(parameters: object, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped_calibration.cache_clear()
    monkeypatch.setattr("mtqa.scoring.calibration.read_parameters", lambda _: parameters)
    with pytest.raises(ArtefactError, match=r"calibration\.json: no usable curves .*reinstall mtqa"):
        shipped_calibration()
    monkeypatch.undo()
    assert shipped_calibration() is shipped_calibration()  # read once
