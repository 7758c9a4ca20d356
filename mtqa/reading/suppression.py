"""Inline suppressions: a line `<!-- mtqa: ignore FR101 FR205 -->` silences these codes in its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtqa.reading.lines import lines_of
from mtqa.reading.source import Source

DIRECTIVE = re.compile(r"\s*(<!--\s*mtqa\s*:\s*ignore\b(?P<codes>.*?)-->)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The codes silenced, and the (start, end) code points of the directives themselves."""

    codes: frozenset[str]
    spans: tuple[tuple[int, int], ...]


def find_suppressions(source: Source, text: str) -> Suppressions:
    """The directives that stand alone on a line of `text`.

    Raises InputError for one that names no code: it would silence nothing and look as if it did.
    """
    codes: set[str] = set()
    spans: list[tuple[int, int]] = []
    for line in lines_of(text):
        directive = DIRECTIVE.fullmatch(line.text)
        if directive is None:
            continue
        named = directive["codes"].replace(",", " ").split()
        if not named:
            raise source.error("the suppression names no code; write <!-- mtqa: ignore FR101 -->", line.number)
        codes.update(code.upper() for code in named)
        spans.append((line.start + directive.start(1), line.start + directive.end(1)))
    return Suppressions(frozenset(codes), tuple(spans))
