"""The reader for Parquet: one segment a row, columns by name as in TSV. It needs pyarrow, the extra `mtqa[parquet]`."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.errors import InputError
from mtqa.reading.columns import COLUMNS, find_columns
from mtqa.reading.compressed import MOST_WHOLE_BYTES
from mtqa.reading.decoding import MOST_LINES, too_many
from mtqa.reading.lines import MOST_ROW_CHARS
from mtqa.reading.source import Source

MAGIC = b"PAR1"
_BATCH_ROWS = 1000
_MOST_SHARED_BYTES = 256 * 1024**2


def read_parquet(source: Source) -> Document:
    """One segment a row, in order; its line is the row's number from 1. Raises InputError.

    A few kilobytes can hold a value that a thousand million rows share, so rows and characters are counted.
    """
    segments: list[Segment] = []
    chars = 0
    for number, found in parquet_rows(source, io.BytesIO(source.data), MOST_LINES):
        if isinstance(found, InputError):
            raise found
        chars += len(found.text) + len(found.source or "")
        for count, most, what in ((number, MOST_LINES, "rows"), (chars, MOST_WHOLE_BYTES, "characters")):
            if count > most:
                raise too_many(source, most, what)
        segments.append(found)
    if not segments:
        raise source.error("holds no rows; give it one row a segment")
    return Document(source.name, "parquet", tuple(segments), "utf-8")


def parquet_rows(
    source: Source, file: BinaryIO, most_rows: int | None = None
) -> Iterator[tuple[int, Segment | InputError]]:
    """Each row's number from 1, and its segment or what is wrong with it; a batch of rows in memory at a time.

    Raises InputError for a file that is no Parquet, has no column `text` or says that it has more than `most_rows`.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise source.error(
            "is Parquet, which needs the package pyarrow: pip install 'mtqa[parquet]', or give JSONL or TSV"
        ) from None
    try:
        table = parquet.ParquetFile(file)
        names = list(table.schema_arrow.names)
        columns = find_columns(source, names, 1)
        known = {name: column for column, name in zip(names, columns, strict=True) if name in COLUMNS}
        if most_rows is not None and table.metadata.num_rows > most_rows:
            raise too_many(source, most_rows, "rows")
        if shared := _shared_columns(table.metadata, list(known.values())):
            table = parquet.ParquetFile(file, metadata=table.metadata, read_dictionary=shared)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=list(known.values())):
            values = {name: batch.column(batch.schema.get_field_index(column)) for name, column in known.items()}
            for row in range(batch.num_rows):
                number += 1
                yield number, _row(source, {name: found[row] for name, found in values.items()}, number)
    except (pa.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        raise source.error(f"is no Parquet file that can be read ({reason}); write it again, or give JSONL") from None


def _shared_columns(metadata: Any, columns: Sequence[str]) -> list[str]:
    """The columns whose values stay shared in memory where rows share them: 1 MB in 1,000 rows is 1 MB and not 1 GB.

    All values of a row group are then held, so groups must be of a moderate size; what a file says of it is believed.
    """
    largest: dict[str, int] = {}
    for group in map(metadata.row_group, range(metadata.num_row_groups)):
        for column in map(group.column, range(metadata.num_columns)):
            largest[column.path_in_schema] = max(largest.get(column.path_in_schema, 0), column.total_uncompressed_size)
    return [name for name in columns if largest.get(name, _MOST_SHARED_BYTES + 1) <= _MOST_SHARED_BYTES]


def _row(source: Source, cells: dict[str, Any], number: int) -> Segment | InputError:
    try:
        return _segment(source, {name: cell.as_py() for name, cell in cells.items()}, number)
    except (ValueError, OverflowError) as error:  # bytes that are no text, a date beyond the calendar
        return source.error(f"a value cannot be read ({type(error).__name__}); write the row again", number)


def _segment(source: Source, row: dict[str, Any], number: int) -> Segment | InputError:
    if not isinstance(row["text"], str):
        return source.error(f"`text` must be a string, not {type(row['text']).__name__}", number)
    if len(row["text"]) > MOST_ROW_CHARS:
        return source.error(f"a row of more than {MOST_ROW_CHARS:,} characters; cut it into several", number)
    for name in ("source", "back_translation", "reference"):
        if not isinstance(row.get(name), str | None):
            return source.error(f"`{name}` must be a string or null, not {type(row[name]).__name__}", number)
    given = row.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        return source.error(f"`id` must be a string or an integer, not {type(given).__name__}", number)
    return Segment(
        id=number - 1 if given is None else given,
        text=row["text"],
        is_row=not source.split,
        source=row.get("source") or None,
        back_translation=row.get("back_translation") or None,
        reference=row.get("reference") or None,
        anchors=(Anchor(0, number, 1),),
    )


def is_parquet(data: bytes) -> bool:
    """Whether a file that begins with `data` is Parquet."""
    return data.startswith(MAGIC)
