"""Negations that differ between the French and the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.detecting.consistency.bridge import Bridge
from mtqa.detecting.consistency.negation import Negation, Negations, find_english, find_french, is_content

_WORD = re.compile(r"[^\W\d_]+(?:['’]t\b)?")
# Characters around the place where a negation should stand in which a word like "unable" or "only" may stand for it.
_REACH_CHARS = 8.0
# "sans" and "without" are put in many ways ("99 % latex-free").
_FAR_REACH_CHARS = 25.0
# Characters before and after a negation in which a word must have its translation: else it is a paraphrase.
_BEFORE_CHARS = 40
_AFTER_CHARS = 60


@dataclass(frozen=True, slots=True)
class PolarityChange:
    """A negation of one side that nothing on the other answers; the other side is None."""

    french: Negation | None
    other: Negation | None


def compare_polarity(bridge: Bridge) -> list[PolarityChange]:
    """The negations of either text that no word of the other side can stand for."""
    ours, theirs = find_french(bridge.french), find_english(bridge.other)
    gained = [PolarityChange(negation, None) for negation in _unanswered(ours, theirs, bridge)]
    lost = [PolarityChange(None, negation) for negation in _unanswered(theirs, ours, bridge.turned())]
    return gained + lost if not (gained and lost) else []


def _unanswered(negations: Negations, others: Negations, bridge: Bridge) -> list[Negation]:
    """Firm negations that are left when the nearest of both sides are paired, without a soft answer near by."""
    places = [bridge.project(negation.middle) for negation in negations.firm]
    pairs = sorted(
        (abs(other.middle - place), i, j) for i, place in enumerate(places) for j, other in enumerate(others.firm)
    )
    answered: set[int] = set()
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in answered and j not in taken:
            answered.add(i)
            taken.add(j)
    soft = [*others.soft, *(other.middle for other in others.found if not other.firm)]
    return [
        negation
        for i, (negation, place) in enumerate(zip(negations.firm, places, strict=True))
        if i not in answered
        and not _is_near(place, soft, _reach(negation, bridge.french))
        and _is_translated(negation, bridge)
    ]


def _reach(negation: Negation, text: str) -> float:
    alone = text[negation.start : negation.end].lower() in ("sans", "without")
    return _FAR_REACH_CHARS if alone else _REACH_CHARS


def _is_near(place: float, soft: Sequence[float], reach: float) -> bool:
    return any(abs(answer - place) <= reach for answer in soft)


def _is_translated(negation: Negation, bridge: Bridge) -> bool:
    """Whether the word that the negation holds ("ne viendra pas") has its translation; if none, one near it."""
    near, far = negation.start - _BEFORE_CHARS, negation.end + _AFTER_CHARS
    for found in _WORD.finditer(bridge.french, negation.start, negation.end):
        if is_content(found.group()):
            near, far = found.span()
            break
    return any(near <= start < far and is_content(bridge.french[start:end]) for start, end in bridge.linked_spans)
