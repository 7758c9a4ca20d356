"""Lines of a text, and the reader for one segment a line (`--from lines`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode
from mtqa.reading.source import Source

# The three line ends of editors. U+2028 and its like are characters of the line: JSON strings may hold them.
LINE_END = re.compile(r"\r\n|\r|\n")
MOST_ROW_CHARS = 1_000_000
"""Of a row that is read on its own, in a file that is not held as a whole."""
# A few bytes can unpack to a line that takes hours to come to its end.
ENDLESS_CHARS = 256 * 1024**2


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; `number` counts from 1, `start` is the code point it begins at."""

    number: int
    start: int
    text: str

    def is_blank(self) -> bool:
        return not self.text.strip()


def further_bytes(text: str) -> int:
    """How many bytes more than characters `text` takes in UTF-8."""
    return 0 if text.isascii() else len(text.encode("utf-8", "surrogatepass")) - len(text)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text`; what follows the last line end is a line only if it is not empty."""
    number, start = 1, 0
    for end in LINE_END.finditer(text):
        yield Line(number, start, text[start : end.start()])
        number, start = number + 1, end.end()
    if start < len(text):
        yield Line(number, start, text[start:])


class EndlessLineError(Exception):
    """A line that goes on and on; `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def lines_from(texts: Iterable[str], most_chars: int) -> Iterator[Line]:
    """The lines of a text that comes in pieces, as `lines_of` gives them; of a longer line its first `most_chars` + 1.

    Holds one line and one piece at a time. Raises EndlessLineError after `ENDLESS_CHARS` of a line.
    """
    number, start, left, dropped = 1, 0, "", 0
    for text in texts:
        text, place, new = left + text, 0, max(len(left) - 1, 0)  # what is left may end in half a line end
        for end in LINE_END.finditer(text, new):
            if end.end() == len(text) and end[0] == "\r":
                break  # perhaps the first half of a line end
            yield Line(number, start, text[place : end.start()][: most_chars + 1])
            number, start = number + 1, start + dropped + end.end() - place
            place, dropped = end.end(), 0
        left = text[place:]
        if len(left) > most_chars + 2:  # its last character may be half a line end
            kept = left[: most_chars + 1] + left[-1]
            dropped += len(left) - len(kept)
            left = kept
            if dropped > ENDLESS_CHARS:
                raise EndlessLineError(number)
    if left:
        yield Line(number, start, left.removesuffix("\r")[: most_chars + 1])


def read_lines(source: Source) -> Document:
    """One segment a line, blank lines included, so that row n stays line n of a file beside it."""
    decoded = decode(source)
    segments = tuple(line_segment(source, line) for line in lines_of(decoded.text))
    return Document(source.name, "lines", segments, decoded.encoding)


def line_segment(source: Source, line: Line) -> Segment:
    """A line's segment; its id counts from 0."""
    return Segment(id=line.number - 1, text=line.text, is_row=not source.split, anchors=(Anchor(0, line.number, 1),))
