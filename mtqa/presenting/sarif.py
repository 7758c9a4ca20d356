"""SARIF 2.1.0 (OASIS standard), for GitHub code scanning, editors and whatever else reads it.

Columns count code points. `baselineState` and `suppressions` say what a gate and inline suppressions decided; fixed
issues are listed in the run's properties and not as `absent` results, which GitHub would show as open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Severity
from mtqa.domain.names import is_path
from mtqa.domain.report import CheckReport, FailedInput, Standing
from mtqa.presenting.flags import Flag, flags, silenced_flags
from mtqa.presenting.to_json import dumps, with_list
from mtqa.presenting.visible import visible
from mtqa.version import VERSION

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}
# What may stand in a URI as it is, the percent sign of one that is encoded already included (RFC 3986).
_URL_SAFE = ":/?#[]@!$&'()*+,;=%~"


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report as a SARIF log of one run."""
    own = {flag.issue.code: flag.issue.name for flag in _found(report) if flag.issue.code not in CATALOGUE}
    rules = [_rule(code, own) for code in sorted({*CATALOGUE, *own})]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    has_baseline = report.verdict is not None and report.verdict.has_baseline
    run = {
        "tool": {"driver": {"name": "mtqa", "version": VERSION, "semanticVersion": VERSION, "rules": rules}},
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [_notification(failure) for failure in report.failures],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [],
        "properties": _properties(report),
    }
    results = (_result(flag, numbers[flag.issue.code], has_baseline) for flag in _found(report))
    log = dumps({"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}, indent=2)
    yield from with_list(log, "results", 3, results)
    yield "\n"


def _found(report: CheckReport) -> Iterator[Flag]:
    yield from flags(report)
    yield from silenced_flags(report)


def _rule(code: str, own: Mapping[str, str]) -> dict[str, Any]:
    """A rule's description; `own` are the names of codes that only a plug-in knows, and all that is known of them."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return {"id": code, "name": own[code], "shortDescription": {"text": visible(own[code]) or code}}
    return {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": f"{entry.title}. Wrong: {entry.wrong} Right: {entry.right}"},
        "help": {"text": f"Wrong: {entry.wrong}\nRight: {entry.right}\nSee: mtqa rules {code}"},
        "defaultConfiguration": {"enabled": entry.on_by_default, "level": _LEVELS[entry.severity]},
        "properties": {"tags": [entry.category], "category": entry.category},
    }


def _result(flag: Flag, rule_index: int, has_baseline: bool) -> dict[str, Any]:
    issue = flag.issue
    result: dict[str, Any] = {
        "ruleId": issue.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[issue.severity],
        "message": {"text": flag.sentence},
        "locations": [_location(flag)],
        "partialFingerprints": {"mtqaIssue/v1": issue.fingerprint},
        "suppressions": _suppressions(flag),
        "properties": {
            "severity": issue.severity.value,
            "confidence": issue.confidence,
            "category": issue.category,
            "segment": flag.segment.id,
            "start": issue.start,
            "end": issue.end,
            "evidence": list(issue.evidence),
        },
    }
    if has_baseline and not flag.is_silenced:
        result["baselineState"] = "unchanged" if flag.standing is Standing.KNOWN else "new"
    if flag.is_replaceable:
        result["fixes"] = [_fix(flag)]
    return result


def _location(flag: Flag) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(flag.path)}, "region": _region(flag)}
    }
    if flag.document.document.container:  # an item of a feed has no file of its own
        location["logicalLocations"] = [{"fullyQualifiedName": visible(flag.document.document.name), "kind": "item"}]
    return location


def _region(flag: Flag) -> dict[str, Any]:
    """Exact where the reader knows the columns, else the line of the enclosing element."""
    start, end = flag.start, flag.end
    region: dict[str, Any] = {"startLine": start.line}
    if start.column is not None and end.column is not None:
        region |= {"startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    elif end.line > start.line:
        region["endLine"] = end.line
    return region | {"snippet": {"text": flag.issue.text}}


def _fix(flag: Flag) -> dict[str, Any]:
    region = {key: value for key, value in _region(flag).items() if key != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": flag.issue.suggestion}}
    change = {"artifactLocation": {"uri": _uri(flag.path)}, "replacements": [replacement]}
    return {"description": {"text": "Replace the words with the suggestion."}, "artifactChanges": [change]}


def _suppressions(flag: Flag) -> list[dict[str, Any]]:
    if flag.is_silenced:
        return [{"kind": "inSource", "status": "accepted", "justification": "silenced in the text"}]
    if flag.standing is Standing.EXEMPT:
        return [{"kind": "external", "status": "accepted", "justification": "ignored on this path by configuration"}]
    return []


def _notification(failure: FailedInput) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(failure.name)}}}
    return {"level": "error", "message": {"text": visible(failure.reason)}, "locations": [location]}


def _properties(report: CheckReport) -> dict[str, Any]:
    properties: dict[str, Any] = {"signature": report.signature}
    if report.verdict:
        properties["gate"] = [
            {"rule": rule.name, "limit": rule.limit, "measured": rule.measured, "passed": rule.passed}
            for rule in report.verdict.all_rules
        ]
        properties["fixed"] = [
            {"document": item.document, "code": item.code, "text": item.text, "fingerprint": item.fingerprint}
            for item in report.verdict.fixed
        ]
    return properties


def _uri(name: str) -> str:
    """A URI reference: a URL as it is, a path percent-encoded, absolute ones with the file scheme."""
    if name == "-":
        return "stdin"
    data = name.encode("utf-8", "surrogatepass")
    if not is_path(name):
        return quote(data, safe=_URL_SAFE)
    return ("file://" if name.startswith("/") else "") + quote(data, safe="/")
