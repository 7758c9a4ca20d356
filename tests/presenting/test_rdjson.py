"""rdjson: columns in bytes of UTF-8, suggestions where they can be applied as they stand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from mtqa.reading import read
from tests.presenting.gated import gated_report
from tests.presenting.samples import document_report, issue_at, one_line_report, rows_report, sentence_report


def diagnostics(report: CheckReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(present(report, "rdjson"))["diagnostics"]
    return found


def cut(data: bytes, place: dict[str, Any]) -> bytes:
    """What a range covers of a file, counted as reviewdog counts: lines from 1, bytes from 1."""
    rows = data.split(b"\n")
    start, end = place["start"], place["end"]
    if start["line"] == end["line"]:
        return rows[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
    inner = rows[start["line"] : end["line"] - 1]
    return b"\n".join(
        [rows[start["line"] - 1][start["column"] - 1 :], *inner, rows[end["line"] - 1][: end["column"] - 1]]
    )


@settings(max_examples=60, deadline=None)
@given(st.text("aé😀 \n", min_size=1, max_size=30), st.data())
def test_a_range_covers_the_very_bytes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (found,) = diagnostics(one_line_report(text, issue_at(text, "FR101", start, end, suggestion="x")))
    wanted = text[start:end]
    got = cut(text.encode(), found["suggestions"][0]["range"])
    # A span that ends in a line feed ends in its line: the column after the last one.
    assert got == wanted.encode() or got == wanted.removesuffix("\n").encode()


def test_escapes_of_a_row_are_bytes_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "\\u00e9t\\u00e9 là, dans dans un lit."}\n', encoding="utf-8")
    (document,) = read(str(path))
    (segment,) = document.segments
    start = segment.text.index("dans")
    sentence = sentence_report(segment, 0, len(segment.text), (issue_at(segment.text, "FR204", start, start + 9),))
    (found,) = diagnostics(CheckReport((document_report(document, (sentence,)),), (), ""))
    assert cut(path.read_bytes(), found["location"]["range"]) == b"dans dans"
    assert "suggestions" not in found


def test_severity_code_and_message() -> None:
    text = "Il dort dans dans un lit."
    (found,) = diagnostics(one_line_report(text, issue_at(text, "FR204", 8, 17, suggestion="dans")))
    assert found["severity"] == "WARNING" and found["code"] == {"value": "FR204"}
    assert found["message"].startswith("“dans dans”: ") and found["message"].endswith("→ “dans”")
    assert found["location"]["path"] == "input.txt"


def test_what_does_not_count_is_information() -> None:
    by_code = {found["code"]["value"]: found for found in diagnostics(gated_report())}
    assert by_code["FR101"]["severity"] == "ERROR"
    assert by_code["FR201"]["severity"] == "INFO" and "known to the baseline" in by_code["FR201"]["message"]


def test_a_failed_input_is_an_error() -> None:
    assert diagnostics(rows_report())[-1]["severity"] == "ERROR"


def test_without_exact_columns_there_is_no_column() -> None:
    report = one_line_report("Il dort.", issue_at("Il dort.", "FR101", 0, 2, suggestion="x"))
    (document,) = report.documents
    segment = replace(document.document.segments[0], exact_columns=False)
    document = replace(document, document=replace(document.document, segments=(segment,)))
    (found,) = diagnostics(replace(report, documents=(document,)))
    assert found["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}
    assert "suggestions" not in found
