"""GitLab's code quality report: a JSON list, an entry an issue and one an input that failed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from mtqa.domain.report import CheckReport
from mtqa.presenting.flags import flags
from mtqa.presenting.to_json import list_pieces
from mtqa.presenting.visible import visible


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The list. GitLab compares the fingerprints of two branches itself, so that known issues stay in."""
    yield from list_pieces(_entries(report))
    yield "\n"


def _entries(report: CheckReport) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for flag in flags(report):
        issue = flag.issue
        yield {
            "description": f"{issue.code} {flag.sentence}",
            "check_name": issue.code,
            "fingerprint": _unique(seen, flag.path, issue.fingerprint),
            "severity": issue.severity.value,
            "location": {"path": visible(flag.path), "lines": {"begin": flag.start.line, "end": flag.end.line}},
        }
    for failure in report.failures:
        yield {
            "description": visible(failure.reason),
            "check_name": "mtqa-input",
            "fingerprint": _unique(seen, failure.name, "input"),
            "severity": "blocker",
            "location": {"path": visible(failure.name), "lines": {"begin": 1, "end": 1}},
        }


def _unique(seen: Counter[str], path: str, fingerprint: str) -> str:
    """GitLab drops entries whose fingerprint another one has: the path and a count tell equal issues apart."""
    key = f"{path}\0{fingerprint}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
