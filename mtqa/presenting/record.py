"""The report as plain data: what JSON and JSONL write, and what every other format draws on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

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

Row = tuple[
    str, SentenceRecord | SetAsideRecord | FailureRecord
]  # its kind (sentence, set_aside, failure) and its fields


def report_record(report: CheckReport) -> ReportRecord:
    """The report as plain data, in the order of the report."""
    return {**run_record(report), "documents": [document_record(document) for document in report.documents]}


def run_record(report: CheckReport) -> ReportRecord:
    """The report as plain data without its documents, which may be many: an empty list stands for them."""
    summary = Summary()
    for document in report.documents:
        summary.add(document)
    record: ReportRecord = {
        "format_version": FORMAT_VERSION,
        "signature": report.signature,
        "engine_note": report.engine_note,
        "summary": summary.record(),
        "documents": [],
        "failures": [failure_record(failure) for failure in report.failures],
    }
    if report.verdict:
        record["verdict"] = _verdict(report.verdict)
    return record


class Summary:
    """Counts over documents."""

    def __init__(self) -> None:
        self._sentences = self._words = self._set_aside = 0
        self._bands: Counter[Band] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._codes: Counter[tuple[str, str]] = Counter()

    def add(self, document: DocumentReport) -> None:
        """Counts a document."""
        self._sentences += len(document.sentences)
        self._words += document.score.words
        self._set_aside += len(document.set_aside)
        self._bands.update(sentence.score.band for sentence in document.sentences)
        for sentence in document.sentences:
            self._severities.update(issue.severity for issue in sentence.issues)
            self._codes.update((issue.code, issue.name) for issue in sentence.issues)

    def record(self) -> SummaryRecord:
        """The counts as plain data."""
        return {
            "sentences": self._sentences,
            "words": self._words,
            "bands": {band.value: self._bands[band] for band in (Band.POOR, Band.FAIR, Band.GOOD)},
            "severities": {severity.value: self._severities[severity] for severity in reversed(Severity)},
            "codes": [
                {"code": code, "name": name, "count": count}
                for (code, name), count in sorted(self._codes.items(), key=lambda item: (-item[1], item[0]))
            ],
            "set_aside": self._set_aside,
        }


def report_rows(report: CheckReport) -> Iterator[Row]:
    """The report row by row, as JSONL and TSV write it: each document's sentences and blocks, then the failures."""
    for document in report.documents:
        yield from document_rows(document)
    yield from (("failure", failure_record(failure)) for failure in report.failures)


def document_rows(report: DocumentReport) -> Iterator[Row]:
    """The rows of one document."""
    record = document_record(report)
    yield from (("sentence", sentence) for sentence in record["sentences"])
    yield from (("set_aside", block) for block in record["set_aside"])


def failure_line(failure: FailureRecord) -> str:
    """A failure in one line for people; most reasons begin with the input's name already."""
    name, reason = failure["name"], failure["reason"]
    return reason if reason.startswith(name) else f"{name}: {reason}"


def document_record(report: DocumentReport) -> DocumentRecord:
    """One document as plain data."""
    document = report.document
    summary = Summary()
    summary.add(report)
    return {
        "name": document.name,
        "format": document.format,
        "encoding": document.encoding,
        "score": _document_score(report.score),
        "summary": summary.record(),
        "adequacy_note": report.adequacy_note,
        "segments": [{"id": part.id, "text": part.text, "is_row": part.is_row} for part in document.segments],
        "sentences": [
            sentence_record(sentence, document.segments[sentence.sentence.segment_index], document.file)
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


def sentence_record(report: SentenceReport, segment: Segment, file: str) -> SentenceRecord:
    """One sentence as plain data; `segment` is the one it stands in, `file` the name that places bear."""
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


def failure_record(failure: FailedInput) -> FailureRecord:
    """A failure as plain data."""
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
