"""JSONL: an object a line, each with `format_version` and `type`.

For row inputs exactly one `sentence` a row, in order, with its `id`. For running text one `sentence` a sentence,
and one `set_aside` for each block of boilerplate, after the document's sentences. One `failure` for each input that
could not be checked, at the end, and in a stream one in the place of each row that could not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import FORMAT_VERSION, report_rows
from mtqa.presenting.to_json import dumps


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report's sentences, set-aside blocks and failures, a line each."""
    yield from (line(kind, row) for kind, row in report_rows(report))


def line(kind: str, row: Mapping[str, object]) -> str:
    """One line, with its end."""
    return dumps({"format_version": FORMAT_VERSION, "type": kind, **row}) + "\n"
