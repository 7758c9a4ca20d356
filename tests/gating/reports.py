"""Reports for gates: texts whose flagged words stand in brackets, with the code before them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from mtqa.domain.issue import Severity
from mtqa.domain.report import CheckReport, DocumentReport, FailedInput
from mtqa.domain.text import Document, Segment
from tests.presenting.samples import anchors_of, band_of, document_report, issue_at, sentence_report

_FLAG = re.compile(r"\[(\w+) ([^\]]*)\]")
_LEVELS = {"FR301": Severity.MINOR, "FR204": Severity.MAJOR, "FR101": Severity.CRITICAL}


def document(name: str, marked: str, *, container: str | None = None, score: float | None = None) -> DocumentReport:
    """One sentence a line: `Il vit [FR204 dans dans] un port.`; each issue costs its sentence 1, 5 or 25 points."""
    lines = marked.strip("\n").split("\n")
    text = "\n".join(_FLAG.sub(r"\2", line) for line in lines)
    segment = Segment(0, text, anchors=anchors_of(text))
    sentences, start = [], 0
    for number, line in enumerate(lines):
        plain = _FLAG.sub(r"\2", line)
        issues, shift, points = [], 0, 0
        for match in _FLAG.finditer(line):
            begin = start + match.start() - shift
            issue = issue_at(text, match[1], begin, begin + len(match[2]), severity=_LEVELS[match[1]])
            key = hashlib.sha256(f"{match[1]} {match[2]} {plain}".encode()).hexdigest()[:16]
            issues.append(replace(issue, fingerprint=key))
            shift += len(match[0]) - len(match[2])
            points += {"minor": 1, "major": 5, "critical": 25}[issue.severity]
        report = sentence_report(segment, start, start + len(plain), tuple(issues), index=number, score=100.0 - points)
        sentences.append(replace(report, words=len(re.findall(r"\w+", plain))))
        start += len(plain) + 1
    lowest = score if score is not None else min(report.score.score_0_100 for report in sentences)
    whole = document_report(Document(name, "text", (segment,), container=container), tuple(sentences), score=lowest)
    return replace(whole, score=replace(whole.score, band=band_of(lowest)))


def report(
    *documents: DocumentReport, failures: tuple[FailedInput, ...] = (), signature: str = "mtqa:1|data:aa"
) -> CheckReport:
    """A run over the documents."""
    return CheckReport(documents, failures, signature)
