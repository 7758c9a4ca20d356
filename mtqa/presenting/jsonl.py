"""JSONL: an object a line, each with `format_version` and `type`.

For row inputs exactly one `sentence` a row, in order, with its `id`. For running text one `sentence` a sentence,
and one `set_aside` for each block of boilerplate, after the document's sentences. One `failure` for each input that
could not be checked, at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import FORMAT_VERSION, report_record
from mtqa.presenting.to_json import dumps


def present(report: CheckReport, **_: object) -> str:
    """The report's sentences, set-aside blocks and failures, a line each."""
    return "".join(dumps({"format_version": FORMAT_VERSION, "type": kind, **row}) + "\n" for kind, row in _rows(report))


def _rows(report: CheckReport) -> Iterator[tuple[str, Mapping[str, object]]]:
    record = report_record(report)
    for document in record["documents"]:
        yield from (("sentence", sentence) for sentence in document["sentences"])
        yield from (("set_aside", block) for block in document["set_aside"])
    yield from (("failure", failure) for failure in record["failures"])
