"""Rules and network read the same words: what each says of them makes the other's findings surer or less sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from mtqa.domain.issue import Issue
from mtqa.errors import ArtefactError
from mtqa.french.parameters import read_parameters

NEURAL_EVIDENCE = "neural detector"
RULE_EVIDENCE = "rule "
_LEAST, _MOST = 0.001, 0.999  # chances beyond are taken for these: neither side is ever quite certain


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a network thinks of the words of one sentence.

    `places` are (start, end, chance that it is wrong, 0 to 1) of each piece, in the offsets of the sentence's issues;
    `expected_errors` is the sum of the chances: how many words are wrong.
    """

    expected_errors: float
    places: tuple[tuple[int, int, float], ...] = ()

    def at(self, start: int, end: int) -> float:
        """The highest chance of a piece within the span, 0 where there is none."""
        return max((chance for first, last, chance in self.places if first < end and start < last), default=0.0)


@dataclass(frozen=True, slots=True)
class Curve:
    """Chance that a finding is right: logistic in the log-odds of the rule's confidence and of the network's chance.

    Neither slope is negative: what speaks for a finding never makes it less sure.
    """

    intercept: float
    rule_slope: float
    network_slope: float

    def chance(self, rule_confidence: float, network_chance: float) -> float:
        """0 to 1; a side that has no say is given with a chance of one half, where its log-odds are 0."""
        total = self.intercept + self.rule_slope * log_odds(rule_confidence)
        return 1.0 / (1.0 + math.exp(-total - self.network_slope * log_odds(network_chance)))


@dataclass(frozen=True, slots=True)
class Joining:
    """A curve for findings of a rule alone, of the network alone, and of both at the same words."""

    rule: Curve
    network: Curve
    both: Curve

    def confidence(self, kind: str, rule_confidence: float, network_chance: float) -> float:
        """The calibrated confidence of a finding of this kind, 0 to 1."""
        curve: Curve = getattr(self, kind)
        return curve.chance(0.5 if kind == "network" else rule_confidence, network_chance)


def log_odds(chance: float) -> float:
    """log(p / (1 - p)), the chance kept off 0 and 1."""
    kept = min(max(chance, _LEAST), _MOST)
    return math.log(kept / (1.0 - kept))


def with_log_odds(chance: float, change: float) -> float:
    """The chance, 0 to 1, after `change` was added to its log-odds."""
    return 1.0 / (1.0 + math.exp(-log_odds(chance) - change))


@cache
def shipped_joining() -> Joining:
    """The curves of mtqa/data/calibration.json. Raises ArtefactError."""
    parameters = read_parameters("calibration")
    try:
        return joining_from(parameters["confidence"])
    except (KeyError, TypeError, ValueError) as error:
        raise ArtefactError(f"calibration.json: no usable curves of confidence ({error}); reinstall mtqa") from error


def joining_from(parameters: dict[str, Any]) -> Joining:
    """From what scripts/calibrate_scores.py writes."""
    return Joining(**{kind: Curve(**parameters[kind]) for kind in ("rule", "network", "both")})


def kind_of(issue: Issue, others: Sequence[Issue]) -> str | None:
    """`rule`, `network` or `both`: who finds something at these words; None for other detectors' issues."""
    own = _side(issue)
    if own is None:
        return None
    agreeing = any(
        _side(other) not in (None, own) and other.start < issue.end and issue.start < other.end for other in others
    )
    return "both" if agreeing else own


def join(issues: Sequence[Issue], doubt: Doubt, joining: Joining) -> list[Issue]:
    """The issues of one sentence with their joint confidence; those of other detectors stay as they are.

    Where both find something at the same words each finding gets the confidence of both: the rule's own confidence is
    that of the surest rule there.
    """
    joined = []
    for issue in issues:
        kind = kind_of(issue, issues)
        if kind is None:
            joined.append(issue)
            continue
        rule = max((r.confidence for r in issues if _side(r) == "rule" and _meets(r, issue)), default=0.5)
        confidence = joining.confidence(kind, rule, doubt.at(issue.start, issue.end))
        joined.append(replace(issue, confidence=round(confidence, 3)))
    return joined


def is_neural(issue: Issue) -> bool:
    """Whether the network found it."""
    return issue.evidence[:1] == (NEURAL_EVIDENCE,)


def _side(issue: Issue) -> str | None:
    if is_neural(issue):
        return "network"
    return "rule" if issue.evidence and issue.evidence[0].startswith(RULE_EVIDENCE) else None


def _meets(one: Issue, other: Issue) -> bool:
    return one.start < other.end and other.start < one.end
