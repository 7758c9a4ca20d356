"""The reader for TSV: a header row, then one segment a row.

Cells are what stands between tabs, quotation marks included: French text often begins with one, and a reader that took
it for CSV quoting would swallow rows. So a plain split is right, and gives exact columns.
"""

from __future__ import annotations

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.columns import find_columns, row_segment
from mtqa.reading.decoding import decode
from mtqa.reading.lines import Line, further_bytes, lines_of
from mtqa.reading.source import Source


def read_tsv(source: Source) -> Document:
    """One segment a row; columns by header name in any case, others are passed over, blank lines are no rows.

    Raises InputError where `text` is no column, a column comes twice, or a row has another number of cells.
    """
    decoded = decode(source)
    header, *rows = [line for line in lines_of(decoded.text) if not line.is_blank()]
    columns = find_columns(source, header.text.split("\t"), header.number)
    if not rows:
        raise source.error("has a header but no rows; give it one row a segment")
    segments = tuple(tsv_segment(source, row, columns, number) for number, row in enumerate(rows))
    return Document(source.name, "tsv", segments, decoded.encoding)


def tsv_segment(source: Source, row: Line, columns: list[str], number: int) -> Segment:
    """A row's segment. Raises InputError where it has not as many cells as there are columns."""
    cells = row.text.split("\t")
    if len(cells) != len(columns):
        problem = f"{len(cells)} cells where the header has {len(columns)}; escape tabs and line breaks inside a cell"
        raise source.error(problem, row.number)
    before = cells[: columns.index("text")]
    column = 1 + sum(len(text) + 1 for text in before)
    anchor = Anchor(0, row.number, column, sum(map(further_bytes, before)))
    return row_segment(source, columns, cells, number, (anchor,))
