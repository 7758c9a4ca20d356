"""Where what was read stands in its file: rows and their columns, place by place."""

from __future__ import annotations

import re

import pytest

from mtqa.domain.text import Anchor, Segment
from mtqa.errors import InputError
from mtqa.reading import Source
from mtqa.reading.csv import csv_rows, read_csv
from mtqa.reading.jsonl import read_jsonl
from mtqa.reading.lines import further_bytes, lines_from
from mtqa.reading.source import Reader
from mtqa.reading.suppression import Suppressions, find_suppressions
from mtqa.reading.text import read_text
from mtqa.reading.tsv import read_tsv
from mtqa.reading.xliff import read_xliff

# --- texts in XLIFF


@pytest.mark.parametrize(
    ("target", "text", "protected"),
    [
        ("   Un <ph>code</ph> ici", "Un code ici", ["code"]),
        ('   <mrk mtype="protected">  mot  </mrk>  ', "mot", ["mot"]),
        ('  Un <g id="1">très <mrk translate="no">grand mot</mrk></g> ici  ', "Un très grand mot ici", ["grand mot"]),
        ("\n   <ph>a</ph>\n   mot\n   <ph>bc</ph>\n", "a mot bc", ["a", "bc"]),
        ('Un<ph type="lb"/>deux<ph subType="xlf:lb"/>trois<x ctype="x-br"/>', "Un\ndeux\ntrois", []),
        ('<ph disp="Nom"/> et <ph equiv="Prix" type="var"/>', "Nom et Prix", ["Nom", "Prix"]),
        ("Un <unknown>rien</unknown> mot", "Un  mot", []),
    ],
)
def test_protected_spans_move_with_the_space_that_is_cut(target: str, text: str, protected: list[str]) -> None:
    for space, shown in (("", text), (' xml:space="preserve"', None)):
        data = f'<xliff version="1.2"><file><body><trans-unit id="1"{space}><target>{target}</target></trans-unit></body></file></xliff>'
        (row,) = read_xliff(Source("f.xlf", data.encode())).segments
        assert shown is None or row.text == shown
        assert [row.text[start:end].strip() for start, end in row.protected] == protected


# --- the ends of rows


def test_the_end_of_a_row_has_its_place_whatever_is_written_before_and_after() -> None:
    written = ('{"text": "a\\n", "titre": "\\u00e9"}', '{"titre": 1, "text": "\\u00e9t\\u00e9"}', '{"text": ""}')
    rows = read_jsonl(Source("f.jsonl", "\n".join(written).encode())).segments
    for number, (row, line) in enumerate(zip(rows, written, strict=True), start=1):
        end = re.search(r'"text": "(?:[^"\\]|\\.)*', line)
        assert end is not None
        assert row.locate(len(row.text)) == (number, end.end() + 1)
    assert rows[1].locate(1) == (2, written[1].index("t\\u00e9") + 1)


def test_places_know_how_many_bytes_stand_before_them_in_their_line() -> None:
    """é and œ take two bytes of UTF-8, € three and 😀 four."""
    assert [further_bytes(text) for text in ("", "abc", "é", "a€", "é😀")] == [0, 0, 1, 2, 4]
    (row,) = read_tsv(Source("f.tsv", "source\ttext\té€\nété €\tÉté\té\n".encode())).segments
    assert row.anchors == (Anchor(0, 2, 7, 4),)
    (row,) = read_jsonl(Source("f.jsonl", '{"é": "😀", "text": "été"}'.encode())).segments
    assert row.anchors == (Anchor(0, 1, 21, 4),)
    rows = read_csv(Source("f.csv", 'id,source,text\né,"€\nœ",Un\né,é,"É\né"\n1,2,3\n'.encode())).segments
    assert [row.anchors[0] for row in rows] == [Anchor(0, 3, 4, 1), Anchor(0, 4, 6, 2), Anchor(0, 6, 5, 0)]
    assert rows[1].anchors[1] == Anchor(2, 5, 1, 0)


def test_a_text_file_is_the_segment_of_number_0() -> None:
    assert [segment.id for segment in read_text(Source("a.txt", b"Un.\nDeux.")).segments] == [0]


