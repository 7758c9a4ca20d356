"""What is known of the windows in work, kept outside the workers, so that it outlives them."""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[int, int]
"""The number of the input and the number of the window's first row."""

# A worker can be lost by no fault of its rows (a machine that goes away): two losses prove nothing yet.
_INNOCENT_LOSSES = 2


@dataclass(slots=True)
class _Work:
    attempts: int = 0
    in_hand: int | None = None
    given_up: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a window is to be tried: the `number` of this attempt, from 1, and the rows that ended workers before.

    `rows_alone` asks that each row be tried by itself first. `is_hopeless` says that no row could be found at fault and
    trying on would end more workers.
    """

    number: int
    given_up: frozenset[int]
    rows_alone: bool
    is_hopeless: bool


class Attempts:
    """Counts the attempts at each window, and remembers the row in hand when its worker ended."""

    def __init__(self) -> None:
        self._work: dict[Key, _Work] = {}

    def begin(self, key: Key) -> Attempt:
        """Another worker takes the window: whoever had it before has ended."""
        work = self._work.setdefault(key, _Work())
        work.attempts += 1
        found = work.in_hand is not None
        if work.in_hand is not None:
            work.given_up.add(work.in_hand)
            work.in_hand = None
        losses = work.attempts - 1 - len(work.given_up)
        return Attempt(
            work.attempts,
            frozenset(work.given_up),
            rows_alone=losses >= _INNOCENT_LOSSES or found,
            is_hopeless=losses > _INNOCENT_LOSSES,
        )

    def take(self, key: Key, row: int | None) -> None:
        """The row now tried by itself, None when all have been."""
        self._work.setdefault(key, _Work()).in_hand = row

    def end(self, key: Key) -> None:
        """The window is done."""
        self._work.pop(key, None)
