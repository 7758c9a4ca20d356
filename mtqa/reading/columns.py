"""Rows with named columns, as TSV and CSV hold them."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.domain.text import Anchor, Segment
from mtqa.reading.source import Source, printable

COLUMNS = ("id", "text", "source", "back_translation", "reference")


def find_columns(source: Source, header: Sequence[str], line: int) -> list[str]:
    """The names of the columns in lower case. Raises InputError where `text` is missing or one of ours comes twice."""
    columns = [name.strip().lower() for name in header]
    if "text" not in columns:
        found = ", ".join(printable(name.strip()) or "(no name)" for name in header)
        problem = f"no column `text` in the header, found: {found}; name the column with the French `text`"
        raise source.error(problem[:400], line)
    twice = [name for name in COLUMNS if columns.count(name) > 1]
    if twice:
        raise source.error(f"the column `{twice[0]}` comes twice in the header; keep one", line)
    return columns


def row_segment(
    source: Source, columns: Sequence[str], cells: Sequence[str], number: int, anchors: tuple[Anchor, ...]
) -> Segment:
    """A row's segment; `number` is its id where it has none. As many `cells` as `columns`."""
    cell = dict(zip(columns, cells, strict=True))
    return Segment(
        id=cell.get("id") or number,
        text=cell["text"],
        is_row=not source.split,
        source=cell.get("source") or None,
        back_translation=cell.get("back_translation") or None,
        reference=cell.get("reference") or None,
        anchors=anchors,
    )
