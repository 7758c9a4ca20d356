"""reviewdog's rdjson. Its columns count bytes of UTF-8 (reviewdog.rdf.Position), not code points."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from mtqa.domain.issue import Severity
from mtqa.domain.report import CheckReport
from mtqa.domain.text import Segment
from mtqa.presenting.flags import Flag, Place, flags
from mtqa.presenting.to_json import dumps, with_list
from mtqa.presenting.visible import visible

_SEVERITIES = {Severity.MINOR: "INFO", Severity.MAJOR: "WARNING", Severity.CRITICAL: "ERROR"}


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report as one DiagnosticResult; what does not count in a gate has the severity INFO and says why."""
    failures = (
        {
            "message": visible(failure.reason),
            "location": {"path": visible(failure.name)},
            "severity": "ERROR",
            "code": {"value": "mtqa-input"},
        }
        for failure in report.failures
    )
    found = chain((_diagnostic(flag) for flag in flags(report)), failures)
    yield from with_list(dumps({"source": {"name": "mtqa"}, "diagnostics": []}, indent=2), "diagnostics", 1, found)
    yield "\n"


def _diagnostic(flag: Flag) -> dict[str, Any]:
    place = _range(flag)
    diagnostic: dict[str, Any] = {
        "message": flag.sentence,
        "location": {"path": visible(flag.path), "range": place},
        "severity": "INFO" if flag.excuse else _SEVERITIES[flag.issue.severity],
        "code": {"value": flag.issue.code},
        "original_output": f"{flag.issue.severity} {flag.issue.code} {visible(flag.issue.text)}",
    }
    if flag.is_replaceable:
        diagnostic["suggestions"] = [{"range": place, "text": flag.issue.suggestion}]
    return diagnostic


def _range(flag: Flag) -> dict[str, Any]:
    start, end = flag.start, flag.end
    return {
        "start": _position(flag.segment, start, flag.issue.start),
        "end": _position(flag.segment, end, flag.issue.end),
    }


def _position(segment: Segment, place: Place, offset: int) -> dict[str, int]:
    """A column in bytes. What stands before the segment's text in its line, and escapes, are one byte a character.

    Each anchor within a line, past its first, stands after a character that the file writes as an escape.
    """
    if place.column is None:
        return {"line": place.line}
    anchors = [anchor.offset for anchor in segment.anchors if anchor.line == place.line and anchor.offset <= offset]
    escaped = {anchor - 1 for anchor in anchors[1:]}
    start = anchors[0] if anchors else 0
    further_bytes = sum(
        len(segment.text[number].encode("utf-8", "surrogatepass")) - 1
        for number in range(start, offset)
        if number not in escaped
    )
    return {"line": place.line, "column": place.column + further_bytes}
