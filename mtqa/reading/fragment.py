"""The text of a piece of HTML that stands inside something else: an item of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.reading.html import parse_page, simplify
from mtqa.reading.page_text import Marks, paragraphs
from mtqa.reading.source import Source


@dataclass(frozen=True, slots=True)
class Fragment:
    """Plain text, a blank line between paragraphs, and the (start, end) spans in it that are not prose."""

    text: str
    protected: tuple[tuple[int, int], ...] = ()


def read_fragment(source: Source, html: str) -> Fragment:
    """The text of all elements of `html`: nothing in a fragment is furniture. Text without elements is a paragraph.

    Raises InputError, of `source`, for HTML that nests too deep.
    """
    page = parse_page(source, html) if html.strip() else None
    if page is None:
        return Fragment("")
    simplify(page)
    marks = Marks.absent_from(page.text_content())
    marks.put_into(page)
    text, protected, _ = marks.take_out(paragraphs(page))
    return Fragment(text, protected)


def join(fragments: Sequence[Fragment]) -> Fragment:
    """One after the other, a blank line between them; empty ones left out."""
    text = ""
    protected: list[tuple[int, int]] = []
    for fragment in fragments:
        if fragment.text:
            text += "\n\n" if text else ""
            protected += [(len(text) + start, len(text) + end) for start, end in fragment.protected]
            text += fragment.text
    return Fragment(text, tuple(protected))
