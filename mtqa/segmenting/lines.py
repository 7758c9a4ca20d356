"""Which line breaks of a block end a sentence: those of headings and lists do, those of hard-wrapped prose do not."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[\n\r\u2028\u2029]\s*+")
_PARAGRAPH = re.compile(r"[\n\r\u2028](?!(?<=\r)\n)[^\S\n\r]*+[\n\r\u2028]|\u2029")
_SENTENCE_END = re.compile(r"[.!?…:;][\s»”\"')\]]*$")
_FIRST_WORD = re.compile(r"\S+")
# Prose is wrapped at 60 to 100 columns or so; a longer line holds a whole paragraph, a shorter one is verse or a list.
_WRAP_COLUMNS = range(45, 131)
_FULL_SHARE = 0.8
_TAIL = 12


def find_hard_breaks(text: str) -> list[int]:
    """Offsets where a line break ends a sentence, in order; each is where its line ends.

    An empty line always does. A single break does not where the next line goes on in lower case, nor where the block
    looks wrapped: nearly every line that ends inside a sentence had no room for the first word of the next.
    """
    breaks = [match for match in _BREAK.finditer(text) if match.start() > 0 and match.end() < len(text)]
    if not breaks:
        return []
    full = _full_lines(text, breaks)
    inner = [i for i, match in enumerate(breaks) if not _ends_sentence(text, match.start())]
    is_wrapped = len(inner) > 1 and sum(full[i] for i in inner) >= _FULL_SHARE * len(inner)
    return [
        match.start()
        for i, match in enumerate(breaks)
        if _PARAGRAPH.search(match[0]) or not ((is_wrapped and full[i]) or _goes_on(text, match))
    ]


def _full_lines(text: str, breaks: list[re.Match[str]]) -> list[bool]:
    """For each break, whether the line before it had no room for the first word after it."""
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    lengths = [len(text[begin:stop].rstrip()) for begin, stop in zip(starts, ends, strict=True)]
    width = max(lengths)
    if width not in _WRAP_COLUMNS:
        return [False] * len(breaks)
    full = []
    for length, match in zip(lengths, breaks, strict=False):
        word = _FIRST_WORD.match(text, match.end(), match.end() + width)
        full.append(length + 1 + len(word[0] if word else "") > width)
    return full


def _ends_sentence(text: str, offset: int) -> bool:
    return _SENTENCE_END.search(text[max(offset - _TAIL, 0) : offset]) is not None


def _goes_on(text: str, line_break: re.Match[str]) -> bool:
    return text[line_break.end()].islower() and not _ends_sentence(text, line_break.start())