def test_rows_of_a_text_that_goes_on_are_those_that_have_ended() -> None:
    def ended(text: str) -> list[tuple[list[str], int]]:
        return [(row.values(), end) for row, end in csv_rows(Source("f.csv", b""), text, ",", whole=False)]

    assert ended('a,b\nc,"d\n') == ended("a,b\nc,d") == ended("a,b\nc,d\n") == [(["a", "b"], 4)]
    assert ended("a,b\r\nc,d\r\nx") == [(["a", "b"], 5), (["c", "d"], 10)]
    assert ended("a,b") == []


@pytest.mark.parametrize(("reader", "row"), [(read_tsv, "Un\tdeux"), (read_csv, "Un,deux"), (read_csv, '"Un","deux"')])
def test_a_row_of_more_cells_than_columns_is_named_by_its_line(reader: Reader, row: str) -> None:
    with pytest.raises(InputError, match=r"^f:3: 2 cells where the header has 1; "):
        reader(Source("f", f"text\nUn\n{row}\n".encode()))


def test_a_header_of_quoted_names_is_told_by_its_own_delimiter() -> None:
    with pytest.raises(InputError, match="no column `text` in the header, found: nom, prénom"):
        read_csv(Source("f.csv", '"nom";"prénom"\n"Un";"Deux"\n'.encode()))


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (["a" * 20, "bcd\nfin\n"], [(1, 0, "aaaa"), (2, 24, "fin")]),
        (["a" * 10], [(1, 0, "aaaa")]),
        (["aaaaa"], [(1, 0, "aaaa")]),
        (["a" * 9, "a" * 9, "\r", "\nfin"], [(1, 0, "aaaa"), (2, 20, "fin")]),
        (["a" * 9 + "\r"], [(1, 0, "aaaa")]),
    ],
)
def test_of_a_line_too_long_to_hold_the_next_one_knows_its_place(
    pieces: list[str], lines: list[tuple[int, int, str]]
) -> None:
    assert [(line.number, line.start, line.text) for line in lines_from(pieces, 3)] == lines


# --- rows with columns


def rows_of(text: str, *, split: bool = False) -> list[Segment]:
    return list(read_tsv(Source("f.tsv", text.encode(), split)).segments)


def test_a_row_has_what_its_cells_hold_and_nothing_for_empty_ones() -> None:
    first, second = rows_of("id\tsource\ttext\tback_translation\treference\na\tOne\tUn\tOne.\tUn.\n\t\tDeux\t\t\n")
    assert (first.id, first.source, first.back_translation, first.reference) == ("a", "One", "One.", "Un.")
    assert (second.id, second.source, second.back_translation, second.reference) == (1, None, None, None)
    assert (first.locate(1), second.locate(0), second.locate(4)) == ((2, 8), (3, 3), (3, 7))
    assert first.is_row and not rows_of("text\nUn", split=True)[0].is_row


@pytest.mark.parametrize(
    ("header", "named"),
    [("un nom\t\tun autre\x07", "un nom, (no name), un autre\\x07"), ("x" * 900, "x" * 300)],
)
def test_a_header_without_text_is_quoted_in_short_and_printable(header: str, named: str) -> None:
    with pytest.raises(InputError, match="no column `text`") as caught:
        rows_of(f"{header}\nUn")
    assert named in str(caught.value) and len(str(caught.value)) < 420 and str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["id", "text", "source", "back_translation", "reference"])
def test_a_column_of_ours_comes_once_and_others_as_often_as_they_like(name: str) -> None:
    with pytest.raises(InputError, match=f"f.tsv:1: the column `{name}` comes twice"):
        rows_of(f"text\t{name}\t{name.upper()} \nUn\ta\tb")
    assert rows_of("autre\tautre\ttext\nx\ty\tUn")[0].text == "Un"


# --- suppressions


def test_a_suppression_is_where_it_stands() -> None:
    text = "Un.\r\n  <!-- mtqa: ignore FR101 -->  \r\nDeux. <!-- mtqa : IGNORE fr2, FR301 -->\nTrois <!-- mtqa: ignore FR1 --> fin."
    found = find_suppressions(Source("a.txt", b""), text)
    assert [text[start:end] for start, end in found.spans] == [
        "<!-- mtqa: ignore FR101 -->", "<!-- mtqa : IGNORE fr2, FR301 -->",
    ]  # fmt: skip
    assert found.codes == {"FR101", "FR2", "FR301"}
    assert find_suppressions(Source("a.txt", b""), "Un.\nDeux.") == Suppressions(frozenset(), ())
