"""mtqa over judged texts: what it flags and how it scores them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtqa.benchmarking.gold import GoldText, JudgedText
from mtqa.benchmarking.spans import Span, SpanTally, touches
from mtqa.domain.issue import Issue
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What mtqa says of a text: its issues, and its score (0 to 100)."""

    issues: tuple[Issue, ...]
    score_0_100: float


class Checked(NamedTuple):
    """The issues of a text, and how many sentences mtqa saw in it."""

    issues: tuple[Issue, ...]
    sentences: int


def check_gold(texts: Sequence[GoldText], checker: Checker) -> list[Checked]:
    """What is flagged in each text: articles are checked whole, rows all together as segments of one document."""
    found = [Checked((), 1)] * len(texts)
    rows = [position for position, text in enumerate(texts) if text.is_row]
    for position, text in enumerate(texts):
        if not text.is_row:
            document = Document(f"article {position}", "text", (Segment(0, text.text),))
            article = checker.check_document(document)
            found[position] = Checked(tuple(article.issues), len(article.sentences))
    if rows:
        segments = tuple(Segment(position, texts[position].text, is_row=True) for position in rows)
        report = checker.check_document(Document("rows", "rows", segments))
        for position, sentence in zip(rows, report.sentences, strict=True):
            found[position] = Checked(sentence.issues, 1)
    return found


def tally(texts: Sequence[GoldText], flags: Sequence[Sequence[Span]]) -> SpanTally:
    """Counts flags against marks; a right sentence counts as flagged where any span touches it."""
    result = SpanTally()
    for text, spans in zip(texts, flags, strict=True):
        result.add(text.text, text.marked, spans)
        for start, end in text.right:
            result.add_right(any(touches((start + 1, end - 1), span) for span in spans))
    return result


def check_judged(
    texts: Sequence[JudgedText], checker: Checker, progress: Progress | None = None, *, with_companions: bool = True
) -> list[Finding]:
    """What mtqa says of each text, taken as a row; without companions source and reference are left out."""
    segments = tuple(
        Segment(
            number,
            text.text,
            is_row=True,
            source=text.source if with_companions else None,
            back_translation=text.back_translation if with_companions else None,
            reference=text.reference if with_companions else None,
        )
        for number, text in enumerate(texts)
    )
    report = checker.check_document(Document("gold", "rows", segments), progress)
    return [Finding(one.issues, one.score.score_0_100) for one in report.sentences]
