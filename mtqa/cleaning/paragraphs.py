"""Paragraphs of a text, whatever its habit: one a line, or hard-wrapped at some width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtqa.cleaning.recognising import sure_reason

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…:;]['\"»”)\]\s]*$")
RUNS_ON = re.compile(r"[^\W\d_]$|,$")

# A text is hard-wrapped where its lines are as full as they can be: the next line's first word would not have fitted.
# In a text with one paragraph a line that is so for a line in ten at most; wrapped by hand, a few lines are shorter.
LEAST_FULL_SHARE = 0.8
LEAST_PAIRS = 3
# And most of its lines break off inside a sentence, where paragraphs end with one.
LEAST_BROKEN_SHARE = 0.5
WIDTHS = range(40, 141)
# A line that leaves more than this share of the width free ends its paragraph even in a hard-wrapped text.
FULL_ENOUGH = 0.85


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `follows` says that no blank line stands before it."""

    start: int
    end: int
    text: str
    follows: bool
    stands_alone: bool


def find_paragraphs(text: str, protected: Sequence[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """(start, end) of each paragraph of `text`, without white space around it; together they hold all that is none.

    A line that lies wholly in a `protected` span is a paragraph of its own.
    """
    lines = _lines(text, protected)
    width = _wrapped_at(lines)
    found: list[tuple[int, int]] = []
    for position, line in enumerate(lines):
        if position and _continues(lines[position - 1], line, width):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
    return tuple(found)


def _lines(text: str, protected: Sequence[tuple[int, int]]) -> list[Line]:
    lines: list[Line] = []
    start, follows = 0, False
    ends = [(found.start(), found.end()) for found in LINE_END.finditer(text)]
    for end, next_start in [*ends, (len(text), len(text))]:
        bare = text[start:end].strip()
        if bare:
            first = start + text[start:end].index(bare[0])
            last = first + len(bare)
            alone = any(opening <= first and last <= closing for opening, closing in protected)
            lines.append(Line(first, last, bare, follows, alone))
        follows = bool(bare)
        start = next_start
    return lines


def _wrapped_at(lines: Sequence[Line]) -> int | None:
    """The width at which the text is wrapped, None where it has one paragraph a line.

    The width is the longest line that another follows: titles and last lines of paragraphs say nothing about it, nor do
    lines without a space, which cannot be broken.
    """
    pairs = [(line, after) for line, after in pairwise(lines) if after.follows and " " in line.text]
    if len(pairs) < LEAST_PAIRS:
        return None
    width = max(len(line.text) for line, _ in pairs)
    full = sum(_room_needed(line, after) > width for line, after in pairs)
    broken = sum(not SENTENCE_END.search(line.text) for line, _ in pairs)
    is_wrapped = full >= LEAST_FULL_SHARE * len(pairs) and broken >= LEAST_BROKEN_SHARE * len(pairs)
    return width if is_wrapped and width in WIDTHS else None


def _room_needed(line: Line, after: Line) -> int:
    """The length of `line` with the first word of the next."""
    return len(line.text) + 1 + len(after.text.split()[0])


def _continues(before: Line, line: Line, width: int | None) -> bool:
    """Whether `line` goes on with the paragraph of the line before it."""
    if not line.follows or line.stands_alone or before.stands_alone:
        return False
    # Even with one paragraph a line, a line that stops at a word or a comma goes on in one that begins small.
    runs_on = RUNS_ON.search(before.text) is not None and line.text[0].islower()
    if width is None and not (runs_on and before.text[0].isupper()):
        return False
    if width is not None and not runs_on and _room_needed(before, line) <= FULL_ENOUGH * width:
        return False
    return not sure_reason(before.text) and not sure_reason(line.text)
