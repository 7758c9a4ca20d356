"""How far a sentence and its counterpart answer each other, in one number."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.aligning.table import TranslationTable
from mtqa.aligning.words import WordSupport, looks_french

_FEWEST_LETTERS = 3
_SELF_TRANSLATION = 0.1  # a word that French shares with English is its own translation more often than this
_LEFT_WEIGHT = 10.0  # a word in ten left as it was halves the agreement


def agreement(french: Sequence[str], other: Sequence[str], support: WordSupport) -> float | None:
    """0 to 1: the mean support of the words of both sides, lowered by the English words that were left untranslated.

    Both sides count alike: coverage (what the other side says stands in the French) and consistency (what the French
    says stands there). None where dictionary and spelling know no word of either side.
    """
    left = find_untranslated(french, other, support)
    rows, columns = {i for i, _ in left}, {j for _, j in left}
    means = [
        _mean([0.0 if place in copied else value for place, value in enumerate(values)])
        for values, copied in ((support.french, rows), (support.other, columns))
    ]
    known = [mean for mean in means if mean is not None]
    if not known:
        return None
    words = sum(1 for token in french if any(character.isalnum() for character in token))
    return sum(known) / len(known) / (1.0 + _LEFT_WEIGHT * len(rows) / max(words, 1))


def find_untranslated(french: Sequence[str], other: Sequence[str], support: WordSupport) -> list[tuple[int, int]]:
    """(French, other) tokens that are one English word, which the dictionary translates otherwise.

    Spelling takes such a word for its own translation; names, which have none, are no such words. Nothing is found
    where the other side is French.
    """
    if looks_french(other):
        return []
    table = TranslationTable.load()
    return [
        (link.french, link.other)
        for link in support.links
        if (word := french[link.french].lower()) == other[link.other].lower()
        and len(word) >= _FEWEST_LETTERS
        and word.isalpha()
        and table.knows_english(word)
        and table.probability(word, word) < _SELF_TRANSLATION
    ]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
