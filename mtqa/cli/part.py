"""A result that is written as it comes: a part file, which takes its place when it is whole, and a journal beside it.

After a run that was cut off, by whatever, the journal says how much of the part file stands for whole units of work:
the rest is cut away, and the run goes on from there. While a run writes them, it holds a lock in a file of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from mtqa.cli.lock import Lock
from mtqa.cli.output import take_place
from mtqa.domain.report import FailedInput
from mtqa.errors import UsageError
from mtqa.working.stream import Place, Totals


class PartFile:
    """`target` in the making. `origin` says what makes the result: only a run of the same can go on with a part.

    `is_new` says, once it is open, that nothing has been written yet.
    """

    def __init__(self, target: str, origin: Mapping[str, Any]) -> None:
        self._target = Path(os.path.realpath(target))
        self._shown = target
        self.path, self.journal_path, lock_path = map(Path, part_names(target))
        self._lock = Lock(lock_path)
        self._origin = json.loads(json.dumps(origin))
        self._file: IO[bytes] | None = None
        self._journal: IO[str] | None = None
        self._known_failures = 0
        self.is_new = True

    def begin(self) -> Totals:
        """A new part; what an earlier run left is gone. Raises UsageError where another run is writing it now."""
        self._take_lock()
        return self._opened(Totals(), 0, [])

    def resume(self) -> Totals:
        """The part as it was left, without what was not whole; a new one where there is none.

        Raises UsageError where another run is writing it now, or left it with other inputs, settings or versions.
        """
        self._take_lock()
        try:
            return self._continued()
        except BaseException:
            self.close()
            raise

    def _continued(self) -> Totals:
        try:
            lines = self.journal_path.read_text(encoding="utf-8").split("\n")[:-1]  # what follows is half a line
            size = self.path.stat().st_size
        except FileNotFoundError:
            return self._opened(Totals(), 0, [])
        except (OSError, UnicodeDecodeError) as error:
            raise self._unwritable(error) from None
        if not lines:
            return self._opened(Totals(), 0, [])
        try:
            return self._folded(lines, size)
        except (ValueError, KeyError, TypeError):
            raise UsageError(
                f"{self.journal_path}: is damaged; leave --resume out, and the run begins from the start"
            ) from None

    def write(self, text: str, totals: Totals) -> None:
        """Adds the lines of a unit, and then that they are there."""
        assert self._file is not None and self._journal is not None
        try:
            if text:
                self._file.write(text.encode("utf-8", "backslashreplace"))
                self._file.flush()
                os.fsync(self._file.fileno())
            new = totals.failures[self._known_failures :]
            self._known_failures = len(totals.failures)
            state = {**asdict(totals), "failures": [[failure.name, failure.reason] for failure in new]}
            self._journal.write(json.dumps({"end": self._file.tell(), **state}) + "\n")
            self._journal.flush()
        except OSError as error:
            raise self._unwritable(error) from None

    def finish(self, text: str) -> None:
        """Adds the last lines and has the whole take its place."""
        assert self._file is not None
        try:
            self._file.write(text.encode("utf-8", "backslashreplace"))
            self._file.flush()
            os.fsync(self._file.fileno())
            self._close_files()
            take_place(self.path, self._target)
            self.journal_path.unlink()
        except OSError as error:
            raise self._unwritable(error) from None
        finally:
            self.close()

    def close(self) -> None:
        """Leaves the part as it is, for another run to go on with."""
        self._close_files()
        self._lock.release()

    def _close_files(self) -> None:
        for file in (self._file, self._journal):
            if file is not None:
                with suppress(OSError):  # of what could not be written before: it is cut away, or has been said
                    file.close()

    def _take_lock(self) -> None:
        try:
            is_ours = self._lock.take()
        except OSError as error:
            raise self._unwritable(error) from None
        if not is_ours:
            raise UsageError(
                f"{self._shown}: another run is writing this file; wait for its end, or choose another file for the "
                "output"
            )

    def _folded(self, lines: list[str], size: int) -> Totals:
        origin, *states = map(json.loads, lines)
        for key, value in self._origin.items():
            if origin[key] != value:
                raise UsageError(
                    f"{self.path}: was begun with other {key} than now; run as before, or leave --resume out to begin "
                    "from the start"
                )
        totals, end, kept = Totals(), 0, []
        for state, line in zip(states, lines[1:], strict=True):
            if state["end"] > size:  # the machine went down before the lines were on the disk
                break
            end = state.pop("end")
            failures = totals.failures + [FailedInput(*found) for found in state.pop("failures")]
            totals = Totals(**{**state, "place": Place(**state["place"]), "failures": failures})
            kept.append(line)
        return self._opened(totals, end, kept)

    def _opened(self, totals: Totals, end: int, kept: list[str]) -> Totals:
        try:
            self._file = self.path.open("r+b" if end else "wb")
            self._file.truncate(end)
            self._file.seek(end)
            fresh = self.journal_path.with_name(f"{self.journal_path.name}.new")
            self._journal = fresh.open("w", encoding="utf-8")
            self._journal.writelines(line + "\n" for line in (json.dumps(self._origin), *kept))
            self._journal.flush()
            fresh.replace(self.journal_path)
        except OSError as error:
            self.close()
            raise self._unwritable(error) from None
        self._known_failures = len(totals.failures)
        self.is_new = not kept
        return totals

    def _unwritable(self, error: OSError | UnicodeDecodeError) -> UsageError:
        reason = (error.strerror if isinstance(error, OSError) else None) or "it is no text"
        return UsageError(f"{self._shown}: cannot be written ({reason}); choose another file for the output")


def part_names(target: str) -> tuple[str, str, str]:
    """The names of the part, of its journal, and of the lock on both."""
    part = f"{os.path.realpath(target)}.part"
    return part, f"{part}.journal", f"{part}.lock"
