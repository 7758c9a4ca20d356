"""Inline suppressions: a line that is or ends in `<!-- mtqa: ignore FR101 FR2 -->` silences these codes in its file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtqa.domain.catalogue import CATALOGUE
from mtqa.reading.lines import lines_of
from mtqa.reading.source import Source

# It ends where another comment begins: searches that ran on to the end of the line from each would take minutes.
DIRECTIVE = re.compile(r"(<!--\s*+mtqa\s*+:\s*+ignore\b(?P<codes>(?:(?!-->)[^<])*+)-->)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The codes silenced, or the beginnings of codes (FR1), and the (start, end) code points of the directives."""

    codes: frozenset[str]
    spans: tuple[tuple[int, int], ...]


def find_suppressions(source: Source, text: str) -> Suppressions:
    """The directives that stand alone on a line of `text` or at its end; elsewhere in a line they are prose.

    Raises InputError for one that names no code or one that does not exist: it would silence nothing and look as if
    it did.
    """
    codes: set[str] = set()
    spans: list[tuple[int, int]] = []
    for line in lines_of(text):
        directive = DIRECTIVE.search(line.text)
        if directive is None:
            continue
        named = directive["codes"].upper().replace(",", " ").split()
        if not named:
            raise source.error("the suppression names no code; write <!-- mtqa: ignore FR101 -->", line.number)
        for code in named:
            if not any(known.startswith(code) for known in CATALOGUE):
                raise source.error(f"no such code: {code} in the suppression; `mtqa rules` lists them", line.number)
        codes.update(named)
        spans.append((line.start + directive.start(1), line.start + directive.end(1)))
    return Suppressions(frozenset(codes), tuple(spans))
