"""`mtqa rules`: the catalogue, or one code explained."""

from __future__ import annotations

import argparse
import difflib
import json
from importlib.resources import files

from mtqa.domain.catalogue import CATALOGUE, CatalogueEntry
from mtqa.errors import UsageError


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa rules`."""
    parser = subparsers.add_parser("rules", help="list the issue codes, or explain one", allow_abbrev=False)
    parser.add_argument("code", nargs="?", metavar="CODE", help="a code such as FR101")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the list, or one code with its rules and their examples."""
    if arguments.code is None:
        for entry in CATALOGUE.values():
            off = "" if entry.on_by_default else "  (off by default)"
            print(f"{entry.code}  {entry.name:<24} {entry.severity:<9} {entry.title}{off}")
        return 0
    explained = CATALOGUE.get(arguments.code.upper())
    if explained is None:
        close = difflib.get_close_matches(arguments.code.upper(), CATALOGUE, 1, 0.4)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise UsageError(f"no issue code {arguments.code!r}{hint} (see `mtqa rules`)")
    _explain(explained)
    return 0


def _explain(entry: CatalogueEntry) -> None:
    from mtqa.detecting.rules import ALL_RULES

    print(f"{entry.code} {entry.name}: {entry.category}, usually {entry.severity}")
    print(f"\n{entry.title}.\n\n  wrong  {entry.wrong}\n  right  {entry.right}")
    measured = _measured(entry.code)
    if measured:
        print(f"\nMeasured on our marked articles: {measured}.")
    rules = [rule for rule in ALL_RULES if rule.code == entry.code]
    for rule in rules:
        print(f"\nRule {rule.name} (confidence {rule.confidence:g})")
        for example in rule.must_fail:
            print(f"  flags   {example}")
        for example in rule.must_pass:
            print(f"  passes  {example}")
    if not rules:
        print("\nNo rule of this version finds it yet.")


def _measured(code: str) -> str:
    """Precision and recall of a code as scripts/measure_quality.py counted them; the same numbers for every user."""
    try:
        data = json.loads((files("mtqa") / "data" / "measured" / "codes.json").read_text(encoding="utf-8"))
    except FileNotFoundError:  # a build without measurements explains the code all the same
        return ""
    counts = data["codes"].get(code)
    if counts is None:
        return ""
    return (
        f"{counts['flags_right']} of its {counts['flags']} flags were right, "
        f"{counts['marked_found']} of the {counts['marked']} marked errors were found"
    )
