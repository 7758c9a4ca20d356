"""What detecting finds in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.domain.issue import Issue


@dataclass(frozen=True, slots=True)
class Findings:
    """The issues of a sentence, in reading order, and how many of its words the network takes for wrong.

    `expected_errors` is None where no network read the sentence.
    """

    issues: tuple[Issue, ...] = ()
    expected_errors: float | None = None
