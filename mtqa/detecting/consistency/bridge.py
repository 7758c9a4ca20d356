"""A French text and another with the word links between them: where a place of one stands in the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two texts and the pairs of spans (code points) that sure links join, in the order of the first text.

    `french` is the near side, `other` the far one; `turned()` is the same seen from the other side.
    """

    french: str
    other: str
    links: tuple[tuple[Span, Span], ...] = ()
    _near: list[float] = field(default_factory=list, init=False, repr=False, compare=False)
    _far: list[float] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        points = sorted((_middle(near), _middle(far)) for near, far in self.links)
        self._near.extend([0.0, *(near for near, _ in points), float(len(self.french))])
        self._far.extend([0.0, *(far for _, far in points), float(len(self.other))])

    @property
    def linked_spans(self) -> Sequence[Span]:
        """The near spans that have a link, in order; one with several links is given as often."""
        return [near for near, _ in self.links]

    def turned(self) -> Bridge:
        """The bridge from the other text to the French."""
        return Bridge(self.other, self.french, tuple(sorted((far, near) for near, far in self.links)))

    def project(self, position: float) -> float:
        """The place in the other text: between the nearest links on either side it moves evenly."""
        at = min(max(bisect_left(self._near, position), 1), len(self._near) - 1)
        left, right = self._near[at - 1], self._near[at]
        share = min(max((position - left) / (right - left), 0.0), 1.0) if right > left else 0.0
        return self._far[at - 1] + share * (self._far[at] - self._far[at - 1])


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2
