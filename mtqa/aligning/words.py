"""Word alignment: numbers, names and cognates first, then what the neighbours of sure links leave no doubt about.

Links are chosen one to one, the best first (competitive linking: Melamed 2000, "Models of translational equivalence
among words"). Precision comes first: a word without a link says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from mtqa.aligning.keys import normalise_number, strip_accents
from mtqa.domain.translation import WordLink

_FRENCH_WORDS = frozenset(
    "le la les de des du un une et est que qui dans pour en à au aux ne pas sur par il elle".split()
)
_FRENCH_SHARE = 0.12
# Below this share of common letters two words are no cognates (Melamed 1995 takes 0.58 on names and terms alone).
_COGNATE_RATIO = 0.68
_COGNATE_LETTERS = 4
_DISTANCE_COST = 0.5
_LEAST_SCORE = 0.45
_NEIGHBOUR_SCORE = 0.5
_MOST_CROSSED = 3


def link_words(french: Sequence[str], other: Sequence[str]) -> tuple[WordLink, ...]:
    """Links between the tokens of a French sentence and of its translation or back-translation, English or French.

    Each token has one link at most. `score`, 0 to 1, falls with the difference in spelling and in relative position.
    The links come in the order of the French tokens.
    """
    same_language = _looks_french(other)
    candidates = sorted(
        _score_pairs([_fold(word) for word in french], [_fold(word) for word in other], same_language), reverse=True
    )
    linked: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in candidates:
        if i not in linked and j not in taken:
            linked[i] = (j, score)
            taken.add(j)
    for i in _find_crossing(linked):
        taken.discard(linked.pop(i)[0])
    _fill_gaps(linked, taken, french, other)
    return tuple(WordLink(i, j, round(score, 4)) for i, (j, score) in sorted(linked.items()))


def _looks_french(tokens: Sequence[str]) -> bool:
    return sum(token.lower() in _FRENCH_WORDS for token in tokens) >= max(_FRENCH_SHARE * len(tokens), 1)


def _fold(token: str) -> str:
    return normalise_number(token) if token[:1].isdigit() else strip_accents(token).rstrip("'’")


def _score_pairs(french: Sequence[str], other: Sequence[str], same_language: bool) -> Iterator[tuple[float, int, int]]:
    """(score, i, j) of every pair of folded tokens that may be linked."""
    by_start: dict[str, list[int]] = {}
    for j, word in enumerate(other):
        by_start.setdefault(word[:1], []).append(j)
    for i, word in enumerate(french):
        for j in by_start.get(word[:1], ()):
            likeness = _compare(word, other[j], same_language)
            if not likeness:
                continue
            distance = abs((i + 0.5) / len(french) - (j + 0.5) / len(other))
            # A long word or a number is hardly ever met by chance; a mark or a short word has to stand in its place.
            cost = _DISTANCE_COST if len(word) >= _COGNATE_LETTERS or word[:1].isdigit() else 4 * _DISTANCE_COST
            if (score := likeness - cost * distance) >= _LEAST_SCORE:
                yield score, i, j


@lru_cache(maxsize=100_000)
def _compare(word: str, other: str, same_language: bool) -> float:
    """Likeness of two folded tokens, 0 to 1."""
    if word == other:
        # "on", "or", "plus" are spelled alike in French and English and mean other things.
        short = word.isalpha() and len(word) < _COGNATE_LETTERS
        return 0.0 if short and not same_language else 1.0
    if min(len(word), len(other)) < _COGNATE_LETTERS or not (word[0].isalpha() and word[:2] == other[:2]):
        return 0.0
    ratio = _common_letters(word, other) / max(len(word), len(other))
    return ratio if ratio >= _COGNATE_RATIO else 0.0


def _common_letters(word: str, other: str) -> int:
    """Length of the longest common subsequence."""
    above = [0] * (len(other) + 1)
    for char in word:
        row = [0]
        for j, against in enumerate(other):
            row.append(above[j] + 1 if char == against else max(above[j + 1], row[j]))
        above = row
    return above[-1]


def _find_crossing(linked: dict[int, tuple[int, float]]) -> list[int]:
    """French tokens whose link crosses so many better ones that it is chance rather than word order."""
    return [
        i
        for i, (j, score) in linked.items()
        if sum((i - k) * (j - m) < 0 and other > score for k, (m, other) in linked.items()) >= _MOST_CROSSED
    ]


def _fill_gaps(
    linked: dict[int, tuple[int, float]], taken: set[int], french: Sequence[str], other: Sequence[str]
) -> None:
    """Links the one word left between two neighbouring links with the one word left on the other side."""
    for i in range(1, len(french) - 1):
        if i in linked or i - 1 not in linked or i + 1 not in linked:
            continue
        before, after = linked[i - 1][0], linked[i + 1][0]
        between = before + 1
        if after - before == 2 and between not in taken and french[i].isalpha() == other[between].isalpha():
            linked[i] = (between, _NEIGHBOUR_SCORE)
            taken.add(between)
