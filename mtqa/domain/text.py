"""Text as read and as split: documents, segments, blocks, sentences, tokens.

All offsets are Unicode code points, half-open. Those of blocks and sentences count from the start of the segment's
text; those of tokens count from the start of the sentence's text, so that the analysis of a sentence does not depend
on where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

WINDOW_ROWS = 1000
"""Rows that are judged together, counted from the first: what language they are in, what they are compared with. Large
files are read and checked a window at a time, and small ones in the same windows, so that both give the same rows."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where the offset in a segment's text is known to stand in the file (line and column from 1).

    `further_bytes` is how many bytes of UTF-8 more than characters stand before it in its line, for formats that count
    columns in bytes; only the first anchor of a line has to say it.
    """

    offset: int
    line: int
    column: int
    further_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A text that offsets count in: a whole file's text, a row's text, or the text extracted from a page.

    A row (`is_row`) is one unit of translation: never split into sentences, never set aside as boilerplate.
    `protected` holds spans that are not prose (markup, `translate="no"`) as (start, end) pairs.
    `ignore` holds the issue codes silenced in the whole segment.
    """

    id: str | int
    text: str
    is_row: bool = False
    source: str | None = None
    back_translation: str | None = None
    reference: str | None = None
    anchors: tuple[Anchor, ...] = (Anchor(0, 1, 1),)
    exact_columns: bool = True
    protected: tuple[tuple[int, int], ...] = ()
    ignore: frozenset[str] = frozenset()

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1) in the file of the code point at `offset`.

        Columns are exact where the reader says so (`exact_columns`), else those of the enclosing element.
        """
        position = bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset) - 1
        anchor = self.anchors[max(position, 0)]
        extra = offset - anchor.offset if self.exact_columns else 0
        return anchor.line, anchor.column + max(extra, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """One input as read: its name as the user wrote it, the reader's format name, and its segments.

    An item of a feed is a document of its own, named `feed#item`; `container` is the feed, where its lines count.
    """

    name: str
    format: str
    segments: tuple[Segment, ...]
    encoding: str = "utf-8"
    container: str | None = None

    @property
    def file(self) -> str:
        """The input that lines and columns count in."""
        return self.container or self.name


class BlockKind(StrEnum):
    """What cleaning takes a block for; only PROSE and HEADING are scored."""

    PROSE = "prose"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a segment's text between paragraph breaks. `reason` says why boilerplate was set aside."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PROSE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; `start` and `end` count in the sentence's text, where `text[start:end]` is `text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a segment: `segment.text[start:end] == text`.

    `index` counts the document's sentences from 0; `segment_index` is the position of its segment in the document.
    `glued` says that no white space separates it from the sentence before. `kind` is the block's.
    `terminated` says that it ends in a sentence-final mark (a heading usually does not).
    """

    index: int
    segment_index: int
    text: str
    start: int
    end: int
    tokens: tuple[Token, ...] = field(repr=False)
    kind: BlockKind = BlockKind.PROSE
    glued: bool = False
    terminated: bool = True
    protected: tuple[tuple[int, int], ...] = ()
