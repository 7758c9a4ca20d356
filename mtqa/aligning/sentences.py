"""Sentence alignment m:n by dynamic programming over lengths, translations of words, numbers, names and marks.

The frame is Gale & Church (1993), "A program for aligning sentences in bilingual corpora": the cheapest path through
beads of 1:0 to 3:3 sentences, where a bead costs by its kind and by how far its lengths in characters are from what
translation makes of them. To that come the keys that both sides share (`keys`), as a log likelihood ratio. What order
and rough signs got wrong is mended afterwards (`mending`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.aligning.band import lay_band
from mtqa.aligning.beads import BeadCosts, Weights
from mtqa.aligning.evidence import Evidence
from mtqa.aligning.mending import SURE_SCORE, Bead, Mender
from mtqa.aligning.search import Path, find_cheapest_path
from mtqa.domain.translation import SentencePair

# Cells on either side of the expected path; widened as long as the path found runs along the edge.
_HALF_WIDTH = 60
_WIDENING = 3
_WIDEST = 540


def align_sentences(french: Sequence[str], other: Sequence[str], weights: Weights | None = None) -> list[SentencePair]:
    """Pairs every sentence of both sides; a sentence that nothing answers stands alone.

    The pairs come in the order of the French; the other side's order is broken only by a sentence that was moved. Time
    and memory grow with the length of the documents, not with its square. `score` is the chance, by the model,
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
    scores = {bead: costs.score_bead(i, j, len(bead[0]), len(bead[1])) for bead, (i, j, _, _) in _name(path)}
    mender = Mender(french, other, evidence)
    beads = mender.rejoin([part for bead, score in scores.items() for part in _mend(mender, bead, score)])
    return [SentencePair(*bead, scores[bead] if bead in scores else mender.rate(*bead)) for bead in beads]


def _name(path: Path) -> Iterator[tuple[Bead, tuple[int, int, int, int]]]:
    """Each bead's sentences, with the cell it ends in."""
    for end in path.beads:
        i, j, a, b = end
        yield (tuple(range(i - a, i)), tuple(range(j - b, j))), end


def _mend(mender: Mender, bead: Bead, score: float) -> Iterator[Bead]:
    own, other = bead
    if not own or not other or (len(own) + len(other) == 2 and score >= SURE_SCORE):
        yield bead
    else:
        yield from mender.part(bead)
