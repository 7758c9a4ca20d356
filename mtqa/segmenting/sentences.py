"""French sentence boundaries.

Candidates are runs of full stops, exclamation and question marks and ellipses with the closing marks after them, and
line breaks. Each is then judged by the word before it and by what follows. A boundary that no mark shows is left to
the rules: the text is not cut there.
"""

from __future__ import annotations

import re

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

    Every code point that is not white space lies in exactly one span.
    """
    end = len(text) if end is None else end
    hard = find_hard_breaks(text, start, end)
    ends = sorted({*hard, *_marked_ends(text, start, end, hard), end})
    spans = []
    for stop in ends:
        piece = text[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            spans.append((left, right))
        start = stop
    return spans


def _marked_ends(text: str, start: int, end: int, hard: list[int]) -> list[int]:
    """Offsets in `text[start:end]` where a sentence ends after a final mark and its closing marks."""
    addresses = [match.span() for match in _ADDRESS.finditer(text, start, end)]
    ends: list[int] = []
    line_ends = iter([*hard, end])
    line_end = next(line_ends)
    quotes = _Quotes(text, start, end)
    for run in _RUN.finditer(text, start, end):
        while line_end < run.end():
            start, line_end = line_end, next(line_ends)
        while addresses and addresses[0][1] <= run.start():
            addresses.pop(0)
        if addresses and addresses[0][0] <= run.start():
            continue
        close = _find_close(text, run.end(), line_end, quotes.is_open_at(run.end()))
        if ends_sentence(Mark(text, start, run.start(), run.end(), close, line_end)):
            ends.append(close)
            start = close
    return ends


class _Quotes:
    """Whether a straight quote is open, told from the white space beside each; asked at rising offsets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._quotes = _QUOTE.finditer(text, start, end)
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
