"""reviewdog's rdjson. Its columns count bytes of UTF-8 (reviewdog.rdf.Position), not code points."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, chain, pairwise
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
    found = chain(_diagnostics(report), failures)
    yield from with_list(dumps({"source": {"name": "mtqa"}, "diagnostics": []}, indent=2), "diagnostics", 1, found)
    yield "\n"


def _diagnostics(report: CheckReport) -> Iterator[dict[str, Any]]:
    columns: _Columns | None = None
    for flag in flags(report):
        if columns is None or columns.segment is not flag.segment:
            columns = _Columns(flag.segment)
        yield _diagnostic(flag, columns)


def _diagnostic(flag: Flag, columns: _Columns) -> dict[str, Any]:
    place = {
        "start": columns.position(flag.start, flag.issue.start),
        "end": columns.position(flag.end, flag.issue.end),
    }
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


class _Columns:
    """The columns of a segment's code points, in bytes; counted once, since a line may be long and have many issues.

    The first anchor of a line says how many bytes what stands before the text takes. Each other anchor in it stands
    after a character that the file writes as an escape, of one byte a character.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        anchors = segment.anchors
        self._offsets = [anchor.offset for anchor in anchors]
        self._first = [0] * len(anchors)  # of each anchor, the first one in its line
        escaped = set()
        for place, (last, anchor) in enumerate(pairwise(anchors), start=1):
            is_first = anchor.line != last.line
            self._first[place] = place if is_first else self._first[place - 1]
            if not is_first:
                escaped.add(anchor.offset - 1)
        further = (
            0 if place in escaped else len(char.encode("utf-8", "surrogatepass")) - 1
            for place, char in enumerate(segment.text)
        )
        self._further = array("Q", accumulate(further, initial=0))

    def position(self, place: Place, offset: int) -> dict[str, int]:
        """Line and column of the code point at `offset`, which stands at `place`; the line alone where that is all."""
        if place.column is None:
            return {"line": place.line}
        found = bisect_right(self._offsets, offset) - 1
        while found > 0 and self.segment.anchors[found].line > place.line:
            found -= 1  # the end of a span, whose place is in the line of its last character
        anchor = self.segment.anchors[self._first[max(found, 0)]]
        further = self._further[offset] - self._further[anchor.offset] + anchor.further_bytes
        return {"line": place.line, "column": place.column + further}
