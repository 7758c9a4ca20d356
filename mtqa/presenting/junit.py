"""JUnit XML: a suite a document, a case a segment; for a gate also a suite of its rules.

A case fails by the issues that count: with a verdict those that offend a rule, without one all of them. The others
stand in its `system-out`, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, GateVerdict
from mtqa.presenting.flags import Flag, flags_of, silenced_flags_of
from mtqa.presenting.visible import escape, visible

# XML 1.0 has no way to write any other character, not even by its number (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_NAME = 80
_COUNTED = {"tests": "testcase", "failures": "failure", "errors": "error"}
_INDENT = "\n  "


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report as one `testsuites` element, a suite a piece."""
    offending = _offending(report.verdict)
    root = ET.Element("testsuites", name="mtqa")
    counts: Counter[str] = Counter()
    empty = True
    for suite in _suites(report, offending):  # built twice: the sums stand first
        counts.update({key: int(suite.get(key, "0")) for key in _COUNTED})
        empty = False
    for key in _COUNTED:
        root.set(key, str(counts[key]))
    root.text = None if empty else _INDENT
    tags = ET.tostring(root, encoding="unicode").split(_INDENT)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tags[0]
    for suite in _suites(report, offending):
        ET.indent(suite, level=1)
        yield _INDENT + ET.tostring(suite, encoding="unicode")
    yield "\n" if empty else f"\n{tags[1]}\n"


def _suites(report: CheckReport, offending: frozenset[tuple[str, str]] | None) -> Iterator[ET.Element]:
    """Each suite with its counts: the documents, the inputs that failed, the gate's rules."""
    for document in report.documents:
        yield _counted(_document(document, report.verdict, offending))
    for failure in report.failures:
        yield _counted(_failed_input(failure))
    if report.verdict:
        yield _counted(_rules(report.verdict))


def _counted(suite: ET.Element) -> ET.Element:
    for key, tag in _COUNTED.items():
        suite.set(key, str(len(list(suite.iter(tag)))))
    return suite


def _document(
    document: DocumentReport, verdict: GateVerdict | None, offending: frozenset[tuple[str, str]] | None
) -> ET.Element:
    by_segment: dict[int, list[Flag]] = defaultdict(list)
    for flag in (*flags_of(document, verdict), *silenced_flags_of(document)):
        by_segment[id(flag.segment)].append(flag)
    suite = _suite(document.document.name)
    for segment in document.document.segments:
        case = ET.SubElement(suite, "testcase", classname=_text(document.document.name))
        case.set("name", _name(document, segment.id, segment.text))
        _fill(case, by_segment[id(segment)], offending)
    return suite


def _offending(verdict: GateVerdict | None) -> frozenset[tuple[str, str]] | None:
    """None where nothing was decided, so that nothing is excused either."""
    return frozenset().union(*(rule.offending for rule in verdict.rules)) if verdict else None


def _suite(name: str) -> ET.Element:
    return ET.Element("testsuite", name=_text(name))


def _name(document: DocumentReport, segment_id: str | int, text: str) -> str:
    """The row's id or the segment's number, and its first words."""
    words = visible(" ".join(text.split()))
    begin = words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"
    alone = len(document.document.segments) == 1
    return _text(begin if alone else f"{segment_id}: {begin}")


def _fill(case: ET.Element, found: list[Flag], offending: frozenset[tuple[str, str]] | None) -> None:
    failing = [flag for flag in found if _counts(flag, offending)]
    others = [flag for flag in found if not _counts(flag, offending)]
    if failing:
        worst = max(failing, key=lambda flag: flag.issue.severity.rank).issue
        failure = ET.SubElement(case, "failure", type=_text(worst.code))
        failure.set("message", _text(f"issues: {len(failing)}; the worst: {worst.code} “{worst.text}”"))
        failure.text = "\n".join(map(_line, failing))
    if others:
        ET.SubElement(case, "system-out").text = "\n".join(map(_line, others))


def _counts(flag: Flag, offending: frozenset[tuple[str, str]] | None) -> bool:
    if flag.is_silenced:
        return False
    return offending is None or (flag.document.document.name, flag.issue.fingerprint) in offending


def _line(flag: Flag) -> str:
    issue, start = flag.issue, flag.start
    place = f"{start.line}:{start.column}" if start.column is not None else f"{start.line}"
    return _text(f"{place} {issue.severity} {issue.code} {flag.sentence}")


def _failed_input(failure: FailedInput) -> ET.Element:
    suite = _suite(failure.name)
    case = ET.SubElement(suite, "testcase", classname=_text(failure.name), name="can be read and checked")
    ET.SubElement(case, "error", type="input", message=_text(failure.reason)).text = _text(failure.reason)
    return suite


def _rules(verdict: GateVerdict) -> ET.Element:
    """Limits on scores fail no segment of their own: here is where they show."""
    suite = _suite("mtqa gate")
    for rule in verdict.all_rules:
        case = ET.SubElement(suite, "testcase", classname="mtqa gate", name=_text(f"{rule.name}: {rule.limit}"))
        if not rule.passed:
            failure = ET.SubElement(case, "failure", type="limit", message=_text(f"measured {rule.measured}"))
            failure.text = "\n".join(map(_text, rule.offenders))
    return suite


def _text(text: str) -> str:
    """Printable text that XML can hold."""
    return _NOT_IN_XML.sub(lambda found: escape(found[0]), visible(text))
