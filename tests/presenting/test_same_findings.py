"""Every format carries the same findings, and an issue's span is its text in each of them."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from mtqa.presenting.visible import visible
from tests.presenting.formats import PageReader, content, jsonl_rows, marked_in_console, tsv_rows
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report

# Lone surrogates too, but no two that make a pair: JSON could not tell those from the character that the pair encodes.
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=60).filter(
    lambda text: not PAIR.search(text)
)
PLAIN_TEXT = st.text("abc é«’", min_size=1, max_size=150)
SLOW_IS_FINE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def texts_with_issues(draw: st.DrawFn) -> tuple[str, tuple[Issue, ...]]:
    text = draw(ANY_TEXT)
    places = st.integers(0, len(text))
    issues = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(places), draw(places)))
        code = draw(st.sampled_from(sorted(CATALOGUE)))
        issues.append(issue_at(text, code, start, end, suggestion=draw(st.none() | ANY_TEXT), message=draw(ANY_TEXT)))
    return text, tuple(issues)


def findings(report: CheckReport) -> list[tuple[str, str, str]]:
    return [(i.code, i.severity.value, i.text) for d in report.documents for i in d.issues]


def check_formats(report: CheckReport) -> None:
    expected = findings(report)

    whole = json.loads(present(report, "json"))
    got = []
    for document in whole["documents"]:
        for sentence in document["sentences"]:
            text = document["segments"][sentence["segment"]]["text"]
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            for issue in sentence["issues"]:
                got.append((issue["code"], issue["severity"], text[issue["start"] : issue["end"]]))
    assert got == expected

    rows = [row for row in jsonl_rows(present(report, "jsonl")) if row["type"] == "sentence"]
    cells = [row for row in tsv_rows(present(report, "tsv")) if row["type"] == "sentence"]
    for sentences in (
        rows,
        [{**row, "start": int(row["start"]), "issues": json.loads(row["issues"])} for row in cells],
    ):
        assert [
            (issue["code"], issue["severity"], row["text"][issue["start"] - row["start"] : issue["end"] - row["start"]])
            for row in sentences
            for issue in row["issues"]
        ] == expected
    assert [code for row in cells for code in re.findall(r"(\w+)@", row["codes"])] == [code for code, _, _ in expected]

    console = present(report, "console")
    assert re.findall(r"^ {2}\d+:\d+ +(critical|major|minor) +(\w+) ", console, re.MULTILINE) == [
        (severity, code) for code, severity, _ in expected
    ]

    page = PageReader(present(report, "html"))
    notes = [re.search(r"(critical|major|minor) · (\w+) ", content(note)) for note in page.of_class("note")]
    assert [(note[2], note[1]) for note in notes if note] == [(code, severity) for code, severity, _ in expected]


def test_sample_reports() -> None:
    check_formats(article_report())
    check_formats(rows_report())


@SLOW_IS_FINE
@given(texts_with_issues())
def test_any_text(drawn: tuple[str, tuple[Issue, ...]]) -> None:
    text, issues = drawn
    check_formats(one_line_report(text, *issues, name="x", row=True))


@SLOW_IS_FINE
@given(ANY_TEXT, st.data())
def test_html_marks_the_very_words(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    page = PageReader(present(one_line_report(text, issue_at(text, "FR101", start, end)), "html"))
    marks = [mark for mark in page.of_class("mark") if mark.tag == "a"]
    missing = "missing here" if start == end else ""
    assert [content(mark) for mark in marks] == [missing or visible(text[start:end])]
    (note,) = page.of_class("note")
    assert marks[0].attributes["href"] == "#" + note.attributes["id"]


@SLOW_IS_FINE
@given(PLAIN_TEXT, st.data(), st.sampled_from([40, 80, 120]))
def test_console_marks_stand_under_the_very_words(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    output = present(one_line_report(text, issue_at(text, "FR101", start, end)), "console", width=width)
    assert marked_in_console(output) == text[start:end]


def test_console_marks_what_is_missing() -> None:
    report = one_line_report("Il ouvre fenêtre.", issue_at("Il ouvre fenêtre.", "FR106", 9, 9, suggestion="la "))
    assert marked_in_console(present(report, "console")) == "‸"


def test_console_marks_wide_and_combining_characters() -> None:
    """日本 takes four columns; an accent of its own takes none, and its mark stands under the letter."""
    text = "日本 e\u0301te\u0301 fin"
    wide, accent = issue_at(text, "FR401", 0, 2), issue_at(text, "FR303", 4, 5)
    lines = present(one_line_report(text, wide, accent), "console").split("\n")
    place = lines.index("  " + text)
    assert lines[place + 1] == "  ^^^^ ~"


def test_overlapping_issues_show_the_worse_one_where_they_meet() -> None:
    text = "abcdefghij"
    report = one_line_report(text, issue_at(text, "FR303", 0, 10), issue_at(text, "FR101", 3, 6))
    lines = present(report, "console").split("\n")
    assert lines[lines.index("  " + text) + 1] == "  ~~~^^^~~~~"


def test_an_issue_that_reaches_into_the_next_sentence_is_shown_whole() -> None:
    from mtqa.domain.text import Document, Segment
    from tests.presenting.samples import anchors_of, document_report, sentence_report

    text = "Il dort.Elle part."
    segment = Segment(0, text, anchors=anchors_of(text))
    sentences = (
        sentence_report(segment, 0, 8, (issue_at(text, "FR201", 3, 12),)),
        sentence_report(segment, 8, 18, index=1),
    )
    report = CheckReport((document_report(Document("x", "text", (segment,)), sentences),), (), "")
    assert marked_in_console(present(report, "console")) == "dort.Elle"
    marks = [mark for mark in PageReader(present(report, "html")).of_class("mark") if mark.tag == "a"]
    assert [content(mark) for mark in marks] == ["dort.", "Elle"]
