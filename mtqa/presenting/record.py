"""The report as plain data: what JSON and JSONL write, and what every other format draws on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mtqa.domain.issue import Issue, Severity
from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, GateVerdict, SentenceReport, SetAside
from mtqa.domain.score import Band, DocumentScore, MetricScore
from mtqa.domain.text import Segment
from mtqa.presenting.shapes import (
    DocumentRecord,
    DocumentScoreRecord,
    FailureRecord,
    IssueRecord,
    MetricRecord,
    ReportRecord,
    SentenceRecord,
    SetAsideRecord,
    SummaryRecord,
    VerdictRecord,
)

# A line a change, the newest last:
# 1: the first form.
FORMAT_VERSION = 1


def report_record(report: CheckReport) -> ReportRecord:
    """The report as plain data, in the order of the report."""
    record: ReportRecord = {
        "format_version": FORMAT_VERSION,
        "signature": report.signature,
        "engine_note": report.engine_note,
        "summary": _summary(report.documents),
        "documents": [_document(document) for document in report.documents],
        "failures": [_failure(failure) for failure in report.failures],
    }
    if report.verdict:
        record["verdict"] = _verdict(report.verdict)
    return record


def failure_line(failure: FailureRecord) -> str:
    """A failure in one line for people; most reasons begin with the input's name already."""
    name, reason = failure["name"], failure["reason"]
    return reason if reason.startswith(name) else f"{name}: {reason}"


def _document(report: DocumentReport) -> DocumentRecord:
    document = report.document
    return {
        "name": document.name,
        "format": document.format,
        "encoding": document.encoding,
        "score": _document_score(report.score),
        "summary": _summary((report,)),
        "adequacy_note": report.adequacy_note,
        "segments": [{"id": part.id, "text": part.text, "is_row": part.is_row} for part in document.segments],
        "sentences": [
            _sentence(sentence, document.segments[sentence.sentence.segment_index], document.file)
            for sentence in report.sentences
        ],
        "set_aside": [
            _set_aside(block, document.segments[block.segment_index], document.file) for block in report.set_aside
        ],
        "other_sentences": list(report.other_sentences),
        "pairs": [
            {"french": list(pair.french), "other": list(pair.other), "score": pair.score} for pair in report.pairs
        ],
        "unused_ignores": list(report.unused_ignores),
    }


def _sentence(report: SentenceReport, segment: Segment, file: str) -> SentenceRecord:
    sentence, score, back = report.sentence, report.score, report.back_translation
    return {
        "id": segment.id if segment.is_row else sentence.index,
        "segment": sentence.segment_index,
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        "kind": sentence.kind.value,
        "location": {"file": file, "line": report.line, "column": report.column},
        "score_0_100": score.score_0_100,
        "fluency_0_100": score.fluency_0_100,
        "adequacy_0_100": score.adequacy_0_100,
        "band": score.band.value,
        "penalty": score.penalty,
        "metrics": _metrics(score.metrics),
        "source": report.source,
        "reference": report.reference,
        "back_translation": back.text if back else None,
        "round_trip": back.round_trip if back else None,
        "engine": back.engine if back else None,
        "rough": back.rough if back else None,
        "links": [{"french": link.french, "other": link.other, "score": link.score} for link in report.links],
        "issues": [_issue(issue, segment, file) for issue in report.issues],
    }


def _issue(issue: Issue, segment: Segment, file: str) -> IssueRecord:
    line, column = segment.locate(issue.start)
    return {
        "code": issue.code,
        "name": issue.name,
        "category": issue.category,
        "severity": issue.severity.value,
        "start": issue.start,
        "end": issue.end,
        "text": issue.text,
        "message": issue.message,
        "suggestion": issue.suggestion,
        "confidence": issue.confidence,
        "evidence": list(issue.evidence),
        "fingerprint": issue.fingerprint,
        "location": {"file": file, "line": line, "column": column},
    }


def _set_aside(item: SetAside, segment: Segment, file: str) -> SetAsideRecord:
    line, column = segment.locate(item.block.start)
    return {
        "segment": item.segment_index,
        "start": item.block.start,
        "end": item.block.end,
        "text": item.text,
        "reason": item.block.reason,
        "location": {"file": file, "line": line, "column": column},
    }


def _document_score(score: DocumentScore) -> DocumentScoreRecord:
    return {
        "score_0_100": score.score_0_100,
        "fluency_0_100": score.fluency_0_100,
        "adequacy_0_100": score.adequacy_0_100,
        "band": score.band.value,
        "penalty_per_100_words": score.penalty_per_100_words,
        "interval_0_100": list(score.interval_0_100) if score.interval_0_100 else None,
        "metrics": _metrics(score.metrics),
    }


def _metrics(metrics: Iterable[MetricScore]) -> list[MetricRecord]:
    return [
        {"name": metric.name, "value": metric.value, "signature": metric.signature, "against": metric.against}
        for metric in metrics
    ]


def _failure(failure: FailedInput) -> FailureRecord:
    return {"name": failure.name, "reason": failure.reason}


def _verdict(verdict: GateVerdict) -> VerdictRecord:
    return {
        "exit_code": verdict.exit_code,
        "rules": [
            {
                "name": rule.name,
                "limit": rule.limit,
                "measured": rule.measured,
                "passed": rule.passed,
                "offenders": list(rule.offenders),
            }
            for rule in verdict.all_rules
        ],
        "not_counted": [
            {"document": document, "fingerprint": fingerprint, "standing": standing.value}
            for (document, fingerprint), standing in verdict.standings.items()
        ],
        "fixed": [
            {"document": item.document, "code": item.code, "text": item.text, "fingerprint": item.fingerprint}
            for item in verdict.fixed
        ],
        "notes": list(verdict.notes),
    }


def _summary(documents: Iterable[DocumentReport]) -> SummaryRecord:
    documents = tuple(documents)
    sentences = [sentence for document in documents for sentence in document.sentences]
    issues = [issue for sentence in sentences for issue in sentence.issues]
    bands = Counter(sentence.score.band for sentence in sentences)
    severities = Counter(issue.severity for issue in issues)
    codes = Counter((issue.code, issue.name) for issue in issues)
    return {
        "sentences": len(sentences),
        "words": sum(document.score.words for document in documents),
        "bands": {band.value: bands[band] for band in (Band.POOR, Band.FAIR, Band.GOOD)},
        "severities": {severity.value: severities[severity] for severity in reversed(Severity)},
        "codes": [
            {"code": code, "name": name, "count": count}
            for (code, name), count in sorted(codes.items(), key=lambda item: (-item[1], item[0]))
        ],
        "set_aside": sum(len(document.set_aside) for document in documents),
    }
