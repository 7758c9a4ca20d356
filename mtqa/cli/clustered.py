"""`mtqa check --ray`: rows checked on a cluster, and written like those of a stream."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.cli.streaming import is_streamed, stream
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.config import Settings
    from mtqa.working import CheckedWindow, Label, Place


def run_on_cluster(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit codes as for check. Raises UsageError where the result cannot be written row by row."""
    if not is_streamed(arguments):
        raise UsageError(
            "--ray writes a line a row: it goes with --format jsonl or tsv, without --split, --state, --output and "
            "files beside the French"
        )
    from mtqa.distributing import Input, check_rows, inputs_of, open_cluster
    from mtqa.pipeline import Checker

    inputs = inputs_of(arguments.paths)
    # Settings that do not fit are an error before a cluster is troubled; it is the workers that need the models.
    signature = Checker(replace(settings, metrics=(), language_model=None), threads=1).signature
    with open_cluster(arguments.ray, arguments.jobs or 0, settings) as cluster:

        def answers(start: Place) -> Iterator[tuple[Label, CheckedWindow | None]]:
            # Ray prints what befalls its workers on standard output, where the rows may go.
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
                found = check_rows(
                    inputs, settings, cluster, signature,
                    format=arguments.format, input_format=arguments.from_format, start=start,
                )  # fmt: skip
                for label, window in found:
                    _say_losses(window)
                    yield label, window

        names = [source.name if isinstance(source, Input) else source for source in inputs]
        return stream(arguments, settings, names, answers, signature)


def _say_losses(window: Any) -> None:
    if window is not None and window.attempts > 1:
        print(
            f"mtqa: {window.name}: rows {window.first + 1:,} to {window.first + window.rows:,} were checked again, "
            f"since their worker ended ({window.attempts - 1})",
            file=sys.stderr,
        )
