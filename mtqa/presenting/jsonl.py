"""JSONL: an object a line, each with `format_version` and `type`.

For row inputs exactly one `sentence` a row, in order, with its `id`. For running text one `sentence` a sentence,
and one `set_aside` for each block of boilerplate, after the document's sentences. One `failure` for each input that
could not be checked, at the end, and in a stream one in the place of each row that could not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtqa.domain.report import CheckReport, DocumentReport
from mtqa.presenting.record import FORMAT_VERSION, document_record, failure_record
from mtqa.presenting.to_json import dumps


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report's sentences, set-aside blocks and failures, a line each."""
    for document in report.documents:
        yield from document_rows(document)
    yield from (line("failure", failure_record(failure)) for failure in report.failures)


def document_rows(report: DocumentReport) -> Iterator[str]:
    """The lines of one document."""
    record = document_record(report)
    yield from (line("sentence", sentence) for sentence in record["sentences"])
    yield from (line("set_aside", block) for block in record["set_aside"])


def line(kind: str, row: Mapping[str, object]) -> str:
    """One line, with its end."""
    return dumps({"format_version": FORMAT_VERSION, "type": kind, **row}) + "\n"
