"""Overlapping issues become one: the gravest stays, the others speak for it as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mtqa.domain.issue import Issue


def merge(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Issues of one sentence in reading order, none overlapping another.

    Of issues that share a code point the gravest is kept, then the surest, then the longest span, then the first code.
    Its evidence gains one line for each issue it stands for.
    """
    kept: list[Issue] = []
    ranked = sorted(
        issues, key=lambda i: (-i.severity.rank, -i.confidence, i.start - i.end, i.start, i.code, i.message)
    )
    for issue in ranked:
        position = next((k for k, other in enumerate(kept) if _overlap(issue, other)), None)
        if position is None:
            kept.append(issue)
            continue
        winner = kept[position]
        line = f"also {issue.code} {issue.name}: {issue.text}"
        if issue.code != winner.code and line not in winner.evidence:
            kept[position] = replace(winner, evidence=(*winner.evidence, line))
    return tuple(sorted(kept, key=lambda i: (i.start, i.end, i.code)))


def _overlap(one: Issue, other: Issue) -> bool:
    return one.start < other.end and other.start < one.end
