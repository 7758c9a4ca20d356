"""What was found before in the same words: feeds and exports repeat themselves."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

from mtqa.detecting.findings import Findings
from mtqa.detecting.selection import Selection
from mtqa.domain.text import Sentence

_MOST_SEGMENTS = 2048  # 2 MB: most segments have no issue
_NOTHING = Findings()

Found = tuple[Findings, ...]
"""What was found in each sentence of a segment, without fingerprints."""


class IssueMemory:
    """The issues of segments seen lately, the longest unused one forgotten first.

    Only for detectors that judge a segment by itself and always alike, as rules do; one memory for one set of them.
    """

    def __init__(self, most_segments: int = _MOST_SEGMENTS) -> None:
        self._most = most_segments
        self._found: OrderedDict[bytes, Found | int] = OrderedDict()  # of sentences without an issue the number

    def get(self, key: bytes) -> Found | None:
        """What was found in the segment of this key, None where it is not known."""
        found = self._found.get(key)
        if found is None:
            return None
        self._found.move_to_end(key)
        return (_NOTHING,) * found if isinstance(found, int) else found

    def put(self, key: bytes, found: Found) -> None:
        """Keeps what was found."""
        self._found[key] = len(found) if all(each == _NOTHING for each in found) else found
        if len(self._found) > self._most:
            self._found.popitem(last=False)


def key_of(segment: Sequence[Sentence], selection: Selection) -> bytes:
    """A digest over all that the issues of a segment depend on: its sentences with their places, and the selection."""
    content = [
        (part.text, part.start, part.kind.value, part.glued, part.terminated, part.protected) for part in segment
    ]
    chosen = (sorted(selection.codes), selection.min_confidence)
    return hashlib.blake2b(repr((content, chosen)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
