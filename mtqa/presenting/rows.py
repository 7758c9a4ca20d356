"""JSONL and TSV of rows that come a window at a time: the lines that the whole report would have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.domain.report import DocumentReport, FailedInput
from mtqa.domain.text import Segment
from mtqa.presenting import jsonl, tsv
from mtqa.presenting.record import Row, document_rows, failure_record, sentence_record

ROW_FORMATS = ("jsonl", "tsv")


def head(format: str) -> str:
    """What stands before all rows."""
    return tsv.HEADER if format == "tsv" else ""


def window_text(format: str, report: DocumentReport, rows: Sequence[Segment | FailedInput], first: int) -> str:
    """The lines of a window: a sentence a row that was checked, a failure one that was not, in their order.

    `report` is of a document of those rows that are segments; `first` is the number of the first row, from 0.
    """
    return _text(format, _found(report, rows, first))


def failures_text(format: str, failures: Sequence[FailedInput]) -> str:
    """The lines of inputs that failed, which stand at the end."""
    return _text(format, (("failure", failure_record(failure)) for failure in failures))


def document_text(format: str, report: DocumentReport) -> str:
    """The lines of a document that is not a file of rows."""
    return _text(format, document_rows(report))


def _found(report: DocumentReport, rows: Sequence[Segment | FailedInput], first: int) -> Iterator[Row]:
    sentences = iter(report.sentences)
    for number, row in enumerate(rows, start=first):
        if isinstance(row, FailedInput):
            yield "failure", failure_record(row)
        else:
            yield "sentence", {**sentence_record(next(sentences), row, report.document.file), "segment": number}


def _text(format: str, found: Iterator[Row]) -> str:
    line = jsonl.line if format == "jsonl" else tsv.line
    return "".join(line(kind, record) for kind, record in found)
