"""Lines for a terminal: text laid out code point by code point, so that marks stand under what they mark.

Whatever is printed passes through `glyphs`, which shows unsafe characters escaped: there is no other way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mtqa.presenting.visible import shown

if TYPE_CHECKING:
    from rich.style import Style

NARROW = 60  # columns; below it, what hangs is indented less

# Names of the sixteen terminal colours only: the reader's own theme decides how they look.
STYLES = {
    "critical": "bold white on red",
    "major": "bold red",
    "minor": "yellow",
    "poor": "bold red",
    "fair": "yellow",
    "good": "green",
    "strong": "bold",
    "faint": "dim",  # not bright black, which some themes draw as the background
    "fix": "green",
}
_MARK_STYLES = {"critical": "major"}  # a bar of red under a bar of red would hide the marks


class Glyph(NamedTuple):
    """One code point as printed: its text, the columns it takes (0 for a combining mark), style, and mark below."""

    text: str
    cells: int
    style: str = ""
    mark: str = " "


Line = list[Glyph]


def glyphs(text: str, style: str = "") -> Line:
    """A text as glyphs, one a code point."""
    return [Glyph(*_measured(char), style) for char in text]


@lru_cache(maxsize=4096)
def _measured(char: str) -> tuple[str, int]:
    from rich.cells import cell_len  # here, because only the console format needs rich

    text = shown(char)
    return text, cell_len(text)


def wrap(line: Sequence[Glyph], width: int, *, first: Line | None = None, rest: Line | None = None) -> list[Line]:
    """Lines of at most `width` columns, broken after spaces, or inside a word that is longer than a line.

    `first` begins the first line and `rest` the others. The space that a line ends in may stand one column beyond the
    words, which is why words get one column less: a mark under that space is still inside the width.
    """
    first, rest = first or [], rest or []
    lines: list[Line] = []
    start = 0
    while start < len(line) or not lines:
        lead = rest if lines else first
        room = max(width - 1 - _cells(lead), 8)
        end = _break(line, start, room)
        lines.append([*lead, *line[start:end]])
        start = end
    return lines


def _break(line: Sequence[Glyph], start: int, room: int) -> int:
    """Where the line that begins at `start` ends: the index behind its last glyph."""
    used, behind_space = 0, 0
    for index in range(start, len(line)):
        used += line[index].cells
        is_space = line[index].text == " "
        if used > room + is_space:  # one space may stand beyond the words
            return max(behind_space or index, start + 1)
        if is_space:
            behind_space = index + 1
    return len(line)


def _cells(line: Iterable[Glyph]) -> int:
    return sum(glyph.cells for glyph in line)


def text_row(line: Line, *, color: bool) -> str:
    """The line as printed, with escape sequences for the styles where `color` is set."""
    parts = [(style, "".join(glyph.text for glyph in run)) for style, run in groupby(line, key=lambda g: g.style)]
    return _painted(parts, color=color)


def mark_row(line: Line, *, color: bool) -> str:
    """The marks to print under the line; empty where nothing is marked."""
    runs = groupby(line, key=lambda glyph: (glyph.style, glyph.mark))
    parts = [
        (_MARK_STYLES.get(style, style) if mark.strip() else "", mark * _cells(run)) for (style, mark), run in runs
    ]
    return _painted(parts, color=color)


def _painted(parts: list[tuple[str, str]], *, color: bool) -> str:
    """Styled parts as one string without trailing white space."""
    while parts and not parts[-1][1].strip(" "):
        parts.pop()
    if parts:
        parts[-1] = (parts[-1][0], parts[-1][1].rstrip(" "))
    return "".join(_paint(style, text) if color and style else text for style, text in parts)


def _paint(style: str, text: str) -> str:
    from rich.color import ColorSystem

    return _style(style).render(text, color_system=ColorSystem.STANDARD)


@lru_cache
def _style(name: str) -> Style:
    from rich.style import Style

    return Style.parse(STYLES[name])
