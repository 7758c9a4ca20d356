"""GitHub Actions: workflow commands that annotate lines, and a summary of the step in Markdown.

GitHub shows ten annotations a step: the most severe issues get them, the others follow as plain lines of the log. No
text of an input can become a command: within one it is escaped, and elsewhere no line begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from mtqa.domain.issue import Severity
from mtqa.domain.report import CheckReport, FailedInput, GateVerdict
from mtqa.presenting.flags import Flag, flags
from mtqa.presenting.verdict import inert, outcome, side_lines
from mtqa.presenting.visible import visible

MOST_ANNOTATIONS = 10
# GITHUB_STEP_SUMMARY takes 1 MiB a step; a row is below 2 KiB.
_MOST_ROWS = 200
_LONGEST_CELL = 400
_LEVELS = {Severity.MINOR: "notice", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:$])")


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """At most ten workflow commands, then a line for each issue that got none."""
    failures = report.failures[:MOST_ANNOTATIONS]
    yield from (_failure_command(failure) + "\n" for failure in failures)
    counted = _most_severe_first(report, excused=False)
    yield from (_command(flag) + "\n" for flag in islice(counted, MOST_ANNOTATIONS - len(failures)))
    yield from (f"- input failed: {inert(failure.reason)}\n" for failure in report.failures[MOST_ANNOTATIONS:])
    yield from (_plain(flag) + "\n" for flag in counted)
    yield from (_plain(flag) + "\n" for flag in flags(report) if flag.excuse)


def _most_severe_first(report: CheckReport, *, excused: bool) -> Iterator[Flag]:
    """The issues that count, or those that do not; in the order of the report where they are equally severe."""
    for severity in sorted(Severity, key=lambda level: -level.rank):
        yield from (flag for flag in flags(report) if flag.issue.severity is severity and bool(flag.excuse) == excused)


def summary(report: CheckReport) -> str:
    """Markdown for the step's summary: the verdict if there is one, and the issues, the most severe first."""
    rows = ["## mtqa", ""]
    if report.verdict:
        rows += _verdict_rows(report.verdict)
    count = sum(1 for _ in flags(report))
    rows += [f"- ❌ {_cell(failure.reason)}" for failure in report.failures[:_MOST_ROWS]]
    if count:
        rows += ["", "| severity | code | place | finding |", "|---|---|---|---|"]
    found = chain.from_iterable(_most_severe_first(report, excused=excused) for excused in (False, True))
    for flag in islice(found, _MOST_ROWS):
        place = f"{_cell(flag.path)}:{flag.start.line}"
        rows.append(f"| {flag.issue.severity} | {_cell(flag.issue.code)} | {place} | {_cell(flag.sentence)} |")
    if count > _MOST_ROWS:
        rows += ["", f"{count - _MOST_ROWS} more issues are in the log."]
    if not count:
        rows += ["", "No issue was found."]
    return "\n".join(rows) + "\n"


def _verdict_rows(verdict: GateVerdict) -> list[str]:
    rows = [f"**{outcome(verdict)}**", "", "| | rule | limit | measured |", "|---|---|---|---|"]
    for rule in verdict.all_rules:
        mark = "✅" if rule.passed else "❌"
        rows.append(f"| {mark} | {_cell(rule.name)} | {_cell(rule.limit)} | {_cell(rule.measured)} |")
    offenders = [f"{rule.name}: {line}" for rule in verdict.rules for line in rule.offenders]
    return [*rows, "", *(f"- {_cell(line)}" for line in (*offenders, *side_lines(verdict))), ""]


def _command(flag: Flag) -> str:
    start, end = flag.start, flag.end
    properties = {"file": flag.path, "line": str(start.line), "endLine": str(end.line)}
    if start.column is not None and end.column is not None and start.line == end.line:
        # GitHub heeds columns only within one line.
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = f"{flag.issue.code} {flag.issue.name}"
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_LEVELS[flag.issue.severity]} {written}::{_data(flag.sentence)}"


def _failure_command(failure: FailedInput) -> str:
    return f"::error title=mtqa could not check an input::{_data(failure.reason)}"


def _plain(flag: Flag) -> str:
    start = flag.start
    place = f"{start.line}:{start.column}" if start.column is not None else f"{start.line}"
    return f"- {flag.issue.severity} {flag.issue.code} {inert(f'{flag.path}:{place}')} {inert(flag.sentence)}"


def _data(text: str) -> str:
    """A command's message, escaped as the runner unescapes it."""
    return inert(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Markdown that shows the text as it is, in one cell of a table."""
    words = visible(text)
    words = words if len(words) <= _LONGEST_CELL else words[: _LONGEST_CELL - 1] + "…"
    return _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", words)
