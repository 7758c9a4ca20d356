"""A sentence beside what it is compared with: words that are linked, words that came back changed.

A word without a link is not marked: the links are the sure ones only, so that their absence says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from mtqa.domain.report import SentenceReport
from mtqa.domain.text import Token
from mtqa.domain.translation import WordLink

# Words and marks of a text that nobody tokenised; only the eye compares them.
_WORD = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or what stands between words.

    `link` is a number shared by both ends of a link (None without one), `changed` says that the word differs between
    the French and the round trip or the reference.
    """

    text: str
    link: int | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One text: `role` is french, source, back-translation, round-trip or reference; `engine` is empty for none."""

    role: str
    lang: str
    pieces: tuple[Piece, ...]
    engine: str = ""
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The French first; where words are linked, the text they are linked with stands second."""

    lines: tuple[Line, ...]
    linked: bool


def comparison_of(report: SentenceReport) -> Comparison | None:
    """The lines for a sentence, None where it was compared with nothing."""
    back, french = report.back_translation, report.sentence.text
    others = [("source", "en", report.source, "", False)]
    if back:
        others.append(("back-translation", "en", back.text or None, back.engine, back.rough))
        others.append(("round-trip", "fr", back.round_trip, back.engine, back.rough))
    others.append(("reference", "fr", report.reference, "", False))
    others = [other for other in others if other[2] is not None]
    if not others:
        return None
    linked = bool(report.links and report.other_tokens) and others[0][1] == "en"
    changes = {role: _changes(french, text) for role, lang, text, *_ in others if lang == "fr" and text is not None}
    gone = next(iter(changes.values()), ([], []))[0]
    links = [link for link in report.links if _is_word(report, link)] if linked else []
    ends = {link.french: number for number, link in enumerate(links)}
    lines = [Line("french", "fr", tuple(_pieces(french, _Marks(_spans(report.sentence.tokens), ends, gone))))]
    for position, (role, lang, text, engine, rough) in enumerate(others):
        assert text is not None
        marks = _Marks([], {}, changes.get(role, ([], []))[1])
        if linked and not position:
            ends = {link.other: number for number, link in enumerate(links)}
            marks = _Marks(_spans(report.other_tokens), ends, [])
        lines.append(Line(role, lang, tuple(_pieces(text, marks)), engine, rough))
    return Comparison(tuple(lines), linked)


def _is_word(report: SentenceReport, link: WordLink) -> bool:
    """Links of punctuation are left out: they would only cross those of words."""
    return any(char.isalnum() for char in report.sentence.tokens[link.french].text)


def _spans(tokens: Sequence[Token]) -> list[Span]:
    return [(token.start, token.end) for token in tokens]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What to mark in a text: its words, the links by position of the word, and the spans that changed."""

    words: Sequence[Span]
    links: Mapping[int, int]
    changed: Sequence[Span]


def _changes(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """Spans of each text that the other has not, word by word; case and the kind of apostrophe make no difference."""
    spans = [[match.span() for match in _WORD.finditer(text)] for text in (one, other)]
    folded = [
        [text[start:end].casefold().replace("’", "'") for start, end in found]
        for text, found in zip((one, other), spans, strict=True)
    ]
    gone: list[Span] = []
    come: list[Span] = []
    for kind, i, j, k, m in SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_opcodes():
        if kind != "equal":
            gone += spans[0][i:j]
            come += spans[1][k:m]
    return gone, come


def _pieces(text: str, marks: _Marks) -> Iterator[Piece]:
    """The text cut at the bounds of words and of changes; pieces without a mark are joined."""
    bounds = sorted({0, len(text), *(bound for span in (*marks.words, *marks.changed) for bound in span)})
    plain_from = 0
    word = change = 0
    for start, end in pairwise(bounds):
        while word < len(marks.words) and marks.words[word][1] <= start:
            word += 1
        while change < len(marks.changed) and marks.changed[change][1] <= start:
            change += 1
        in_word = word < len(marks.words) and marks.words[word][0] <= start
        link = marks.links.get(word) if in_word else None
        changed = change < len(marks.changed) and marks.changed[change][0] <= start
        if link is None and not changed:
            continue
        if plain_from < start:
            yield Piece(text[plain_from:start])
        yield Piece(text[start:end], link, changed)
        plain_from = end
    if plain_from < len(text):
        yield Piece(text[plain_from:])
