"""Tells an answer that is no translation: empty, far too long or short, or caught in a loop."""

from __future__ import annotations

from collections.abc import Sequence

# A run of the same words this often is a loop even where the source repeats itself a little ("très, très bien").
_LOOP_REPEATS = 4
_LOOP_WORDS = 8
# Translations between French and English keep within a factor of two in length; four with a margin for short texts.
_LENGTH_FACTOR = 4
_LENGTH_SLACK_CHARS = 40


def find_problem(source: str, output: str) -> str:
    """What is wrong with `output` as a translation of `source`, in one phrase, or "" where nothing is.

    Looks at form only: a loop that stands in the source as well ("ha ha ha ha") is no fault.
    """
    if not source.strip():
        return ""
    if not any(char.isalnum() for char in output):
        return "is empty" if any(char.isalnum() for char in source) else ""
    if _longest_loop(output.split()) >= _LOOP_REPEATS > _longest_loop(source.split()):
        return "repeats itself"
    if len(output) > _LENGTH_FACTOR * len(source) + _LENGTH_SLACK_CHARS:
        return "is far longer than its source"
    if len(source) > _LENGTH_FACTOR * len(output) + _LENGTH_SLACK_CHARS:
        return "is far shorter than its source"
    return ""


def _longest_loop(words: Sequence[str]) -> int:
    """How often, at most, a run of 1 to 8 words follows itself at once; 1 where nothing repeats, 0 without words.

    Words are compared in lower case, without the punctuation at their ends.
    """
    plain = [word.lower().strip(".,;:!?«»\"'()") for word in words]
    best = min(len(plain), 1)
    for length in range(1, min(_LOOP_WORDS, len(plain) // 2) + 1):
        matching = 0
        for here in range(length, len(plain)):
            matching = matching + 1 if plain[here] == plain[here - length] else 0
            best = max(best, matching // length + 1)
    return best
