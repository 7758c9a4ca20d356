"""Parquet: columns of other types, files without rows, and where it is recognised."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from mtqa.domain.text import Document
from mtqa.errors import InputError
from mtqa.reading.parquet import read_parquet
from mtqa.reading.registry import format_of
from mtqa.reading.rows import open_rows
from mtqa.reading.source import Source

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def packed(**columns: list[Any]) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


def read(data: bytes) -> Document:
    return read_parquet(Source("rows.parquet", data))


def test_ids_are_words_or_whole_numbers_or_left_out() -> None:
    document = read(packed(id=["a", None], text=["Un mot.", "Deux mots."]))
    assert [segment.id for segment in document.segments] == ["a", 1]
    assert [segment.id for segment in read(packed(id=[7], text=["Un mot."])).segments] == [7]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"text": [3]}, "`text` must be a string, not int"),
        ({"text": ["Un mot."], "source": [1.5]}, "`source` must be a string or null, not float"),
        ({"text": ["Un mot."], "id": [True]}, "`id` must be a string or an integer, not bool"),
        ({"text": ["Un mot."], "id": [1.5]}, "`id` must be a string or an integer, not float"),
    ],
)
def test_columns_of_other_types_are_refused_with_the_row(columns: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(InputError, match=rf"^rows\.parquet:1: {said}"):
        read(packed(**columns))


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(InputError, match="holds no rows; give it one row a segment"):
        read(packed(text=pyarrow.array([], pyarrow.string())))


def test_it_is_known_by_its_content_whatever_its_name() -> None:
    assert format_of(Source("rows", packed(text=["Un mot."])), None) == "parquet"


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def test_a_pipe_of_it_is_refused_with_the_remedy(tmp_path: Path) -> None:
    data = packed(text=["Un mot."])
    with pytest.raises(InputError, match="cannot be read from its end; save it as a plain file"):
        open_rows("-", None, _Pipe(data))
    (tmp_path / "rows.parquet").write_bytes(b"text\nUn mot.\n")
    with pytest.raises(InputError, match="is no Parquet file"):
        open_rows(str(tmp_path / "rows.parquet"), None)
