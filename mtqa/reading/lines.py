"""Lines of a text, and the reader for one segment a line (`--from lines`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode
from mtqa.reading.source import Source

# The three line ends of editors. U+2028 and its like are characters of the line: JSON strings may hold them.
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; `number` counts from 1, `start` is the code point it begins at."""

    number: int
    start: int
    text: str

    def is_blank(self) -> bool:
        return not self.text.strip()


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text`; what follows the last line end is a line only if it is not empty."""
    number, start = 1, 0
    for end in LINE_END.finditer(text):
        yield Line(number, start, text[start : end.start()])
        number, start = number + 1, end.end()
    if start < len(text):
        yield Line(number, start, text[start:])


def read_lines(source: Source) -> Document:
    """One segment a line, blank lines included, so that row n stays line n of a file beside it."""
    decoded = decode(source)
    segments = tuple(
        Segment(id=line.number - 1, text=line.text, is_row=not source.split, anchors=(Anchor(0, line.number, 1),))
        for line in lines_of(decoded.text)
    )
    return Document(source.name, "lines", segments, decoded.encoding)
