"""Word links from the vectors of a multilingual encoder: SimAlign's method of mutual choice.

Jalili Sabet, Dufter, Yvon & Schütze (2020), "SimAlign: High quality word alignments without parallel training data
using static and contextualized embeddings", `Argmax`: two pieces are linked where each is the other's nearest, two
words where any of their pieces are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mtqa.domain.translation import WordLink


class WordEncoder(Protocol):
    """Whatever gives vectors for the pieces of words (`mtqa.models.encoder.Encoder`)."""

    def embed(self, words: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Unit vectors, shape (pieces, size), and the number of the word that each piece is of."""


def link_by_encoder(encoder: WordEncoder, french: Sequence[str], other: Sequence[str]) -> tuple[WordLink, ...]:
    """Links between two tokenised sentences, in the order of the French; `score` is the cosine, 0 to 1."""
    if not french or not other:
        return ()
    (vectors, owners), (other_vectors, other_owners) = encoder.embed(french), encoder.embed(other)
    if not len(owners) or not len(other_owners):
        return ()
    cosines = vectors @ other_vectors.T
    best_other, best_own = cosines.argmax(axis=1), cosines.argmax(axis=0)
    found: dict[tuple[int, int], float] = {}
    for piece, other_piece in enumerate(best_other.tolist()):
        if best_own[other_piece] == piece:
            words = int(owners[piece]), int(other_owners[other_piece])
            score = float(np.clip(cosines[piece, other_piece], 0.0, 1.0))
            found[words] = max(found.get(words, 0.0), score)
    return tuple(WordLink(i, j, round(score, 4)) for (i, j), score in sorted(found.items()))
