"""Workflow commands and the step summary: the worst first, ten at most, and no text that becomes a command."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.domain.issue import Severity
from mtqa.domain.report import CheckReport, FailedInput
from mtqa.presenting import present
from mtqa.presenting.github import MOST_ANNOTATIONS, summary
from tests.presenting.gated import gated_report
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def lines(report: CheckReport) -> list[str]:
    return present(report, "github").split("\n")[:-1]


def commands(report: CheckReport) -> list[re.Match[str]]:
    """What the runner obeys: it trims a line before it looks for `::`, and finds `##[` anywhere."""
    found = [line for line in lines(report) if line.lstrip().startswith("::") or "##[" in line]
    matches = [COMMAND.fullmatch(line) for line in found]
    assert all(matches), found
    return [match for match in matches if match]


def many(count: int) -> CheckReport:
    text = "mot " * count
    levels = [*Severity]
    issues = [issue_at(text, "FR303", 4 * n, 4 * n + 3, severity=levels[n % 3]) for n in range(count)]
    return one_line_report(text, *issues)


def test_an_annotation_names_file_place_and_finding() -> None:
    text = "Il dort, dans dans un lit."
    report = one_line_report(text, issue_at(text, "FR204", 9, 18, message="Twice: 100 %, really."), name="a,b:c%.txt")
    assert lines(report) == [
        "::warning file=a%2Cb%3Ac%25.txt,line=1,endLine=1,col=10,endColumn=19,title=FR204 repetition"
        "::“dans dans”: Twice: 100 %25, really."
    ]


def test_the_most_severe_come_first_and_the_rest_follow_as_plain_lines() -> None:
    report = many(31)
    rows = lines(report)
    assert len(rows) == 31 and len(commands(report)) == MOST_ANNOTATIONS == 10
    assert {match[1] for match in commands(report)} == {"error"}
    assert [row.split()[1] for row in rows[10:]] == ["major"] * 10 + ["minor"] * 11


def test_failed_inputs_come_before_issues_within_the_ten() -> None:
    report = replace(many(12), failures=tuple(FailedInput(f"{n}.txt", f"{n}.txt: is empty") for n in range(3)))
    assert [match[2] == "title=mtqa could not check an input" for match in commands(report)] == [True] * 3 + [False] * 7
    crowd = replace(many(1), failures=tuple(FailedInput("x", f"x{n}: is empty") for n in range(12)))
    assert len(commands(crowd)) == 10 and "- input failed: x11: is empty" in lines(crowd)


def test_what_does_not_count_is_no_annotation() -> None:
    rows = lines(gated_report())
    assert {row.split()[2] for row in rows if not row.startswith("::")} == {"FR201", "FR304", "FR401"}
    assert not any("FR201" in match[2] for match in commands(gated_report()))


ATTACKS = (
    "::error::owned",
    "  ::set-output name=x::y",
    "\n::add-mask::x",
    "\r::stop-commands::x",
    "##[error]owned",
    "a ##[add-path]/tmp",
    "\u2028::error::x",
    "\x0b::error::x",
    "x%0A::error::y",
    "::%",
)


def attacked(text: str) -> CheckReport:
    issues = [issue_at(text, "FR402", 0, len(text), message=text, suggestion=text) for _ in range(12)]
    report = one_line_report(text, *issues, name=text)
    return replace(report, failures=tuple(FailedInput(text, text) for _ in range(2)))


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_becomes_a_command(text: str) -> None:
    report = attacked(text)
    assert len(lines(report)) == 14
    obeyed = [line for line in lines(report) if line.lstrip().startswith("::")]
    assert len(obeyed) == 10 and all(COMMAND.fullmatch(line) for line in obeyed)
    assert "##[" not in present(report, "github")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("::#[]%\r\n ,abc\u2028\x85\x0c\ud800"), min_size=1, max_size=20))
def test_any_mix_of_marks_stays_text(text: str) -> None:
    output = present(attacked(text), "github")
    assert len(output.splitlines()) == len(lines(attacked(text))) == 14
    obeyed = [line for line in output.splitlines() if line.lstrip().startswith("::")]
    assert len(obeyed) == 10 and "##[" not in output
    for line in obeyed:
        assert COMMAND.fullmatch(line) and not re.search("%(?!25|0A|0D|3A|2C)", line)


def test_the_summary_shows_verdict_and_findings() -> None:
    text = summary(gated_report())
    assert "**gate: FAILED**" in text and "| ❌ | fail&#45;level |" in text
    assert text.count("\n| critical | FR101 |") == 1
    assert "fixed&#58; FR204" in text and "not counted&#58; 1 known to the baseline" in text
    assert "No issue was found." in summary(CheckReport((), (), ""))
    assert "❌ broken" in summary(rows_report())


def test_the_summary_is_bounded() -> None:
    text = summary(many(300))
    assert "100 more issues are in the log." in text and len(text.encode()) < 2**20 / 2


@pytest.mark.parametrize("text", ["<img src=x>", "a|b", "[a](http://x)", "`x` **b**", "\n# Title", "@someone", "$x$"])
def test_no_text_is_markdown(text: str) -> None:
    found = summary(attacked(text))
    plain = summary(attacked("y" * len(text)))
    for mark in "|<>[]`*#@$":
        assert found.replace("&#", "").count(mark) == plain.replace("&#", "").count(mark)
    assert len(found.splitlines()) == len(plain.splitlines())


def test_a_report_without_issues_writes_nothing() -> None:
    assert present(CheckReport((), (), ""), "github") == ""
    assert len(lines(article_report())) == 8
