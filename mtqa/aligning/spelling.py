"""Likeness in spelling: what shows that a name, a number or a cognate answers another without a dictionary."""

from __future__ import annotations

from functools import lru_cache

from mtqa.aligning.keys import normalise_number, strip_accents

COGNATE_LETTERS = 4
# Below this share of common letters two words are no cognates (Melamed 1995 takes 0.58 on names and terms alone).
_COGNATE_RATIO = 0.68


def fold(token: str) -> str:
    """What spellings are compared by: lower case without accents, numbers in one spelling, no final apostrophe."""
    return normalise_number(token) if token[:1].isdigit() else strip_accents(token).rstrip("'’")


@lru_cache(maxsize=100_000)
def compare_spelling(word: str, other: str, same_language: bool) -> float:
    """Likeness of two folded tokens, 0 to 1; 0 for what is too short or too unlike to mean anything."""
    if word == other:
        # "on", "or", "plus" are spelled alike in French and English and mean other things.
        short = word.isalpha() and len(word) < COGNATE_LETTERS
        return 0.0 if short and not same_language else 1.0
    if min(len(word), len(other)) < COGNATE_LETTERS or not (word[0].isalpha() and word[:2] == other[:2]):
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
