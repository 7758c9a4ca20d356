"""Rows read piece by piece: what the readers of whole files read, row by row, and what fails alone."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.report import FailedInput
from mtqa.domain.text import WINDOW_ROWS, Segment
from mtqa.errors import InputError
from mtqa.reading import compressed, rows
from mtqa.reading.lines import lines_from, lines_of
from mtqa.reading.registry import READERS
from mtqa.reading.rows import MOST_ROW_CHARS, Row, open_rows
from mtqa.reading.source import Source
from tests.packers import PACKERS

TEXTS = ["Il est venu hier.", "« Oui », dit-elle.", "Ça va ? 🎉", "a\u2028b", "", "Un\ttabulateur", 'des "guillemets"']


def read(data: bytes, format: str) -> list[Row]:
    opened = open_rows("-", format, io.BytesIO(data))
    assert isinstance(opened, rows.RowFile)
    return [row for window in opened.windows() for row in window.rows]


def whole(data: bytes, format: str) -> list[Segment]:
    document = READERS[format](Source("-", data))
    assert not isinstance(document, list)
    return list(document.segments)  # type: ignore[union-attr]


def jsonl(texts: list[str]) -> bytes:
    return "".join(json.dumps({"id": f"n{number}", "text": text}) + "\n" for number, text in enumerate(texts)).encode()


@pytest.fixture(params=[7, 64, 1 << 18])
def small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts the input in the middle of lines and of characters, and decides on the format early."""
    monkeypatch.setattr(compressed, "BLOCK_BYTES", request.param)
    monkeypatch.setattr(rows, "_HEAD_BYTES", request.param)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_pieces_give_the_segments_of_the_whole(end: str, encoding: str) -> None:
    texts = [text for text in TEXTS if "\t" not in text] * 5
    by_format = {
        "jsonl": end.join(json.dumps({"text": text, "source": "x"}, ensure_ascii=False) for text in texts) + end,
        "tsv": end.join(["id\ttext", *(f"r{number}\t{text}" for number, text in enumerate(texts))]),
        "csv": end.join(
            ["id;text", *(f'{n};"{text.replace(chr(34), chr(34) * 2)}{end}suite"' for n, text in enumerate(texts))]
        ),
        "lines": end.join(texts) + end,
    }
    for format, text in by_format.items():
        data = text.encode(encoding)
        assert read(data, format) == whole(data, format), format


@given(st.lists(st.text(st.sampled_from("a\r\né\u2028"), max_size=9), max_size=6), st.integers(1, 5))
def test_lines_do_not_depend_on_the_pieces_they_come_in(pieces: list[str], most_chars: int) -> None:
    text = "".join(pieces)
    expected = [(line.number, line.start, line.text[: most_chars + 1]) for line in lines_of(text)]
    assert [(line.number, line.start, line.text) for line in lines_from(pieces, most_chars)] == expected


def test_a_bad_row_fails_alone_and_keeps_its_place() -> None:
    data = b'{"text": "Un."}\n{"text": \n{"texte": "Trois."}\n{"text": "Qu\xff"}\n{"text": "Cinq."}\n'
    found = read(data + '{"text": "Déjà là."}\n'.encode() * 20, "jsonl")
    assert [isinstance(row, FailedInput) for row in found[:6]] == [False, True, True, True, False, False]
    assert isinstance(found[1], FailedInput) and found[1].name == "-:2" and "standard input:2" in found[1].reason
    assert isinstance(found[4], Segment) and found[4].id == 4


def test_a_row_beyond_the_limit_is_not_held_and_fails_alone() -> None:
    long = MOST_ROW_CHARS * 3
    data = jsonl(["Un."]) + b'{"text": "' + b"x" * long + b'"}\n' + jsonl(["Trois."])
    found = read(data, "jsonl")
    assert [isinstance(row, FailedInput) for row in found] == [False, True, False]
    assert max(len(line.text) for line in lines_from(["x" * long, "x\n"], 100)) == 101


def test_a_file_of_which_no_row_can_be_read_fails_as_a_whole() -> None:
    with pytest.raises(InputError, match="`text` is missing"):
        read(b'{"texte": "Un."}\n{"texte": "Deux."}\n', "jsonl")
    with pytest.raises(InputError, match="header but no rows"):
        read(b"id\ttext\n", "tsv")
    with pytest.raises(InputError, match="quotation mark"):
        read(b'id,text\n1,"jamais\n', "csv")


