"""Numbers that differ between the French and the other side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.detecting.consistency.bridge import Bridge
from mtqa.detecting.consistency.mention import Mention, Weight
from mtqa.detecting.consistency.mentions import find_mentions

_CALENDAR = ("month", "weekday")


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of one side that the other has not: `french` None where it was lost, `other` None where it came new."""

    french: Mention | None
    other: Mention | None


def compare_numbers(bridge: Bridge) -> list[NumberChange]:
    """The numbers, dates and amounts in which two texts differ; a change pairs the nearest of one kind."""
    ours, theirs = find_mentions(bridge.french, french=True), find_mentions(bridge.other, french=False)
    new = [mention for mention in ours if not any(mention.agrees(other) for other in theirs)]
    lost = [mention for mention in theirs if not any(mention.agrees(other) for other in ours)]
    changes: list[NumberChange] = []
    for mention in new:
        if mention.weight is Weight.VAGUE:
            continue
        partner = _partner(mention, lost, bridge)
        if partner is not None:
            lost.remove(partner)
            changes.append(NumberChange(mention, partner))
        elif mention.weight is Weight.FIRM:
            changes.append(NumberChange(mention, None))
    changes += [NumberChange(None, mention) for mention in lost if mention.weight is Weight.FIRM]
    changes += _unit_changes(ours, theirs)
    return changes


def _partner(mention: Mention, lost: Sequence[Mention], bridge: Bridge) -> Mention | None:
    """The lost mention of the same kind that stands nearest to where the links put this one."""
    place = bridge.project((mention.start + mention.end) / 2)
    fitting = [other for other in lost if other.weight is not Weight.VAGUE and _kind(other) == _kind(mention)]
    return min(fitting, key=lambda other: abs((other.start + other.end) / 2 - place), default=None)


def _kind(mention: Mention) -> str:
    kinds = sorted(name for name, _ in mention.readings)
    return next((kind for kind in kinds if kind in _CALENDAR), "number")


def _unit_changes(ours: Sequence[Mention], theirs: Sequence[Mention]) -> list[NumberChange]:
    changes = []
    for mention in ours:
        same = [other for other in theirs if mention.agrees(other)]
        if mention.unit and same and all(other.unit and other.unit != mention.unit for other in same):
            changes.append(NumberChange(mention, same[0]))
    return changes
