"""GitLab's code quality report: a JSON list, an entry an issue and one an input that failed."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from mtqa.domain.report import CheckReport
from mtqa.presenting.flags import flags
from mtqa.presenting.to_json import dumps
from mtqa.presenting.visible import visible


def present(report: CheckReport, **_: object) -> str:
    """The list. GitLab compares the fingerprints of two branches itself, so that known issues stay in."""
    seen: Counter[str] = Counter()
    entries: list[dict[str, Any]] = []
    for flag in flags(report):
        issue = flag.issue
        entries.append(
            {
                "description": f"{issue.code} {flag.sentence}",
                "check_name": issue.code,
                "fingerprint": _unique(seen, flag.path, issue.fingerprint),
                "severity": issue.severity.value,
                "location": {"path": visible(flag.path), "lines": {"begin": flag.start.line, "end": flag.end.line}},
            }
        )
    for failure in report.failures:
        entries.append(
            {
                "description": visible(failure.reason),
                "check_name": "mtqa-input",
                "fingerprint": _unique(seen, failure.name, "input"),
                "severity": "blocker",
                "location": {"path": visible(failure.name), "lines": {"begin": 1, "end": 1}},
            }
        )
    return dumps(entries, indent=2) + "\n"


def _unique(seen: Counter[str], path: str, fingerprint: str) -> str:
    """GitLab drops entries whose fingerprint another one has: the path and a count tell equal issues apart."""
    key = f"{path}\0{fingerprint}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
