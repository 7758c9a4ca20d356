"""From issues to scores: MQM-style penalties.

The penalty of a sentence is the sum of its issues' severity weights (MQM: 1 minor, 5 major, 25 critical). A
document's is the sum over its sentences per 100 words, as in the MQM scoring model of Lommel, Burchardt and
Uszkoreit (2014) with its per-word normalisation.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import Band
from mtqa.domain.text import Sentence

OTHER_LANGUAGE = "FR403"
TOO_LONG = "rule too-long"
_PUNCTUATION_CODES = frozenset({"FR304", "FR305", "FR306"})

# A sentence without a major issue is good, with one or a few fair, with a critical one poor: 100 less 5 is the first
# fair score, 100 less 25 the first poor one, under the default weights.
_FAIR_FROM_BELOW = 95.0
_POOR_FROM_BELOW = 75.0


def penalty_of(issues: Sequence[Issue], weights: SeverityWeights) -> float:
    """Penalty points (0 and up) of one sentence's issues."""
    total = 0.0
    for issue in issues:
        light = issue.severity is Severity.MINOR and issue.code in _PUNCTUATION_CODES
        total += weights.punctuation if light else weights.of(issue.severity)
    return total


def is_unread(issues: Sequence[Issue]) -> bool:
    """Whether the issues say that nothing was checked: a foreign text, a sentence that never ends."""
    return any(issue.code == OTHER_LANGUAGE or TOO_LONG in issue.evidence for issue in issues)


def unread_penalty(sentence: Sentence) -> float:
    """The penalty of a sentence that was not checked: it takes every point, of the sentence and of its words."""
    return max(100.0, float(word_count(sentence)))


def fluency_0_100(penalty: float) -> float:
    """100 less the penalty, never below 0."""
    return max(0.0, 100.0 - penalty)


def band_of(score_0_100: float) -> Band:
    """Good above 95, fair above 75, else poor."""
    if score_0_100 > _FAIR_FROM_BELOW:
        return Band.GOOD
    return Band.FAIR if score_0_100 > _POOR_FROM_BELOW else Band.POOR


def word_count(sentence: Sentence) -> int:
    """Tokens of the sentence that are words or numbers."""
    return sum(1 for token in sentence.tokens if any(character.isalnum() for character in token.text))
