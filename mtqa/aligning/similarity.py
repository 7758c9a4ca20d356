"""How far two sentences say the same, on their own: the words of either side that the other side answers.

A logistic regression over what the dictionary says of both sides. `scripts/calibrate_similarity.py` chose the weights
on pairs kept aside, against other sentences, parts of the right one, and sentences with foreign words in them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from mtqa.aligning.table import TranslationTable
from mtqa.aligning.words import looks_french, support_words
from mtqa.french.tokens import tokenize

# Words rarer than this bear the meaning; the others may come and go.
_CONTENT_BITS = 7.5
_ANSWERED, _NAME_ANSWERED = 0.3, 0.2
# A word stands where one of the other side lets it, or, as often as this, by chance.
_BY_CHANCE = 0.1
_SCALE_BITS = 10.0
_END_MARKS = ".?!:;…"
_FRENCH_LENGTH = 1.12  # characters of French to one of English

BIAS = 2.244
WEIGHTS = {
    "explained_least": 1.474,
    "explained_most": 2.026,
    "astray_most": -2.662,
    "unanswered_least": 1.457,
    "unanswered_most": 2.311,
    "stretch_most": -3.529,
    "names_most": -1.242,
    "length": -2.912,
    "end": -1.222,
}


def similarity(french: str, other: str) -> float:
    """The chance, 0 to 1, that the two are translations (or paraphrases) of each other rather than apart in part.

    `other` is English or French. It is 0 where either side has no token.
    """
    return _rate(french, other)


@lru_cache(maxsize=1024)
def _rate(french: str, other: str) -> float:
    found = measure_likeness(french, other)
    if found is None:
        return 0.0
    logit = BIAS + sum(WEIGHTS[name] * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-min(max(logit, -30.0), 30.0)))


def measure_likeness(french: str, other: str) -> dict[str, float] | None:
    """What `similarity` weighs, by name; None where either side has no token.

    Bits are of surprise (`TranslationTable.rarity_french`): a rare word counts more. `explained`: the share of a side's
    bits that the words of the other side explain; `astray`: bits of words likelier by chance than by the other side;
    `unanswered`: bits of content words that no link answers; `stretch`: the longest run of those; `names`:
    how many capitalised words are unanswered; `length`: squared log of the ratio of lengths; `end`: 1 where one side
    alone ends like a sentence. Bits and counts are in logs. Of two sides the names say which value is taken, the
    smaller or the larger.
    """
    tokens = [token.text for token in tokenize(french)]
    other_tokens = [token.text for token in tokenize(other)]
    if not tokens or not other_tokens:
        return None
    table = TranslationTable.load()
    same_language = looks_french(other_tokens)
    support = support_words(tokens, other_tokens)
    rarity = table.rarity_french if same_language else table.rarity_english
    one = _Side(tokens, support.french, support.french_best, table.rarity_french)
    two = _Side(other_tokens, support.other, support.other_best, rarity)
    ratio = math.log((len(french) + 8) / ((1.0 if same_language else _FRENCH_LENGTH) * len(other) + 8))
    ends = [side.rstrip()[-1] in _END_MARKS for side in (french, other)]
    return {
        "explained_least": min(one.explained, two.explained),
        "explained_most": max(one.explained, two.explained),
        "astray_most": max(one.astray, two.astray),
        "unanswered_least": min(one.unanswered, two.unanswered),
        "unanswered_most": max(one.unanswered, two.unanswered),
        "stretch_most": max(one.stretch, two.stretch),
        "names_most": max(one.names, two.names),
        "length": min(ratio * ratio, 1.0),
        "end": float(ends[0] != ends[1]),
    }


class _Side:
    """What `measure_likeness` says of one side."""

    def __init__(
        self,
        tokens: Sequence[str],
        support: Sequence[float | None],
        best: Sequence[float],
        measure_rarity: Callable[[str], float],
    ) -> None:
        bits = [measure_rarity(token) for token in tokens]
        gains = [
            math.log2((1 - _BY_CHANCE) * chance + _BY_CHANCE * 2.0**-own) + own
            for chance, own in zip(best, bits, strict=True)
        ]
        self.explained = sum(gains) / sum(bits)
        self.astray = _log(sum(own for own, gain in zip(bits, gains, strict=True) if gain < 0) / _SCALE_BITS)
        content = [
            (token, own, answer, place)
            for place, (token, own, answer) in enumerate(zip(tokens, bits, support, strict=True))
            if own >= _CONTENT_BITS and token[0].isalpha()
        ]
        self.unanswered = _log(sum(own * (1 - (answer or 0.0)) for _, own, answer, _ in content) / _SCALE_BITS)
        self.stretch = _log(max(_runs((own, answer) for _, own, answer, _ in content), default=0.0) / _SCALE_BITS)
        self.names = _log(
            sum(token[0].isupper() and place > 0 and (answer or 0.0) < _NAME_ANSWERED
                for token, _, answer, place in content)
        )  # fmt: skip


def _log(value: float) -> float:
    return math.log1p(value)


def _runs(words: Iterator[tuple[float, float | None]]) -> Iterator[float]:
    """Bits of each run of content words that nothing answers."""
    run = 0.0
    for bits, answer in words:
        run = 0.0 if (answer or 0.0) >= _ANSWERED else run + bits
        yield run
