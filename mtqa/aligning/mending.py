"""What dynamic programming cannot see is put right afterwards, by rating pairs of sentences on their own.

It must place every sentence in order, by rough signs. So two sentences that both lack a counterpart may end up as a
pair, a sentence more may hang on to a pair, and a sentence that was moved stays alone on both sides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from mtqa.aligning.evidence import Evidence
from mtqa.aligning.similarity import similarity

Bead = tuple[tuple[int, ...], tuple[int, ...]]

SURE_SCORE = 0.98
"""A pair of one sentence each that dynamic programming is as sure of as this is not looked at again."""

# Chosen on documents made of pairs kept aside for tuning.
_APART = 0.05
_TRIMMED = 0.4
_MOVED = 0.75
_FARTHEST_MOVE = 12
_MOST_CANDIDATES = 2  # for a sentence: those that share most keys with it


class Mender:
    """Mends the beads of one pair of documents."""

    def __init__(self, french: Sequence[str], other: Sequence[str], evidence: Evidence) -> None:
        self._french, self._other, self._evidence = french, other, evidence

    def rate(self, own: Sequence[int], other: Sequence[int]) -> float:
        """How far the two groups of sentences say the same, 0 to 1; 0 where one is empty."""
        if not own or not other:
            return 0.0
        return similarity(" ".join(self._french[i] for i in own), " ".join(self._other[j] for j in other))

    def part(self, bead: Bead) -> Iterator[Bead]:
        """The bead without the sentences that do not belong to it, which follow or precede alone."""
        own, other = bead
        rated = self.rate(own, other)
        if len(own) + len(other) == 2:
            yield from (bead,) if rated >= _APART else ((own, ()), ((), other))
            return
        best = max(_trim(bead), key=lambda shorter: self.rate(*shorter))
        if self.rate(*best) < rated + _TRIMMED:
            yield bead
            return
        left = (tuple(i for i in own if i < best[0][0]), tuple(j for j in other if j < best[1][0]))
        right = (tuple(i for i in own if i > best[0][-1]), tuple(j for j in other if j > best[1][-1]))
        yield from _alone(left)
        yield from self.part(best)
        yield from _alone(right)

    def rejoin(self, beads: list[Bead]) -> list[Bead]:
        """The beads with lone sentences paired that say the same, some places apart, in the order of the French."""
        lone_french = [(at, own[0]) for at, (own, other) in enumerate(beads) if own and not other]
        lone_other = [(at, other[0]) for at, (own, other) in enumerate(beads) if other and not own]
        candidates = []
        places = [at for at, _ in lone_other]
        for at, i in lone_french:
            near = slice(bisect_left(places, at - _FARTHEST_MOVE), bisect_right(places, at + _FARTHEST_MOVE))
            for j in self._find_sharers(i, [j for _, j in lone_other[near]]):
                if (rated := self.rate((i,), (j,))) >= _MOVED:
                    candidates.append((rated, i, j))
        joined: dict[int, int] = {}
        for _, i, j in sorted(candidates, reverse=True):
            if i not in joined and j not in joined.values():
                joined[i] = j
        taken = set(joined.values())
        return [
            (own, (joined[own[0]],) if own and not other and own[0] in joined else other)
            for own, other in beads
            if own or other[0] not in taken
        ]

    def _find_sharers(self, french: int, others: list[int]) -> list[int]:
        """Those of some other sentences that share most keys with a French one."""
        if not others:
            return []
        low = min(others)
        shared = self._evidence.of_sentence(french, low, max(others) + 1, 1.0, 0.0)
        sharing = sorted((-shared[j - low], j) for j in others if shared[j - low] > 0)
        return [j for _, j in sharing[:_MOST_CANDIDATES]]


def _trim(bead: Bead) -> Iterator[Bead]:
    """The bead without its first or its last sentence of either side."""
    own, other = bead
    if len(own) > 1:
        yield from ((own[1:], other), (own[:-1], other))
    if len(other) > 1:
        yield from ((own, other[1:]), (own, other[:-1]))


def _alone(bead: Bead) -> Iterator[Bead]:
    own, other = bead
    yield from (((i,), ()) for i in own)
    yield from (((), (j,)) for j in other)
