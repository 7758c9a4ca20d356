"""From what was found to what people would say: small curves fitted to their judgements.

Fluency is the chance that a reader accepts the sentence: logistic in two numbers that only ever lower it, the weight of
the issues, counted in major ones, and the words that the network takes for wrong. The overall grade is what those who
judge translations give on average: logistic in the weight of the issues a word (as MQM counts), the same doubt, and the
agreement with what the French was compared with. Fitted by scripts/calibrate_scores.py, kept in
mtqa/data/calibration.json.
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
_RATE_UNIT = 0.5  # points a word: a major issue in ten words
_DOUBT_UNIT = 1.0 / 16  # wrong words a root of words: a quarter of a word in sixteen
_LEAST_AGREEMENT = 0.02  # less says no more: nothing of the one is in the other


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
class GradeCurve:
    """Grade (0 to 1) that people give a translation. No slope is negative: agreement raises it, the rest lowers."""

    intercept: float
    issue_slope: float
    adequacy_slope: float
    doubt_slope: float = 0.0

    def grade(self, issue_load: float, words: int, adequacy: float, doubt: float = 0.0) -> float:
        """Of a sentence of so many words with this `issue_load`, `adequacy` (0 to 1) and `doubt`."""
        total = self.intercept - self.issue_slope * rate_term(issue_load, words)
        total += self.adequacy_slope * adequacy_term(adequacy) - self.doubt_slope * doubt_term(doubt)
        return 1.0 / (1.0 + math.exp(-total))


@dataclass(frozen=True, slots=True)
class AdequacyWeights:
    """What each kind of agreement counts for: words against the source, words against the back-translation, chrF2 of
    back-translation and source, chrF2 of round trip and French. None is negative."""

    source: float
    translation: float
    overlap: float
    round_trip: float

    def combine(
        self, source: float | None, translation: float | None, overlap: float | None, round_trip: float | None
    ) -> float | None:
        """Their weighted geometric mean (each 0 to 1), 0 where one that counts is 0; None where none is known.

        A kind that was found to count for nothing speaks where there is no other.
        """
        given = [(source, self.source), (translation, self.translation), (overlap, self.overlap),
                 (round_trip, self.round_trip)]  # fmt: skip
        known = [(value, weight) for value, weight in given if value is not None]
        if not known:
            return None
        if not any(weight for _, weight in known):
            known = [(value, 1.0) for value, _ in known]
        if any(weight and value <= 0 for value, weight in known):
            return 0.0
        total = math.fsum(weight * math.log(value) for value, weight in known if weight)
        return math.exp(total / math.fsum(weight for _, weight in known))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of fluency and grade for sentences that rules alone have read, and that the network has read too."""

    rules: AcceptanceCurve
    network: AcceptanceCurve
    rules_grade: GradeCurve
    network_grade: GradeCurve
    adequacy: AdequacyWeights


def issue_term(issue_load: float) -> float:
    """What the curve is straight in: the second issue of a sentence weighs less than the first."""
    return math.log1p(issue_load / _MAJOR)


def rate_term(issue_load: float, words: int) -> float:
    """The same of the weight of the issues a word."""
    return math.log1p(issue_load / max(words, 1) / _RATE_UNIT)


def adequacy_term(adequacy: float) -> float:
    """0 for full agreement, less below it."""
    return math.log(max(adequacy, _LEAST_AGREEMENT))


def doubt_term(doubt: float) -> float:
    """The same of doubt."""
    return math.log1p(doubt / _DOUBT_UNIT)


def issue_load(issues: Sequence[Issue], weights: SeverityWeights) -> float:
    """The weights of the issues that judge the French, each times its confidence, in whatever order they come."""
    return math.fsum(weight_of(issue, weights) * issue.confidence for issue in issues if judges_fluency(issue))


def evidence_load(issues: Sequence[Issue], weights: SeverityWeights) -> float:
    """The same of the issues that speak of adequacy: what source or back-translation say."""
    return math.fsum(weight_of(issue, weights) * issue.confidence for issue in issues if not judges_fluency(issue))


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
        return calibration_from(parameters)
    except (KeyError, TypeError, ValueError) as error:
        raise ArtefactError(f"calibration.json: no usable curves of scores ({error}); reinstall mtqa") from error


def calibration_from(parameters: dict[str, Any]) -> Calibration:
    """From what scripts/calibrate_scores.py writes."""
    fluency, grade = parameters["fluency"], parameters["grade"]
    return Calibration(
        rules=AcceptanceCurve(**fluency["rules"]),
        network=AcceptanceCurve(**fluency["network"]),
        rules_grade=GradeCurve(**grade["rules"]),
        network_grade=GradeCurve(**grade["network"]),
        adequacy=AdequacyWeights(**parameters["adequacy"]),
    )
