"""Fluency: the chance that a reader accepts a sentence, lowered by every issue and every doubt."""

from __future__ import annotations

import json
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
from mtqa.scoring.calibration import AcceptanceCurve, doubt

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
