"""The reader for JSONL: one JSON object a line, one segment a row."""

from __future__ import annotations

import json
import re
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode
from mtqa.reading.lines import Line, further_bytes, lines_of
from mtqa.reading.source import Source

# One character of a JSON string that is written with more than one: a surrogate pair, \uXXXX, or \n and its like.
ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
SPACE_OR_MARK = re.compile(r"[ \t\r\n]*[{,:]?[ \t\r\n]*")
DECODER = json.JSONDecoder()


def read_jsonl(source: Source) -> Document:
    """One segment a row, in order; `id` defaults to the row's number from 0; blank lines are no rows.

    Keys: `text` (required), `id`, `source`, `back_translation`, `reference`, `mtqa_ignore`; others are passed over.
    Raises InputError, naming file and line, for a row that is no JSON object or holds a value of the wrong type.
    """
    decoded = decode(source)
    rows = (line for line in lines_of(decoded.text) if not line.is_blank())
    segments = tuple(json_segment(source, line, number) for number, line in enumerate(rows))
    return Document(source.name, "jsonl", segments, decoded.encoding)


def json_segment(source: Source, line: Line, number: int) -> Segment:
    """A line's segment; `number` is its id where it has none. Raises InputError as `read_jsonl` does."""
    row = _parse(source, line)
    if "text" not in row:
        raise source.error("the key `text` is missing; give it the French text", line.number)
    if not isinstance(row["text"], str):
        raise source.error(f"`text` must be a string, not {_type_of(row['text'])}", line.number)
    return Segment(
        id=_id(source, line, row, number),
        text=row["text"],
        is_row=not source.split,
        source=_optional(source, line, row, "source"),
        back_translation=_optional(source, line, row, "back_translation"),
        reference=_optional(source, line, row, "reference"),
        anchors=_anchors(line),
        ignore=_ignored(source, line, row),
    )


def _parse(source: Source, line: Line) -> dict[str, Any]:
    try:
        row = json.loads(line.text)
    except json.JSONDecodeError as error:
        problem = f'broken JSON at column {error.colno} ({error.msg}); one object a line, as {{"text": "..."}}'
        raise source.error(problem, line.number) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or brackets nested thousands deep
        raise source.error(
            "JSON beyond the limits of the parser; keep rows flat and numbers short", line.number
        ) from None
    if not isinstance(row, dict):
        raise source.error(f"a row must be a JSON object with the key `text`, not {_type_of(row)}", line.number)
    return row


def _id(source: Source, line: Line, row: dict[str, Any], number: int) -> str | int:
    given = row.get("id")
    if given is None:
        return number
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise source.error(f"`id` must be a string or an integer, not {_type_of(given)}", line.number)
    return given


def _optional(source: Source, line: Line, row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise source.error(f"`{key}` must be a string or null, not {_type_of(value)}", line.number)


def _ignored(source: Source, line: Line, row: dict[str, Any]) -> frozenset[str]:
    codes = row.get("mtqa_ignore")
    if codes is None:
        return frozenset()
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise source.error('`mtqa_ignore` must be a list of codes, as ["FR101"]', line.number)
    return frozenset(code.strip().upper() for code in codes)


def _type_of(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _anchors(line: Line) -> tuple[Anchor, ...]:
    """Where the characters of the value of `text` stand in the line: an anchor at its start and after each escape."""
    start, end = _value_span(line.text, "text")
    anchors = [Anchor(0, line.number, start + 2, further_bytes(line.text[:start]))]
    offset, place = 0, start + 1
    for escape in ESCAPE.finditer(line.text, start + 1, end - 1):
        offset += escape.start() - place + 1
        place = escape.end()
        anchors.append(Anchor(offset, line.number, place + 1))
    return tuple(anchors)


def _value_span(row: str, key: str) -> tuple[int, int]:
    """Start and end, in a line known to be a JSON object, of the value that `json.loads` gave for `key`: its last."""
    span, place = (0, 0), _after_space(row, 0)
    while row[place] != "}":
        name, place = DECODER.raw_decode(row, place)
        start = _after_space(row, place)
        _, end = DECODER.raw_decode(row, start)
        if name == key:
            span = (start, end)
        place = _after_space(row, end)
    return span


def _after_space(row: str, place: int) -> int:
    """The next key, value or closing brace: past white space and one mark that opens or separates."""
    found = SPACE_OR_MARK.match(row, place)
    return found.end() if found else place
