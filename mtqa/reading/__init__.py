"""Reading: files, folders, globs and standard input to documents that know where each character stood.

A reader takes a Source and returns a Document; READERS in registry.py lists them, and packages add theirs under the
entry point group `mtqa.readers`. Whatever is wrong with an input is an InputError of one line with the remedy.
"""

from __future__ import annotations

from mtqa.domain.text import Document
from mtqa.reading.inputs import expand, read_bytes
from mtqa.reading.lines import lines_of
from mtqa.reading.registry import READERS, find_reader
from mtqa.reading.source import Reader, Source

__all__ = ["READERS", "Reader", "Source", "expand", "read", "read_other"]


def read(path: str, *, format: str | None = None, split: bool = False, stdin: bytes | None = None) -> list[Document]:
    """The documents of one input: a file as `expand` names it, or `-` for standard input (or the bytes `stdin`).

    `format` is a reader's name; without it the suffix decides, then the content. `split` has the rows of JSONL, TSV
    and lines read as running text. Raises InputError, or UsageError for an unknown format.
    """
    source = Source(path, read_bytes(path, stdin), split)
    return [find_reader(source, format)(source)]


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
