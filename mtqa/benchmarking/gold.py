"""Texts that people judged: where the errors are, or only whether a text is good.

A user's own file is JSON Lines, a text a row:

    {"text": "Il vit dans dans un port.", "spans": [{"start": 7, "end": 16, "severity": "major", "category": "style"}]}
    {"text": "Le maire est parti.", "spans": []}
    {"text": "Le maire partir.", "label": "bad"}

`spans` (code points, end exclusive; severity and category are optional) marks every error of the text, so that a text
without any is right; `label` (good or bad) judges it as a whole. A row has one of them or both. `source`,
`back_translation` and `reference` are optional and count in the scores, as they do in a check. A file that ends in
.tsv is read as the table that MQM annotation makes: columns target (the errors between <v> and </v>), category and
severity, a row an error; rows of one target and source are one text. Both may be packed with gzip, xz or zstd.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.benchmarking.spans import Span
from mtqa.domain.issue import Severity
from mtqa.errors import InputError
from mtqa.reading.compressed import read_whole

GOOD, BAD = "good", "bad"
_KEYS = ("text", "spans", "label", "source", "back_translation", "reference")
_OPEN, _CLOSE = "<v>", "</v>"
_MQM_COLUMNS = ("target", "category", "severity")
_NO_ERROR = ("no-error", "no error", "neutral")


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its marked errors. `right` holds the spans of its right sentences (the whole text for a row)."""

    text: str
    marked: tuple[Span, ...]
    right: tuple[Span, ...]
    is_row: bool = True
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """An error that a person marked: code points of the text, end exclusive."""

    start: int
    end: int
    severity: Severity | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class JudgedText:
    """A text that a person judged; `marks` is None where only the whole was judged."""

    text: str
    marks: tuple[Mark, ...] | None
    is_good: bool
    source: str | None = None
    back_translation: str | None = None
    reference: str | None = None


def _is_table(path: str) -> bool:
    return ".tsv" in [suffix.lower() for suffix in Path(path).suffixes[-2:]]


def read_gold(path: str) -> list[JudgedText]:
    """The texts of a user's file. Raises InputError, which names the line, for what is not as it must be."""
    try:
        with Path(path).open("rb") as file:
            lines = read_whole(path, file).decode("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a JSONL file of marked texts") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    texts = list(_read_mqm(path, lines) if _is_table(path) else _read_rows(path, lines))
    if not texts:
        raise InputError(f"{path}: no marked text in it; give a row a text (see `mtqa bench --help`)")
    return texts


def _read_rows(path: str, lines: Sequence[str]) -> Iterator[JudgedText]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            place = f"{path}:{number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError(f"{place}: not a JSON object ({error}); give one a line") from None
            if not isinstance(row, dict):
                raise InputError(f"{place}: not a JSON object; give one a line")
            yield _judged(row, place)


def _judged(row: Mapping[str, Any], place: str) -> JudgedText:
    unknown = sorted(set(row) - set(_KEYS) - {"id"})
    if unknown:
        raise InputError(f"{place}: unknown key {unknown[0]!r}; known keys are id, {', '.join(_KEYS)}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{place}: 'text' must be the French text, a string that is not blank")
    label = row.get("label")
    if label is not None and (not isinstance(label, str) or label.lower() not in (GOOD, BAD)):
        raise InputError(f"{place}: 'label' must be good or bad, not {label!r}")
    spans = row.get("spans")
    if spans is None and label is None:
        raise InputError(f"{place}: neither 'spans' nor 'label': mark the errors ([] for none), or judge the text")
    if spans is not None and not isinstance(spans, list):
        raise InputError(f"{place}: 'spans' must be a list, not {spans!r}")
    marks = None if spans is None else tuple(_mark(span, text, place) for span in spans)
    for key in ("source", "back_translation", "reference"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise InputError(f"{place}: {key!r} must be a string, not {row[key]!r}")
    return JudgedText(
        text,
        marks,
        label.lower() == GOOD if label is not None else not marks,
        row.get("source") or None,
        row.get("back_translation") or None,
        row.get("reference") or None,
    )


def _mark(span: Any, text: str, place: str) -> Mark:
    if not isinstance(span, dict):
        raise InputError(f"{place}: a span must be an object with start and end, not {span!r}")
    start, end = span.get("start"), span.get("end")
    whole = all(isinstance(bound, int) and not isinstance(bound, bool) for bound in (start, end))
    if not whole or not 0 <= start <= end <= len(text):  # type: ignore[operator]
        raise InputError(
            f"{place}: a span must have 0 <= start <= end <= {len(text)} (code points of the text), "
            f"not {start!r} to {end!r}"
        )
    severity, category = span.get("severity"), span.get("category")
    if severity is not None and str(severity).lower() not in [*Severity]:
        raise InputError(f"{place}: the severity of a span must be {', '.join(Severity)}, not {severity!r}")
    assert isinstance(start, int) and isinstance(end, int)
    return Mark(start, end, Severity(str(severity).lower()) if severity is not None else None, str(category or ""))


def _read_mqm(path: str, lines: Sequence[str]) -> Iterator[JudgedText]:
    rows = list(
        csv.reader((line.rstrip("\r") for line in lines if line.strip()), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    header = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in _MQM_COLUMNS if name not in header]
    if missing:
        raise InputError(
            f"{path}:1: no column {missing[0]!r}; MQM tables have {', '.join(_MQM_COLUMNS)}; other marks go into JSONL"
        )
    found: dict[tuple[str, str], dict[Mark, None]] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(header):
            raise InputError(f"{path}: row {number} has {len(cells)} columns where the header has {len(header)}")
        row = dict(zip(header, cells, strict=True))
        text, span = _unmarked(row["target"], f"{path}: row {number}")
        marks = found.setdefault((text, row.get("source", "").replace(_OPEN, "").replace(_CLOSE, "")), {})
        name = row["severity"].strip().lower()
        if span and name not in _NO_ERROR:
            marks[Mark(*span, Severity(name) if name in [*Severity] else None, row["category"].strip())] = None
    for (text, source), marks in found.items():
        yield JudgedText(text, tuple(marks), not marks, source or None)


def _unmarked(target: str, place: str) -> tuple[str, Span | None]:
    """The text without its marks, and the span between them."""
    start, end = target.find(_OPEN), target.find(_CLOSE)
    if (start, end) == (-1, -1):
        return target, None
    if start == -1 or end < start or target.count(_OPEN) + target.count(_CLOSE) != 2:
        raise InputError(f"{place}: a target has one {_OPEN} and, after it, one {_CLOSE}; correct {target[:60]!r}")
    return target.replace(_OPEN, "").replace(_CLOSE, ""), (start, end - len(_OPEN))
