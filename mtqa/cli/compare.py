"""`mtqa compare`: translations of one source side by side, with significance."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import TYPE_CHECKING

from mtqa.cli import options
from mtqa.cli.output import refuse_clashes, write_output
from mtqa.cli.progress import ProgressLine
from mtqa.comparing import SideFiles
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.contrasting import Contrast
    from mtqa.domain.report import CheckReport
    from mtqa.pipeline import Checker

FORMATS = ("console", "json", "html")
METHODS = ("bootstrap", "randomisation")
DONE, REGRESSED, FAILED = 0, 1, 3
_FEWEST_SAMPLES, _MOST_SAMPLES = 100, 100_000


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa compare`."""
    parser = subparsers.add_parser(
        "compare",
        help="compare translations of one source, with significance",
        description="Checks two or more translations of one source, pairs their sentences, and says which is better, "
        "how sure that is, and where. Everything is compared with A.",
        allow_abbrev=False,
    )
    parser.add_argument("first", metavar="A", help="a file, a folder, a feed, an address, or - for standard input")
    parser.add_argument("others", nargs="+", metavar="B", help="another translation, likewise; C, D ... may follow")
    parser.add_argument("--from", dest="from_format", metavar="FORMAT", help=f"one of {', '.join(options.FORMATS)}")
    parser.add_argument("--split", action="store_true", help="split rows (JSONL, TSV, CSV ...) into sentences")
    parser.add_argument("--allow-private", action="store_true", help="fetch from private addresses as well")
    parser.add_argument("--source", metavar="FILE", help="the original English of all: one line a sentence, or a text")
    parser.add_argument("--reference", metavar="FILE", help="a right French translation: adds chrF, BLEU, TER")
    options.add_settings_options(parser)
    parser.add_argument("--test", choices=METHODS, default="bootstrap", help="default: bootstrap (Koehn 2004)")
    parser.add_argument("--samples", type=int, default=1000, metavar="N", help="resamples of the test (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the test (default: 1)")
    parser.add_argument("--fail-on-regression", action="store_true", help="exit 1 where one is surely worse than A")
    parser.add_argument("--format", choices=FORMATS, default="console", help="default: console")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="losses and gains on the console (default: 5)")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the result there instead of standard output")
    parser.add_argument("--no-color", action="store_true", help="no colours")
    parser.set_defaults(run=run, follow=False)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0, 1 for a sure regression where that was asked for, 3 where an input could not be read or checked."""
    from mtqa.contrasting import TestSettings, contrast
    from mtqa.pipeline import Checker

    paths = [arguments.first, *arguments.others]
    _refuse(arguments, paths)
    checker = Checker(options.settings_of(arguments), SideFiles(source=arguments.source, reference=arguments.reference))
    # The metrics of plug-ins judge the paired units, not each document's sentences.
    metrics, checker.metrics = checker.metrics, ()
    reports = _check(checker, paths, arguments)
    for failure in (failure for report in reports for failure in report.failures):
        print(f"mtqa: {failure.reason}", file=sys.stderr)
    if not all(report.documents for report in reports):
        return FAILED
    test = TestSettings(arguments.test, arguments.samples, arguments.seed)
    found = contrast(paths, reports, metrics=metrics, test=test)
    write_output(_presented(found, arguments), arguments.output)
    if found.failures:
        return FAILED
    return REGRESSED if arguments.fail_on_regression and found.regressed else DONE


def _refuse(arguments: argparse.Namespace, paths: list[str]) -> None:
    """Raises UsageError for arguments that do not fit together."""
    if not _FEWEST_SAMPLES <= arguments.samples <= _MOST_SAMPLES:
        raise UsageError(f"--samples must lie between {_FEWEST_SAMPLES} and {_MOST_SAMPLES}, not {arguments.samples}")
    if arguments.seed < 0 or arguments.show < 0:
        raise UsageError("--seed and --show must be 0 or more")
    if paths.count("-") > 1:
        raise UsageError("only one translation can come from standard input: name files for the others")
    side = [name for name in (arguments.source, arguments.reference, arguments.config) if name]
    refuse_clashes([arguments.output], [*paths, *side, *(arguments.words or ())])


def _check(checker: Checker, paths: list[str], arguments: argparse.Namespace) -> list[CheckReport]:
    progress = ProgressLine(quiet=arguments.quiet)
    stdin = options.read_stdin(paths)
    try:
        return [
            checker.check_paths(
                [path],
                format=arguments.from_format,
                split=arguments.split,
                stdin=stdin,
                progress=progress,
                session=options.session_of(arguments),
            )
            for path in paths
        ]
    finally:
        progress.close()


def _presented(found: Contrast, arguments: argparse.Namespace) -> str:
    if arguments.format == "json":
        from mtqa.contrasting.record import contrast_record
        from mtqa.presenting.to_json import dumps

        return dumps(contrast_record(found), indent=2)
    if arguments.format == "html":
        from mtqa.contrasting.html import present as page

        return page(found)
    from mtqa.contrasting.console import present

    color = not arguments.no_color and "NO_COLOR" not in os.environ and not arguments.output and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    return present(found, color=color, width=width, show=arguments.show)
