"""Files of rows read piece by piece: JSONL, TSV, CSV, lines and Parquet of any size, compressed or not.

A row that cannot be read fails by itself and the others go on, except where a file cannot be cut into rows at all. The
readers of whole files are stricter: to them a file with a bad row is a bad file.
"""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from mtqa.domain.report import FailedInput
from mtqa.domain.text import WINDOW_ROWS, Segment
from mtqa.errors import InputError
from mtqa.reading.columns import find_columns
from mtqa.reading.compressed import Blocks, join_blocks
from mtqa.reading.csv import csv_rows, csv_segment, delimiter_of
from mtqa.reading.decoding import BYTE_ORDER_MARKS, decode, empty
from mtqa.reading.jsonl import json_segment
from mtqa.reading.lines import LINE_END, MOST_ROW_CHARS, EndlessLineError, line_segment, lines_from
from mtqa.reading.parquet import is_parquet, parquet_rows
from mtqa.reading.registry import format_of
from mtqa.reading.source import Source
from mtqa.reading.tsv import tsv_segment

ROW_FORMATS = ("jsonl", "tsv", "csv", "lines", "parquet")
# A window is in memory as a whole; the rows of its beginning are checked where all of them would be too much.
MOST_WINDOW_CHARS = 50_000_000
# The beginning that format and encoding are known by.
_HEAD_BYTES = 1 << 20
# Of the lines in the beginning, how many may be damaged in a file that is still taken for UTF-8.
_MOST_DAMAGED_SHARE = 0.1

_UNDECODED = re.compile("[\udc80-\udcff]")

Row = Segment | FailedInput


@dataclass(frozen=True, slots=True)
class Window:
    """Rows of one input that are judged together; `first` is the number of the first one, from 0."""

    name: str
    format: str
    encoding: str
    first: int
    rows: tuple[Row, ...]


@dataclass(slots=True)
class RowFile:
    """An open input of rows, to be closed. `size_bytes` is that of the file as it lies there, None for a pipe."""

    name: str
    format: str
    encoding: str
    size_bytes: int | None
    _rows: Iterator[Row]
    _taken: Callable[[], int]
    close: Callable[[], None]

    @property
    def taken_bytes(self) -> int:
        """How much of the file has been read."""
        return self._taken()

    def windows(self, skip_rows: int = 0) -> Iterator[Window]:
        """The rows from number `skip_rows` on, which must be a multiple of the window's size or the end.

        Raises InputError where the file cannot be read on, after the window of the rows before; and at once where none
        of the first rows can be read, since then the file is not what it was taken for.
        """
        number = chars = 0
        rows: list[Row] = []
        failure: InputError | None = None
        try:
            for row in self._rows:
                number += 1
                if number <= skip_rows:
                    continue
                chars += _chars(row)
                rows.append(self._too_many(row) if chars > MOST_WINDOW_CHARS and _chars(row) else row)
                if len(rows) == WINDOW_ROWS:
                    yield self._window(number - len(rows), rows)
                    rows, chars = [], 0
        except InputError as error:
            failure = error
        except EndlessLineError as error:
            problem = "a line without end; cut the file into lines, one a row"
            failure = Source(self.name, b"").error(problem, error.number)
        if rows:
            yield self._window(number - len(rows), rows)
        if failure:
            raise failure

    def _too_many(self, row: Row) -> FailedInput:
        assert isinstance(row, Segment)
        line = row.locate(0)[0]
        problem = f"the {WINDOW_ROWS:,} rows that it is one of hold more than {MOST_WINDOW_CHARS:,} characters"
        return FailedInput(f"{self.name}:{line}", str(Source(self.name, b"").error(f"{problem}; cut them up", line)))

    def _window(self, first: int, rows: list[Row]) -> Window:
        bad = [row for row in rows if isinstance(row, FailedInput)]
        if first == 0 and len(bad) == len(rows):
            raise InputError(bad[0].reason)
        return Window(self.name, self.format, self.encoding, first, tuple(rows))


def _chars(row: Row) -> int:
    """How much text a row holds, with what stands beside it."""
    if isinstance(row, FailedInput):
        return 0
    return len(row.text) + sum(map(len, filter(None, (row.source, row.back_translation, row.reference))))


def open_rows(name: str, format: str | None, opened: BinaryIO | None = None) -> RowFile | bytes | None:
    """A file, or standard input for `-`, opened as rows; None where it is a file of another format.

    `opened` is the input where it is open already, as an object in a storage is. Of standard input in another format
    all bytes are returned, since they can be read only once. Raises InputError for what cannot be opened, UsageError
    for an unknown format.
    """
    file, size = _open(name, opened)
    close = _keep_open if name == "-" else file.close
    try:
        return _begin(name, format, file, size, close)
    except BaseException:
        close()
        raise


def _begin(
    name: str, format: str | None, file: BinaryIO, size: int | None, close: Callable[[], None]
) -> RowFile | bytes | None:
    """What `open_rows` gives of a file that is open."""
    blocks = Blocks(name, file)
    pieces = iter(blocks)
    head = _head(pieces)
    source = Source(name, head)
    chosen = format_of(replace(source, data=head[: head.rfind(b"\n") + 1] or head), format)
    if chosen not in ROW_FORMATS:
        if name != "-":
            close()
            return None
        return join_blocks(name, blocks, chain((head,), pieces))
    if chosen == "parquet":
        if not file.seekable() or is_parquet(head) is False:
            raise source.error("is no Parquet file, or one that cannot be read from its end; save it as a plain file")
        file.seek(0)
        found = parquet_rows(source, file)
        table = (
            row if isinstance(row, Segment) else FailedInput(f"{name}:{number}", str(row)) for number, row in found
        )
        return RowFile(name, chosen, "utf-8", size, table, file.tell, close)
    encoding, texts = _decoded(source, pieces)
    rows = {"jsonl": _json_rows, "lines": _line_rows, "tsv": _tsv_rows, "csv": _csv_rows}[chosen](source, texts)
    return RowFile(name, chosen, encoding, size, rows, lambda: blocks.taken_bytes, close)


