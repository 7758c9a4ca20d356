"""Text out of a page's tree: paragraphs, the marks that survive extraction, and the lines of the file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

# Elements that begin a new paragraph: HTML's, and those of trafilatura's XML (head, list, item, quote, row, cell).
BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption cell dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header hr item label li list main nav ol option p pre quote row section summary table"
    " tbody td tfoot th thead tr ul".split()
)
BREAK_TAGS = frozenset(("br", "lb"))
SKIPPED_TAGS = frozenset("iframe math noscript object script select style svg template textarea title".split())
PROTECTED_TAGS = frozenset(("code", "kbd", "pre", "samp"))
INVALID_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FOLDED_SPACE = re.compile(r"[ \t\r\n\f\v]+")

# Yijing hexagrams: printable, so that trafilatura keeps them, and in no page that is not about them.
MARK_CANDIDATES = [chr(code) for code in range(0x4DC0, 0x4E00)]
NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE = "\xa0", "\u202f"


def paragraphs(root: Any) -> list[str]:
    """The texts under `root` by block element, white space folded as a browser does; none is empty."""
    texts = [""]
    for piece in filter(lambda piece: piece.shown, _pieces(root)):
        if piece.begins_paragraph:
            texts.append("")
        texts[-1] += "\n" if piece.breaks_line else FOLDED_SPACE.sub(" ", piece.text)
    tidy = (re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)).strip(" \n") for text in texts)
    return [text for text in tidy if text]


def parted(found: Sequence[str], blocks: Sequence[str]) -> list[str]:
    """The paragraphs `found` by an extraction, parted again where it joined several `blocks` of the page into one.

    Joined, a title and the text under it would read as one sentence. What stands in no run of blocks stays as it is.
    """
    bare = ["".join(block.split()) for block in blocks]
    page = "".join(bare)
    ends = list(accumulate(len(block) for block in bare))
    result: list[str] = []
    start_at = 0
    for text in found:
        letters = [place for place, character in enumerate(text) if not character.isspace()]
        wanted = "".join(text[place] for place in letters)
        at = page.find(wanted, start_at)
        at = page.find(wanted) if at < 0 else at
        if at < 0:
            result.append(text)
            continue
        start_at = at + len(wanted)
        inner = ends[bisect_right(ends, at) : bisect_left(ends, start_at)]
        cuts = [0, *(letters[end - at] for end in inner), len(text)]
        result += [text[first:last].strip() for first, last in pairwise(cuts)]
    return [text for text in result if text]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in document order; `line` is that of the tag before it, None where none begins there."""

    text: str
    line: int | None = None
    begins_paragraph: bool = False
    breaks_line: bool = False
    shown: bool = True


def _pieces(root: Any) -> Iterator[_Piece]:
    """Walks a tree without comments, and without recursion: pages may nest thousands of elements."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag in BLOCK_TAGS
        if event == "start" and element.tag in SKIPPED_TAGS:
            yield _Piece(element.text or "", element.sourceline, shown=False)
            walk.skip_subtree()
        elif event == "start":
            if element.tag in BREAK_TAGS:
                yield _Piece("", breaks_line=True)
            yield _Piece(element.text or "", element.sourceline, begins_paragraph=is_block)
        elif element is not root:
            yield _Piece(element.tail or "", begins_paragraph=is_block)


@dataclass(frozen=True, slots=True)
class Marks:
    """Four characters that the page does not hold, to carry protection and no-break spaces through an extraction."""

    opening: str
    closing: str
    no_break: str
    narrow: str

    @classmethod
    def absent_from(cls, text: str) -> Marks:
        """Marks that do not occur in `text`; a page that holds nearly all hexagrams gives up those it does hold."""
        unused = [mark for mark in MARK_CANDIDATES if mark not in text]
        return cls(*(unused + MARK_CANDIDATES)[:4])

    def put_into(self, page: Any) -> None:
        """Puts the marks into the texts of `page`, in place."""
        for element in page.iter():
            element.text, element.tail = self._kept_spaces(element.text), self._kept_spaces(element.tail)
        for element in page.iter():
            if _is_protected(element) and not any(map(_is_protected, element.iterancestors())):
                element.text = self.opening + (element.text or "")
                if len(element):
                    element[-1].tail = (element[-1].tail or "") + self.closing
                else:
                    element.text += self.closing

    def _kept_spaces(self, text: str | None) -> str | None:
        if text is None:
            return None
        # Character references bring in what the page itself may not hold, and lxml takes no more back than XML allows.
        return (
            INVALID_IN_XML.sub(" ", text)
            .replace(NO_BREAK_SPACE, self.no_break)
            .replace(NARROW_NO_BREAK_SPACE, self.narrow)
        )

    def take_out(self, marked: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
        """The paragraphs without marks, a blank line between them; the protected spans; the spans of the paragraphs."""
        written: list[str] = []
        length = 0
        protected: list[tuple[int, int]] = []
        spans: list[tuple[int, int]] = []
        for paragraph in marked:
            plain, inside = self._unmark(paragraph)
            if not plain.strip():
                continue
            start = length + 2 if written else 0
            length = start + len(plain)
            written.append(plain)
            spans.append((start, length))
            protected.extend((start + first, start + last) for first, last in inside)
        return "\n\n".join(written), tuple(protected), tuple(spans)

    def _unmark(self, paragraph: str) -> tuple[str, list[tuple[int, int]]]:
        spaces = {self.no_break: NO_BREAK_SPACE, self.narrow: NARROW_NO_BREAK_SPACE}
        plain: list[str] = []
        spans: list[tuple[int, int]] = []
        opened: int | None = None
        for character in paragraph:
            if character == self.opening:
                opened = len(plain)
            elif character == self.closing:
                # Without its opening mark, the element began in a paragraph before.
                spans.append((opened or 0, len(plain)))
                opened = None
            else:
                plain.append(spaces.get(character, character))
        if opened is not None:
            spans.append((opened, len(plain)))
        return "".join(plain), [(start, end) for start, end in spans if start < end]


def _is_protected(element: Any) -> bool:
    return element.tag in PROTECTED_TAGS or element.get("translate") == "no"


class LineFinder:
    """Finds the line of the page where a paragraph's text begins, by its characters without white space."""

    def __init__(self, page: Any) -> None:
        texts: list[str] = []
        self._starts: list[int] = [0]
        self._lines: list[int] = [1]
        length, line = 0, 1
        for piece in _pieces(page):
            line = piece.line or line
            for number, text in enumerate(piece.text.split("\n")):
                line += number > 0
                bare = "".join(text.split()) if piece.shown else ""
                if bare:
                    self._starts.append(length)
                    self._lines.append(line)
                    texts.append(bare)
                    length += len(bare)
        self._page = "".join(texts)
        self._from = 0
        self._line = self._line_at(0)

    def line_of(self, paragraph: str) -> int:
        """Line (from 1) of `paragraph`, searched onward from the end of the one asked for before; else that one's line.

        From its end, since paragraphs may be repeated, and may be the last words of the one before them.
        """
        wanted = "".join(paragraph.split())
        for text in (wanted, wanted[:30]):
            found = self._page.find(text, self._from)
            found = self._page.find(text) if found < 0 else found
            if found >= 0:
                self._from, self._line = found + len(text), self._line_at(found)
                break
        return self._line

    def _line_at(self, place: int) -> int:
        return self._lines[bisect_right(self._starts, place) - 1]
