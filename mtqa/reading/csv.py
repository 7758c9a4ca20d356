"""The reader for CSV: a header row, then one segment a row, with quoted cells.

The standard library's reader tells neither the line nor the column of a cell, so the cells are found here; the tests
hold them against that reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.errors import InputError
from mtqa.reading.columns import find_columns, row_segment
from mtqa.reading.decoding import decode
from mtqa.reading.lines import LINE_END, further_bytes
from mtqa.reading.source import Source

# Comma, or what programs in countries with a decimal comma write instead.
DELIMITERS = (",", ";", "\t", "|")
QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
# What takes two characters in the file for one of the cell, or begins a new line.
TURN = re.compile(r'""|\r\n|\r|\n')


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's value, its place in the file, and where in it the place is known."""

    value: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row's cells, and the line (from 1) that it begins in."""

    cells: tuple[_Cell, ...]
    line: int

    def values(self) -> list[str]:
        """What stands in the cells."""
        return [cell.value for cell in self.cells]


def read_csv(source: Source) -> Document:
    """One segment a row; columns by header name in any case, others are passed over, blank lines are no rows.

    The delimiter is the one of , ; tab and | that makes `text` a column. Raises InputError where `text` is no
    column, a column comes twice, a row has another number of cells, or a quotation mark is not closed.
    """
    decoded = decode(source)
    delimiter = delimiter_of(source, decoded.text)
    header, *rows = (row for row, _ in csv_rows(source, decoded.text, delimiter))
    columns = find_columns(source, header.values(), header.line)
    if not rows:
        raise source.error("has a header but no rows; give it one row a segment")
    segments = tuple(csv_segment(source, row, columns, number) for number, row in enumerate(rows))
    return Document(source.name, "csv", segments, decoded.encoding)


def delimiter_of(source: Source, text: str) -> str:
    """The delimiter under which `text` is a column of the header, else the one that gives the most columns."""
    return max(DELIMITERS, key=lambda mark: _fit(source, text, mark))


def _fit(source: Source, text: str, delimiter: str) -> tuple[bool, int]:
    try:
        header = next(csv_rows(source, text, delimiter))[0].values()
    except (InputError, StopIteration):  # quotation marks that fit another delimiter
        return False, 0
    return "text" in [cell.strip().lower() for cell in header], len(header)


def csv_segment(source: Source, row: CsvRow, columns: Sequence[str], number: int) -> Segment:
    """A row's segment. Raises InputError where it has not as many cells as there are columns."""
    if len(row.cells) != len(columns):
        problem = f"{len(row.cells)} cells where the header has {len(columns)}; quote cells that hold the delimiter"
        raise source.error(problem, row.line)
    anchors = row.cells[columns.index("text")].anchors
    return row_segment(source, columns, row.values(), number, anchors)


def csv_rows(
    source: Source, text: str, delimiter: str, line: int = 1, *, whole: bool = True
) -> Iterator[tuple[CsvRow, int]]:
    """The rows of `text`, which begins at `line`, blank lines left out; with each the place in `text` where it ends.

    A text that is not `whole` goes on: a row that reaches its end is left out, since it may go on as well.
    """
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*+")
    place = line_start = row_start = further = 0
    cells: list[_Cell] = []
    row_line = line
    while place < len(text) or cells:
        quoted = QUOTED.match(text, place)
        if quoted is None and text.startswith('"', place):
            if not whole:
                return
            raise source.error("a quotation mark opens a cell and is never closed; double it inside cells", line)
        bare = plain.match(text, place)
        written = quoted[1] if quoted else bare[0] if bare else ""
        cells.append(_cell(written, Anchor(0, line, place - line_start + 1, further), quoted=quoted is not None))
        last_start = 0
        for end in LINE_END.finditer(written):
            line, line_start, last_start = line + 1, place + 1 + end.end(), end.end()
        further = further_bytes(written[last_start:]) + (0 if last_start else further)
        place += len(written) + (2 if quoted else 0)
        if text.startswith(delimiter, place):
            place += 1
            continue
        end_of_row = LINE_END.match(text, place)
        if end_of_row is None and place < len(text):
            raise source.error("text follows the closing quotation mark of a cell; double marks inside cells", line)
        if not whole and (end_of_row is None or end_of_row.end() == len(text)):
            return
        if place > row_start:
            yield CsvRow(tuple(cells), row_line), end_of_row.end() if end_of_row else place
        if end_of_row:
            place = line_start = end_of_row.end()
            line, further = line + 1, 0
        cells, row_line, row_start = [], line, place


def _cell(written: str, start: Anchor, *, quoted: bool) -> _Cell:
    """The cell that begins at `start`; `written` is what stands in it, or between its quotation marks."""
    if not quoted:
        return _Cell(written, (start,))
    anchors = [replace(start, column=start.column + 1)]
    offset = place = 0
    for turn in TURN.finditer(written):
        last = anchors[-1]
        offset += turn.start() - place
        if turn[0] == '""':
            offset += 1
            anchors.append(Anchor(offset, last.line, last.column + turn.end() - place))
        else:
            offset += len(turn[0])
            anchors.append(Anchor(offset, last.line + 1, 1))
        place = turn.end()
    return _Cell(written.replace('""', '"'), tuple(anchors))
