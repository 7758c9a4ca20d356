"""JSON: the whole report as one object, by `schema/report.schema.json`. (Not `json.py`, which would hide json.)"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import document_record, run_record

# UTF-8 cannot carry a lone surrogate, and U+0085, U+2028 and U+2029 end a line for some readers of JSONL; JSON has an
# escape for each, and a string of the output is the only place where one can stand.
_INDENT = "  "
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report as indented JSON."""
    documents = (document_record(document) for document in report.documents)
    yield from with_list(dumps(run_record(report), indent=2), "documents", 1, documents)
    yield "\n"


def with_list(text: str, key: str, level: int, items: Iterable[object]) -> Iterator[str]:
    """`text`, indented JSON, in pieces and with `items` in the list of `key`, which is empty in it.

    `level` is how deep the key stands. No string can hold the line feed before it, so that the place is certain.
    """
    place = f'\n{_INDENT * level}"{key}": '
    before, after = text.split(place + "[]", 1)
    yield before + place
    yield from list_pieces(items, level)
    yield after


def list_pieces(items: Iterable[object], level: int = 0) -> Iterator[str]:
    """A list, an item a piece, as it stands in indented JSON in a line of this `level`."""
    line = f"\n{_INDENT * (level + 1)}"
    lead = "["
    for item in items:
        yield lead + line + dumps(item, indent=len(_INDENT)).replace("\n", line)
        lead = ","
    yield "[]" if lead == "[" else f"\n{_INDENT * level}]"


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON that UTF-8 can encode and that reads back as the same value; NaN and infinity raise ValueError."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
