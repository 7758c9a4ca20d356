"""One window of rows, checked: its lines, and the rows that could not be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mtqa.domain.report import DocumentReport, FailedInput
from mtqa.domain.text import Document, Segment
from mtqa.errors import EngineError, UsageError
from mtqa.pipeline import Checker
from mtqa.presenting.rows import window_text
from mtqa.reading import Row, Window

_TOO_LARGE = "there is not enough memory to check this row; shorten it, or ask for fewer --jobs"


@dataclass(frozen=True, slots=True)
class CheckedWindow:
    """What a window became: `text` holds a line a row, `failures` the rows that could not be read or checked.

    `first` is the number of its first row, from 0. `fails` says that an issue reaches the fail level, `has_words` that
    any row had text. `attempts` counts the workers that tried.
    """

    name: str
    first: int
    rows: int
    text: str
    failures: tuple[FailedInput, ...]
    fails: bool
    has_words: bool
    attempts: int = 1


def check_window(
    checker: Checker,
    window: Window,
    format: str,
    *,
    given_up: Mapping[int, str] | None = None,
    alone: Callable[[int | None], None] | None = None,
) -> CheckedWindow:
    """Checks a window's rows and writes them in `format` (see presenting.rows).

    A row that makes the check raise fails by itself, and the others are checked without it. `given_up` names rows, by
    place in the window, that are not even tried, with the reason. With `alone` each row is tried by itself before all
    are checked together, and `alone` is told its place, then None: so the row that ends the process can be found.
    Raises EngineError where the engine fails, MemoryError where memory is too short for the rows together: that is one
    row's fault no more than the next one's.
    """
    rows = [_failure(window, row, given_up[place]) if given_up and place in given_up else row
            for place, row in enumerate(window.rows)]  # fmt: skip
    if alone:
        rows = _tried(checker, window, rows, alone)
        alone(None)
    try:
        report = _report(checker, window, rows)
    except (EngineError, UsageError):
        raise
    except Exception:
        report = None
    if report is None:  # a fault of ours, or a want of memory, that some row brings about: it must not take the others
        rows = _tried(checker, window, rows, lambda _: None)  # with it. Not within `except`, which holds on to memory.
        report = _report(checker, window, rows)
    return CheckedWindow(
        name=window.name,
        first=window.first,
        rows=len(rows),
        text=window_text(format, report, rows, window.first),
        failures=tuple(row for row in rows if isinstance(row, FailedInput)),
        fails=reaches_fail_level(checker, report),
        has_words=any(isinstance(row, Segment) and bool(row.text.strip()) for row in rows),
    )


def _report(checker: Checker, window: Window, rows: Sequence[Row]) -> DocumentReport:
    segments = tuple(row for row in rows if isinstance(row, Segment))
    document = Document(window.name, window.format, segments, window.encoding)
    return checker.check_document(document, may_be_empty=True)


def _tried(checker: Checker, window: Window, rows: Sequence[Row], alone: Callable[[int | None], None]) -> list[Row]:
    """The rows, those that cannot be checked by themselves as failures. Raises MemoryError where none has room."""
    tried: list[Row] = []
    for place, row in enumerate(rows):
        if isinstance(row, Segment):
            alone(place)
            try:
                _report(checker, window, [row])
            except (EngineError, UsageError):
                raise
            except MemoryError:
                tried.append(_failure(window, row, _TOO_LARGE))
                continue
            except Exception as error:
                said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
                tried.append(_failure(window, row, f"the check of this row failed ({said}); please report it"))
                continue
        tried.append(row)
    if any(map(_is_too_large, tried)) and not any(isinstance(row, Segment) for row in tried):
        raise MemoryError  # it is not the rows that are large, but the memory that is small
    return tried


def _is_too_large(row: Row) -> bool:
    return isinstance(row, FailedInput) and row.reason.endswith(_TOO_LARGE)


def _failure(window: Window, row: Row, reason: str) -> FailedInput:
    if isinstance(row, FailedInput):
        return row
    place = f"{window.name}:{row.locate(0)[0]}"
    return FailedInput(place, f"{place}: {reason}")


def reaches_fail_level(checker: Checker, report: DocumentReport) -> bool:
    """Whether an issue is as severe as what makes a check of this input fail."""
    worst = report.worst()
    return worst is not None and worst.rank >= checker.settings.fail_level_for(report.document.name).rank