def _open(name: str, opened: BinaryIO | None) -> tuple[BinaryIO, int | None]:
    if opened is not None:
        return opened, None
    if name == "-":
        if sys.stdin is None:
            raise InputError("-: standard input is closed; name a file, or pipe the text in")
        return sys.stdin.buffer, None
    source = Source(name, b"")
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - the rows are read as they are asked for
        return file, Path(name).stat().st_size
    except FileNotFoundError:
        raise source.error("no such file; check the path") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise source.error(f"cannot be read ({reason}); check the path and its permissions") from None


def _keep_open() -> None:
    """Standard input is not ours to close."""


def _head(pieces: Iterator[bytes]) -> bytes:
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD_BYTES:
            break
    return head


def _decoded(source: Source, pieces: Iterator[bytes]) -> tuple[str, Iterator[str]]:
    """The encoding, known from the beginning (`source.data`), and the text in pieces.

    Bytes that are not in a one-byte encoding or UTF-8 become lone surrogates, which fail their row.
    """
    following = next(pieces, b"")
    encoding = _encoding(source, is_whole=not following)
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)

    def texts() -> Iterator[str]:
        try:
            for piece in chain((source.data, following), pieces):
                yield decoder.decode(piece)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise source.error(f"is not {encoding.upper()} all through ({error.reason}); save it as UTF-8") from None

    return encoding, texts()


def _encoding(source: Source, *, is_whole: bool) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if source.data.startswith(mark):
            if is_whole and not source.data.decode(encoding, "replace").strip():
                raise empty(source)
            return encoding
    data = source.data if is_whole else source.data[: source.data.rfind(b"\n") + 1] or source.data
    try:
        return decode(replace(source, data=data)).encoding
    except InputError:
        lines = data.split(b"\n")
        damaged = sum(b"\0" in line or not _is_utf_8(line) for line in lines)
        if damaged and damaged <= _MOST_DAMAGED_SHARE * len(lines):
            return "utf-8"
        raise


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _checked(source: Source, text: str, line: int) -> None:
    """Raises InputError for a row that is too long or holds bytes that are no text."""
    if len(text) > MOST_ROW_CHARS:
        raise source.error(f"a row of more than {MOST_ROW_CHARS:,} characters; cut it into several", line)
    if not text.isascii() and _UNDECODED.search(text):
        raise source.error("holds bytes that are not UTF-8 like the rest; save the row as UTF-8", line)


def _row(source: Source, line: int, text: str, make: Callable[..., Segment], *arguments: object) -> Row:
    """The segment that `make` makes of the source and `arguments`, or what is wrong with the row."""
    try:
        _checked(source, text, line)
        return make(source, *arguments)
    except InputError as error:
        return FailedInput(f"{source.name}:{line}", str(error))


def _line_rows(source: Source, texts: Iterator[str]) -> Iterator[Row]:
    for line in lines_from(texts, MOST_ROW_CHARS):
        yield _row(source, line.number, line.text, line_segment, line)


def _json_rows(source: Source, texts: Iterator[str]) -> Iterator[Row]:
    lines = (line for line in lines_from(texts, MOST_ROW_CHARS) if not line.is_blank())
    number = -1
    for number, line in enumerate(lines):
        yield _row(source, line.number, line.text, json_segment, line, number)
    if number < 0:
        raise empty(source)


def _tsv_rows(source: Source, texts: Iterator[str]) -> Iterator[Row]:
    lines = (line for line in lines_from(texts, MOST_ROW_CHARS) if not line.is_blank())
    header = next(lines, None)
    if header is None:
        raise empty(source)
    columns = find_columns(source, header.text.split("\t"), header.number)
    number = -1
    for number, line in enumerate(lines):
        yield _row(source, line.number, line.text, tsv_segment, line, columns, number)
    if number < 0:
        raise source.error("has a header but no rows; give it one row a segment")


def _csv_rows(source: Source, texts: Iterator[str]) -> Iterator[Row]:
    columns: list[str] = []
    delimiter, held, line, number = "", "", 1, -1
    for text, is_last in _with_last(texts):
        held += text
        if not delimiter:
            if not is_last and not LINE_END.search(held):
                continue  # the header comes first
            delimiter = delimiter_of(source, held)
        done = 0
        for row, end in csv_rows(source, held, delimiter, line, whole=is_last):
            done = end
            if not columns:
                columns = find_columns(source, row.values(), row.line)
                continue
            number += 1
            yield _row(source, row.line, "".join(row.values()), csv_segment, row, columns, number)
        line += _line_ends(held[:done])
        held = held[done:]
        if len(held) > MOST_ROW_CHARS:
            problem = f"a row of more than {MOST_ROW_CHARS:,} characters; is a quotation mark not closed?"
            raise source.error(problem, line)
    if number < 0:
        raise source.error("has a header but no rows; give it one row a segment")


def _with_last(texts: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Each piece, and whether it is the last one."""
    text = next(texts, "")
    for following in texts:
        yield text, False
        text = following
    yield text, True


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
