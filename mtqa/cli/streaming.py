"""`mtqa check` with a line a row for its result: inputs of any size, in little memory, and to be resumed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.cli import options
from mtqa.cli.output import write_output
from mtqa.cli.progress import ProgressLine
from mtqa.domain.report import FailedInput
from mtqa.errors import MtqaError, UsageError
from mtqa.version import VERSION

if TYPE_CHECKING:
    from mtqa.cli.part import PartFile
    from mtqa.config import Settings
    from mtqa.working import Label, Place, Totals

STREAMED_FORMATS = ("jsonl", "tsv")
# More than these many rows that failed are counted, not named: each has its line in the result.
_MOST_NAMED = 20


def is_streamed(arguments: argparse.Namespace) -> bool:
    """Whether the result can be written row by row.

    What needs all of an input at once cannot: side files, --split, a state that says what passed, further outputs.
    """
    side_files = (arguments.back_translation, arguments.source, arguments.reference)
    whole = (arguments.split, arguments.state, arguments.outputs, *side_files)
    return arguments.format in STREAMED_FORMATS and not any(whole)


def refuse_resume(arguments: argparse.Namespace) -> None:
    """Raises UsageError where --resume is asked for and there is nothing that could be resumed."""
    from mtqa.reading.inputs import STANDARD_INPUT, is_url

    if not arguments.resume:
        return
    if not is_streamed(arguments):
        raise UsageError(
            "--resume goes with --format jsonl or tsv, without --split, --state, --output and files beside the French"
        )
    if not _is_file(arguments.output):
        raise UsageError("--resume needs a file to go on with: name it with -o")
    for path in arguments.paths:
        if path == STANDARD_INPUT or is_url(path):
            raise UsageError(f"{path}: may hold something else the next time, so that --resume takes files only")


def run_stream(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit codes as for check; a row that could not be checked counts as an input that failed."""
    from mtqa.working import Pool, in_this_process, inputs_of, read_units, text_of

    job = partial(text_of, format=arguments.format)
    side_files = options.side_files_of(arguments)
    inputs = inputs_of(arguments.paths)

    def units(start: Place) -> Any:
        return read_units(inputs, options.session_of(arguments), format=arguments.from_format, start=start)

    if (arguments.jobs or 1) > 1:
        with Pool(arguments.jobs, settings, side_files, job) as pool:
            return stream(arguments, settings, inputs, lambda start: pool.run(units(start)), pool.signature)
    from mtqa.pipeline import Checker

    checker = Checker(settings, side_files)
    return stream(
        arguments, settings, inputs, lambda start: in_this_process(checker, job, units(start)), checker.signature
    )


def stream(
    arguments: argparse.Namespace,
    settings: Settings,
    inputs: list[str | FailedInput],
    answers: Callable[[Place], Iterator[tuple[Label, Any]]],
    signature: str,
) -> int:
    """Writes what becomes of the inputs' units from a place on, wherever they are checked. Returns the exit code."""
    from mtqa.working import Totals

    stream = _Stream(arguments, inputs, answers)
    try:
        if _is_file(arguments.output):
            from mtqa.cli.part import PartFile

            part = PartFile(arguments.output, _origin(arguments, settings, signature, inputs))
            totals = part.resume() if arguments.resume else part.begin()
            _to_part(stream, part, totals)
        else:
            totals = Totals()
            write_output(stream.pieces(totals), arguments.output)
    finally:
        stream.progress.close()
    _say_failures(totals, stream.named)
    failed = bool(totals.failures or totals.failed_rows)
    if failed and (not arguments.keep_going or not (totals.rows or totals.documents)):
        return 3
    return 1 if totals.fails else 0


class _Stream:
    """The lines of a run, made as they are asked for."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        inputs: list[str | FailedInput],
        answers: Callable[[Place], Iterator[tuple[Label, Any]]],
    ) -> None:
        self.progress = ProgressLine(quiet=arguments.quiet)
        self.named: list[FailedInput] = []
        self.format: str = arguments.format
        self._inputs = inputs
        self._answers = answers

    def lines(self, totals: Totals, start: Place) -> Iterator[str]:
        """The lines of each unit from a place on; `totals` stands for all up to them."""
        from mtqa.working import size_bytes, written

        size = sum(map(size_bytes, self._inputs))
        self.progress.rate(totals.rows, None)
        for found in written(self._answers(start), totals, self._inputs, self.format):
            self.named += found.failures[: _MOST_NAMED - len(self.named)]
            yield found.text
            self.progress.rate(totals.rows + totals.failed_rows, found.taken_bytes / size if size else None)

    def pieces(self, totals: Totals) -> Iterator[str]:
        """All of the result."""
        from mtqa.presenting.rows import failures_text, head

        yield head(self.format)
        yield from self.lines(totals, totals.place)
        yield failures_text(self.format, totals.failures)


def _to_part(stream: _Stream, part: PartFile, totals: Totals) -> None:
    from mtqa.presenting.rows import failures_text, head
    from mtqa.working import Place

    try:
        if part.is_new:
            part.write(head(stream.format), totals)
        for text in stream.lines(totals, totals.place):
            part.write(text, totals)
        part.finish(failures_text(stream.format, totals.failures))
    except (KeyboardInterrupt, MemoryError, MtqaError):
        stream.progress.close()
        if totals.place != Place():
            print(f"mtqa: {part.path}: kept; the same command with --resume goes on with it", file=sys.stderr)
        raise
    finally:
        part.close()


def _origin(
    arguments: argparse.Namespace, settings: Settings, signature: str, inputs: list[str | FailedInput]
) -> dict[str, Any]:
    """What a result depends on."""
    return {
        "versions": [VERSION, signature],
        "settings": sha256(repr(settings).encode()).hexdigest(),
        "formats": [arguments.format, arguments.from_format],
        "inputs": [_identity(name) for name in inputs],
    }


def _identity(name: str | FailedInput) -> list[str | int]:
    if isinstance(name, FailedInput):
        return [name.name, name.reason]
    try:
        found = Path(name).stat()
    except OSError:
        return [name]
    return [name, found.st_size, found.st_mtime_ns]


def _is_file(path: str | None) -> bool:
    """Whether an output is a file, or will be one: not standard output, a pipe or a device."""
    if path is None or path == "-":
        return False
    target = Path(os.path.realpath(path))
    return target.is_file() or not target.exists()


def _say_failures(totals: Totals, named: list[FailedInput]) -> None:
    for failure in (*named, *totals.failures):
        print(f"mtqa: {failure.reason}", file=sys.stderr)
    if totals.failed_rows > len(named):
        print(f"mtqa: rows that could not be checked, each with a line in the result: {totals.failed_rows}",
              file=sys.stderr)  # fmt: skip
