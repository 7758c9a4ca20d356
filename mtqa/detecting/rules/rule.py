"""What a rule is: a check, what it says, and the examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mtqa.detecting.context import Context, Finding
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of one code.

    `find` yields findings in a sentence. `confidence` is the chance, 0 to 1, that a translator agrees with a finding
    of this rule (a finding may carry its own). `severity` None means the catalogue's.
    Each example of `must_fail` marks exactly the spans that this rule alone must flag, between ⟦ and ⟧; in those of
    `must_pass` it must flag nothing. A test runs them all and proves that no rule lacks either.
    """

    code: str
    name: str
    find: Callable[[Context], Iterator[Finding]]
    must_fail: tuple[str, ...]
    must_pass: tuple[str, ...]
    confidence: float = 0.9
    severity: Severity | None = None

    def severity_of(self, finding: Finding) -> Severity:
        """The finding's own severity, else the rule's, else the catalogue's."""
        return finding.severity or self.severity or CATALOGUE[self.code].severity
