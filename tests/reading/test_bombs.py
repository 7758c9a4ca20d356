"""Little that unpacks to much, and lines and brackets without end: refused, or read within bounds of time and memory."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from mtqa.config import load_settings
from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError, MtqaError
from mtqa.gating.baseline import read_baseline
from mtqa.reading import READERS, Row, RowFile, Source, State, decoding, lines, open_rows, parquet, rows
from mtqa.reading.compressed import read_whole
from mtqa.reading.lines import MOST_ROW_CHARS
from tests.packers import PACKERS

MB = 1024**2


def rows_of(data: bytes, format: str) -> tuple[list[Row], str]:
    """The rows of a file read piece by piece, and why it could not be read on."""
    found: list[Row] = []
    try:
        for window in cast(RowFile, open_rows("-", format, io.BytesIO(data))).windows():
            found += window.rows
    except InputError as error:
        return found, str(error)
    return found, ""


@pytest.mark.parametrize("kind", PACKERS)
@pytest.mark.parametrize("format", ["jsonl", "tsv", "lines"])
def test_a_row_that_unpacks_without_end_is_given_up(kind: str, format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regression: it was unpacked to its end, hours for a file of some hundred kilobytes, though never held."""
    monkeypatch.setattr(lines, "ENDLESS_CHARS", 20 * MB)
    head = {"jsonl": b'{"text": "Un."}\n{"text": "', "tsv": b"text\nUn.\n", "lines": b"Un.\n"}[format]
    pack = PACKERS[kind]
    bomb = pack(head) + pack(b"mot " * (2 * MB)) * 1000  # 8 GB
    assert len(bomb) < 20 * MB
    tracemalloc.start()
    found, failure = rows_of(bomb, format)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row.text for row in found if isinstance(row, Segment)] == ["Un."]
    assert failure.endswith("a line without end; cut the file into lines, one a row")
    assert peak < 48 * MB


