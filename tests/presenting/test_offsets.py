"""Offsets never lie: whatever a text holds, every format says where its issues stand, and they do stand there.

Every reader reads what a writer of its format made of any text, any span of what it read is flagged, and every
presenter's output is read back: its span is the issue's text, and its place leads to that text in the file's bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtqa.domain.report import CheckReport
from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError
from mtqa.presenting import present
from mtqa.presenting.visible import escape as escaped_char
from mtqa.presenting.visible import visible
from mtqa.reading import READERS, Source
from tests.presenting.formats import PageReader, content, jsonl_rows, tsv_rows
from tests.presenting.samples import document_report, issue_at, sentence_report

WORD = "fenêtre !"  # what every text holds, so that there always is something to flag; its ends compose with nothing
PIECES = (
    "a", "é", "œ", " ", "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x1b", "\x85", "\xa0", "\u202f", "\u2028", "\u2029", "\ufeff",
    "e\u0301", "\u0301\u0301", "日本", "😀", "👩\u200d🚀", "\U0010ffff", "\u200b", "\u202e", "\u2066", "\u2069", "\u200f", "\xad", "\ufffd",
    "&", "&eacute;", "&#x41;", "<b>", "</b>", "<!-- ", "]]>", '"', '""', "'", ",", ";", "|", "\\", "\\n", "\\u00e9", "{x}", "%s", "\n\n",
    "« ", " »", "’", "...", "#", "~", "A",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=14).map("".join)
LINE_END = re.compile(r"\r\n|\r|\n")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Written:
    """A file's text, and how the characters of a place in it are read: `unescaped` undoes what the writer did."""

    text: str
    unescaped: Callable[[str], str] = str
    keeps: str | None = None  # the text that must be read, where the format keeps all of it
    line: int | None = None  # the line of the element, where columns are not exact


def as_text(text: str, other: str) -> Written:
    return Written(other + text, keeps=other + text)


def as_lines(text: str, other: str) -> Written:
    return Written(f"{other}\n{text}")


def as_jsonl(text: str, other: str, *, ascii: bool = False) -> Written:
    # What is escaped with two characters or six, and what stands for itself, as JSON allows both.
    row = json.dumps({"id": other, "note": other, "text": text, "source": other}, ensure_ascii=ascii)
    return Written('{"text": "Un."}\r\n' + row, lambda raw: str(json.loads(f'"{raw}"')), keeps=text)


def as_ascii_jsonl(text: str, other: str) -> Written:
    return as_jsonl(text, other, ascii=True)


def as_tsv(text: str, other: str) -> Written:
    flat, beside = (re.sub(r"[\t\r\n]", " ", value) for value in (text, other))
    return Written(f"id\ttext\tsource\r\n{beside}\t{flat}\t{beside}\n", keeps=flat)


def as_csv(text: str, other: str) -> Written:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("id", "text", "source"), (other, text, other)])
    return Written(file.getvalue(), lambda raw: raw.replace('""', '"'), keeps=text)


def _in_xml(text: str) -> str:
    # A carriage return in XML is a line feed unless it is written by its number.
    return escape(NOT_IN_XML.sub("?", text)).replace("\r", "&#13;")


def as_html(text: str, other: str) -> Written:
    return Written(f"<html><body>\n<p>{_in_xml(other)}</p>\n<p>{_in_xml(text)}</p></body></html>")


def as_feed(text: str, other: str) -> Written:
    item = f"<item>\n<title>{_in_xml(_in_xml(other))}</title><description>{_in_xml(_in_xml(text))}</description></item>"
    return Written(f"<rss><channel><title>J</title>\n{item}</channel></rss>", line=2)


def as_xliff(text: str, other: str) -> Written:
    head = '<xliff version="1.2"><file target-language="fr"><body>\n<trans-unit id="1" xml:space="preserve">'
    unit = f"<source>{_in_xml(other)}</source>"
    line = head.count("\n") + unit.count("\n") + 2
    return Written(
        f"{head}{unit}\n<target>{_in_xml(text)}</target></trans-unit></body></file></xliff>",
        keeps=NOT_IN_XML.sub("?", text), line=line,
    )  # fmt: skip


def as_tmx(text: str, other: str) -> Written:
    head = f'<tmx><body><tu><tuv xml:lang="en"><seg>{_in_xml(other)}</seg></tuv>\n<tuv xml:lang="fr">'
    line = head.count("\n") + 1
    return Written(
        f'{head}<seg xml:space="preserve">{_in_xml(text)}</seg></tuv></tu></body></tmx>',
        keeps=NOT_IN_XML.sub("?", text), line=line,
    )  # fmt: skip


