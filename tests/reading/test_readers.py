"""The readers for text, JSONL, TSV and lines: their values, their places, their errors."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError, MtqaError
from mtqa.reading import READERS, Source, read
from mtqa.reading.lines import lines_of
from mtqa.reading.suppression import find_suppressions


def read_all(format: str, data: bytes, *, split: bool = False) -> list[Document]:
    found = READERS[format](Source("f", data, split))
    return [found] if isinstance(found, Document) else list(found)


def read_as(format: str, data: str | bytes, *, split: bool = False) -> Document:
    (document,) = read_all(format, data if isinstance(data, bytes) else data.encode(), split=split)
    return document


def rows(format: str, text: str) -> tuple[Segment, ...]:
    return read_as(format, text).segments


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Counted by hand: the line ends before `offset`, and the characters after the last."""
    ends = [end.end() for end in re.finditer(r"\r\n|\r|\n", text) if end.end() <= offset]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


# --- text


def test_text_is_one_segment_exactly_as_decoded() -> None:
    (segment,) = rows("text", "Un.\r\nDeux.\n\nTrois.")
    assert segment.text == "Un.\r\nDeux.\n\nTrois."
    assert [segment.locate(segment.text.index(word)) for word in ("Un", "Deux", "Trois")] == [(1, 1), (2, 1), (4, 1)]
    assert segment.locate(segment.text.index("rois")) == (4, 2)
    assert not segment.is_row


def test_suppressions_are_read_and_protected() -> None:
    text = "Un.\n  <!-- mtqa: ignore FR101, fr204 -->\nDeux <!-- mtqa: ignore FR301 --> trois.\n<!-- mtqa: ignore BT103 -->"
    (segment,) = rows("text", text)
    assert segment.ignore == {"FR101", "FR204", "BT103"}
    assert [segment.text[start:end] for start, end in segment.protected] == [
        "<!-- mtqa: ignore FR101, fr204 -->",
        "<!-- mtqa: ignore BT103 -->",
    ]


def test_a_suppression_without_code_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^f:2: the suppression names no code; write"):
        rows("text", "Un.\n<!-- mtqa: ignore -->")


def test_a_suppression_at_the_end_of_a_line_counts_and_may_name_a_prefix() -> None:
    (segment,) = rows("text", "Les ouvriers finit. <!-- mtqa: ignore FR1 -->\nDeux.")
    assert segment.ignore == {"FR1"}
    assert [segment.text[start:end] for start, end in segment.protected] == ["<!-- mtqa: ignore FR1 -->"]


def test_a_suppression_of_an_unknown_code_is_an_error() -> None:
    with pytest.raises(InputError, match=r"^f:2: no such code: FR999 in the suppression"):
        rows("text", "Un.\n<!-- mtqa: ignore FR101 FR999 -->")


def test_many_directives_on_a_line_are_searched_in_time() -> None:
    """Regression: from each, the search ran on to the end of the line, minutes for half a megabyte."""
    started = time.process_time()
    assert not find_suppressions(Source("f", b""), "<!-- mtqa: ignore " * 100_000).codes
    assert not find_suppressions(Source("f", b""), "<!-- mtqa: ignore FR1 -->" + " " * 100_000 + "x").codes
    assert time.process_time() - started < 2


@given(st.text(alphabet="aé \r\n\u2028", max_size=40).filter(str.strip))
def test_text_places_are_exact(text: str) -> None:
    (segment,) = rows("text", text)
    for offset in range(len(text)):
        if text[offset] not in "\r\n":
            assert segment.locate(offset) == line_and_column(text, offset)


@given(st.text(alphabet="a\r\n", max_size=20))
def test_lines_put_together_again_are_the_text(text: str) -> None:
    lines = list(lines_of(text))
    assert [text[line.start : line.start + len(line.text)] for line in lines] == [line.text for line in lines]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert "".join(line.text for line in lines) == text.replace("\r", "").replace("\n", "")


# --- lines


def test_lines_keep_blank_lines_so_that_numbers_match() -> None:
    segments = rows("lines", "Un.\n\n  Trois.\n")
    assert [(segment.id, segment.text, segment.is_row) for segment in segments] == [
        (0, "Un.", True),
        (1, "", True),
        (2, "  Trois.", True),
    ]
    assert segments[2].locate(2) == (3, 3)


# --- JSONL


def test_jsonl_keys() -> None:
    row = '{"id": "a", "text": "Un", "source": "One", "back_translation": "One.", "reference": null, "mtqa_ignore": ["fr101"]}'
    first, second = rows("jsonl", f'{row}\n\n{{"text": "Deux", "autre": 1}}\r\n')
    assert (first.id, first.text, first.source, first.back_translation, first.reference) == (
        "a",
        "Un",
        "One",
        "One.",
        None,
    )
    assert (first.ignore, first.is_row, first.exact_columns) == ({"FR101"}, True, True)
    assert (second.id, second.text, second.locate(0)) == (1, "Deux", (3, 11))


