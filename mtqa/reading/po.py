"""The reader for gettext's PO files: a row a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode_declared
from mtqa.reading.lines import lines_of
from mtqa.reading.placeholders import find_placeholders
from mtqa.reading.source import Source, printable
from mtqa.reading.xml import is_french

CHARSET = re.compile(rb"charset=([\w-]+)", re.IGNORECASE)
CHARSET_WITHIN_BYTES = 4096
# What a line may be; polib takes a string without its closing mark for one that is a character shorter.
LINE = re.compile(r"""(#.*|((msgid|msgid_plural|msgctxt|msgstr(\[\d+\])?)\s*)?"([^"\\]++|\\.)*+")?""")
BROKEN = "is no valid PO syntax; check the file with msgfmt -c"


def read_po(source: Source) -> Document:
    """A row a `msgstr`, each plural form on its own; obsolete entries are left out, fuzzy ones are read.

    `source` is the `msgid`, for plural forms after the first the `msgid_plural`. A missing translation is an empty
    row. `id` counts the rows from 0. Placeholders, tags and access keys are protected; lines are those of the
    `msgstr`. Raises InputError for broken syntax, a language other than French, and where nothing is translated.
    """
    declared = CHARSET.search(source.data, 0, CHARSET_WITHIN_BYTES)
    decoded = decode_declared(source, declared[1].decode("ascii") if declared else source.charset)
    catalogue = _parse(source, decoded.text)
    language = str(catalogue.metadata.get("Language", ""))
    if language and not is_french(language):
        raise source.error(f"its language is {printable(language)[:40]}, not French; give the French catalogue")
    lines = [line.text for line in lines_of(decoded.text)]
    rows = (row for entry in catalogue if not entry.obsolete for row in _rows(entry, lines))
    segments = tuple(
        Segment(
            id=number,
            text=text,
            is_row=not source.split,
            source=original,
            anchors=(Anchor(0, line, 1),),
            exact_columns=False,
            protected=find_placeholders(text),
        )
        for number, (text, original, line) in enumerate(rows)
    )
    if not any(segment.text.strip() for segment in segments):
        raise source.error("holds no translated message; translate it first, or give the translated file")
    return Document(source.name, "po", segments, decoded.encoding)


def _parse(source: Source, text: str) -> Any:
    import polib

    wrong = (line.number for line in lines_of(text) if not LINE.fullmatch(line.text.strip()))
    if (number := next(wrong, None)) is not None:
        raise source.error(BROKEN, number)
    try:
        # With a line end, since polib opens a text that is the name of a file.
        return polib.pofile(text.replace("\r\n", "\n").replace("\r", "\n") + "\n")
    except OSError as error:  # polib's own kind for broken syntax; its message names the line
        line = re.search(r"line (\d+)", str(error))
        raise source.error(BROKEN, int(line[1]) if line else None) from None
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):  # what its parser meets in odd bytes
        raise source.error(BROKEN) from None


def _rows(entry: Any, lines: list[str]) -> Iterator[tuple[str, str, int]]:
    """Text, source and line of an entry's translations."""
    if not entry.msgid_plural:
        yield entry.msgstr, entry.msgid, _line_of("msgstr", entry, lines)
    for form, text in sorted(entry.msgstr_plural.items()):
        original = entry.msgid_plural if form else entry.msgid
        yield text, original, _line_of(f"msgstr[{form}]", entry, lines)


def _line_of(keyword: str, entry: Any, lines: list[str]) -> int:
    """The first line from the entry's own on that begins with `keyword`, else the entry's."""
    first = max(int(entry.linenum), 1)  # polib counts none for an entry that a broken one begins
    places = range(first, min(first + 2000, len(lines) + 1))
    return next((place for place in places if lines[place - 1].lstrip().startswith(keyword)), first)
