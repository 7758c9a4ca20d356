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
from mtqa.distributing.windows import CheckedWindow, check_window
from mtqa.errors import InputError, MtqaError
from mtqa.pipeline import Checker
from mtqa.reading import RowFile, Window, open_rows
from mtqa.reading.source import printable

Batch = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class End:
    """The end of an input after so many rows, and what was wrong with it, if anything."""

    name: str
    rows: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A worker that cannot check at all, and why: nothing of the run can be trusted."""

    problem: str


def read_inputs(batch: Mapping[str, Sequence[int]], inputs: Sequence[Input], format: str | None) -> Iterator[Batch]:
    """The windows of the inputs whose numbers are in the batch, each one a row of its own, then their ends."""
    for number in batch["input"]:
        rows = 0
        try:
            for window in _windows(inputs[number], format):
                yield _row(number, window.first, window)
                rows = window.first + len(window.rows)
            problem = None
        except MtqaError as error:
            problem = str(error)
        yield _row(number, rows, End(inputs[number].name, rows, problem))


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
        for number, first, data in zip(batch["input"], batch["first"], batch["data"], strict=True):
            found = pickle.loads(data)
            if self._refusal:
                found = self._refusal
            elif isinstance(found, Window):
                found = self._check((int(number), int(first)), found)
            yield _row(number, first, found)

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
        ray.get(self._attempts.end.remote(key))
        return replace(checked, attempts=attempt.number)

    def _take(self, key: Key, row: int | None) -> None:
        import ray

        ray.get(self._attempts.take.remote(key, row))


def _windows(source: Input, format: str | None) -> Iterator[Window]:
    """Raises InputError, also where the input is a text and not a file of rows."""
    file = open_input(source)
    try:
        opened = open_rows(source.name, format, file)
        if not isinstance(opened, RowFile):
            raise InputError(
                f"{printable(source.name)}: is no file of rows (JSONL, TSV, CSV, Parquet); leave --ray out, or "
                "name its format with --from"
            )
        yield from opened.windows()
    finally:
        file.close()


def _row(number: int, first: int, found: Window | End | CheckedWindow | Refusal) -> Batch:
    return {"input": [int(number)], "first": [int(first)], "data": [pickle.dumps(found, pickle.HIGHEST_PROTOCOL)]}
