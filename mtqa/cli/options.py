"""Options that several commands share, and the settings they make."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtqa.comparing import SideFiles
from mtqa.config import ENGINES, PROFILES, Settings, load_settings
from mtqa.config_values import a_device
from mtqa.domain.issue import Severity
from mtqa.errors import ConfigError, InputError, UsageError

if TYPE_CHECKING:
    from mtqa.reading import Session

FORMATS = ("text", "html", "lines", "jsonl", "tsv", "csv", "parquet", "feed", "xliff", "tmx", "po")
MOST_JOBS = 512


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """PATH... and how it is read."""
    parser.add_argument("paths", nargs="+", metavar="PATH",
                        help="a file, a folder, a glob, an http(s) feed or page, or - for standard input")  # fmt: skip
    parser.add_argument("--from", dest="from_format", metavar="FORMAT", help=f"the format: {', '.join(FORMATS)}")
    parser.add_argument("--split", action="store_true", help="split rows (JSONL, TSV, CSV ...) into sentences")
    parser.add_argument("--follow", action="store_true", help="check the pages that a feed's items link to as well")
    parser.add_argument(
        "--allow-private", action="store_true", help="fetch from private and loopback addresses as well"
    )
    parser.add_argument("--keep-going", action="store_true", help="an input that fails does not make the exit code 3")


def add_state_option(parser: argparse.ArgumentParser) -> None:
    """Where a run keeps what passed, for commands that decide."""
    parser.add_argument(
        "--state", metavar="FILE", help="keep there what passed, and check only what is new since the last run"
    )


def session_of(arguments: argparse.Namespace) -> Session:
    """How the inputs are read in this run. Raises InputError for a state file that cannot be read."""
    from mtqa.reading import Fetcher, Session, State

    path = getattr(arguments, "state", None)
    fetcher = Fetcher(allow_private=arguments.allow_private)
    return Session(fetcher, follow=arguments.follow, state=State.load(path) if path else None)


def add_check_options(parser: argparse.ArgumentParser) -> None:
    """What is checked, and against what, and what fails."""
    parser.add_argument(
        "--back-translation", metavar="FILE", help="the English got back: one line a sentence, or a text"
    )
    parser.add_argument("--source", metavar="FILE", help="the original English, likewise")
    parser.add_argument("--reference", metavar="FILE", help="a right French translation, likewise")
    parser.add_argument(
        "--fail-level", choices=[*Severity], help="the severity that makes exit code 1 (default: major)"
    )
    add_jobs_option(parser)
    add_settings_options(parser)


def add_jobs_option(parser: argparse.ArgumentParser) -> None:
    """How many processes check."""
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="check in N worker processes; the results are the same")


def add_settings_options(parser: argparse.ArgumentParser) -> None:
    """What `settings_of` reads besides the fail level: how French is checked and translated back."""
    parser.set_defaults(fail_level=None)
    parser.add_argument("--engine", metavar="NAME", help=f"who translates back: {', '.join(ENGINES)} (default: none)")
    parser.add_argument("--model", metavar="NAME", help="the MarianMT model, French to English: hub name or folder")
    parser.add_argument("--back-model", metavar="NAME", help="likewise, English to French, for --round-trip")
    parser.add_argument("--round-trip", action="store_true", help="translate the English back into French as well")
    add_device_option(parser)
    parser.add_argument(
        "--neural", action="store_true", help="add the neural detector: finds more, with more false alarms"
    )
    parser.add_argument(
        "--metric", metavar="NAME", action="append", help="a plug-in's metric beside the scores, repeatable"
    )
    parser.add_argument(
        "--language-model", metavar="NAME", help="a masked or causal language model's value beside the scores"
    )
    parser.add_argument("--select", metavar="CODES", action="append", help="codes, or their beginnings, to check")
    parser.add_argument("--ignore", metavar="CODES", action="append", help="codes, or their beginnings, to leave out")
    parser.add_argument("--min-confidence", type=float, metavar="0..1", help="hide issues below it (default: 0.5)")
    parser.add_argument("--words", metavar="FILE", action="append", help="names and terms that are right, one a line")
    parser.add_argument("--profile", choices=PROFILES, help="which French (default: fr-FR)")
    parser.add_argument(
        "--config", metavar="FILE", help="mtqa.toml or pyproject.toml (default: the nearest one upwards)"
    )
    parser.add_argument("--offline", action="store_true", help="never go online for a model")
    parser.add_argument("--no-cache", action="store_true", help="do not keep back-translations")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def add_device_option(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Where neural models run."""
    parser.add_argument(
        "--device", type=_device, default=default, metavar="DEVICE", help="where neural models run: auto, cpu, cuda[:N]"
    )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The configuration file's settings with the command line's over them. Raises ConfigError and UsageError."""
    settings = load_settings(arguments.config)
    confidence = arguments.min_confidence
    if confidence is not None and not 0 <= confidence <= 1:
        raise UsageError(f"--min-confidence must lie between 0 and 1, not {confidence:g}")
    words_files = (*settings.words_files, *(arguments.words or ()))
    return settings.replaced(
        select=_codes(arguments.select, "--select"),
        ignore=_codes(arguments.ignore, "--ignore"),
        min_confidence=confidence,
        fail_level=Severity(arguments.fail_level) if arguments.fail_level else None,
        engine=arguments.engine,
        model=arguments.model,
        back_model=arguments.back_model,
        round_trip=arguments.round_trip or None,
        neural=arguments.neural or None,
        metrics=tuple(arguments.metric) if arguments.metric else None,
        language_model=arguments.language_model,
        device=arguments.device,
        profile=arguments.profile,
        offline=arguments.offline or None,
        cache=False if arguments.no_cache else None,
        words_files=words_files,
    )


def side_files_of(arguments: argparse.Namespace) -> SideFiles:
    """The side files given. They belong to one input, so that more than one PATH beside them is a UsageError."""
    files = SideFiles(arguments.back_translation, arguments.source, arguments.reference)
    if files != SideFiles() and len(arguments.paths) != 1:
        raise UsageError("--back-translation, --source and --reference belong to one PATH: check the inputs one by one")
    return files


def read_names_of(arguments: argparse.Namespace) -> list[str]:
    """All files that a check with these options reads, besides the configuration that was found by itself."""
    side = (arguments.back_translation, arguments.source, arguments.reference, arguments.config)
    return [*arguments.paths, *(name for name in (*side, *(arguments.words or ())) if name)]


def read_stdin(paths: Sequence[str]) -> bytes | None:
    """All of standard input where "-" is among the paths. Raises InputError where it cannot be read."""
    if "-" not in paths:
        return None
    if sys.stdin is None:
        raise InputError("-: standard input is closed; name a file, or pipe the text in")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"-: standard input cannot be read ({error.strerror}); name a file") from None


def _device(value: str) -> str:
    try:
        return a_device(value, "the command line", "--device")
    except ConfigError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _jobs(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes from 1 to {MOST_JOBS}")
    return int(value)


def _codes(values: Sequence[str] | None, option: str) -> tuple[str, ...] | None:
    if not values:
        return None
    codes = tuple(code.strip() for value in values for code in value.split(",") if code.strip())
    if not codes:
        raise UsageError(f"{option} names no code: give codes or their beginnings, such as FR1,FR204")
    return codes