def test_windows_number_their_rows_and_skip_what_is_done() -> None:
    data = jsonl(["Un."] * (2 * WINDOW_ROWS + 5))

    def windows(skip: int) -> list[tuple[int, int]]:
        opened = open_rows("-", "jsonl", io.BytesIO(data))
        assert isinstance(opened, rows.RowFile)
        return [(window.first, len(window.rows)) for window in opened.windows(skip)]

    assert windows(0) == [(0, WINDOW_ROWS), (WINDOW_ROWS, WINDOW_ROWS), (2 * WINDOW_ROWS, 5)]
    assert windows(2 * WINDOW_ROWS) == [(2 * WINDOW_ROWS, 5)]
    assert windows(2 * WINDOW_ROWS + 5) == []


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_rows_are_the_rows(tmp_path: Path, request: pytest.FixtureRequest, suffix: str) -> None:
    data = jsonl(TEXTS * 400)
    pack = PACKERS[suffix]
    path = tmp_path / f"rows.jsonl.{suffix}"
    path.write_bytes(pack(data[:5000]) + pack(data[5000:]))  # two members, one after the other
    opened = open_rows(str(path), None)
    assert isinstance(opened, rows.RowFile)
    request.addfinalizer(opened.close)
    assert opened.format == "jsonl" and opened.size_bytes == path.stat().st_size
    assert [row for window in opened.windows() for row in window.rows] == whole(data, "jsonl")
    assert opened.taken_bytes == opened.size_bytes


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize(
    ("harm", "says"),
    [(lambda data: data[:-9], "end too early"), (lambda data: data[:40] + bytes(60) + data[100:], "damaged")],
)
def test_damaged_and_cut_data_are_said(suffix: str, harm: Callable[[bytes], bytes], says: str) -> None:
    data = harm(PACKERS[suffix](jsonl([f"Ligne {number * 7919 % 1000}." for number in range(3000)])))
    with pytest.raises(InputError, match=says):
        read(data, "jsonl")


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_bomb_costs_no_memory(suffix: str) -> None:
    bomb = PACKERS[suffix](bytes(64 * 1024**2))
    assert max(map(len, compressed.Blocks("bombe", io.BytesIO(bomb)))) <= 16 * 1024**2


def test_a_compressed_file_read_whole_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MOST_WHOLE_BYTES", 1000)
    assert compressed.read_whole("petit.txt.gz", io.BytesIO(gzip.compress(b"a" * 1000))) == b"a" * 1000
    assert compressed.read_whole("grand.txt", io.BytesIO(b"a" * 5000)) == b"a" * 5000
    with pytest.raises(InputError, match="unpacks to more than"):
        compressed.read_whole("bombe.txt.gz", io.BytesIO(gzip.compress(b"a" * 300_000)))


def test_parquet_rows_are_read_and_bad_ones_fail_alone(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    path = tmp_path / "rows.parquet"
    texts = ["Un.", None, "Trois."] * 500
    columns = {"id": list(range(10, 1510)), "text": texts, "source": ["x"] * 1500, "rest": [1.5] * 1500}
    parquet.write_table(pyarrow.table(columns), path)
    opened = open_rows(str(path), None)
    assert isinstance(opened, rows.RowFile)
    with closing(opened):
        found = [row for window in opened.windows() for row in window.rows]
    assert len(found) == 1500
    assert isinstance(found[1], FailedInput) and found[1].name == f"{path}:2"
    assert isinstance(found[1499], Segment) and (found[1499].id, found[1499].source) == (1509, "x")
    assert found[1499].locate(3) == (1500, 4)
    (tmp_path / "wrong.parquet").write_bytes(b"PAR1 and no more")
    wrong = open_rows(str(tmp_path / "wrong.parquet"), None)
    assert isinstance(wrong, rows.RowFile)
    with closing(wrong), pytest.raises(InputError, match="no Parquet file that can be read"):
        next(wrong.windows())


def test_other_formats_are_left_to_their_readers(tmp_path: Path) -> None:
    path = tmp_path / "texte.txt"
    path.write_text("Il est venu.", encoding="utf-8")
    assert open_rows(str(path), None) is None
    assert open_rows("-", None, io.BytesIO(b"Il est venu.")) == b"Il est venu."


def test_a_parquet_string_that_is_no_text_fails_alone(tmp_path: Path) -> None:
    """Regression, found by fuzzing: the value was decoded where nobody waited for an error."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    path = tmp_path / "rows.parquet"
    parquet.write_table(pyarrow.table({"text": ["Un mot.", "Deux mots.", "Trois mots."]}), path, compression="none")
    path.write_bytes(path.read_bytes().replace(b"Deux mots.", b"Deux\xff\xe9ots."))
    opened = open_rows(str(path), None)
    assert isinstance(opened, rows.RowFile)
    with closing(opened):
        found = [row for window in opened.windows() for row in window.rows]
    assert [isinstance(row, FailedInput) for row in found] == [False, True, False]
    assert isinstance(found[1], FailedInput) and "a value cannot be read (UnicodeDecodeError)" in found[1].reason


@pytest.mark.parametrize(
    ("format", "data", "said"),
    [
        ("jsonl", b"\n \n", "is empty"),
        ("tsv", b"\n \n", "is empty"),
        ("tsv", b"id\ttext\n\n", "has a header but no rows"),
        ("csv", b"id,text\n", "has a header but no rows"),
    ],
)
def test_a_file_without_rows_is_refused(format: str, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(data, format)


def test_a_quotation_mark_that_is_never_closed_is_not_held_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROW_CHARS", 1000)
    monkeypatch.setattr(compressed, "BLOCK_BYTES", 64)
    with pytest.raises(InputError, match=r"a row of more than 1,000 characters; is a quo"):
        read(b'id,text\n1,"' + b"un mot " * 1000, "csv")


def test_closed_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="standard input is closed; name a file"):
        open_rows("-", None)
