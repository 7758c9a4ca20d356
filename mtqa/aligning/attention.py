"""From the attention between the pieces of a translation model to one between words."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from mtqa.aligning.lexical import Floats
from mtqa.domain.translation import Attention


def attend_words(attention: Attention, french: Sequence[str], other: Sequence[str]) -> Floats:
    """Where the model looked while it wrote each word, shape (French tokens, other tokens), values 0 to 1.

    A source word gets what its pieces got, a target word the mean of what its pieces gave: columns add up to 1 at most,
    as what went to the end mark or to characters of no token is left out.
    """
    of_source, of_target = _shares(attention.source, french), _shares(attention.target, other)
    summed = of_source.T @ attention.weights.T.astype(np.float64) @ of_target
    found: Floats = summed / np.maximum(of_target.sum(axis=0), 1e-9)
    return found


def _shares(pieces: Sequence[str], tokens: Sequence[str]) -> Floats:
    """How much of each piece's characters belongs to each token, shape (pieces, tokens).

    The model's text has plainer marks than the tokens' (' for ’, three stops for an ellipsis): the characters are
    matched first.
    """
    words = ["".join(token.replace("…", "...").split()) for token in tokens]
    piece_of, word_of = (np.repeat(np.arange(len(side)), [len(each) for each in side]) for side in (pieces, words))
    shares = np.zeros((len(pieces), len(words)))
    matcher = SequenceMatcher(None, "".join(pieces), "".join(words), autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind not in ("equal", "replace"):
            continue
        here = np.arange(start, end)
        there = other_start + (here - start) * (other_end - other_start) // (end - start)
        np.add.at(shares, (piece_of[here], word_of[there]), 1.0)
    return shares / np.maximum([[len(piece)] for piece in pieces], 1) if len(pieces) else shares
