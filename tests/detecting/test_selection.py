from __future__ import annotations

import pytest

from mtqa.detecting.selection import Selection
from mtqa.domain.issue import Issue, Severity


@pytest.mark.parametrize(
    ("code", "confidence", "kept"),
    [("FR101", 0.9, True), ("FR101", 0.5, True), ("FR101", 0.49, False), ("FR305", 0.9, False)],
)
def test_code_and_confidence_decide(code: str, confidence: float, kept: bool) -> None:
    issue = Issue(code, "x", "grammar", Severity.MAJOR, 0, 1, "a", "m", confidence=confidence)
    assert Selection(frozenset({"FR101"}), 0.5).keeps(issue) is kept
