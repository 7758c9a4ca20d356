r"""TSV: a header, then the rows of JSONL with columns for the fields that a spreadsheet or `cut` wants.

`codes` is for people (`FR101@9-15`: code, start and end), `issues` is the sentence's issues as a JSON list, for
machines. Cells are not quoted: a tab, line feed, carriage return or backslash in a cell is `\t`, `\n`, `\r`, `\\`, and
any other control, format character or lone surrogate is `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, so that a row is always a
line and the text can be had back. Nothing known is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import report_rows
from mtqa.presenting.shapes import FailureRecord, SentenceRecord, SetAsideRecord
from mtqa.presenting.to_json import dumps
from mtqa.presenting.visible import escape, is_unsafe

COLUMNS = (
    "type",
    "file",
    "line",
    "column",
    "id",
    "start",
    "end",
    "text",
    "score_0_100",
    "fluency_0_100",
    "adequacy_0_100",
    "band",
    "penalty",
    "codes",
    "issues",
    "source",
    "reference",
    "back_translation",
    "round_trip",
    "engine",
    "reason",
)
_SENTENCE_FIELDS = frozenset(COLUMNS) - {"type", "file", "line", "column", "codes", "issues", "reason"}
_SHORT_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}


HEADER = "\t".join(COLUMNS) + "\n"


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The header and the rows, each ended by a line feed."""
    yield HEADER
    yield from (line(kind, row) for kind, row in report_rows(report))


def line(kind: str, record: SentenceRecord | SetAsideRecord | FailureRecord) -> str:
    """One line, with its end."""
    row: Mapping[str, object]
    if kind == "sentence":
        row = _sentence_row(cast(SentenceRecord, record))
    elif kind == "set_aside":
        row = _set_aside_row(cast(SetAsideRecord, record))
    else:
        failure = cast(FailureRecord, record)
        row = {"type": "failure", "file": failure["name"], "reason": failure["reason"]}
    return "\t".join(_cell(row.get(column)) for column in COLUMNS) + "\n"


def _sentence_row(sentence: SentenceRecord) -> dict[str, object]:
    fields = {name: value for name, value in sentence.items() if name in _SENTENCE_FIELDS}
    codes = " ".join(f"{issue['code']}@{issue['start']}-{issue['end']}" for issue in sentence["issues"])
    return {**fields, **sentence["location"], "type": "sentence", "codes": codes, "issues": dumps(sentence["issues"])}


def _set_aside_row(block: SetAsideRecord) -> dict[str, object]:
    fields = {name: value for name, value in block.items() if name in COLUMNS}
    return {**fields, **block["location"], "type": "set_aside"}


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(_SHORT_ESCAPES.get(char) or (escape(char) if is_unsafe(char) else char) for char in text)
