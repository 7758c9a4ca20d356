"""Reading: from files, folders, globs, addresses and standard input to documents that know where each character stood.

A reader takes a Source and returns a Document, or several; READERS in registry.py lists them, and packages add theirs
under the entry point group `mtqa.readers`. A Session reads for one run: it fetches, follows links and remembers what
passed before. Whatever is wrong with an input is an InputError of one line with the remedy.
"""

from __future__ import annotations

from mtqa.domain.text import Document
from mtqa.reading.fetching import Fetcher
from mtqa.reading.inputs import expand
from mtqa.reading.lines import lines_of
from mtqa.reading.registry import READERS
from mtqa.reading.rows import Row, RowFile, Window, open_rows
from mtqa.reading.session import Session
from mtqa.reading.source import Reader, Source, without_credentials
from mtqa.reading.state import State

__all__ = [
    "READERS",
    "Fetcher",
    "Reader",
    "Row",
    "RowFile",
    "Session",
    "Source",
    "State",
    "Window",
    "expand",
    "open_rows",
    "read",
    "read_other",
    "without_credentials",
]


def read(path: str, *, format: str | None = None, split: bool = False, stdin: bytes | None = None) -> list[Document]:
    """The documents of one input as `expand` names it, one an item of a feed; `-` is standard input, or `stdin`.

    `format` is a reader's name; without it the suffix decides, then the content. `split` has the rows of JSONL, TSV
    and lines read as running text. Raises InputError, or UsageError for an unknown format.
    """
    found = Session().read(path, format=format, split=split, stdin=stdin)
    return [document for document in found if isinstance(document, Document)]


def read_other(path: str, *, stdin: bytes | None = None) -> list[str]:
    """The lines of a text that stands beside the French: its source, a back-translation, a reference.

    The texts of the rows of JSONL and TSV, else the lines as they stand, blank ones included, so that line n can be
    matched with row n. Raises InputError.
    """
    lines: list[str] = []
    for document in read(path, stdin=stdin):
        for segment in document.segments:
            lines.extend([segment.text] if segment.is_row else [line.text for line in lines_of(segment.text)])
    return lines