def as_po(text: str, other: str) -> Written:
    def quoted(value: str) -> str:
        # What ends a line or the file for one of gettext's parsers is written as a space; gettext has no escape for it.
        value = re.sub("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029\x00-\x08\x0e-\x1f\x7f]", " ", value)
        for mark, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
            value = value.replace(mark, written)
        return f'"{value}"'

    return Written(f"#, fuzzy\nmsgid {quoted(other + 'x')}\nmsgstr {quoted(text)}\n", line=3)


WRITERS: dict[str, tuple[str, Callable[[str, str], Written]]] = {
    "text": ("text", as_text),
    "lines": ("lines", as_lines),
    "jsonl": ("jsonl", as_jsonl),
    "jsonl in ASCII": ("jsonl", as_ascii_jsonl),
    "tsv": ("tsv", as_tsv),
    "csv": ("csv", as_csv),
    "html": ("html", as_html),
    "feed": ("feed", as_feed),
    "xliff": ("xliff", as_xliff),
    "tmx": ("tmx", as_tmx),
    "po": ("po", as_po),
}
EXACT = {"text", "lines", "jsonl", "tsv", "csv"}


def test_every_reader_has_a_writer() -> None:
    """Parquet is no text: its rows have numbers and no columns, and their test is `test_rows_of_parquet`."""
    assert {format for format, _ in WRITERS.values()} == READERS.keys() - {"parquet"}


class File:
    """A file's text as a consumer of places sees it: lines from 1, columns from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(end.end() for end in LINE_END.finditer(text))]
        self.lines = LINE_END.split(text)

    def cut(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """What stands between two places, columns in code points."""
        first, last = (self.starts[line - 1] + column - 1 for line, column in (start, end))
        return self.text[first:last]

    def cut_bytes(self, start: tuple[int, int], end: tuple[int, int]) -> str:
        """The same with columns in bytes of UTF-8."""
        first, last = (len(self.text[: self.starts[line - 1]].encode()) + column - 1 for line, column in (start, end))
        return self.text.encode()[first:last].decode()


def read_written(format: str, written: Written, encoding: str = "utf-8") -> Document:
    try:
        found = READERS[format](Source("f", written.text.encode(encoding)))
    except InputError as error:  # too many controls: not for this test
        assume("is binary" not in str(error))
        raise
    return found if isinstance(found, Document) else found[0]


def reported(document: Document, segment_index: int, start: int, end: int) -> CheckReport:
    """A report in which each segment is a sentence, and one span of one of them is flagged."""
    sentences = []
    for index, segment in enumerate(document.segments):
        flagged = (issue_at(segment.text, "FR101", start, end, suggestion="x"),) if index == segment_index else ()
        sentences.append(sentence_report(segment, 0, len(segment.text), flagged, index=index, segment_index=index))
    return CheckReport((document_report(document, tuple(sentences)),), (), "mtqa")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(TEXTS, TEXTS, TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.data())
@pytest.mark.parametrize("name", WRITERS)
def test_every_format_says_where_it_stands(
    name: str, before: str, after: str, other: str, encoding: str, data: st.DataObject
) -> None:
    format, write = WRITERS[name]
    written = write(before + WORD + after, other)
    assume(encoding != "utf-8" or not written.text.startswith("\ufeff"))  # the encoding's mark, which is no text
    document = read_written(format, written, encoding if format in EXACT else "utf-8")
    text = next(segment.text for segment in reversed(document.segments) if WORD in segment.text)
    number = max(index for index, segment in enumerate(document.segments) if segment.text == text)
    if written.keeps is not None:
        assert text == written.keeps
    place = text.index(WORD)
    if data.draw(st.booleans()):
        start, end = place, place + len(WORD)
    else:  # any span that has a character
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
    check(reported(document, number, start, end), written, exact=format in EXACT)


def check(report: CheckReport, written: Written, *, exact: bool) -> None:
    """Reads back every format: what it holds is the issue's text, and where it says that it stands."""
    (document,) = report.documents
    (issue,) = document.issues
    file = File(written.text)
    line, column = check_json(report, issue.text)
    region = check_sarif(report, issue.text)
    rdjson = json.loads(present(report, "rdjson"))["diagnostics"][0]["location"]["range"]
    begin, end = ((rdjson[side]["line"], rdjson[side].get("column")) for side in ("start", "end"))
    last_line = end[0]
    assert begin[0] == line
    if exact:
        last = region["endLine"], region["endColumn"]
        assert written.unescaped(file.cut((line, column), last)) == issue.text
        assert written.unescaped(file.cut_bytes(begin, end)) == issue.text
        assert (region["startLine"], region["startColumn"], region["endLine"]) == (line, column, last_line)
    else:
        assert 1 <= line <= len(file.lines) and line == (written.line or line)
        assert (begin[1], end[1]) == (None, None)
        assert region["startLine"] == line and not {"startColumn", "endColumn"} & region.keys()

    lines = json.loads(present(report, "gitlab"))[0]["location"]["lines"]
    assert lines == {"begin": line, "end": last_line}
    command = present(report, "github").splitlines()[0]
    named = dict(pair.split("=") for pair in command.split("::")[1].split(" ", 1)[1].split(","))
    assert (int(named["line"]), int(named["endLine"])) == (line, last_line)
    if exact and line == last_line:
        assert (int(named["col"]), int(named["endColumn"])) == (column, region["endColumn"])

    failure = ElementTree.fromstring(present(report, "junit").encode()).find(".//failure")
    assert failure is not None and failure.text is not None
    place = f"{line}:{column}" if exact else str(line)
    assert failure.text.startswith(f"{place} critical FR101 “{in_xml(visible(issue.text))}”")
    marks = [mark for mark in PageReader(present(report, "html")).of_class("mark") if mark.tag == "a"]
    assert "".join(map(content, marks)) == visible(issue.text)
    assert re.search(rf"^  {line}:{column} +critical +FR101 ", present(report, "console"), re.MULTILINE)


