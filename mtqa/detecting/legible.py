"""A sentence as a reader sees it: composed letters, nothing invisible, no emphasis marks, no decorating emoji.

Detectors read this view, so that a character nobody sees hides no error from them; what they find is then put back on
the sentence's own code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mtqa.domain.issue import Issue
from mtqa.domain.text import Sentence
from mtqa.french.tokens import tokenize

# Formatting characters (zero-width, direction, soft hyphen), controls that are no white space, halves of pairs.
INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0001-\U000e007f\ud800-\udfff"
)
_EMOJI = r"[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\ufe0f\u20e3]"
_INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
_EMPHASIS = re.compile(r"(?<![\w*])(?P<star>\*{1,3})(?=[^\s*])[^*\n]{1,300}(?<=\S)(?P=star)(?![\w*])")
# At the start, or anywhere with the letter that comes next.
_EMOJI_RUN = re.compile(
    rf"^(?:{_EMOJI}|[\s\u200d])*{_EMOJI}[\s\u200d]*+|(?:{_EMOJI}|\u200d)++(?=[^\S\n]*+(?P<next>[^\W\d_])?)"
)
_COMBINING = re.compile(r"[\u0300-\u036f]")
_MAY_DIFFER = re.compile(rf"[*{INVISIBLE}{_EMOJI[1:-1]}\u0300-\u036f]")  # without one of these nothing is dropped
_UNIT = re.compile(r"[\s\S][\u0300-\u036f]*")  # a letter with its accents


@dataclass(frozen=True, slots=True)
class Legible:
    """`sentence` is the view; code point `i` of its text is `original.text[starts[i] : ends[i]]`.

    The view keeps the place of the original in its segment (`start`), though its text may be shorter.
    """

    original: Sentence
    sentence: Sentence
    starts: Sequence[int]
    ends: Sequence[int]

    def restore(self, issue: Issue) -> Issue:
        """The issue on the original's code points; without its suggestion where that would take out a visible mark."""
        first, last = issue.start - self.original.start, issue.end - self.original.start
        start = self.starts[first] if first < len(self.starts) else len(self.original.text)
        end = self.ends[last - 1] if last > first else start
        text = self.original.text[start:end]
        seen = unicodedata.normalize("NFC", _INVISIBLE_RUN.sub("", text))
        return replace(
            issue,
            start=self.original.start + start,
            end=self.original.start + end,
            text=text,
            suggestion=issue.suggestion if seen == unicodedata.normalize("NFC", issue.text) else None,
        )


def legible(sentence: Sentence) -> Legible | None:
    """The view of a sentence, None where it reads as it is written or where nothing visible is in it."""
    text = sentence.text
    if not _MAY_DIFFER.search(text):
        return None
    dropped = _dropped(text)
    if not dropped and not _COMBINING.search(text):
        return None
    kept = [offset for offset in range(len(text)) if offset not in dropped]
    visible = "".join(text[offset] for offset in kept)
    pieces, starts, ends = [], [], []
    for unit in _UNIT.finditer(visible):
        pieces.append(unicodedata.normalize("NFC", unit[0]))
        starts += [kept[unit.start()]] * len(pieces[-1])
        ends += [kept[unit.end() - 1] + 1] * len(pieces[-1])
    shown = "".join(pieces)
    if shown == text or not shown.strip():
        return None
    protected = tuple((bisect_left(starts, left), bisect_left(starts, right)) for left, right in sentence.protected)
    view = replace(sentence, text=shown, end=sentence.start + len(shown), tokens=tokenize(shown), protected=protected)
    return Legible(sentence, view, starts, ends)


def _dropped(text: str) -> set[int]:
    """Offsets of what a reader does not see or does not read."""
    dropped: set[int] = set()
    for emphasis in _EMPHASIS.finditer(text):
        for start, end in (emphasis.span("star"), (emphasis.end() - len(emphasis["star"]), emphasis.end())):
            dropped.update(range(start, end))
    for run in _INVISIBLE_RUN.finditer(text):
        dropped.update(range(*run.span()))
    for run in _EMOJI_RUN.finditer(text):
        if run["next"] and not run["next"].islower():
            continue  # it may stand for the full stop
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isspace() and (not after or after.isspace() or after in ".,)]"):
            start -= 1  # of the white space on both sides one is left
        dropped.update(range(start, end))
    return dropped
