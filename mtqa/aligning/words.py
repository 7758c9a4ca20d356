"""Word alignment: dictionary and spelling, position and neighbourhood, both directions symmetrised.

In each direction every token chooses among the tokens of the other side, or nothing, by the chance that one stands
where the other does, times a prior along the diagonal (Dyer, Chahuneau & Smith 2013). The product of both choices is
the link's posterior (Liang, Taskar & Klein 2006); a few rounds let sure neighbours raise or lower it. Links are what
stays sure, and then what grows from them into words still free (grow-diag-final: Koehn, Och & Marcu 2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.aligning.lexical import Floats, chances
from mtqa.aligning.table import TranslationTable
from mtqa.domain.translation import WordLink

_FRENCH_WORDS = frozenset(
    "le la les de des du un une et est que qui dans pour en à au aux ne pas sur par il elle".split()
)
_FRENCH_SHARE = 0.12
_BY_PLACE = 0.3
MOST_TOKENS = 400
"""A longer side is no sentence: it is linked part by part."""


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """Chosen on corpora/word_alignment/dev.tsv and on pairs kept aside for tuning.

    `tension` is the slope of the prior along the diagonal, `null` the weight of choosing nothing, `floor` the chance of
    pairs of words that nothing is known about. `alone` is what a cell without sure neighbours keeps of its chance;
    `straight`, `inverted` and `beside` weigh its neighbours along the diagonal, across it, and in its row or column.
    `attended` is the chance that a translation model's full attention adds, where it is given: modest, and not tuned.
    A link is sure from posterior `sure`; a free word joins a link beside it when one direction gives it `grown`.
    """

    tension: float = 5.0
    null: float = 0.02
    floor: float = 1e-3
    rounds: int = 2
    alone: float = 0.2
    straight: float = 1.0
    inverted: float = 0.5
    beside: float = 0.5
    attended: float = 0.1
    sure: float = 0.15
    grown: float = 0.35


def link_words(
    french: Sequence[str], other: Sequence[str], weights: LinkWeights | None = None, attention: Floats | None = None
) -> tuple[WordLink, ...]:
    """Links between the tokens of a French sentence and of its translation or back-translation, English or French.

    A token may have several links or none. `score`, 0 to 1, is the confidence that the two tokens translate each other.
    The links come in the order of the French tokens. `attention`, shape (French tokens, other tokens), is where the
    model that made the translation looked while it wrote each token (`attend_words`).
    """
    return support_words(french, other, weights, attention).links


@dataclass(frozen=True, slots=True)
class WordSupport:
    """The links of a sentence pair, and for each token of either side how far the other side answers it, 0 to 1.

    The values count dictionary and spelling in the light of position and neighbours, over all tokens of the other
    side: near 0 where nothing answers a token, linked or not. None where neither dictionary nor spelling can tell: the
    table lacks the word, and no word of the other side is spelled like it. `french_best` and `other_best` have the
    best chance, 0 to 1, of each token where any one token of the other side stands, wherever it stands.
    """

    links: tuple[WordLink, ...]
    french: tuple[float | None, ...]
    other: tuple[float | None, ...]
    french_best: tuple[float, ...]
    other_best: tuple[float, ...]


def support_words(
    french: Sequence[str], other: Sequence[str], weights: LinkWeights | None = None, attention: Floats | None = None
) -> WordSupport:
    """Links between two tokenised sentences as `link_words` gives them, with the support of every token."""
    weights = weights or LinkWeights()
    if not french or not other:
        nothing, other_nothing = (None,) * len(french), (None,) * len(other)
        return WordSupport((), nothing, other_nothing, (0.0,) * len(french), (0.0,) * len(other))
    parts = max(-(-len(french) // MOST_TOKENS), -(-len(other) // MOST_TOKENS))
    if parts > 1:
        return _support_parts(french, other, parts, weights, attention)
    same_language = looks_french(other)
    posteriors = Posteriors.of(french, other, same_language, weights, attention)
    links = tuple(WordLink(i, j, round(score, 4)) for (i, j), score in sorted(posteriors.choose().items()))
    by_french, by_other = posteriors.support()
    table = TranslationTable.load()
    knows_other = table.knows_french if same_language else table.knows_english
    return WordSupport(
        links,
        tuple(value or _none_known(table.knows_french(word)) for value, word in zip(by_french, french, strict=True)),
        tuple(value or _none_known(knows_other(word)) for value, word in zip(by_other, other, strict=True)),
        tuple(posteriors.french_best.tolist()),
        tuple(posteriors.other_best.tolist()),
    )


def _none_known(known: bool) -> float | None:
    return 0.0 if known else None


def _support_parts(
    french: Sequence[str], other: Sequence[str], parts: int, weights: LinkWeights, attention: Floats | None
) -> WordSupport:
    links: list[WordLink] = []
    found_parts = []
    for part in range(parts):
        i, j = len(french) * part // parts, len(other) * part // parts
        ends = len(french) * (part + 1) // parts, len(other) * (part + 1) // parts
        seen = None if attention is None else attention[i : ends[0], j : ends[1]]
        found = support_words(french[i : ends[0]], other[j : ends[1]], weights, seen)
        links += (WordLink(link.french + i, link.other + j, link.score) for link in found.links)
        found_parts.append(found)
    return WordSupport(
        tuple(links),
        tuple(value for found in found_parts for value in found.french),
        tuple(value for found in found_parts for value in found.other),
        tuple(value for found in found_parts for value in found.french_best),
        tuple(value for found in found_parts for value in found.other_best),
    )


def looks_french(tokens: Sequence[str]) -> bool:
    """Whether the tokens are those of a French text rather than of an English one."""
    return sum(token.lower() in _FRENCH_WORDS for token in tokens) >= max(_FRENCH_SHARE * len(tokens), 1)


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Matrices of shape (French tokens, other tokens), values 0 to 1.

    `by_other`: each other token's choice of French token (columns add up to 1 at most); `by_french`: each French
    token's choice (rows do). `known`: whether dictionary or spelling know anything of the pair of words.
    `french_best` and `other_best`: the greatest chance of each token where one of the other side stands.
    """

    by_other: Floats
    by_french: Floats
    known: NDArray[np.bool_]
    french_best: Floats
    other_best: Floats
    weights: LinkWeights

    @staticmethod
    def of(
        french: Sequence[str],
        other: Sequence[str],
        same_language: bool,
        weights: LinkWeights,
        attention: Floats | None = None,
    ) -> Posteriors:
        """The posteriors of a sentence pair; `attention` as `link_words` takes it."""
        of_other, of_french = chances(french, other, same_language)
        known = np.maximum(of_other, of_french) > weights.floor
        french_best, other_best = of_french.max(axis=1), of_other.max(axis=0)
        of_other, of_french = np.maximum(of_other, weights.floor), np.maximum(of_french, weights.floor)
        if attention is not None:  # only what is more than an even share says anything
            told = weights.attended * np.maximum(attention - 1 / len(french), 0.0)
            of_other, of_french = of_other + told, of_french + told
        rows, columns = (np.arange(len(side)) + 0.5 for side in (french, other))
        distance = np.abs(rows[:, None] / len(french) - columns[None, :] / len(other))
        prior = np.exp(-weights.tension * distance)
        lifted = prior
        for number in range(weights.rounds + 1):
            by_other, by_french = of_other * lifted, of_french * lifted
            by_other = by_other / (by_other.sum(axis=0, keepdims=True) + weights.null)
            by_french = by_french / (by_french.sum(axis=1, keepdims=True) + weights.null)
            if number < weights.rounds:
                lifted = prior * (weights.alone + _support(np.sqrt(by_other * by_french), weights))
        return Posteriors(by_other, by_french, known, french_best, other_best, weights)

    def confidence(self) -> Floats:
        """How sure a link of each pair of tokens is, 0 to 1: what position alone speaks for stays below `_BY_PLACE`."""
        agreed: Floats = np.sqrt(self.by_other * self.by_french)
        return np.where(self.known, agreed, _BY_PLACE * agreed)

    def support(self) -> tuple[list[float], list[float]]:
        """For each French and each other token, how far dictionary or spelling let the other side answer it, 0 to 1."""
        chosen = [np.where(self.known, own, 0.0) for own in (self.by_french, self.by_other)]
        both = (np.maximum(*(own.sum(axis=axis) for own in chosen)) for axis in (1, 0))
        by_french, by_other = (np.round(np.minimum(own, 1.0), 4).tolist() for own in both)
        return by_french, by_other

    def choose(self) -> dict[tuple[int, int], float]:
        """The links with their confidence, 0 to 1."""
        weights = self.weights
        agreed = np.sqrt(self.by_other * self.by_french)
        found = {(int(i), int(j)) for i, j in np.argwhere(agreed >= weights.sure)}
        free_rows = set(range(agreed.shape[0])) - {i for i, _ in found}
        free_columns = set(range(agreed.shape[1])) - {j for _, j in found}
        either = np.maximum(self.by_other, self.by_french)
        candidates = np.argwhere(either >= weights.grown)
        order = np.argsort(-either[candidates[:, 0], candidates[:, 1]], kind="stable")
        for i, j in candidates[order].tolist():
            if (i in free_rows or j in free_columns) and (i, j) not in found and _touches(found, i, j):
                found.add((i, j))
                free_rows.discard(i)
                free_columns.discard(j)
        confidence = self.confidence()
        return {(i, j): float(confidence[i, j]) for i, j in found}


def _touches(found: set[tuple[int, int]], i: int, j: int) -> bool:
    return any((i + di, j + dj) in found for di in (-1, 0, 1) for dj in (-1, 0, 1))


def _support(agreed: Floats, weights: LinkWeights) -> Floats:
    """What the neighbours of each cell say for it."""
    padded = np.pad(agreed, 1)
    straight = padded[:-2, :-2] + padded[2:, 2:]
    inverted = padded[:-2, 2:] + padded[2:, :-2]
    beside = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    total: Floats = weights.straight * straight + weights.inverted * inverted + weights.beside * beside
    return total
