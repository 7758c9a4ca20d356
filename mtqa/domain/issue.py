"""What a detector finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """MQM severities, comparable: MINOR < MAJOR < CRITICAL."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor, 1 for major, 2 for critical."""
        return ("minor", "major", "critical").index(self.value)


@dataclass(frozen=True, slots=True)
class Issue:
    """A flagged span: `segment.text[start:end] == text` (code points of the segment's text).

    `confidence` is the chance, 0 to 1, that a translator agrees. `evidence` names what spoke for it, one phrase each.
    `fingerprint` identifies the issue across edits elsewhere in the file.
    """

    code: str
    name: str
    category: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None = None
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()
    fingerprint: str = ""
