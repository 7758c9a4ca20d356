"""Checked documents made by hand: sentences with scores and issues, no pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport, DocumentReport, SentenceReport
from mtqa.domain.score import Band, DocumentScore, SentenceScore
from mtqa.domain.text import Document, Segment, Sentence

Spec = tuple[str, float] | tuple[str, float, tuple[str, ...]]
"""A text, its score, and codes with the flagged words: `FR204:dans dans`."""


def rows(name: str, specs: Sequence[Spec], ids: Sequence[str | int] | None = None) -> CheckReport:
    """A report of one document of rows."""
    segments = tuple(Segment(ids[number] if ids else number, spec[0], is_row=True) for number, spec in enumerate(specs))
    sentences = tuple(_sentence(number, number, 0, spec) for number, spec in enumerate(specs))
    return report(Document(name, "jsonl", segments), sentences)


def texts(*documents: tuple[str, str | None, Sequence[Sequence[Spec]]]) -> CheckReport:
    """A report of running texts: name, feed that holds it, and paragraphs of sentences."""
    return CheckReport(tuple(_text(*document) for document in documents), (), "mtqa:test")


def _text(name: str, container: str | None, paragraphs: Sequence[Sequence[Spec]]) -> DocumentReport:
    text, sentences = "", []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        for number, spec in enumerate(paragraph):
            text += " " if number else ""
            sentences.append(_sentence(len(sentences), 0, len(text), spec))
            text += spec[0]
    document = Document(name, "text", (Segment(0, text),), container=container)
    return report(document, tuple(sentences)).documents[0]


def report(document: Document, sentences: tuple[SentenceReport, ...]) -> CheckReport:
    """A report of one document with these sentences."""
    score = sum(one.score.score_0_100 for one in sentences) / max(len(sentences), 1)
    summary = DocumentScore(score, score, None, Band.GOOD, 0.0, sum(one.words for one in sentences), len(sentences))
    return CheckReport((DocumentReport(document, sentences, (), summary, "Not checked."),), (), "mtqa:test")


def _sentence(index: int, segment: int, start: int, spec: Spec) -> SentenceReport:
    text, score, codes = spec if len(spec) == 3 else (*spec, ())
    sentence = Sentence(index, segment, text, start, start + len(text), ())
    issues = tuple(_issue(code, text, start) for code in codes)
    found = SentenceScore(score, score, None, Band.GOOD if score > 95 else Band.POOR, 100 - score)
    return SentenceReport(sentence, issues, found, index + 1, 1, words=len(text.split()))


def _issue(code: str, text: str, start: int) -> Issue:
    code, _, words = code.partition(":")
    entry, place = CATALOGUE[code], text.index(words)
    return Issue(
        code, entry.name, entry.category, entry.severity, start + place, start + place + len(words), words, "A message.",
        suggestion="x", fingerprint=f"{code}{words}",
    )  # fmt: skip
