"""Whole documents given out to workers: what `Checker.check_all` does, in several processes."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document
from mtqa.pipeline import Outcome, Progress, Read
from mtqa.reading.source import printable
from mtqa.working.pool import Lost, Pool


def check_documents(
    pool: Pool, read: Iterator[Read], progress: Progress | None = None
) -> Iterator[tuple[str, Outcome]]:
    """What becomes of each document, in order, its report pickled. The pool's job is `units.report_of`."""
    taken = 0

    def units() -> Iterator[tuple[Read, Document | None]]:
        nonlocal taken
        for name, found in read:
            taken += 1
            yield (name, found), None if isinstance(found, FailedInput) else found

    for done, ((name, found), answer) in enumerate(pool.run(units()), start=1):
        if progress:
            progress("checking documents", done, taken)
        if isinstance(found, FailedInput):
            yield name, found
        elif isinstance(answer, Lost):
            yield name, FailedInput(found.name, f"{printable(found.name)}: {answer.reason}")
        else:
            yield name, answer
