"""Options of `mtqa gate`, and the settings they make."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from mtqa.cli import options
from mtqa.config import Gate, Settings, below_of, issue_limit
from mtqa.errors import ConfigError, UsageError

# Option, metavar, highest value, what it limits; the field of Gate is the option's name.
_NUMBERS = (
    ("--min-score", "0..100", 100, "lowest score a sentence may have"),
    ("--min-document-score", "0..100", 100, "lowest score a document may have"),
    ("--max-share-below", "0..1", 1, "highest share of sentences below --below"),
    ("--max-major-per-100-words", "N", float("inf"), "highest number of major issues in 100 words"),
)
_COUNTS = ("--max-critical", "--max-major", "--max-minor")


def add_gate_options(parser: argparse.ArgumentParser) -> None:
    """Limits, baseline, and what is judged."""
    for option, metavar, _, meaning in _NUMBERS:
        parser.add_argument(option, type=float, metavar=metavar, help=meaning)
    for option in _COUNTS:
        parser.add_argument(option, type=int, metavar="N", help=f"highest number of {option[6:]} issues")
    parser.add_argument("--below", metavar="BAND", help="fair, good or a score, for --max-share-below (default: fair)")
    parser.add_argument(
        "--max-issues", metavar="CODE=N", action="append", help="highest number of issues of a code, repeatable"
    )
    parser.add_argument("--baseline", metavar="FILE", help="only what this file does not know can fail")
    parser.add_argument("--diff", metavar="REV", help="judge only the lines that git says changed since REV")


def gate_settings_of(arguments: argparse.Namespace) -> Settings:
    """All settings, the options of the gate included. Raises ConfigError and UsageError."""
    settings = options.settings_of(arguments)
    return replace(settings, gate=_given(arguments).over(settings.gate))


def _given(arguments: argparse.Namespace) -> Gate:
    values: dict[str, Any] = {}
    for option, _, highest, _ in _NUMBERS:
        name = option[2:].replace("-", "_")
        if (value := getattr(arguments, name)) is not None:
            if not 0 <= value <= highest:
                raise UsageError(
                    f"{option} must be at least 0{'' if highest == float('inf') else f' and at most {highest:g}'}"
                )
            values[name] = value
    for option in _COUNTS:
        name = option[2:].replace("-", "_")
        if (value := getattr(arguments, name)) is not None:
            if value < 0:
                raise UsageError(f"{option} must be at least 0")
            values[name] = value
    try:
        if arguments.below is not None:
            values["below"] = below_of(_number_or_text(arguments.below), "--below")
        if arguments.max_issues:
            values["max_issues"] = tuple(_issue_limit(value) for value in arguments.max_issues)
    except ConfigError as error:
        raise UsageError(str(error)) from None
    if arguments.baseline is not None:
        values["baseline"] = arguments.baseline
    return Gate(**values)


def _issue_limit(value: str) -> tuple[str, int]:
    code, _, number = value.partition("=")
    if not number.isdecimal():
        raise UsageError(f"--max-issues takes CODE=N, for example FR303=5, not {value!r}")
    return code, issue_limit(code, int(number), "--max-issues")


def _number_or_text(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
