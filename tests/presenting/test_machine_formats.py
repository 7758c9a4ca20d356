"""JSON, JSONL and TSV: the schema, rows one to one, and offsets that hold."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from mtqa.presenting.record import FORMAT_VERSION
from tests.presenting.formats import jsonl_rows, tsv_rows
from tests.presenting.samples import article_report, issue, one_line_report, rows_report

REPORTS = [article_report(), rows_report(), CheckReport((), (), "")]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = files("mtqa.presenting").joinpath("schema/report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(loaded)
    return loaded


@pytest.mark.parametrize("report", REPORTS)
def test_json_and_every_jsonl_line_fit_the_schema(schema: dict[str, Any], report: CheckReport) -> None:
    jsonschema.Draft202012Validator(schema).validate(json.loads(present(report, "json")))
    row_schema = {**schema["$defs"]["jsonl_row"], "$defs": schema["$defs"]}
    for row in jsonl_rows(present(report, "jsonl")):
        jsonschema.Draft202012Validator(row_schema).validate(row)


def test_schema_refuses_what_the_format_does_not_have(schema: dict[str, Any]) -> None:
    good = json.loads(present(rows_report(), "json"))
    validator = jsonschema.Draft202012Validator(schema)
    for path, value in (
        (("documents", 0, "sentences", 0, "mood"), "gay"),
        (("documents", 0, "sentences", 0, "issues", 0, "severity"), "fatal"),
        (("failures", 0, "traceback"), ""),
        (("format_version",), 0),
    ):
        bad = json.loads(json.dumps(good))
        place = bad
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not validator.is_valid(bad), path


def test_schema_names_the_version_that_is_written(schema: dict[str, Any]) -> None:
    assert schema["$defs"]["format_version"]["const"] == FORMAT_VERSION


@pytest.mark.parametrize("format", ["jsonl", "tsv"])
def test_one_row_out_for_each_row_in_by_id_and_failures_last(format: str) -> None:
    text = present(rows_report(), format)
    rows: list[dict[str, Any]] = jsonl_rows(text) if format == "jsonl" else [dict(row) for row in tsv_rows(text)]
    of_file = [row for row in rows if row["type"] == "sentence"][:2]
    assert [str(row["id"]) for row in of_file] == ["intro", "1"]
    assert rows[-1]["type"] == "failure"


def test_set_aside_blocks_have_rows_of_their_own() -> None:
    rows = jsonl_rows(present(article_report(), "jsonl"))
    assert [row["reason"] for row in rows if row["type"] == "set_aside"] == ["link to another article", "comment form"]


def test_scores_are_not_rounded() -> None:
    report = one_line_report("Il dort.")
    sentence = report.documents[0].sentences[0]
    odd = 100 / 3
    object.__setattr__(sentence.score, "score_0_100", odd)
    assert jsonl_rows(present(report, "jsonl"))[0]["score_0_100"] == odd
    assert float(tsv_rows(present(report, "tsv"))[0]["score_0_100"]) == odd


def test_nan_never_becomes_invalid_json() -> None:
    report = one_line_report("Il dort.")
    object.__setattr__(report.documents[0].sentences[0].score, "score_0_100", float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        present(report, "json")


def test_jsonl_row_is_a_line_whatever_the_text() -> None:
    text = "a\nb\rc\u2028d\u2029e\x85f\x0bg\x0ch\x1ci\ud800j"
    written = present(one_line_report(text), "jsonl")
    written.encode()
    (row,) = jsonl_rows(written)
    assert row["text"] == text


def test_tsv_row_is_a_line_whatever_the_text() -> None:
    text = "a\tb\nc\\n\u2028d\x85e\x0bf\ud800g\u200fh"
    report = one_line_report(text, issue(text, "FR402", "\u2028d\x85"), name="un\tnom")
    written = present(report, "tsv")
    written.encode()
    (row,) = tsv_rows(written)
    assert (row["text"], row["file"]) == (text, "un\tnom")
    assert json.loads(row["issues"])[0]["text"] == "\u2028d\x85"
