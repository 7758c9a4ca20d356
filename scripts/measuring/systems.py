"""mtqa itself as one of the systems measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from measuring.gold import GoldText
from mtqa.benchmarking.spans import Span
from mtqa.config import Settings
from mtqa.domain.issue import Issue
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker


@dataclass(frozen=True, slots=True)
class Flag:
    """A flagged span with its code and severity."""

    span: Span
    code: str
    severity: str
    confidence: float


@cache
def checker(*, neural: bool = False) -> Checker:
    """The default pipeline, or the one with the neural detector."""
    return Checker(Settings(neural=neural))


def check_texts(texts: Sequence[GoldText], *, neural: bool = False, using: Checker | None = None) -> list[list[Flag]]:
    """Flags of each text: articles are checked whole, rows all together as the segments of one document.

    By the default pipeline, the one with the neural detector, or the one given.
    """
    using = using or checker(neural=neural)
    flags: list[list[Flag]] = [[] for _ in texts]
    rows = [position for position, text in enumerate(texts) if text.is_row]
    for position, text in enumerate(texts):
        if not text.is_row:
            document = Document(f"article {position}", "text", (Segment(0, text.text),))
            flags[position] = [flag_of(issue) for issue in using.check_document(document).issues]
    if rows:
        segments = tuple(Segment(position, texts[position].text, is_row=True) for position in rows)
        report = using.check_document(Document("rows", "rows", segments))
        for position, sentence in zip(rows, report.sentences, strict=True):
            flags[position] = [flag_of(issue) for issue in sentence.issues]
    return flags


def flag_of(issue: Issue) -> Flag:
    """What measuring keeps of an issue."""
    return Flag((issue.start, issue.end), issue.code, issue.severity.value, issue.confidence)
