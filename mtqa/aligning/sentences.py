"""Sentence alignment m:n by dynamic programming over lengths, numbers, names, cognates and marks.

The frame is Gale & Church (1993), "A program for aligning sentences in bilingual corpora": the cheapest path through
beads of 1:0 to 3:3 sentences, where a bead costs by its kind and by how far its lengths in characters are from what
translation makes of them. To that come the keys that both sides share (`keys`), as a log likelihood ratio.
"""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.aligning.band import lay_band
from mtqa.aligning.beads import BeadCosts, Weights
from mtqa.aligning.evidence import Evidence
from mtqa.aligning.search import find_cheapest_path
from mtqa.domain.translation import SentencePair

# Cells on either side of the expected path; widened as long as the path found runs along the edge.
_HALF_WIDTH = 60
_WIDENING = 3
_WIDEST = 540


def align_sentences(french: Sequence[str], other: Sequence[str], weights: Weights | None = None) -> list[SentencePair]:
    """Pairs every sentence of both sides, in order; a sentence that nothing answers stands alone.

    Time and memory grow with the length of the documents, not with its square. `score` is the chance, by the model,
    that the pair belongs together rather than that all its sentences stand alone; 0 where one side is empty.
    """
    evidence = Evidence(french, other)
    costs = BeadCosts(french, other, evidence, weights or Weights())
    matches = evidence.find_unique_matches()
    half_width = _HALF_WIDTH
    while True:
        low, high = lay_band(len(french), len(other), matches, half_width)
        path = find_cheapest_path(costs, low, high)
        if half_width >= min(_WIDEST, len(other)) or not path.touches_edge(low, high):
            break
        half_width *= _WIDENING
    return [
        SentencePair(tuple(range(i - a, i)), tuple(range(j - b, j)), costs.score_bead(i, j, a, b))
        for i, j, a, b in path.beads
    ]
