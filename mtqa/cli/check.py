"""`mtqa check`: flag and score."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.cli import options
from mtqa.cli.output import refuse_clashes, write_output
from mtqa.cli.progress import ProgressLine
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.config import Settings
    from mtqa.domain.report import CheckReport, DocumentReport
    from mtqa.reading import Session

CLEAN, FOUND, FAILED = 0, 1, 3
_FORMAT_BY_SUFFIX = {".jsonl": "jsonl", ".tsv": "tsv", ".json": "json", ".html": "html", ".sarif": "sarif"}


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa check`."""
    parser = subparsers.add_parser("check", help="flag and score French text", allow_abbrev=False)
    options.add_input_options(parser)
    options.add_state_option(parser)
    options.add_check_options(parser)
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="console, json, jsonl, tsv, html, sarif, junit, github, gitlab or rdjson "
        "(default: what the name after -o ends in, else console)",
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the result there instead of standard output")
    parser.add_argument(
        "--output",
        dest="outputs",
        action="append",
        default=[],
        metavar="FORMAT=FILE",
        help="one more result, repeatable",
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on where a run was cut off that wrote JSONL or TSV to the same file"
    )
    parser.add_argument(
        "--ray",
        metavar="ADDRESS",
        help="check rows on the Ray cluster there (host:port, auto), or on one started here for it (local); with "
        "--jobs workers, or one a core",
    )
    parser.add_argument("--no-color", action="store_true", help="no colours")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 where nothing reaches the fail level, 1 where something does, 3 where an input failed."""
    from mtqa.cli.part import part_names
    from mtqa.cli.streaming import is_streamed, refuse_resume, run_stream
    from mtqa.presenting import pieces, presenter_of

    arguments.format = arguments.format or _format_of(arguments.output)
    extra = [split_output(value) for value in arguments.outputs]
    for name in (arguments.format, *(name for name, _ in extra)):
        presenter_of(name)  # an unknown format is an error before the long run, not after it
    parts = part_names(arguments.output) if arguments.output and is_streamed(arguments) else ()
    written = (arguments.output, *(path for _, path in extra), arguments.state, *parts)
    refuse_clashes(written, options.read_names_of(arguments))
    refuse_resume(arguments)
    settings = options.settings_of(arguments)
    if arguments.ray:
        from mtqa.cli.clustered import run_on_cluster

        return run_on_cluster(arguments, settings)
    if is_streamed(arguments):
        return run_stream(arguments, settings)
    session = options.session_of(arguments)
    report = make_report(arguments, settings, session=session)
    color = not arguments.no_color and "NO_COLOR" not in os.environ and not arguments.output and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    if report.documents or arguments.format != "console":
        write_output(pieces(report, arguments.format, color=color, width=width), arguments.output)
    for name, path in extra:
        write_output(pieces(report, name, color=False, width=width), path)
    session.settle(_passed(report, settings))  # last: what is not in a result yet must be checked again
    return exit_code(report, settings, keep_going=arguments.keep_going)


def make_report(
    arguments: argparse.Namespace,
    settings: Settings,
    announce: Callable[[str], None] | None = None,
    session: Session | None = None,
    *,
    shows_ignored: bool = False,
) -> CheckReport:
    """Runs the pipeline with progress on stderr and names each input that failed there.

    `announce` is told the signature before anything is checked. A `session` is the caller's to settle. `shows_ignored`
    keeps the issues that the configuration ignores on their path, for callers that judge them by themselves.
    """
    from mtqa.pipeline import Checker

    in_force = replace(settings, per_path=()) if shows_ignored else settings
    side_files = options.side_files_of(arguments)
    checker = Checker(in_force, side_files)
    if announce:
        announce(checker.signature)
    session = session or options.session_of(arguments)
    session.use_key(f"{checker.signature}|{arguments.command}:{sha256(repr(settings).encode()).hexdigest()[:8]}")
    progress = ProgressLine(quiet=arguments.quiet)
    check_paths = partial(
        checker.check_paths,
        arguments.paths,
        format=arguments.from_format,
        split=arguments.split,
        stdin=options.read_stdin(arguments.paths),
        progress=progress,
        session=session,
    )
    try:
        if (arguments.jobs or 1) == 1:
            report = check_paths()
        else:
            from mtqa.working import Pool, check_documents, report_of

            with Pool(arguments.jobs, in_force, side_files, report_of) as pool:
                report = check_paths(check_all=partial(check_documents, pool, progress=progress))
    finally:
        progress.close()
    if report.skipped and not arguments.quiet:
        print(f"mtqa: not checked again, since they passed before: {len(report.skipped)}", file=sys.stderr)
    for failure in report.failures:
        print(f"mtqa: {failure.reason}", file=sys.stderr)
    return report


def _passed(report: CheckReport, settings: Settings) -> set[str]:
    """The names of the documents in which nothing reaches the fail level."""
    return {document.document.name for document in report.documents if not _fails(document, settings)}


def _fails(document: DocumentReport, settings: Settings) -> bool:
    worst = document.worst()
    return worst is not None and worst.rank >= settings.fail_level_for(document.document.name).rank


def exit_code(report: CheckReport, settings: Settings, *, keep_going: bool) -> int:
    """The exit code of a finished check. A run in which nothing could be checked is never green."""
    if report.failures and (not keep_going or not report.documents):
        return FAILED
    return FOUND if any(_fails(document, settings) for document in report.documents) else CLEAN


def _format_of(output: str | None) -> str:
    return _FORMAT_BY_SUFFIX.get(PurePath(output).suffix.lower(), "console") if output else "console"


def split_output(value: str) -> tuple[str, str]:
    """Format and file of `--output FORMAT=FILE`. Raises UsageError."""
    name, separator, path = value.partition("=")
    if not separator or not path:
        raise UsageError(f"--output takes FORMAT=FILE, for example json=report.json, not {value!r}")
    return name, path
