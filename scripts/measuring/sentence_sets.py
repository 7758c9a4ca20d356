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
from itertools import combinations, islice

from measuring.clean_news import clean_lines
from measuring.gold import FLUENCY_CATEGORIES, read_rows
from measuring.spans import Span

CLEAN_NEWS = 5000
NEWSTEST_PAIRS = 3000
NEWSTEST_OUTPUT_SYSTEMS = 6
CLEARLY_BETTER_CHRF = 20.0
_GRADES = {"perfect": 1.0, "medium": 0.5, "poor": 0.0}
_PENALTIES = {"minor": 1, "major": 5, "critical": 10}
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r" (?=[;:!?»%])|(?<=«) ")
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dialogue as translated: what the readers said of it, and the English.

    `grade` is 1 for perfect, a half for medium, 0 for poor.
    """

    text: str
    source: str
    grade: float
    problems: frozenset[str]

    @property
    def is_perfect(self) -> bool:
        """Whether the readers accepted it."""
        return self.grade == 1


@dataclass(frozen=True, slots=True)
class MarkedSegment:
    """A segment of docqe: all its marked spans, those of fluency categories, and its document with its MQM score.

    `grade`, 0 to 1, is 1 less the penalty a word of all spans (minor 1, major 5, critical 10), as MQM has it for
    documents; most segments with errors have 0.
    """

    text: str
    source: str
    document: str
    document_mqm: float
    spans: tuple[Span, ...]
    fluency_spans: tuple[Span, ...]
    grade: float


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
        found.append(Line(row["mt"], row["orig"], _GRADES[judgment], frozenset(row["eval"]["problems"])))
    return tuple(found)


@cache
def marked_segments(name: str) -> tuple[MarkedSegment, ...]:
    """The segments of docqe_dev or docqe_train."""
    return tuple(
        MarkedSegment(
            row["mt"], row["src"], row["doc"], float(row["doc_mqm"]),
            tuple((s["start"], s["end"]) for s in row["spans"]),
            tuple((s["start"], s["end"]) for s in row["spans"] if is_fluency(s["cat"])),
            max(0.0, 1 - sum(_PENALTIES[s["sev"]] for s in row["spans"]) / max(len(row["mt"].split()), 1)),
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


@dataclass(frozen=True, slots=True)
class OutputPair:
    """Two systems' translations of one sentence of newstest2013, spaces and quotes normalised, and the English."""

    source: str
    better: str
    worse: str


@cache
def output_pairs(half: str) -> tuple[OutputPair, ...]:
    """Outputs whose chrF2 against the reference differs by CLEARLY_BETTER_CHRF points or more: one pair a sentence.

    Of NEWSTEST_OUTPUT_SYSTEMS systems a sentence, drawn by hash, the first two that differ so much. The sentences are
    halved by hash: weights may be chosen on `tune`, `measure` only measures.
    """
    from sacrebleu.metrics.chrf import CHRF

    metric, found = CHRF(), []
    for row in read_rows("newstest2013_systems"):
        if (int(_digest(f"line {row['line']}")[:2], 16) % 2 == 0) != (half == "tune"):
            continue
        names = sorted(row["systems"], key=lambda name: _digest(f"{row['line']} {name}"))[:NEWSTEST_OUTPUT_SYSTEMS]
        outputs = [normalise(row["systems"][name]) for name in names]
        chrf = [metric.sentence_score(output, [normalise(row["reference"])]).score for output in outputs]
        for one, other in combinations(range(len(names)), 2):
            if abs(chrf[one] - chrf[other]) >= CLEARLY_BETTER_CHRF:
                better, worse = (one, other) if chrf[one] > chrf[other] else (other, one)
                found.append(OutputPair(row["source"].strip(), outputs[better], outputs[worse]))
                break
    return tuple(found)


def normalise(text: str) -> str:
    """The text with plain quotes, apostrophes and single spaces, none before marks: typography tells systems apart."""
    plain = _SPACES.sub(" ", text).strip()
    return _SPACE_BEFORE_MARK.sub("", plain).translate(_MARKS)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
