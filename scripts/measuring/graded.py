"""Sentences that people graded, with what the French can be compared with: what the overall score is fitted to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measuring.gold import ROOT
from measuring.readings import WEIGHTS, Reading, read
from mtqa import cleaning, segmenting
from mtqa.backtranslating.base import EngineSettings
from mtqa.backtranslating.select import select_engine
from mtqa.comparing import SideFiles, compare
from mtqa.domain.issue import Severity
from mtqa.domain.text import Document, Segment
from mtqa.scoring import Companions
from mtqa.scoring.overlap import compare_sentence
from mtqa.scoring.penalties import word_count

Agreements = tuple[float | None, float | None, float | None, float | None]
"""0 to 1: words with the source, words with the back-translation, chrF2 of back-translation and source, of round trip
and French."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A sentence as read by rules and network, its agreements, and the grade (0 to 1) that people gave it."""

    reading: Reading
    agreements: Agreements
    grade: float


def grade_rows(rows: Sequence[tuple[str, str, float]]) -> list[Graded]:
    """(French, English, grade) with back-translation and round trip by Apertium. Raises EngineError without it."""
    segments = tuple(Segment(n, text, source=source, is_row=True) for n, (text, source, _) in enumerate(rows))
    document = Document("rows", "rows", segments)
    sentences = segmenting.split(document, [cleaning.find_blocks(segment) for segment in segments])
    engine = select_engine(EngineSettings(name="apertium", round_trip=True))
    companions = compare(document, sentences, engine, SideFiles()).companions
    readings = read([text for text, _, _ in rows])
    return [
        Graded(reading, agreements_of(text, own), grade)
        for reading, own, (text, _, grade) in zip(readings, companions, rows, strict=True)
    ]


def grade_articles() -> Iterator[Graded]:
    """The sentences of corpora/dev, with the demo, and of their corrections, with source and back-translation.

    Their grade is 1 less the penalty a word of their marks, by the default weights.
    """
    engine = select_engine(EngineSettings(name="none"))
    folders = sorted(path.parent for path in (ROOT / "corpora" / "dev").glob("*/marks.json"))
    for folder in [*folders, ROOT / "corpora" / "demo"]:
        marks = [m for m in json.loads((folder / "marks.json").read_text("utf-8"))["marks"] if m["code"] != "FR305"]
        for name, back, own in (("fr.txt", "en.back.txt", marks), ("fr.corrected.txt", None, [])):
            segment = Segment(0, (folder / name).read_bytes().decode("utf-8"))
            document = Document(str(folder / name), "text", (segment,))
            sentences = segmenting.split(document, [cleaning.find_blocks(segment)])
            files = SideFiles(back_translation=str(folder / back) if back else None, source=str(folder / "en.txt"))
            companions = compare(document, sentences, engine, files).companions
            readings = read([sentence.text for sentence in sentences])
            for sentence, reading, other in zip(sentences, readings, companions, strict=True):
                inside = [m for m in own if m["start"] < sentence.end and sentence.start < m["end"]]
                penalty = sum(WEIGHTS.of(Severity(mark["severity"])) for mark in inside)
                grade = max(0.0, 1 - penalty / max(word_count(sentence), 1))
                yield Graded(reading, agreements_of(sentence.text, other), grade)


def agreements_of(french: str, companions: Companions) -> Agreements:
    """What scoring combines to adequacy."""
    back, source, trip = companions.back_translation, companions.source, companions.round_trip
    return (
        companions.source_agreement_0_1,
        companions.translation_agreement_0_1,
        _chrf(back, source) if back and source else None,
        _chrf(trip, french) if trip else None,
    )


def _chrf(hypothesis: str, reference: str) -> float:
    return compare_sentence(hypothesis, reference, "")[0].value / 100
