"""The systems whose sentence scores and flags are compared: rules, network, both, Grammalecte, a 4-gram model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from measuring import peers
from measuring.spans import Span
from measuring.systems import Flag, flag_of
from mtqa.config import Settings
from mtqa.detecting import RuleDetector
from mtqa.detecting.neural import pieces, weights
from mtqa.detecting.neural.ngrams import BOUNDARY_KEY, LONGEST, sequence_keys, word_key
from mtqa.domain.report import SentenceReport
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker

MTQA = ("rules", "network", "both")
ROWS_AT_ONCE = 4000
BACK_OFF_LOG2, UNSEEN_LOG2, CORPUS_LOG2 = -1.32, -27.0, 25.0  # log2 of 0.4, of one in 100 million, of the words counted


@dataclass(frozen=True, slots=True)
class Judged:
    """What a system says of a text: a score (higher is better, any scale) and its flags."""

    score: float
    flags: tuple[Flag, ...]

    @property
    def is_grave(self) -> bool:
        """Whether an issue is major or critical (for a system without severities: any)."""
        return any(flag.severity != "minor" for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Texts:
    """French taken as one sentence, with what it was translated from."""

    french: str
    source: str | None = None


@cache
def checker(name: str, engine: str = "none") -> Checker:
    """mtqa with the rules, the network, or both; every finding is shown, however unsure where `name` ends in "*".

    With an engine it translates back and forth.
    """
    settings = Settings(
        neural=not name.startswith("rules"),
        min_confidence=0.0 if name.endswith("*") else 0.5,
        engine=engine,
        round_trip=engine != "none",
    )
    made = Checker(settings)
    if name.startswith("network"):
        made.detectors = [detector for detector in made.detectors if not isinstance(detector, RuleDetector)]
    return made


def judge(name: str, texts: Sequence[str], kept: Path | None = None) -> list[Judged]:
    """What system `name` says of each text, taken as one sentence. `kept` is a folder for what Grammalecte said."""
    if name == "Grammalecte":
        return [_of_spans(spans) for spans in _grammalecte(texts, kept)]
    if name == "4-gram":
        return [Judged(score, ()) for score in mean_log2_probability(texts)]
    reports = check_rows(checker(name), [Texts(text) for text in texts])
    return [Judged(one.score.fluency_0_100, tuple(flag_of(issue) for issue in one.issues)) for one in reports]


def check_rows(using: Checker, texts: Sequence[Texts]) -> list[SentenceReport]:
    """What a checker says of each text, in order."""
    reports: list[SentenceReport] = []
    for first in range(0, len(texts), ROWS_AT_ONCE):
        rows = tuple(
            Segment(n, text.french, source=text.source, is_row=True)
            for n, text in enumerate(texts[first : first + ROWS_AT_ONCE])
        )
        reports += using.check_document(Document("rows", "rows", rows)).sentences
    return reports


def mean_log2_probability(texts: Sequence[str]) -> list[float]:
    """Mean log2 probability a word, by the shipped counts of one to four words with stupid back-off (Brants et al.
    2007), from the words before it; 0 for no words."""
    table = weights.counts()
    found = []
    for text in texts:
        words = [word_key(form) for form in pieces.forms(text, pieces.cut(text))]
        keys = np.array([BOUNDARY_KEY] * (LONGEST - 1) + words, dtype=np.uint64)
        counts = [table.log2_counts(sequence_keys(keys, size)) for size in range(1, LONGEST + 1)]
        total = 0.0
        for place in range(LONGEST - 1, len(keys)):
            for size in range(LONGEST, 1, -1):
                whole, context = counts[size - 1][place - size + 1], counts[size - 2][place - size + 1]
                if whole > 0:
                    total += float(whole - context) + (LONGEST - size) * BACK_OFF_LOG2
                    break
            else:
                seen = counts[0][place]
                total += (float(seen) - CORPUS_LOG2 if seen > 0 else UNSEEN_LOG2) + (LONGEST - 1) * BACK_OFF_LOG2
        found.append(total / max(len(words), 1))
    return found


def _of_spans(spans: Sequence[Span]) -> Judged:
    return Judged(-float(len(spans)), tuple(Flag(span, "", "major", 1.0) for span in spans))


def _grammalecte(texts: Sequence[str], kept: Path | None) -> list[list[Span]]:
    def run(new: Sequence[str]) -> list[list[Span]]:
        return peers.grammalecte_spans(new)[0]

    found = remember(kept, "grammalecte", texts, run)
    return [[(start, end) for start, end in spans] for spans in found]


def remember(
    folder: Path | None, name: str, texts: Sequence[str], run: Callable[[Sequence[str]], list[Any]]
) -> list[Any]:
    """`run` over the texts, or what it said of them before, kept in `folder` (none: nothing is kept) as JSON."""
    if folder is None:
        return run(texts)
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]
    file = folder / f"{name}-{digest}.json"
    if not file.is_file():
        file.write_text(json.dumps(run(texts)), encoding="utf-8")
    found: list[Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
