"""JUnit XML: a suite a document, a case a segment; for a gate also a suite of its rules.

A case fails by the issues that count: with a verdict those that offend a rule, without one all of them. The others
stand in its `system-out`, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, GateVerdict
from mtqa.presenting.flags import Flag, flags, silenced_flags
from mtqa.presenting.visible import escape, visible

# XML 1.0 has no way to write any other character, not even by its number (section 2.2).
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST_NAME = 80


def present(report: CheckReport, **_: object) -> str:
    """The report as one `testsuites` element."""
    by_segment: dict[tuple[int, int], list[Flag]] = defaultdict(list)
    numbers = {id(document): number for number, document in enumerate(report.documents)}
    for flag in (*flags(report), *silenced_flags(report)):
        by_segment[numbers[id(flag.document)], id(flag.segment)].append(flag)
    offending = _offending(report.verdict)
    root = ET.Element("testsuites", name="mtqa")
    for number, document in enumerate(report.documents):
        suite = _suite(root, document.document.name)
        for segment in document.document.segments:
            found = by_segment[number, id(segment)]
            case = ET.SubElement(suite, "testcase", classname=_text(document.document.name))
            case.set("name", _name(document, segment.id, segment.text))
            _fill(case, found, offending)
    for failure in report.failures:
        _failed_input(root, failure)
    if report.verdict:
        _rules(root, report.verdict)
    for suite in (root, *root.iter("testsuite")):
        for key, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            suite.set(key, str(len(list(suite.iter(tag)))))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _offending(verdict: GateVerdict | None) -> frozenset[tuple[str, str]] | None:
    """None where nothing was decided, so that nothing is excused either."""
    return frozenset().union(*(rule.offending for rule in verdict.rules)) if verdict else None


def _suite(root: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(root, "testsuite", name=_text(name))


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


def _failed_input(root: ET.Element, failure: FailedInput) -> None:
    suite = _suite(root, failure.name)
    case = ET.SubElement(suite, "testcase", classname=_text(failure.name), name="can be read and checked")
    ET.SubElement(case, "error", type="input", message=_text(failure.reason)).text = _text(failure.reason)


def _rules(root: ET.Element, verdict: GateVerdict) -> None:
    """Limits on scores fail no segment of their own: here is where they show."""
    suite = _suite(root, "mtqa gate")
    for rule in verdict.all_rules:
        case = ET.SubElement(suite, "testcase", classname="mtqa gate", name=_text(f"{rule.name}: {rule.limit}"))
        if not rule.passed:
            failure = ET.SubElement(case, "failure", type="limit", message=_text(f"measured {rule.measured}"))
            failure.text = "\n".join(map(_text, rule.offenders))


def _text(text: str) -> str:
    """Printable text that XML can hold."""
    return _NOT_IN_XML.sub(lambda found: escape(found[0]), visible(text))
