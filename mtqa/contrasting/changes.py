"""What changed between two sides of a unit: which issues came and went, which words differ."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from mtqa import segmenting
from mtqa.contrasting.values import Side
from mtqa.domain.issue import Issue

Span = tuple[int, int]
# Beyond this many words the comparison, whose time grows with the square, would be long and tell little.
_MOST_WORDS = 400


def new_issues(before: Side | None, after: Side | None) -> tuple[Issue, ...]:
    """The issues of `after` that `before` has not: by code and words, then by code alone (the same fault reworded)."""
    if after is None:
        return ()
    old = before.issues if before else ()
    words = Counter((issue.code, _folded(issue.text)) for issue in old)
    rest = []
    for issue in after.issues:
        key = (issue.code, _folded(issue.text))
        if words[key]:
            words[key] -= 1
        else:
            rest.append(issue)
    codes: Counter[str] = Counter()
    for (code, _), count in words.items():
        codes[code] += count
    new = []
    for issue in rest:
        if codes[issue.code]:
            codes[issue.code] -= 1
        else:
            new.append(issue)
    return tuple(new)


def changed_words(text: str, other: str) -> tuple[list[Span], list[Span]]:
    """The words of each text that the other has not at that place, as spans; neighbours are joined.

    Nothing is marked in texts of more than 400 words.
    """
    tokens = segmenting.tokenize(text), segmenting.tokenize(other)
    if max(map(len, tokens)) > _MOST_WORDS:
        return [], []
    words = [[token.text for token in side] for side in tokens]
    blocks = difflib.SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes()
    changed: tuple[list[Span], list[Span]] = [], []
    for kind, start, end, other_start, other_end in blocks:
        if kind != "equal":
            for spans, side, first, last in (
                (changed[0], tokens[0], start, end),
                (changed[1], tokens[1], other_start, other_end),
            ):
                if first < last:
                    spans.append((side[first].start, side[last - 1].end))
    return changed


def stretches(text: str, issues: Sequence[Issue], changed: Sequence[Span]) -> list[tuple[str, tuple[Issue, ...], bool]]:
    """The text in pieces that the same issues cover (the gravest first), each with whether its words changed.

    An issue of no length gives a piece of no length where something is missing.
    """
    size = len(text)
    ranked = sorted(issues, key=lambda issue: (-issue.severity.rank, issue.start, issue.end))
    bounds = {0, size}
    for start, end in [*changed, *((issue.start, issue.end) for issue in ranked)]:
        bounds |= {min(max(start, 0), size), min(max(end, 0), size)}
    pieces: list[tuple[str, tuple[Issue, ...], bool]] = []
    ordered = sorted(bounds)
    for position, bound in enumerate(ordered):
        gaps = tuple(issue for issue in ranked if issue.start == issue.end == bound)
        if gaps:
            pieces.append(("", gaps, False))
        if position + 1 < len(ordered):
            following = ordered[position + 1]
            covering = tuple(issue for issue in ranked if issue.start < following and issue.end > bound)
            differs = any(start < following and end > bound for start, end in changed)
            pieces.append((text[bound:following], covering, differs))
    return pieces


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
