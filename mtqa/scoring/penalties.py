"""From issues to penalties and bands, in the manner of MQM.

The penalty of a sentence is the sum of its issues' severity weights (MQM: 1 minor, 5 major, 25 critical). A
document's is the sum over its sentences per 100 words, as in the MQM scoring model of Lommel, Burchardt and
Uszkoreit (2014) with its per-word normalisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import Band
from mtqa.domain.text import Sentence

OTHER_LANGUAGE = "FR403"
TOO_LONG = "rule too-long"
_PUNCTUATION_CODES = frozenset({"FR304", "FR305", "FR306"})
_ACCURACY = "accuracy-evidence"

# A sentence without a major issue is good, with one or a few fair, with a critical one poor, under the default weights.
_FAIR_FROM = 5.0
_POOR_FROM = 25.0


def judges_fluency(issue: Issue) -> bool:
    """Whether the issue speaks of the French itself, not of what source or back-translation say."""
    return issue.category != _ACCURACY


def weight_of(issue: Issue, weights: SeverityWeights) -> float:
    """Penalty points of one issue."""
    light = issue.severity is Severity.MINOR and issue.code in _PUNCTUATION_CODES
    return weights.punctuation if light else weights.of(issue.severity)


def penalty_of(issues: Sequence[Issue], weights: SeverityWeights) -> float:
    """Penalty points (0 and up) of one sentence's issues of fluency."""
    return sum((weight_of(issue, weights) for issue in issues if judges_fluency(issue)), 0.0)


def is_unread(issues: Sequence[Issue]) -> bool:
    """Whether the issues say that nothing was checked: a foreign text, a sentence that never ends."""
    return any(issue.code == OTHER_LANGUAGE or TOO_LONG in issue.evidence for issue in issues)


def unread_penalty(sentence: Sentence) -> float:
    """The penalty of a sentence that was not checked: it takes every point, of the sentence and of its words."""
    return max(100.0, float(word_count(sentence)))


def band_of(penalty: float) -> Band:
    """Good below 5 penalty points (no major issue), fair below 25 (no critical one), else poor.

    Of a sentence, or of a document per 100 words.
    """
    if penalty < _FAIR_FROM:
        return Band.GOOD
    return Band.FAIR if penalty < _POOR_FROM else Band.POOR


def word_count(sentence: Sentence) -> int:
    """Tokens of the sentence that are words or numbers."""
    return sum([_is_counted(token.text) for token in sentence.tokens])


@lru_cache(maxsize=8192)
def _is_counted(form: str) -> bool:
    return any(character.isalnum() for character in form)
