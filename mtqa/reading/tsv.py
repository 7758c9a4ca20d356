"""The reader for TSV: a header row, then one segment a row.

Cells are what stands between tabs, quotation marks included: French text often begins with one, and a reader that took
it for CSV quoting would swallow rows. So a plain split is right, and gives exact columns.
"""

from __future__ import annotations

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode
from mtqa.reading.lines import Line, lines_of
from mtqa.reading.source import Source, printable

COLUMNS = ("id", "text", "source", "back_translation", "reference")


def read_tsv(source: Source) -> Document:
    """One segment a row; columns by header name in any case, others are passed over, blank lines are no rows.

    Raises InputError where `text` is no column, a column comes twice, or a row has another number of cells.
    """
    decoded = decode(source)
    header, *rows = [line for line in lines_of(decoded.text) if not line.is_blank()]
    columns = _columns(source, header)
    if not rows:
        raise source.error("has a header but no rows; give it one row a segment")
    segments = tuple(_segment(source, row, columns, number) for number, row in enumerate(rows))
    return Document(source.name, "tsv", segments, decoded.encoding)


def _columns(source: Source, header: Line) -> list[str]:
    columns = [name.strip().lower() for name in header.text.split("\t")]
    if "text" not in columns:
        found = ", ".join(printable(name.strip()) or "(no name)" for name in header.text.split("\t"))
        problem = f"no column `text` in the header, found: {found}; name the column with the French `text`"
        raise source.error(problem[:400], header.number)
    twice = [name for name in COLUMNS if columns.count(name) > 1]
    if twice:
        raise source.error(f"the column `{twice[0]}` comes twice in the header; keep one", header.number)
    return columns


def _segment(source: Source, row: Line, columns: list[str], number: int) -> Segment:
    cells = row.text.split("\t")
    if len(cells) != len(columns):
        problem = f"{len(cells)} cells where the header has {len(columns)}; escape tabs and line breaks inside a cell"
        raise source.error(problem, row.number)
    cell = dict(zip(columns, cells, strict=True))
    before = cells[: columns.index("text")]
    return Segment(
        id=cell.get("id") or number,
        text=cell["text"],
        is_row=not source.split,
        source=cell.get("source") or None,
        back_translation=cell.get("back_translation") or None,
        reference=cell.get("reference") or None,
        anchors=(Anchor(0, row.number, 1 + sum(len(text) + 1 for text in before)),),
    )
