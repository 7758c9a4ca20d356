"""Which words of a text are flagged: overlapping spans flattened into runs that follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mtqa.domain.issue import Severity
from mtqa.presenting.shapes import IssueRecord


class Run(NamedTuple):
    """A stretch of text that the same issues cover, the worst first; offsets into the segment's text.

    A run of no length stands where something is missing.
    """

    start: int
    end: int
    issues: tuple[IssueRecord, ...]

    @property
    def severity(self) -> str:
        """That of the worst issue, empty where nothing is flagged."""
        return self.issues[0]["severity"] if self.issues else ""


def runs(start: int, end: int, issues: Iterable[IssueRecord]) -> list[Run]:
    """The stretch from `start` to `end` as runs; what an issue covers outside it is left out."""
    inside = sorted(
        (issue for issue in issues if issue["start"] <= end and issue["end"] >= start),
        key=lambda issue: (-Severity(issue["severity"]).rank, issue["start"], issue["end"]),
    )
    bounds = {start, end} | {
        min(max(bound, start), end) for issue in inside for bound in (issue["start"], issue["end"])
    }
    gaps = {issue["start"] for issue in inside if issue["start"] == issue["end"]}
    found: list[Run] = []
    ordered = sorted(bounds)
    for position, bound in enumerate(ordered):
        if bound in gaps:
            found.append(Run(bound, bound, tuple(i for i in inside if i["start"] == i["end"] == bound)))
        if position + 1 < len(ordered):
            following = ordered[position + 1]
            covering = (i for i in inside if i["start"] < following and i["end"] > bound)
            found.append(Run(bound, following, tuple(covering)))
    return found
