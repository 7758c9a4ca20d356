"""Stretches of one side that nothing on the other side can stand for: what was added or left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.detecting.consistency.bridge import Span
from mtqa.detecting.consistency.counterpart import CONTENT_BITS, Counterpart, WordSide
from mtqa.detecting.consistency.negation import is_content

# One word or two may be meant in others; three side by side that nothing answers are left out or added.
_LEAST_WORDS = 3
# A paraphrase leaves words without an answer on both sides. So a stretch counts only where the words that are open on
# the other side, between the places of its nearest answered neighbours, are this much fewer.
_PARAPHRASE_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A stretch, (start, end) of its side, with the number of its words that bear meaning."""

    span: Span
    words: int


def find_added(counterpart: Counterpart) -> list[Uncovered]:
    """Stretches of the French that nothing on the other side can stand for."""
    return _find(counterpart.french, counterpart.other, counterpart.bridge.project)


def find_omitted(counterpart: Counterpart) -> list[Uncovered]:
    """Stretches of the other side that nothing in the French can stand for."""
    return _find(counterpart.other, counterpart.french, counterpart.bridge.turned().project)


def _find(side: WordSide, far: WordSide, project: Callable[[float], float]) -> list[Uncovered]:
    found: list[Uncovered] = []
    for run in _open_runs(side):
        words = [index for index in run if _is_open(side, index)]
        if len(words) < _LEAST_WORDS:
            continue
        left = project(side.tokens[run[0] - 1].start) if run[0] else 0.0
        right = project(side.tokens[run[-1] + 1].end) if run[-1] + 1 < len(side.tokens) else float(len(far.text))
        # Links cross: look a little further than the neighbours' own places.
        low, high = min(left, right) - 20, max(left, right) + 20
        opposite = sum(
            _is_open(far, index) and low <= token.start and token.end <= high for index, token in enumerate(far.tokens)
        )
        if opposite <= _PARAPHRASE_SHARE * len(words):
            start, end = side.tokens[words[0]].start, side.tokens[words[-1]].end
            found.append(Uncovered((start, end), len(words)))
    return found


def _open_runs(side: WordSide) -> Sequence[Sequence[int]]:
    """Runs of tokens, each as long as no word that bears meaning and has an answer breaks it."""
    runs: list[list[int]] = []
    run: list[int] = []
    for index in range(len(side.tokens)):
        if _is_content(side, index) and not _is_open(side, index):
            runs.append(run)
            run = []
        else:
            run.append(index)
    return [run for run in (*runs, run) if run]


def _is_content(side: WordSide, index: int) -> bool:
    word = side.tokens[index].text
    return side.rarity[index] >= CONTENT_BITS and len(word) > 3 and is_content(word)


def _is_open(side: WordSide, index: int) -> bool:
    """Whether the token bears meaning, is known, and has no answer."""
    return _is_content(side, index) and side.support[index] is not None and side.is_unanswered(index)
