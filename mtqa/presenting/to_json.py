"""JSON: the whole report as one object, by `schema/report.schema.json`. (Not `json.py`, which would hide json.)"""

from __future__ import annotations

import json
import re

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import report_record

# UTF-8 cannot carry a lone surrogate, and U+0085, U+2028 and U+2029 end a line for some readers of JSONL; JSON has an
# escape for each, and a string of the output is the only place where one can stand.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def present(report: CheckReport, **_: object) -> str:
    """The report as indented JSON."""
    return dumps(report_record(report), indent=2) + "\n"


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON that UTF-8 can encode and that reads back as the same value; NaN and infinity raise ValueError."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
