"""`mtqa report`: one self-contained HTML page."""

from __future__ import annotations

import argparse

from mtqa.cli import options
from mtqa.cli.check import exit_code, make_report
from mtqa.cli.output import refuse_clashes, write_output


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa report`."""
    parser = subparsers.add_parser("report", help="write one self-contained HTML page", allow_abbrev=False)
    options.add_input_options(parser)
    options.add_check_options(parser)
    parser.add_argument("-o", dest="output", required=True, metavar="FILE", help="the page")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit codes as for check: a page with major issues in it ends with 1."""
    from mtqa.presenting import pieces

    refuse_clashes([arguments.output], options.read_names_of(arguments))
    settings = options.settings_of(arguments)
    report = make_report(arguments, settings)
    write_output(pieces(report, "html", color=False, width=None), arguments.output)
    return exit_code(report, settings, keep_going=arguments.keep_going)
