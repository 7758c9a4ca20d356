"""Every format for CI systems carries the same findings: code, severity and words, in each of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

from hypothesis import given

from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from mtqa.presenting.visible import visible
from tests.presenting.gated import gated_report
from tests.presenting.samples import article_report, one_line_report, rows_report
from tests.presenting.test_same_findings import SLOW_IS_FINE, texts_with_issues

Findings = Counter[tuple[str, str]]
"""How often each code occurs with each severity."""

_GITHUB_LEVELS = {"error": "critical", "warning": "major", "notice": "minor"}
_SARIF_LEVELS = {"error": "critical", "warning": "major", "note": "minor"}


def expected(report: CheckReport) -> Findings:
    return Counter((i.code, i.severity.value) for d in report.documents for i in d.issues)


def in_sarif(text: str) -> Findings:
    results = json.loads(text)["runs"][0]["results"]
    kept = [result for result in results if not any(s["kind"] == "inSource" for s in result["suppressions"])]
    assert all(result["properties"]["severity"] == _SARIF_LEVELS[result["level"]] for result in kept)
    return Counter((result["ruleId"], result["properties"]["severity"]) for result in kept)


def in_junit(text: str) -> Findings:
    root = ET.fromstring(text.encode())
    cases = [case for suite in root if suite.get("name") != "mtqa gate" for case in suite]
    rows = [line for case in cases for part in case if part.tag != "error" for line in (part.text or "").split("\n")]
    found = [re.match(r"[\d:]+ (\w+) (\w+) ", row) for row in rows if not row.endswith("(silenced in the text)")]
    assert all(found)
    return Counter((match[2], match[1]) for match in found if match)


def in_github(text: str) -> Findings:
    found: Findings = Counter()
    for line in text.splitlines():
        if match := re.match(r"::(\w+) file=.*,title=(\w+) ", line):
            found[match[2], _GITHUB_LEVELS[match[1]]] += 1
        elif match := re.match(r"- (minor|major|critical) (\w+) ", line):
            found[match[2], match[1]] += 1
    return found


def in_gitlab(text: str) -> Findings:
    entries = json.loads(text)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return Counter((e["check_name"], e["severity"]) for e in entries if e["check_name"] != "mtqa-input")


def in_rdjson(text: str) -> Findings:
    entries = [e for e in json.loads(text)["diagnostics"] if e["code"]["value"] != "mtqa-input"]
    return Counter((e["code"]["value"], e["original_output"].split()[0]) for e in entries)


READERS = {"sarif": in_sarif, "junit": in_junit, "github": in_github, "gitlab": in_gitlab, "rdjson": in_rdjson}


def check(report: CheckReport) -> None:
    for name, read in READERS.items():
        text = present(report, name)
        text.encode("utf-8")  # raises where a lone surrogate slipped through
        assert read(text) == expected(report), name


def test_sample_reports() -> None:
    for report in (article_report(), rows_report(), gated_report(), CheckReport((), (), "")):
        check(report)


@SLOW_IS_FINE
@given(texts_with_issues())
def test_any_text(drawn: tuple[str, tuple[Issue, ...]]) -> None:
    text, issues = drawn
    report = one_line_report(text, *issues, name=text, row=True)
    check(report)
    words = [visible(issue.text) for issue in issues]
    for entry, shown in zip(json.loads(present(report, "gitlab")), words, strict=True):
        assert shown in entry["description"]
    for result, issue in zip(json.loads(present(report, "sarif"))["runs"][0]["results"], issues, strict=True):
        assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == issue.text
