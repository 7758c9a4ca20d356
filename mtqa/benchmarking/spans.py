"""Span precision, recall and F0.5.

A flagged span that touches a marked error (one code point of slack) earns min(1, (words of the error + 2) / words of
the span). Precision is the mean credit over flagged spans, recall the mean over marked errors of the best credit of
a span touching it. F0.5 weighs precision twice as much as recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

Span = tuple[int, int]
SLACK = 1


@dataclass(slots=True)
class SpanTally:
    """Running statistics over texts; rates come out of them at the end."""

    precision_credits: list[float] = field(default_factory=list)
    recall_credits: list[float] = field(default_factory=list)
    span_words: list[int] = field(default_factory=list)
    right_texts: int = 0
    right_texts_flagged: int = 0

    def add(self, text: str, marked: Sequence[Span], flagged: Sequence[Span]) -> None:
        """Counts the flagged spans of one text against its marked errors."""
        for span in flagged:
            self.span_words.append(_words(text, span))
            self.precision_credits.append(max((_credit(text, error, span) for error in marked), default=0.0))
        for error in marked:
            self.recall_credits.append(max((_credit(text, error, span) for span in flagged), default=0.0))

    def add_right(self, flagged: bool) -> None:
        """Counts one right sentence, flagged or not."""
        self.right_texts += 1
        self.right_texts_flagged += flagged

    @property
    def precision(self) -> float | None:
        """0 to 1, None where nothing was flagged."""
        return _mean(self.precision_credits)

    @property
    def recall(self) -> float | None:
        """0 to 1, None where nothing is marked."""
        return _mean(self.recall_credits)

    @property
    def f_half(self) -> float | None:
        """F0.5 of precision and recall, None where either is undefined."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return 0.0 if r is not None else None
        return 1.25 * p * r / (0.25 * p + r) if p + r else 0.0

    @property
    def false_alarm_rate(self) -> float | None:
        """Share of right sentences that were flagged."""
        return self.right_texts_flagged / self.right_texts if self.right_texts else None

    @property
    def median_span_words(self) -> float | None:
        """Median length of a flagged span in words."""
        return median(self.span_words) if self.span_words else None


def touches(one: Span, other: Span) -> bool:
    """Whether two spans overlap or lie within one code point of each other."""
    return one[0] <= other[1] + SLACK and other[0] <= one[1] + SLACK


def _credit(text: str, error: Span, span: Span) -> float:
    if not touches(error, span):
        return 0.0
    return min(1.0, (_words(text, error) + 2) / _words(text, span))


def _words(text: str, span: Span) -> int:
    return max(1, len(text[span[0] : span[1]].split()))


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
