"""Reading back what the presenters wrote: as a consumer of each format would."""

from __future__ import annotations

import itertools
import json
import re
from html.parser import HTMLParser
from typing import Any, NamedTuple

_ESCAPE = re.compile(r"\\(?:([tnr\\])|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_SHORT = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def jsonl_rows(text: str) -> list[dict[str, Any]]:
    """The objects of a JSONL output, split as strictly as any reader splits lines."""
    return [json.loads(line) for line in text.splitlines()]


def tsv_rows(text: str) -> list[dict[str, str]]:
    """The rows of a TSV output, unescaped."""
    header, *rows = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, map(_unescaped, row), strict=True)) for row in rows]


def _unescaped(cell: str) -> str:
    return _ESCAPE.sub(lambda m: _SHORT[m[1]] if m[1] else chr(int(m[2] or m[3] or m[4], 16)), cell)


class Element(NamedTuple):
    """A start tag with its attributes and the text inside the element."""

    tag: str
    attributes: dict[str, str]
    text: list[str]


class PageReader(HTMLParser):
    """Collects every element of a page, in order."""

    VOID = frozenset({"meta", "input", "br", "link", "img", "base"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)
        self.close()
        self.left_open = [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, [])
        self.elements.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def of_class(self, name: str) -> list[Element]:
        """The elements with that class."""
        return [element for element in self.elements if name in element.attributes.get("class", "").split()]


def content(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.text)


def marked_in_console(output: str) -> str:
    """The characters that stand over marks, in order; for text whose characters all take one column."""
    found: list[str] = []
    lines = output.split("\n")
    for above, below in itertools.pairwise(lines):
        if below.strip() and not below.strip("^~ "):
            found += [char for char, mark in zip(above.ljust(len(below)), below, strict=False) if mark != " "]
    return "".join(found)
