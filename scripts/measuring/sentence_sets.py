"""Sentences judged by people, for measuring sentence scores; each set is a function, read once.

The halves of diabla_dev are split by dialogue: the score is calibrated on one (scripts/calibrate_scores.py), the other
measures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from measuring.clean_news import clean_lines
from measuring.gold import FLUENCY_CATEGORIES, read_rows
from measuring.spans import Span

CLEAN_NEWS = 5000
NEWSTEST_PAIRS = 3000
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r" (?=[;:!?»%])|(?<=«) ")
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dialogue as translated: what the readers said of it, and the English."""

    text: str
    source: str
    is_perfect: bool
    problems: frozenset[str]


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """A segment of docqe: all its marked spans, those of fluency categories, and its document with its MQM score."""

    text: str
    source: str
    document: str
    document_mqm: float
    spans: tuple[Span, ...]
    fluency_spans: tuple[Span, ...]


@cache
def clean_news() -> tuple[str, ...]:
    """Held-out sentences of published news."""
    return tuple(islice(clean_lines("heldout"), CLEAN_NEWS))


@cache
def dialogue_lines(half: str) -> tuple[Line, ...]:
    """The lines of diabla_dev whose dialogue falls into the half `calibrate` or `measure`; unjudged ones left out."""
    found = []
    for row in read_rows("diabla_dev"):
        judgment = row["eval"]["judgment"]
        if judgment is None or (hashlib.sha256(row["dialogue"].encode()).digest()[0] % 2 == 0) != (half == "calibrate"):
            continue
        found.append(Line(row["mt"], row["orig"], judgment == "perfect", frozenset(row["eval"]["problems"])))
    return tuple(found)


@cache
def marked_segments(name: str) -> tuple[MarkedSegment, ...]:
    """The segments of docqe_dev or docqe_train."""
    return tuple(
        MarkedSegment(
            row["mt"], row["src"], row["doc"], float(row["doc_mqm"]),
            tuple((s["start"], s["end"]) for s in row["spans"]),
            tuple((s["start"], s["end"]) for s in row["spans"] if is_fluency(s["cat"])),
        )
        for row in read_rows(name)
    )  # fmt: skip


def is_fluency(category: str) -> bool:
    """Whether a docqe category shows in the French alone (DATA.md, "How to score")."""
    return category.startswith("Omitted") or category in FLUENCY_CATEGORIES


@cache
def minimal_pairs() -> tuple[tuple[str, str], ...]:
    """(better, worse) of clams_dev."""
    return tuple((row["better"], row["worse"]) for row in read_rows("clams_dev"))


@cache
def newstest_pairs() -> tuple[tuple[str, str], ...]:
    """(human reference, a real system's output) of the same sentence of newstest2013, spaces and quotes normalised.

    One system a sentence, drawn by hash; NEWSTEST_PAIRS sentences in the order of their hashes.
    """
    return tuple(islice(_newstest_pairs(), NEWSTEST_PAIRS))


def _newstest_pairs() -> Iterator[tuple[str, str]]:
    rows = sorted(read_rows("newstest2013_systems"), key=lambda row: _digest(f"line {row['line']}"))
    for row in rows:
        system = min(row["systems"], key=lambda name: _digest(f"{row['line']} {name}"))
        yield normalise(row["reference"]), normalise(row["systems"][system])


def normalise(text: str) -> str:
    """The text with plain quotes, apostrophes and single spaces, none before marks: typography tells systems apart."""
    plain = _SPACES.sub(" ", text).strip()
    return _SPACE_BEFORE_MARK.sub("", plain).translate(_MARKS)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
