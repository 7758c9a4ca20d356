"""The reader for CSV: a header row, then one segment a row, with quoted cells.

The standard library's reader tells neither the line nor the column of a cell, so the cells are found here; the tests
hold them against that reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.columns import find_columns, row_segment
from mtqa.reading.decoding import decode
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
class _Row:
    cells: tuple[_Cell, ...]
    line: int

    def values(self) -> list[str]:
        return [cell.value for cell in self.cells]


def read_csv(source: Source) -> Document:
    """One segment a row; columns by header name in any case, others are passed over, blank lines are no rows.

    The delimiter is the one of , ; tab and | that makes `text` a column. Raises InputError where `text` is no
    column, a column comes twice, a row has another number of cells, or a quotation mark is not closed.
    """
    decoded = decode(source)
    delimiter = _delimiter(source, decoded.text)
    header, *rows = _rows(source, decoded.text, delimiter)
    columns = find_columns(source, header.values(), header.line)
    if not rows:
        raise source.error("has a header but no rows; give it one row a segment")
    segments = tuple(_segment(source, row, columns, number) for number, row in enumerate(rows))
    return Document(source.name, "csv", segments, decoded.encoding)


def _delimiter(source: Source, text: str) -> str:
    """The delimiter under which `text` is a column of the header, else the one that gives the most columns."""
    headers = {mark: next(_rows(source, text, mark)).values() for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: ("text" in map(_name, headers[mark]), len(headers[mark])))


def _name(cell: str) -> str:
    return cell.strip().lower()


def _segment(source: Source, row: _Row, columns: Sequence[str], number: int) -> Segment:
    if len(row.cells) != len(columns):
        problem = f"{len(row.cells)} cells where the header has {len(columns)}; quote cells that hold the delimiter"
        raise source.error(problem, row.line)
    anchors = row.cells[columns.index("text")].anchors
    return row_segment(source, columns, row.values(), number, anchors)


def _rows(source: Source, text: str, delimiter: str) -> Iterator[_Row]:
    """The rows of `text`, blank lines left out."""
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*+")
    place, line, line_start = 0, 1, 0
    while place < len(text):
        cells: list[_Cell] = []
        first_line, row_start = line, place
        while True:
            quoted = QUOTED.match(text, place)
            if quoted is None and text.startswith('"', place):
                raise source.error("a quotation mark opens a cell and is never closed; double it inside cells", line)
            found = quoted or plain.match(text, place)
            assert found is not None  # the pattern matches the empty text
            start = place + (quoted is not None)
            cells.append(_cell(quoted[1] if quoted else found[0], line, start - line_start + 1, quoted is not None))
            for end in re.finditer(r"\r\n|\r|\n", found[0]):
                line, line_start = line + 1, place + end.end()
            place = found.end()
            if not text.startswith(delimiter, place):
                break
            place += 1
        end_of_line = TURN.match(text, place)
        if place < len(text) and (end_of_line is None or end_of_line[0] == '""'):
            raise source.error("text follows the closing quotation mark of a cell; double marks inside cells", line)
        if place > row_start:
            yield _Row(tuple(cells), first_line)
        if end_of_line:
            place = line_start = end_of_line.end()
            line += 1


def _cell(written: str, line: int, column: int, quoted: bool) -> _Cell:
    """The cell whose text, without outer quotation marks, stands as `written` from `line` and `column` on."""
    anchors = [Anchor(0, line, column)]
    if not quoted:
        return _Cell(written, tuple(anchors))
    offset = place = 0
    for turn in TURN.finditer(written):
        is_quote = turn[0] == '""'
        offset += turn.start() - place + (1 if is_quote else len(turn[0]))
        last = anchors[-1]
        if is_quote:
            column = last.column + (turn.end() - place)
            anchors.append(Anchor(offset, last.line, column))
        else:
            anchors.append(Anchor(offset, last.line + 1, 1))
        place = turn.end()
    return _Cell(written.replace('""', '"'), tuple(anchors))
