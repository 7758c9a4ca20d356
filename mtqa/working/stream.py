"""A run whose results are written as they come: inputs cut into units, their lines in order, and the sum of it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError, MtqaError, UsageError
from mtqa.presenting.rows import failures_text
from mtqa.reading import RowFile, Session, Window, expand, open_rows, without_credentials
from mtqa.reading.inputs import STANDARD_INPUT, is_url
from mtqa.reading.source import printable
from mtqa.working.pool import Lost
from mtqa.working.units import CheckedDocument
from mtqa.working.windows import CheckedWindow


@dataclass(frozen=True, slots=True)
class Place:
    """How far a stream is: the number of the input, and how many of its rows (or documents) are done."""

    input: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A unit's place when it is done, and how many bytes of the inputs had been read then.

    `unit` is what was given out, the end of an input has none, and `failure` is what was wrong with it. `is_end` says
    that nothing of the input follows.
    """

    place: Place
    taken_bytes: int
    unit: Window | Document | None = None
    failure: FailedInput | None = None
    is_end: bool = False


@dataclass(slots=True)
class Totals:
    """What a run adds up to so far. `rows` counts those checked, `failed_rows` those that could not be.

    `failures` are of whole inputs; `has_content` says that there was something to check in the input at hand.
    """

    place: Place = field(default_factory=Place)
    rows: int = 0
    documents: int = 0
    failed_rows: int = 0
    fails: bool = False
    has_content: bool = False
    failures: list[FailedInput] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Written:
    """Lines to write now, the rows among them that failed, and how many bytes of the inputs they took."""

    text: str
    failures: tuple[FailedInput, ...]
    taken_bytes: int


def inputs_of(paths: Sequence[str]) -> list[str | FailedInput]:
    """The inputs that the paths stand for, or what is wrong with a path, in order; each once a path."""
    found: list[str | FailedInput] = []
    for path in paths:
        try:
            found += expand([path])
        except MtqaError as error:
            found.append(FailedInput(without_credentials(path), str(error)))
    return found


def read_units(
    inputs: Sequence[str | FailedInput], session: Session, *, format: str | None, start: Place
) -> Iterator[tuple[Label, Window | Document | None]]:
    """The units from a place on, each with its label; the end of an input is one as well. Raises UsageError."""
    before = sum(map(size_bytes, inputs[: start.input]))
    for number, name in enumerate(inputs[start.input :], start.input):
        skip = start.done if number == start.input else 0
        failure: FailedInput | None = None
        if isinstance(name, FailedInput):
            failure = name
        else:
            shown = without_credentials(name)
            try:
                for label in _of_input(name, number, session, format, skip):
                    yield _shifted(label, before), label.unit
            except UsageError:
                raise
            except MtqaError as error:
                failure = FailedInput(shown, str(error))
        before += size_bytes(name)
        yield Label(Place(number + 1), before, failure=failure, is_end=True), None


def written(
    answered: Iterator[tuple[Label, Any]], totals: Totals, inputs: Sequence[str | FailedInput], format: str
) -> Iterator[Written]:
    """The lines of each unit in order; `totals` is up to date when they are given. Raises UsageError, EngineError."""
    for label, answer in answered:
        if label.is_end:
            _end(label, totals, inputs)
        text, failures = ("", ()) if label.is_end else _add(label, answer, totals, format)
        totals.place = label.place
        yield Written(text, failures, label.taken_bytes)


def size_bytes(name: str | FailedInput) -> int:
    """The size of an input that is a file, 0 for another."""
    if isinstance(name, FailedInput) or name == STANDARD_INPUT or is_url(name):
        return 0
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0


def _of_input(name: str, number: int, session: Session, format: str | None, skip: int) -> Iterator[Label]:
    opened = None if is_url(name) else open_rows(name, format)
    if isinstance(opened, RowFile):
        try:
            for window in opened.windows(skip):
                place = Place(number, window.first + len(window.rows))
                yield Label(place, opened.taken_bytes, window)
        finally:
            opened.close()
        return
    found = session.read(name, format=format, stdin=opened)
    for done, document in islice(enumerate(found, start=1), skip, None):
        if isinstance(document, FailedInput):
            yield Label(Place(number, done), 0, failure=document)
        else:
            yield Label(Place(number, done), 0, document)


def _shifted(label: Label, before: int) -> Label:
    return Label(label.place, before + label.taken_bytes, label.unit, label.failure, label.is_end)


def _add(label: Label, answer: Any, totals: Totals, format: str) -> tuple[str, tuple[FailedInput, ...]]:
    if isinstance(answer, Lost):
        return _lost(label, answer, totals, format)
    if isinstance(answer, CheckedWindow):
        totals.rows += answer.rows - len(answer.failures)
        totals.failed_rows += len(answer.failures)
        totals.fails = totals.fails or answer.fails
        totals.has_content = totals.has_content or answer.has_words
        return answer.text, answer.failures
    if isinstance(answer, CheckedDocument):
        totals.documents += 1
        totals.fails = totals.fails or answer.fails
        totals.has_content = True
        return answer.text, ()
    failure = answer if isinstance(answer, FailedInput) else label.failure
    assert failure is not None
    totals.failures.append(failure)
    totals.has_content = True
    return "", ()


def _lost(label: Label, answer: Lost, totals: Totals, format: str) -> tuple[str, tuple[FailedInput, ...]]:
    """All rows of a window, or a document, that ended its workers."""
    assert label.unit is not None
    name = label.unit.name
    if isinstance(label.unit, Document):
        totals.failures.append(FailedInput(name, f"{printable(name)}: {answer.reason}"))
        totals.has_content = True
        return "", ()
    rows = []
    for row in label.unit.rows:
        if isinstance(row, Segment):
            place = f"{name}:{row.locate(0)[0]}"
            rows.append(FailedInput(place, f"{place}: {answer.reason}"))
        else:
            rows.append(row)
    totals.failed_rows += len(rows)
    totals.has_content = True  # it had, or no worker would have been at it: the rows are failures by themselves
    return failures_text(format, rows), tuple(rows)


def _end(label: Label, totals: Totals, inputs: Sequence[str | FailedInput]) -> None:
    if label.failure:
        totals.failures.append(label.failure)
    elif not totals.has_content:
        name = without_credentials(str(inputs[label.place.input - 1]))
        problem = "nothing to check: no sentence was found in it; check its content"
        totals.failures.append(FailedInput(name, str(InputError(f"{printable(name)}: {problem}"))))
    totals.has_content = False
