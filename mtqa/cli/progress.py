"""Progress on stderr for work that takes over a second."""

from __future__ import annotations

import sys
import time

_FIRST_AFTER_SECONDS = 1.0
_EVERY_SECONDS = 0.5


class ProgressLine:
    """Prints "mtqa: checking 120/400" on stderr: rewritten in place on a terminal, now and then in a log."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._next = time.monotonic() + _FIRST_AFTER_SECONDS
        self._terminal = sys.stderr.isatty()
        self._open = False
        self._first: tuple[float, int, float] | None = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Reports that `done` of `total` are through."""
        self._show(f"{what} {done}/{total}", time.monotonic())

    def rate(self, done: int, share: float | None) -> None:
        """Reports `done` rows, their rate, and, if the share of all work that they are is known, the time that is left.

        Both are measured from the first call, since a resumed run begins with rows that it did not check.
        """
        now = time.monotonic()
        if self._first is None:
            self._first = (now, done, share or 0.0)
            return
        began, done_then, share_then = self._first
        seconds = now - began
        text = f"{done:,} rows, {(done - done_then) / max(seconds, 1e-9):,.0f} rows/s"
        if share is not None and share_then < share < 1:
            text += f", {_duration(seconds * (1 - share) / (share - share_then))} left"
        self._show(f"checked {text}", now)

    def close(self) -> None:
        """Clears the line on a terminal."""
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._open = False

    def _show(self, text: str, now: float) -> None:
        if self._quiet or now < self._next:
            return
        self._next = now + (_EVERY_SECONDS if self._terminal else 10 * _EVERY_SECONDS)
        if self._terminal:
            sys.stderr.write(f"\r\x1b[Kmtqa: {text}")
            sys.stderr.flush()
            self._open = True
        else:
            print(f"mtqa: {text}", file=sys.stderr)


def _duration(seconds: float) -> str:
    """As people say it: 45 s, 12 min, 3 h 05 min."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min"
