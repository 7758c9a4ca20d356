r"""TSV: a header, then the rows of JSONL with columns for the fields that a spreadsheet or `cut` wants.

`codes` is for people (`FR101@9-15`: code, start and end), `issues` is the sentence's issues as a JSON list, for
machines. Cells are not quoted: a tab, line feed, carriage return or backslash in a cell is `\t`, `\n`, `\r`, `\\`, and
any other control, format character or lone surrogate is `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, so that a row is always a
line and the text can be had back. Nothing known is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import report_record
from mtqa.presenting.shapes import SentenceRecord, SetAsideRecord
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


def present(report: CheckReport, **_: object) -> str:
    """The header and the rows, each ended by a line feed."""
    rows = [dict(zip(COLUMNS, COLUMNS, strict=True)), *_rows(report)]
    return "".join("\t".join(_cell(row.get(column)) for column in COLUMNS) + "\n" for row in rows)


def _rows(report: CheckReport) -> Iterator[Mapping[str, object]]:
    record = report_record(report)
    for document in record["documents"]:
        yield from (_sentence_row(sentence) for sentence in document["sentences"])
        yield from (_set_aside_row(block) for block in document["set_aside"])
    yield from ({"type": "failure", "file": item["name"], "reason": item["reason"]} for item in record["failures"])


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
