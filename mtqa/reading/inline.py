"""Text with inline elements, as XLIFF and TMX write it: what a reader sees, and the spans that are not prose.

Elements around text (g, mrk, pc, hi) and halves of pairs (bpt, ept, bx, ex, sc, ec) leave no trace. What stands for
something shown (x, ph) is written as its equivalent text or native code, or as U+FFFC, and protected.
"""

from __future__ import annotations

import re
from typing import Any

from mtqa.reading.fragment import Fragment
from mtqa.reading.placeholders import find_placeholders
from mtqa.reading.xml import keeps_space, local_name

AROUND_TEXT = frozenset(("g", "mrk", "pc", "hi"))
STANDS_FOR_SOMETHING = frozenset(("x", "ph", "ut", "cp"))
OBJECT_REPLACEMENT = "\ufffc"
LINE_BREAKS = ("lb", "x-br", "xlf:lb")
BREAK_CODE = re.compile(r"<br\b", re.IGNORECASE)
TAG_CODE = re.compile(r"</?[A-Za-z][^<>]*>")
INDENTATION = re.compile(r"[ \t\r\n]*[\r\n][ \t\r\n]*")


def read_inline(element: Any) -> Fragment:
    """The text under `element`. Line breaks in the file count as a space unless `xml:space="preserve"` is in force."""
    writer = _Writer(keeps_space(element))
    writer.add_inside(element)
    return writer.finished()


class _Writer:
    def __init__(self, keep_space: bool) -> None:
        self._keep_space = keep_space
        self._parts: list[str] = []
        self._length = 0
        self._protected: list[tuple[int, int]] = []

    def add_inside(self, element: Any) -> None:
        self._add(element.text)
        for inner in element:
            start = self._length
            name = local_name(inner)
            if name in AROUND_TEXT:
                self.add_inside(inner)
                if inner.get("translate") == "no" or inner.get("mtype") == "protected":
                    self._protected.append((start, self._length))
            elif name in STANDS_FOR_SOMETHING:
                shown = _shown(inner)
                self._write(shown)
                if shown.strip():
                    self._protected.append((start, self._length))
            self._add(inner.tail)

    def _add(self, text: str | None) -> None:
        if text and not self._keep_space:
            text = INDENTATION.sub(" ", text)
        self._write(text or "")

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def finished(self) -> Fragment:
        text, cut = "".join(self._parts), 0
        if not self._keep_space:
            cut = len(text) - len(text.lstrip(" \t\n"))
            text = text.strip(" \t\n")
        spans = [(max(start - cut, 0), min(end - cut, len(text))) for start, end in self._protected]
        spans += find_placeholders(text)
        return Fragment(text, tuple(sorted({(start, end) for start, end in spans if start < end})))


def _shown(element: Any) -> str:
    """What an element that stands for something shows: a line break, nothing for a tag, a text, or U+FFFC."""
    kind = element.get("ctype") or element.get("subType") or element.get("type")
    given = (element.get("equiv-text"), element.get("equiv"), element.get("disp"), element.text)
    text = next((text.strip() for text in given if text and text.strip()), "")
    if kind in LINE_BREAKS or BREAK_CODE.match(text):
        return "\n"
    return "" if TAG_CODE.fullmatch(text) else text or OBJECT_REPLACEMENT
