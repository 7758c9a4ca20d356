"""What a French sentence is compared with, and how far each word of either side has an answer on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mtqa.detecting.consistency.bridge import Bridge, Span
from mtqa.detecting.consistency.negation import is_content
from mtqa.domain.text import Token

CONTENT_BITS = 9.0
"""Words rarer than this bear meaning of their own."""
_SURE_LINK = 0.3
_ANSWERED_BEST = 0.02
_ANSWERED_SUPPORT = 0.2


@dataclass(frozen=True)
class WordSide:
    """A side's tokens; for each how far the other side answers it, and how rare it is.

    `support` is 0 to 1, None where nothing is known of the word; `best` is the chance (0 to 1) of the token where any
    one token of the other side stands; `rarity` is in bits.
    """

    text: str
    tokens: Sequence[Token]
    support: Sequence[float | None]
    best: Sequence[float]
    rarity: Sequence[float]

    def span(self, index: int) -> Span:
        """Where the token stands in the text."""
        return self.tokens[index].start, self.tokens[index].end

    def is_unanswered(self, index: int) -> bool:
        """Whether nothing on the other side can stand for the token, as far as anything is known of it."""
        return self.best[index] < _ANSWERED_BEST and (self.support[index] or 0.0) < _ANSWERED_SUPPORT


@dataclass(frozen=True)
class Counterpart:
    """A French sentence with its source or back-translation (English), and the links (French, other, 0 to 1)."""

    french: WordSide
    other: WordSide
    links: Sequence[tuple[int, int, float]]

    @cached_property
    def bridge(self) -> Bridge:
        """The texts with their sure links."""
        ours, theirs = self.french.tokens, self.other.tokens
        pairs = [
            ((ours[i].start, ours[i].end), (theirs[j].start, theirs[j].end))
            for i, j, score in self.links
            if score > _SURE_LINK
        ]
        return Bridge(self.french.text, self.other.text, tuple(pairs))

    def answered_share(self) -> float:
        """Of the known words that bear meaning, on both sides, the share (0 to 1) that the other side answers."""
        known = [
            side.is_unanswered(index)
            for side in (self.french, self.other)
            for index, token in enumerate(side.tokens)
            if side.support[index] is not None and side.rarity[index] >= CONTENT_BITS and is_content(token.text)
        ]
        return 1.0 - sum(known) / len(known) if known else 1.0

    def locate(self, start: int, end: int) -> Span:
        """The French word that the other text's words from `start` to `end` would stand at or next to.

        Of the words that bear meaning, the one linked with the first word at or after `start`, else with the last
        one before it.
        """
        links = sorted((far, near) for near, far in self.bridge.links if is_content(self.french.text[slice(*near)]))
        after = [near for far, near in links if far[1] > start and far[0] < end + 12]
        before = [near for far, near in links if far[1] <= start]
        if after or before:
            return after[0] if after else before[-1]
        place = self.bridge.turned().project((start + end) / 2)
        words = [token for token in self.french.tokens if token.text[:1].isalnum()] or list(self.french.tokens)
        token = min(words, key=lambda token: abs((token.start + token.end) / 2 - place))
        return token.start, token.end
