from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.detecting.joining import NEURAL_EVIDENCE, Curve, Doubt, Joining, join, kind_of, shipped_joining
from mtqa.detecting.merging import merge
from mtqa.domain.issue import Issue, Severity

chances = st.floats(0.0, 1.0)


def issue(start: int, end: int, evidence: str, confidence: float = 0.8, code: str = "FR101") -> Issue:
    return Issue(
        code, "x", "grammar", Severity.MAJOR, start, end, "w" * (end - start), "m",
        confidence=confidence, evidence=(evidence,),
    )  # fmt: skip


RULE, NETWORK = issue(0, 5, "rule bare-infinitive"), issue(3, 9, NEURAL_EVIDENCE)


def test_who_finds_what() -> None:
    assert kind_of(RULE, [RULE, NETWORK]) == kind_of(NETWORK, [RULE, NETWORK]) == "both"
    assert kind_of(RULE, [RULE, issue(5, 9, NEURAL_EVIDENCE)]) == "rule"
    assert kind_of(NETWORK, [NETWORK, NETWORK]) == "network"
    assert kind_of(issue(0, 5, "a plug-in"), [RULE, NETWORK]) is None


def test_doubt_at_a_place_is_that_of_the_worst_word_there() -> None:
    doubt = Doubt(0.9, ((0, 4, 0.2), (5, 9, 0.7)))
    assert [doubt.at(0, 4), doubt.at(3, 6), doubt.at(4, 5), doubt.at(20, 30)] == [0.2, 0.7, 0.0, 0.0]


def test_both_at_the_same_words_are_one_issue_with_both_as_evidence() -> None:
    joined = join([RULE, NETWORK], Doubt(1.0, ((0, 9, 0.9),)), shipped_joining())
    (merged,) = merge(joined)
    assert merged.evidence == ("rule bare-infinitive", NEURAL_EVIDENCE)
    assert (merged.start, merged.end) == (0, 5)
    other = merge([RULE, issue(3, 9, NEURAL_EVIDENCE, code="FR301")])[0]
    assert other.code == "FR101" and other.evidence[1:] == ("also FR301 x: wwwwww", NEURAL_EVIDENCE)


def test_agreement_is_surer_than_either_alone() -> None:
    doubt = Doubt(1.0, ((0, 9, 0.9),))
    both = [found.confidence for found in join([RULE, NETWORK], doubt, shipped_joining())]
    alone = [join([one], doubt, shipped_joining())[0].confidence for one in (RULE, NETWORK)]
    assert min(both) >= max(alone) - 0.02


def test_other_detectors_keep_their_own_confidence() -> None:
    plugin = issue(0, 5, "a plug-in", 0.42)
    assert join([plugin], Doubt(1.0, ((0, 9, 0.9),)), shipped_joining()) == [plugin]


@given(chances, chances, chances, st.sampled_from(["rule", "network", "both"]))
def test_what_speaks_for_a_finding_never_makes_it_less_sure(one: float, other: float, chance: float, kind: str) -> None:
    low, high = sorted((one, other))
    joining = shipped_joining()
    assert 0 <= joining.confidence(kind, low, chance) <= joining.confidence(kind, high, chance) <= 1
    assert joining.confidence(kind, chance, low) <= joining.confidence(kind, chance, high)


def test_the_curve_adds_log_odds() -> None:
    # Both at one half have no say: the chance is the intercept's, e against 1.
    curve = Curve(1.0, 1.0, 1.0)
    assert curve.chance(0.5, 0.5) == pytest.approx(0.7311, abs=1e-4)
    assert Curve(0.0, 1.0, 0.0).chance(0.9, 0.1) == pytest.approx(0.9)
    assert Joining(curve, curve, curve).confidence("network", 0.99, 0.5) == pytest.approx(0.7311, abs=1e-4)