def in_xml(text: str) -> str:
    """What JUnit makes of characters that XML cannot hold."""
    return NOT_IN_XML.sub(lambda found: escaped_char(found[0]), text)


def check_json(report: CheckReport, words: str) -> tuple[int, int]:
    """The issue's line and column, after JSON, JSONL and TSV were found to agree and to hold the words."""
    (whole,) = json.loads(present(report, "json"))["documents"]
    (sentence,) = (sentence for sentence in whole["sentences"] if sentence["issues"])
    (issue,) = sentence["issues"]
    text = whole["segments"][sentence["segment"]]["text"]
    assert text[issue["start"] : issue["end"]] == issue["text"] == words
    (row,) = (row for row in jsonl_rows(present(report, "jsonl")) if row["issues"])
    (cells,) = (row for row in tsv_rows(present(report, "tsv")) if row["codes"])
    for text, shift in ((row["text"], row["start"]), (cells["text"], int(cells["start"]))):
        assert text[issue["start"] - shift : issue["end"] - shift] == words
    assert row["issues"] == json.loads(cells["issues"]) == [issue]
    assert cells["codes"] == f"FR101@{issue['start']}-{issue['end']}"
    return issue["location"]["line"], issue["location"]["column"]


def check_sarif(report: CheckReport, words: str) -> dict[str, Any]:
    """The region, whose columns and line ends are as the log declares them."""
    (run,) = json.loads(present(report, "sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints" and run["newlineSequences"] == ["\r\n", "\n", "\r"]
    (result,) = run["results"]
    properties, region = result["properties"], result["locations"][0]["physicalLocation"]["region"]
    (segment,) = (part for part in report.documents[0].document.segments if part.id == properties["segment"])
    assert segment.text[properties["start"] : properties["end"]] == words == region["snippet"]["text"]
    found: dict[str, Any] = region
    return found


HALVES = st.lists(st.sampled_from(["\ud800", "\udbff", "a", "é", " ", "😀", '"', "\\"]), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(HALVES.map("".join), st.lists(st.sampled_from(["\udc00", "\udfff", "a"]), max_size=8).map("".join), st.data())
def test_halves_of_pairs_keep_their_places(before: str, after: str, data: st.DataObject) -> None:
    """JSON can hold them as escapes, and so can a row; where two make a pair, the row holds the character."""
    written = as_ascii_jsonl(before + WORD + after, "é")
    text = str(written.keeps)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    document = read_written("jsonl", written)
    assert document.segments[1].text == text
    check(reported(document, 1, start, end), written, exact=True)


def test_rows_of_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    file = io.BytesIO()
    texts = ["Un.", "\ufeffdeux 😀\r\nfenêtre !\x85"]
    parquet.write_table(pyarrow.table({"text": texts, "id": ["é", "😀"]}), file)
    found = READERS["parquet"](Source("f", file.getvalue()))
    assert isinstance(found, Document) and [segment.text for segment in found.segments] == texts
    start = texts[1].index(WORD)
    report = reported(found, 1, start, start + len(WORD))
    assert check_json(report, WORD)[0] == 2  # the row's number
    check_sarif(report, WORD)


def test_columns_of_a_long_line_are_counted_once() -> None:
    """Regression: rdjson counted each issue's bytes from the start of the line, 20 minutes for this one."""
    text = "é fenêtre ! " * 20_000
    document = Document("f", "text", (Segment(0, text),))
    flagged = tuple(issue_at(text, "FR101", start, start + 3) for start in range(0, len(text), 12))
    sentence = sentence_report(document.segments[0], 0, len(text), flagged)
    report = CheckReport((document_report(document, (sentence,)),), (), "")
    started = time.process_time()
    found = json.loads(present(report, "rdjson"))["diagnostics"]
    assert time.process_time() - started < 60
    data = text.encode()
    for number in (0, 7, 19_999):
        place = found[number]["location"]["range"]
        assert data[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == "é f"
