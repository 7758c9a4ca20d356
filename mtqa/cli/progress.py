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

    def __call__(self, what: str, done: int, total: int) -> None:
        """Reports that `done` of `total` are through."""
        now = time.monotonic()
        if self._quiet or now < self._next:
            return
        self._next = now + (_EVERY_SECONDS if self._terminal else 10 * _EVERY_SECONDS)
        if self._terminal:
            sys.stderr.write(f"\r\x1b[Kmtqa: {what} {done}/{total}")
            sys.stderr.flush()
            self._open = True
        else:
            print(f"mtqa: {what} {done}/{total}", file=sys.stderr)

    def close(self) -> None:
        """Clears the line on a terminal."""
        if self._open:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._open = False
