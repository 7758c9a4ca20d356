"""GitLab's code quality report: what its widget needs, and fingerprints that tell every entry apart."""

from __future__ import annotations

import json
from typing import Any

from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report


def entries(report: CheckReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(present(report, "gitlab"))
    return found


def test_an_entry_has_what_the_widget_reads() -> None:
    text = "Un.\nIl dort dans dans un lit."
    (entry,) = entries(one_line_report(text, issue_at(text, "FR204", 12, 21), name="./a.txt"))
    assert entry["description"].startswith("FR204 “dans dans”: ")
    assert (entry["check_name"], entry["severity"]) == ("FR204", "major")
    assert entry["location"] == {"path": "a.txt", "lines": {"begin": 2, "end": 2}}


def test_equal_issues_have_different_fingerprints_that_stay() -> None:
    text = "dans dans. dans dans."
    twins = one_line_report(text, issue_at(text, "FR204", 0, 9), issue_at(text, "FR204", 0, 9))
    first, second = (entry["fingerprint"] for entry in entries(twins))
    assert first != second
    assert entries(twins) == entries(twins)
    moved = one_line_report("\n" + text, issue_at(text, "FR204", 0, 9))
    assert entries(moved)[0]["fingerprint"] == first


def test_a_failed_input_blocks() -> None:
    entry = entries(rows_report())[-1]
    assert entry["severity"] == "blocker" and entry["location"]["path"] == "broken.html"
    assert "holds no text" in entry["description"]


def test_severities_are_gitlabs_own_words() -> None:
    assert {entry["severity"] for entry in entries(article_report())} <= {
        "info",
        "minor",
        "major",
        "critical",
        "blocker",
    }
    assert entries(CheckReport((), (), "")) == []


def test_the_same_issue_in_another_file_is_another_entry() -> None:
    text = "dans dans."
    here, there = (one_line_report(text, issue_at(text, "FR204", 0, 9), name=name) for name in ("a.txt", "b.txt"))
    assert entries(here)[0]["fingerprint"] != entries(there)[0]["fingerprint"]
