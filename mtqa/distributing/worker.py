"""What runs on the machines of a cluster: a reader that cuts inputs into windows, a worker that checks them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from mtqa.config import Settings
from mtqa.distributing.attempts import Attempt, Key
from mtqa.distributing.storage import Input, open_input
from mtqa.domain.report import FailedInput
from mtqa.errors import InputError, MtqaError
from mtqa.pipeline import Checker
from mtqa.reading import RowFile, Window, open_rows
from mtqa.reading.source import printable
from mtqa.working.stream import Place
from mtqa.working.windows import CheckedWindow, check_window

Batch = dict[str, list[Any]]
_COLUMNS = ("input", "first", "taken_bytes", "data")


@dataclass(frozen=True, slots=True)
class End:
    """The end of an input, and what was wrong with it, if anything."""

    failure: FailedInput | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A worker that cannot check at all, and why: nothing of the run can be trusted."""

    problem: str


def read_inputs(
    batch: Mapping[str, Sequence[int]], inputs: Sequence[Input | FailedInput], format: str | None, start: Place
) -> Iterator[Batch]:
    """The windows of the inputs whose numbers are in the batch, each one a row of its own, then their ends.

    Of the input that `start` names, the rows before it are left out.
    """
    for number in map(int, batch["input"]):
        source = inputs[number]
        done = start.done if number == start.input else 0
        failure = source if isinstance(source, FailedInput) else None
        try:
            if isinstance(source, Input):
                for window, taken_bytes in _windows(source, format, done):
                    yield _row(number, window.first, taken_bytes, window)
                    done = window.first + len(window.rows)
        except MtqaError as error:
            failure = FailedInput(source.name, str(error))
        yield _row(number, done, 0, End(failure))


class RowChecker:
    """A worker: it loads lexicon and models once and then checks one window after the other.

    `attempts` is the handle of the actor that outlives it, `signature` what the run's scores stand for.
    """

    def __init__(self, settings: Settings, format: str, attempts: Any, signature: str) -> None:
        self._format = format
        self._attempts = attempts
        self._refusal: Refusal | None = None
        try:
            self._checker = Checker(settings, threads=1)
        except MtqaError as error:
            self._refusal = Refusal(str(error))
            return
        if self._checker.signature != signature:
            self._refusal = Refusal(
                f"a worker would score as {self._checker.signature} and not as {signature}: install the same mtqa, "
                "models and word lists on every machine"
            )

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> Iterator[Batch]:
        """A row out for each row in."""
        for number, first, taken_bytes, data in zip(*(batch[name] for name in _COLUMNS), strict=True):
            found = pickle.loads(data)
            if self._refusal:
                found = self._refusal
            elif isinstance(found, Window):
                found = self._check((int(number), int(first)), found)
            yield _row(number, first, taken_bytes, found)

    def _check(self, key: Key, window: Window) -> CheckedWindow | Refusal:
        import ray

        attempt: Attempt = ray.get(self._attempts.begin.remote(key))
        reason = f"the worker that checked it ended, {attempt.number} times; is it far too long for the memory?"
        rows = range(len(window.rows)) if attempt.is_hopeless else attempt.given_up
        try:
            checked = check_window(
                self._checker, window, self._format, given_up=dict.fromkeys(rows, reason),
                alone=partial(self._take, key) if attempt.rows_alone else None,
            )  # fmt: skip
        except MtqaError as error:
            return Refusal(str(error))
        except MemoryError:
            return Refusal("a worker has not enough memory; ask for fewer with --jobs")
        except Exception as error:  # no traceback of a worker may reach the user
            said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            return Refusal(f"a worker failed ({said}); please report it, and run without --ray")
        ray.get(self._attempts.end.remote(key))
        return replace(checked, attempts=attempt.number)

    def _take(self, key: Key, row: int | None) -> None:
        import ray

        ray.get(self._attempts.take.remote(key, row))


def _windows(source: Input, format: str | None, skip_rows: int) -> Iterator[tuple[Window, int]]:
    """Each window, and how much of the file is read then. Raises InputError, also where it is no file of rows."""
    with open_input(source) as file:
        opened = open_rows(source.name, format, file)
        if not isinstance(opened, RowFile):
            raise InputError(
                f"{printable(source.name)}: is no file of rows (JSONL, TSV, CSV, Parquet); leave --ray out, or "
                "name its format with --from"
            )
        for window in opened.windows(skip_rows):
            yield window, opened.taken_bytes


def _row(number: int, first: int, taken_bytes: int, found: Window | End | CheckedWindow | Refusal) -> Batch:
    data = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    return {
        name: [value] for name, value in zip(_COLUMNS, (int(number), int(first), int(taken_bytes), data), strict=True)
    }
