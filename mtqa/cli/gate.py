"""`mtqa gate`: check, then decide."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.cli import options
from mtqa.cli.check import make_report, split_output
from mtqa.cli.gate_options import add_gate_options, gate_settings_of
from mtqa.cli.output import refuse_clashes, write_output
from mtqa.errors import MtqaError, UsageError

if TYPE_CHECKING:
    from mtqa.config import Settings
    from mtqa.domain.report import CheckReport, GateVerdict
    from mtqa.gating import Baseline


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa gate`."""
    parser = subparsers.add_parser(
        "gate", help="check, decide by limits and a baseline, and say why", allow_abbrev=False
    )
    options.add_input_options(parser)
    options.add_state_option(parser)
    options.add_check_options(parser)
    add_gate_options(parser)
    parser.add_argument(
        "--update-baseline", action="store_true", help="accept all that is found now: write it to the baseline"
    )
    parser.add_argument(
        "--format",
        default="console",
        metavar="FORMAT",
        help="console, json, jsonl, tsv, html, sarif, junit, github, gitlab or rdjson",
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the result there instead of standard output")
    parser.add_argument("--output", dest="outputs", action="append", default=[], metavar="FORMAT=FILE",
                        help="one more result, repeatable")  # fmt: skip
    parser.add_argument("--no-color", action="store_true", help="no colours")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 where every rule passed, 1 where one did not, 3 where an input could not be checked."""
    from mtqa.gating import baseline_of, judge, read_baseline, with_verdict
    from mtqa.presenting import presenter_of

    outputs = [split_output(value) for value in arguments.outputs]
    for name in (arguments.format, *(name for name, _ in outputs)):
        presenter_of(name)  # an unknown format is an error before the long run, not after it
    settings = gate_settings_of(arguments)
    path = settings.gate.baseline
    if arguments.update_baseline and path is None:
        raise UsageError("--update-baseline needs --baseline FILE, or `baseline` under [gate] in the configuration")
    written = [arguments.output, *(name for _, name in outputs), arguments.state]
    read = options.read_names_of(arguments)
    (written if arguments.update_baseline else read).extend([path] if path else [])
    refuse_clashes(written, read)
    baseline = read_baseline(path, may_be_absent=arguments.update_baseline) if path else None
    changed = _changed_lines(arguments.paths, arguments.diff)
    session = options.session_of(arguments)
    report = make_report(
        arguments,
        settings,
        lambda signature: _say_changes(signature, settings, baseline),
        session=session,
        shows_ignored=True,
    )
    if path and baseline and arguments.update_baseline:
        baseline = baseline_of(report, baseline)
        write_output(baseline.to_text(), path)
    verdict = judge(report, settings, baseline=baseline, changed=changed, keep_going=arguments.keep_going)
    _write(with_verdict(report, verdict), arguments, outputs)
    if arguments.diff is None:  # what was judged in part has not passed
        session.settle(_passed(report, verdict, baseline))  # last: what is not in a result yet must be checked again
    return verdict.exit_code


def _passed(report: CheckReport, verdict: GateVerdict, baseline: Baseline | None) -> set[str]:
    """The documents that the next run need not check: those that no failed rule counts; none where one cannot say.

    Nor those that pass only by the baseline: it can change, and what is fixed in them is to be noticed.
    """
    failed = [rule for rule in verdict.rules if not rule.passed]
    if not all(rule.offending for rule in failed):
        return set()
    offending = {name for rule in failed for name, _ in rule.offending}
    return {
        document.document.name
        for document in report.documents
        if not (baseline and any(map(baseline.knows, document.sentences)))
    } - offending


def _changed_lines(paths: Sequence[str], revision: str | None) -> dict[str, frozenset[int] | None] | None:
    """What git says of the inputs; of those that are missing nothing, since the check will name them."""
    from mtqa.gating import changed_lines
    from mtqa.reading import expand

    if revision is None:
        return None
    names: list[str] = []
    for path in paths:
        try:
            names += expand([path])
        except MtqaError:
            continue
    return changed_lines(names, revision)


def _say_changes(signature: str, settings: Settings, baseline: Baseline | None) -> None:
    """Says before the check what the verdict will say after it: that the limits were chosen for something else."""
    from mtqa.gating import differences

    for origin, expected in (
        ("pinned", settings.signature),
        ("of the baseline", baseline.signature if baseline else ""),
    ):
        for change in differences(expected, signature):
            print(f"mtqa: the signature is not the one {origin}: {change}", file=sys.stderr)


def _write(report: CheckReport, arguments: argparse.Namespace, outputs: Sequence[tuple[str, str]]) -> None:
    """The results, then the verdict: on standard output after the console's text, else on standard error."""
    from mtqa.presenting import pieces
    from mtqa.presenting.github import summary
    from mtqa.presenting.verdict import verdict_text

    assert report.verdict is not None
    color = not arguments.no_color and "NO_COLOR" not in os.environ and not arguments.output and sys.stdout.isatty()
    width = shutil.get_terminal_size((80, 24)).columns
    verdict = verdict_text(report.verdict)
    if arguments.format == "console" and not arguments.output:
        text = chain(pieces(report, "console", color=color, width=width), "\n") if report.documents else ()
        write_output(_shielded(chain(text, [verdict])), None)
    else:
        write_output(pieces(report, arguments.format, color=color, width=width), arguments.output)
        print(verdict, end="", file=sys.stderr)
    for name, path in outputs:
        write_output(pieces(report, name, color=False, width=width), path)
    if "github" in (arguments.format, *(name for name, _ in outputs)):
        _append_summary(summary(report))


def _shielded(text: Iterable[str]) -> Iterator[str]:
    """The console's text, which shows lines of the inputs, so that GitHub Actions obeys no command in them."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        yield from text
        return
    token = secrets.token_hex(16)
    yield f"::stop-commands::{token}\n"
    yield from text
    yield f"::{token}::\n"


def _append_summary(text: str) -> None:
    """Adds to the summary of the GitHub Actions step that runs us, if one does."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(
            f"{path}: the step summary cannot be written ({error.strerror}); check GITHUB_STEP_SUMMARY"
        ) from None
