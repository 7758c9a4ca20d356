"""French sentence boundaries.

Candidates are runs of full stops, exclamation and question marks and ellipses with the closing marks after them, and
line breaks. Each is then judged by the word before it and by what follows. A boundary that no mark shows is left to
the rules: the text is not cut there.
"""

from __future__ import annotations

import re
from collections import deque

from mtqa.segmenting.boundaries import Mark, ends_sentence
from mtqa.segmenting.lines import find_hard_breaks

_RUN = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?[!?…]+|[ \u00a0\u202f]\.{2,}|(?<=[!?])[ \u00a0\u202f]\.(?=\s))*")
_CLOSING = re.compile(r"\s{0,2}[»”]|[)\]]|\[\d{1,3}\]|['’\"](?=[\s.,;:!?…)»\]]|$)")
_SPACED_QUOTE = re.compile(r"\s\"(?=\s|$)|\"")
_QUOTE = re.compile(r"(?P<opens>(?<![^\s('’«])\"(?=\S))|(?P<closes>(?<=\S)\"(?!\w))|\"")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"“”]*[\w/]|[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)++|</?[A-Za-z!][^<>\n]{0,300}>"
)


def split_text(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentence spans (start, end) of `text[start:end]`, in order, absolute, without the white space around them.

    Every code point of it that is not white space lies in exactly one span; what stands outside has no influence.
    """
    part = text[start:end]
    line_ends = [*find_hard_breaks(part), len(part)]
    spans = []
    left = 0
    for stop in sorted({*line_ends, *_marked_ends(part, line_ends)}):
        piece = part[left:stop].rstrip()
        solid = piece.lstrip()
        if solid:
            spans.append((start + left + len(piece) - len(solid), start + left + len(piece)))
        left = stop
    return spans


def _marked_ends(text: str, line_ends: list[int]) -> list[int]:
    """Offsets where a sentence ends after a final mark and its closing marks; `line_ends` are ends anyhow."""
    addresses = deque(match.span() for match in _ADDRESS.finditer(text))
    quotes = _Quotes(text)
    ends: list[int] = []
    start, line = 0, 0
    for run in _RUN.finditer(text):
        while line_ends[line] < run.end():
            start = line_ends[line]
            line += 1
        while addresses and addresses[0][1] <= run.start():
            addresses.popleft()
        if addresses and addresses[0][0] <= run.start():
            continue
        close = _find_close(text, run.end(), line_ends[line], quotes.is_open_at(run.end()))
        if ends_sentence(Mark(text, start, run.start(), run.end(), close, line_ends[line])):
            ends.append(close)
            start = close
    return ends


class _Quotes:
    """Whether a straight quote is open, told from the white space beside each; asked at rising offsets."""

    def __init__(self, text: str) -> None:
        self._quotes = _QUOTE.finditer(text)
        self._next = next(self._quotes, None)
        self._is_open = False

    def is_open_at(self, offset: int) -> bool:
        while self._next is not None and self._next.start() < offset:
            if self._next["opens"] is not None:
                self._is_open = True
            elif self._next["closes"] is not None:
                self._is_open = False
            else:
                self._is_open = not self._is_open
            self._next = next(self._quotes, None)
        return self._is_open


def _find_close(text: str, offset: int, end: int, is_quote_open: bool) -> int:
    """Where the closing quotes and brackets end that follow the final marks ending at `offset`."""
    while found := _CLOSING.match(text, offset, end):
        offset = found.end()
    if is_quote_open and (found := _SPACED_QUOTE.match(text, offset, end)):
        offset = found.end()
    return offset
