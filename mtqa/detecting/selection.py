"""Which issues count: deciding by code and confidence, apart from finding them."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.domain.issue import Issue


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes in force and the lowest confidence shown (0 to 1)."""

    codes: frozenset[str]
    min_confidence: float

    def keeps(self, issue: Issue) -> bool:
        """Whether the issue is to be reported."""
        return issue.code in self.codes and issue.confidence >= self.min_confidence
