"""JUnit XML: suites are documents, cases are segments, and what does not count does not fail."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from mtqa.domain.report import CheckReport, FailedInput
from mtqa.presenting import present
from tests.presenting.gated import gated_report
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report
from tests.presenting.test_hostile import HOSTILE, hostile_report


def suites(report: CheckReport) -> ET.Element:
    return ET.fromstring(present(report, "junit").encode())


def test_a_suite_a_document_and_a_case_a_segment() -> None:
    root = suites(rows_report())
    assert [suite.get("name") for suite in root] == ["rows.jsonl", "ok.txt", "broken.html"]
    assert [case.get("name") for case in root[0]] == ["intro: Le pont a coûté 10 000 euros.", "1: Le chat dort."]
    assert [len(case) for case in root[0]] == [1, 0]
    assert root[2][0][0].tag == "error" and "broken.html" in (root[2][0][0].text or "")
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "1", "1")
    assert (root[0].get("tests"), root[0].get("failures"), root[0].get("errors")) == ("2", "1", "0")


def test_without_a_verdict_every_issue_fails_its_case() -> None:
    report = article_report()
    (failure,) = suites(report).iter("failure")
    assert len((failure.text or "").splitlines()) == len(report.documents[0].issues)
    assert failure.get("type") == "FR101"


def test_with_a_verdict_only_offenders_fail_and_the_rules_are_a_suite() -> None:
    root = suites(gated_report())
    article, gate = root
    (case,) = article
    failure, output = case
    assert [line.split()[2] for line in (failure.text or "").splitlines()] == ["FR101"]
    rest = (output.text or "").splitlines()
    assert len(rest) == 8  # seven that do not offend, one silenced in the text
    assert sum("(known to the baseline)" in line for line in rest) == 1
    assert [(case.get("name"), len(case)) for case in gate] == [
        ("inputs: every input read", 0),
        ("fail-level: no critical issue", 1),
        ("min-score: at least 20 a sentence", 0),
    ]
    assert gate[1][0].text == "port.fr.txt:3: FR101 “annoncer”"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_no_text_breaks_the_xml_or_adds_an_element(text: str) -> None:
    tags = [element.tag for element in suites(hostile_report(text)).iter()]
    assert tags == [element.tag for element in suites(hostile_report("y" * len(text))).iter()]


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\ufffe", "\uffff", "\ud800", "]]>", "&#0;"])
def test_what_xml_cannot_hold_is_escaped(char: str) -> None:
    text = f"a{char}b"
    report = one_line_report(text, issue_at(text, "FR402", 0, len(text), message=text))
    report = CheckReport(report.documents, (FailedInput(text, text),), "")
    (failure,) = suites(report).iter("failure")
    assert "a" in (failure.text or "") and "b" in (failure.text or "")


def test_an_empty_report_is_an_empty_list() -> None:
    assert suites(CheckReport((), (), "")).get("tests") == "0"
