"""From issues and doubt to the chance that a reader accepts a sentence: a small curve fitted to people's judgements.

The curve is logistic in two numbers that only ever lower it: the weight of the issues, counted in major ones, and the
words that the network takes for wrong. Fitted by scripts/calibrate_scores.py, kept in mtqa/data/calibration.json.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue
from mtqa.errors import ArtefactError
from mtqa.french.parameters import read_parameters
from mtqa.scoring.penalties import judges_fluency, weight_of

_MAJOR = 5.0  # the default weight of a major issue is the unit of the weight of issues
_DOUBT_UNIT = 1.0 / 16  # wrong words a root of words: a quarter of a word in sixteen


@dataclass(frozen=True, slots=True)
class AcceptanceCurve:
    """Chance (0 to 1) that a reader accepts a sentence. Neither slope is negative: issues and doubt only lower it."""

    intercept: float
    issue_slope: float
    doubt_slope: float = 0.0

    def chance(self, issue_load: float, doubt: float = 0.0) -> float:
        """Of a sentence with this `issue_load` and `doubt` (both 0 and up, see the functions of these names)."""
        total = self.intercept - self.issue_slope * issue_term(issue_load) - self.doubt_slope * doubt_term(doubt)
        return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves for sentences that rules alone have read, and that the network has read too."""

    rules: AcceptanceCurve
    network: AcceptanceCurve


def issue_term(issue_load: float) -> float:
    """What the curve is straight in: the second issue of a sentence weighs less than the first."""
    return math.log1p(issue_load / _MAJOR)


def doubt_term(doubt: float) -> float:
    """The same of doubt."""
    return math.log1p(doubt / _DOUBT_UNIT)


def issue_load(issues: Sequence[Issue], weights: SeverityWeights) -> float:
    """The weights of the issues that judge the French, each times its confidence, in whatever order they come."""
    return math.fsum(weight_of(issue, weights) * issue.confidence for issue in issues if judges_fluency(issue))


def doubt(expected_errors: float, words: int) -> float:
    """Wrong words that the network expects over the root of the words.

    Between a sum and a mean: over right sentences of 5 to 50 words it hardly depends on the length (correlation 0.05
    on held-back news, where the sum has 0.25 and the mean -0.12).
    """
    return expected_errors / math.sqrt(max(words, 1))


@cache
def shipped_calibration() -> Calibration:
    """The curves that ship. Raises ArtefactError where the file is missing or damaged."""
    parameters = read_parameters("calibration")
    try:
        return calibration_from(parameters["fluency"])
    except (KeyError, TypeError, ValueError) as error:
        raise ArtefactError(f"calibration.json: no usable curves of fluency ({error}); reinstall mtqa") from error


def calibration_from(parameters: dict[str, Any]) -> Calibration:
    """From what scripts/calibrate_scores.py writes."""
    return Calibration(AcceptanceCurve(**parameters["rules"]), AcceptanceCurve(**parameters["network"]))