@pytest.mark.parametrize("format", ["text", "lines", "jsonl", "tsv", "csv", "html", "po", "feed", "xliff", "tmx"])
def test_lines_without_end_are_refused(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Regression: 200 kB that unpack to 200 million blank lines were read for longer than anybody waits."""
    monkeypatch.setattr(decoding, "MOST_LINES", 1000)
    for end in ("\n", "\r", "\r\n"):
        with pytest.raises(InputError, match="has more than 1,000 lines; cut it into several"):
            READERS[format](Source("f", (f"<p>mot</p>{end}" + end * 1000).encode()))
    with pytest.raises(InputError, match="has more than 1,000 lines"):  # one that names its own encoding
        READERS["html"](Source("f", b"<meta charset=latin1><p>\xe9t\xe9</p>" + b"\n" * 1001))


@pytest.mark.parametrize("kind", PACKERS)
def test_only_one_layer_is_unpacked(kind: str) -> None:
    bomb = gzip.compress(PACKERS[kind](b" " * MB) * 100)
    with pytest.raises(InputError, match=r"is (\S+-compressed|binary), not text"):
        READERS["text"](Source("f", read_whole("f", io.BytesIO(bomb))))
    assert "compressed" in rows_of(bomb, "jsonl")[1] or "binary" in rows_of(bomb, "jsonl")[1]


def test_the_rows_of_a_window_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes can unpack to a thousand rows of a megabyte each."""
    monkeypatch.setattr(rows, "MOST_WINDOW_CHARS", 1000)
    texts = ["a" * 400, "b" * 400, "c" * 400, "", "d"]
    data = "".join(f'{{"text": "{text}"}}\n' for text in texts).encode()
    found, failure = rows_of(data, "jsonl")
    assert not failure
    assert [isinstance(row, Segment) for row in found] == [True, True, False, True, False]
    assert isinstance(found[2], FailedInput)
    assert found[2].name == "-:3" and "hold more than 1,000 characters; cut them up" in found[2].reason


def shared_parquet(count: int, value: str) -> bytes:
    """A value that is told once, in a dictionary, and stands in every row."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet as writing

    values = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * count, "int32"), pyarrow.array([value]))
    file = io.BytesIO()
    writing.write_table(pyarrow.table({"text": values}), file, compression="zstd", row_group_size=count)
    return file.getvalue()


def test_a_value_that_rows_of_parquet_share_is_held_once() -> None:
    """Regression: a thousand rows at a time each had their own, 800 MB from a file of a kilobyte."""
    data = shared_parquet(5000, "mot " * 200_000)
    assert len(data) < 10_000
    import pyarrow

    before = pyarrow.default_memory_pool().max_memory()
    found, failure = rows_of(data, "parquet")
    assert not failure and len(found) == 5000
    read = [row for row in found if isinstance(row, Segment)]
    assert sum(len(row.text) for row in read) <= 5 * rows.MOST_WINDOW_CHARS and read[0].text.startswith("mot mot")
    assert pyarrow.default_memory_pool().max_memory() <= max(before, 64 * MB)
    with pytest.raises(InputError, match="has more than 268,435,456 characters"):
        READERS["parquet"](Source("f", data))


def test_a_long_row_of_parquet_fails_and_many_rows_are_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = rows_of(shared_parquet(1, "m" * (MOST_ROW_CHARS + 1)), "parquet")
    assert not found
    monkeypatch.setattr(parquet, "MOST_LINES", 100)
    data = shared_parquet(101, "")
    with pytest.raises(InputError, match="has more than 100 rows"):
        READERS["parquet"](Source("f", data))
    assert len(rows_of(data, "parquet")[0]) == 101


def test_shared_values_are_the_values(tmp_path: Path) -> None:
    """Columns of every kind of encoding, nested ones beside them, are read as they were written."""
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet as writing

    texts = ["Un.", "Été", "Un.", "", "Deux."] * 300
    table = pyarrow.table({"Text": texts, "id": list(range(1500)), "source": ["x", None] * 750, "tags": [["a"]] * 1500})
    for use_dictionary in (True, False):
        path = tmp_path / f"{use_dictionary}.parquet"
        writing.write_table(table, path, use_dictionary=use_dictionary, row_group_size=400)
        found, failure = rows_of(path.read_bytes(), "parquet")
        assert not failure
        read = [(row.id, row.text, row.source) for row in found if isinstance(row, Segment)]
        assert read == list(zip(range(1500), texts, ["x", None] * 750, strict=True))


OWN_FILES: dict[str, tuple[str, Callable[[str], object]]] = {
    "config": ("words = ", load_settings),
    "baseline": ("", read_baseline),
    "state": ("", State.load),
}


@pytest.mark.parametrize("bracket", ["[", '{"a":', "{a="])
@pytest.mark.parametrize("name", OWN_FILES)
def test_files_of_our_own_that_nest_without_end_are_refused(name: str, bracket: str, tmp_path: Path) -> None:
    """Regression: the limit of TOML's parser came out of the configuration as a RecursionError."""
    head, read = OWN_FILES[name]
    path = tmp_path / "mtqa.toml"
    path.write_text(head + bracket * 200_000, encoding="utf-8")
    with pytest.raises(MtqaError) as caught:
        read(str(path))
    assert "\n" not in str(caught.value)


LONG: dict[str, str] = {
    "html": "<p>%s</p>", "po": 'msgid "a"\nmsgstr "%s"\n', "jsonl": '{"text": "%s"}\n',
    "feed": "<rss><channel><item><title>%s</title></item></channel></rss>",
    "xliff": '<xliff version="1.2"><file target-language="fr"><body><trans-unit id="1"><source>s</source><target>%s'
    "</target></trans-unit></body></file></xliff>",
    "tmx": '<tmx><body><tu><tuv xml:lang="fr"><seg>%s</seg></tuv></tu></body></tmx>',
}  # fmt: skip


@pytest.mark.parametrize("filling", ["a", "un mot ", "é", "\u0301", "\u200b", "{", "%", "&amp;", "_a", "\\\\"])
@pytest.mark.parametrize("format", LONG)
def test_a_value_of_a_megabyte_is_read_in_time(format: str, filling: str) -> None:
    started = time.process_time()
    try:
        found = READERS[format](Source("f", (LONG[format] % (filling * (MB // len(filling)))).encode()))
        assert isinstance(found, Document) or format == "feed"
    except InputError as error:
        assert "holds no text" in str(error) or "empty" in str(error)
    assert time.process_time() - started < 30
