"""CSV: cells as the standard library reads them, with exact places."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Segment
from mtqa.errors import InputError
from mtqa.reading import Source
from mtqa.reading.csv import read_csv


def rows(text: str) -> tuple[Segment, ...]:
    return read_csv(Source("f.csv", text.encode())).segments


def test_columns_by_header_in_any_case() -> None:
    first, second = rows('ID,autre,"Text",Source\na,"x,y","Un, ""dit""-il",One\n\n,,Deux,\n')
    assert (first.id, first.text, first.source, first.is_row) == ("a", 'Un, "dit"-il', "One", True)
    assert (second.id, second.text, second.source) == (1, "Deux", None)
    assert (first.locate(0), first.locate(4), first.locate(5), first.locate(9)) == ((2, 10), (2, 14), (2, 16), (2, 21))
    assert second.locate(1) == (4, 4)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark: str) -> None:
    (row,) = rows(f"id{mark}text\r\n7{mark}Un, deux ; trois" if mark == "\t" else f"id{mark}text\r\n7{mark}Un")
    assert (row.id, row.text[:2]) == ("7", "Un")


def test_one_column_is_enough() -> None:
    assert [row.text for row in rows('text\n"Un, deux"\nTrois ; quatre\n')] == ["Un, deux", "Trois ; quatre"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("french,english\nUn,One", "f.csv:1: no column `text` in the header, found: french, english; name the column"),
        ("text,text\nUn,One", "f.csv:1: the column `text` comes twice in the header; keep one"),
        ("text,source\nUn,One\n\nDeux", "f.csv:4: 1 cells where the header has 2; quote cells that hold the delimiter"),
        ("text,source\n", "f.csv: has a header but no rows"),
        ('text,source\nUn,"One\n\nDeux,Two', "f.csv:2: a quotation mark opens a cell and is never closed"),
        ('text,source\n\n"Un\nx" dit,One', "f.csv:4: text follows the closing quotation mark of a cell"),
    ],
)
def test_a_wrong_csv_is_named_by_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows(text)


CELLS = st.text(alphabet='aé "\n\r,;\u2028', max_size=6)


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_cells_are_those_of_the_standard_library(cells: list[tuple[str, str]], quoting: int) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=quoting, lineterminator="\r\n").writerows(
        [("source", "text"), *((f"{a}x", b) for a, b in cells)]
    )
    data = file.getvalue()
    found = rows(data)
    expected = list(csv.reader(io.StringIO(data, newline="")))[1:]
    assert [[row.source, row.text] for row in found] == expected
    lines = re.split(r"\r\n|\r|\n", data)
    for row in found:
        for offset, character in enumerate(row.text):
            line, column = row.locate(offset)
            if character not in "\r\n":
                assert lines[line - 1][column - 1] == character
