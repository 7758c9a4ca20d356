"""A report with a verdict, for the tests of the CI formats: one issue of each standing, a silenced one, a fixed one."""

from __future__ import annotations

from dataclasses import replace

from mtqa.domain.report import CheckReport, FixedIssue, GateVerdict, RuleVerdict, Silenced, Standing
from tests.presenting.samples import article_report, issue


def gated_report() -> CheckReport:
    """The sample article: a rule fails by FR101; FR201 is known, FR304 exempt, FR401 unchanged; FR402 is silenced."""
    report = article_report()
    (document,) = report.documents
    by_code = {found.code: found for found in document.issues}
    name, text = document.document.name, document.document.segments[0].text
    silenced = (Silenced(0, issue(text, "FR402", "READ")),)
    worst = by_code["FR101"]
    verdict = GateVerdict(
        inputs=RuleVerdict("inputs", "every input read", "documents: 1", True),
        rules=(
            RuleVerdict(
                "fail-level", "no critical issue", "1 critical", False, (f"{name}:3: FR101 “annoncer”",),
                frozenset({(name, worst.fingerprint)}),
            ),
            RuleVerdict("min-score", "at least 20 a sentence", "lowest 22.4, 0 below", True),
        ),
        standings={
            (name, by_code["FR201"].fingerprint): Standing.KNOWN,
            (name, by_code["FR304"].fingerprint): Standing.EXEMPT,
            (name, by_code["FR401"].fingerprint): Standing.UNCHANGED,
        },
        fixed=(FixedIssue(name, "FR204", "dans dans", "0123456789abcdef"),),
        notes=("the baseline was written with another signature",),
        has_baseline=True,
    )  # fmt: skip
    return replace(report, documents=(replace(document, silenced=silenced),), verdict=verdict)