def test_split_makes_rows_running_text() -> None:
    for format, data in (("jsonl", '{"text": "Un"}'), ("tsv", "text\nUn"), ("lines", "Un")):
        assert not read_as(format, data, split=True).segments[0].is_row


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{"text": "Un"', "f:2: broken JSON at column 14 (Expecting ',' delimiter); one object a line"),
        ("[1]", "f:2: a row must be a JSON object with the key `text`, not a list"),
        ("12", "f:2: a row must be a JSON object with the key `text`, not a number"),
        ('{"texte": "Un"}', "f:2: the key `text` is missing; give it the French text"),
        ('{"text": null}', "f:2: `text` must be a string, not null"),
        ('{"text": "Un", "id": true}', "f:2: `id` must be a string or an integer, not a boolean"),
        ('{"text": "Un", "id": 1.5}', "f:2: `id` must be a string or an integer, not a number"),
        ('{"text": "Un", "source": ["x"]}', "f:2: `source` must be a string or null, not a list"),
        ('{"text": "Un", "mtqa_ignore": "FR101"}', '`mtqa_ignore` must be a list of codes, as ["FR101"]'),
        ('{"text": "Un", "id": ' + "9" * 5000 + "}", "f:2: JSON beyond the limits of the parser"),
        ("[" * 100_000, "f:2: JSON beyond the limits of the parser"),
    ],
)
def test_a_wrong_jsonl_row_is_named_by_its_line(row: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows("jsonl", f'{{"text": "Un"}}\n{row}\n')


ODD_TEXT = st.text(alphabet=st.sampled_from('a"\\/é\n\t\0\u2028😀\ud800\udc00'), max_size=12)
VALUES = (
    st.none()
    | st.integers()
    | ODD_TEXT
    | st.lists(ODD_TEXT, max_size=2)
    | st.dictionaries(ODD_TEXT, ODD_TEXT, max_size=2)
)


@given(text=ODD_TEXT, before=st.dictionaries(ODD_TEXT, VALUES, max_size=2), indent=st.sampled_from(["", " "]))
def test_jsonl_places_are_exact_even_with_escapes(text: str, before: dict[str, object], indent: str) -> None:
    row = indent + json.dumps({**before, "text": text, "reference": text}, separators=(indent + ",", ":" + indent))
    (segment,) = rows("jsonl", "\n" + row)
    assert segment.text == json.loads(row)["text"]  # two surrogate escapes side by side are one character
    for offset, character in enumerate(segment.text):
        line, column = segment.locate(offset)
        written = re.match(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|.", row[column - 1 :])
        assert written is not None
        assert (line, json.loads(f'"{written[0]}"')) == (2, character)


# --- TSV


def test_tsv_columns_by_header_in_any_case() -> None:
    first, second = rows("tsv", 'ID\tautre\tText\tSource\na\tx\t"Un, dit-il\tOne\n\n\ty\tDeux\t\n')
    assert (first.id, first.text, first.source, first.is_row) == ("a", '"Un, dit-il', "One", True)
    assert (second.id, second.text, second.source) == (1, "Deux", None)
    assert (first.locate(0), second.locate(2)) == ((2, 5), (4, 6))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("french\tenglish\nUn\tOne", "f:1: no column `text` in the header, found: french, english; name the column"),
        ("text\ttext\nUn\tOne", "f:1: the column `text` comes twice in the header; keep one"),
        ("text\tsource\nUn\tOne\nDeux", "f:3: 1 cells where the header has 2; escape tabs and line breaks"),
        ("text\tsource\n", "f: has a header but no rows"),
    ],
)
def test_a_wrong_tsv_is_named_by_its_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows("tsv", text)


CELLS = st.text(alphabet="aé \"'\u2028", max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_tsv_places_are_exact(cells: list[tuple[str, str]]) -> None:
    data = "source\ttext\n" + "".join(f"{source}x\t{text}\n" for source, text in cells)
    for number, (segment, (_, text)) in enumerate(zip(rows("tsv", data), cells, strict=True)):
        line, column = segment.locate(0)
        assert line == number + 2
        assert data.split("\n")[line - 1][column - 1 :] == segment.text == text


# --- all of them

PIECES = st.sampled_from(
    [
        b'{"text": "',
        b'"}',
        b"\\ud800",
        b"\n",
        b"text\tid\n",
        b"a\t1\n",
        b"\xc3\xa9",
        b"\xe9",
        b"<p>",
        b"<html",
        b"&#0;",
        b"&#8;",
        b"&amp;#8;",
        b"&#xFFFE;",
        b"&#xD800;",
        b"<pre>",
        b"</p>",
        b"<!--",
        b"<?xml encoding='x'?>",
        b"<meta charset=utf-16>",
        b"<rss><channel><item><title>",
        b"</title></item></channel></rss>",
        b"<![CDATA[",
        b"<!DOCTYPE tmx>",
        b"<tmx><body><tu><tuv xml:lang='fr'><seg>",
        b"</seg></tuv></tu></body></tmx>",
        b"<xliff version='1.2'><file><body><trans-unit id='1'><target>",
        b"<xliff version='2.0'><file><unit><segment><target>",
        b"</target></segment></unit></file></xliff>",
        b"</target></trans-unit></body></file></xliff>",
        b"<ph>",
        b"</ph>",
        b'\nmsgid "a"\nmsgstr "',
        b'msgid_plural "b"\nmsgstr[1] ',
        b'"text",id\n',
        b'"',
        b",",
        b"%s{0}<b>",
        b"\xff\xfe",
        b"\x00",
        b"mot ",
    ]
)


@pytest.mark.parametrize("format", sorted(READERS))
@given(data=st.lists(PIECES, max_size=12).map(b"".join) | st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(format: str, data: bytes) -> None:
    try:
        documents = read_all(format, data)
    except MtqaError as error:
        assert str(error).startswith(("f:", "f#"))
        assert "\n" not in str(error)
    else:
        assert documents
        assert all(document.segments for document in documents)
        for segment in (segment for document in documents for segment in document.segments):
            assert all(0 <= start < end <= len(segment.text) for start, end in segment.protected)
            assert [anchor.offset for anchor in segment.anchors] == sorted(anchor.offset for anchor in segment.anchors)
            assert all(place >= 1 for offset in range(len(segment.text)) for place in segment.locate(offset))


def test_read_reports_name_format_and_encoding() -> None:
    (document,) = read("-", stdin="Un été.".encode("cp1252"))
    assert (document.name, document.format, document.encoding) == ("-", "text", "windows-1252")
