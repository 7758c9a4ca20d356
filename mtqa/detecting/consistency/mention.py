"""A mention of a number or date, and what it can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

Reading = tuple[str, float]
"""What is meant, and its value: ("number", 10000.0), ("time", minutes after twelve),
("month", 3.0), ("weekday", 1.0)."""


class Weight(IntEnum):
    """What it means when the other side lacks the mention.

    VAGUE: nothing ("one", "a hundred times", "half"). PAIRED: a change, where the other side has one too many as well
    (names of months, ordinals). FIRM: a number lost or gained.
    """

    VAGUE = 0
    PAIRED = 1
    FIRM = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of a sentence and every value it may have; two mentions agree where they share a reading.

    `unit` is a currency ("euro") or "%", empty for none or an unknown one.
    """

    start: int
    end: int
    readings: frozenset[Reading]
    weight: Weight = Weight.FIRM
    unit: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """(start, end) in the text."""
        return self.start, self.end

    def agrees(self, other: Mention) -> bool:
        """Whether both may mean the same value, whatever the unit."""
        return not self.readings.isdisjoint(other.readings)


def number(*values: float) -> frozenset[Reading]:
    """Readings of plain numbers."""
    return frozenset(("number", round(float(value), 6)) for value in values)
