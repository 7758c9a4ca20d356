"""`mtqa config`: what is in force, and where each value came from."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from typing import Any, NamedTuple

from mtqa.cli import options
from mtqa.cli.gate_options import add_gate_options, gate_settings_of
from mtqa.config import PathOverride, Settings, read_table

# Where the key of the file or the option is not the field's name with dashes.
_KEYS = {"model": "models.fr-en", "back_model": "models.en-fr", "words": "words.list", "words_files": "words.files"}
_OPTIONS = {"words_files": "words", "cache": "no_cache", "metrics": "metric"}
_TABLES = ("gate", "severity_weights")
_APART = ("source_file", "per_path", *_TABLES)
_WIDTH = 44


class Value(NamedTuple):
    """A value in force. `table` is its section of the file, `origin` a file, an option, or `default`."""

    table: str
    key: str
    value: Any
    origin: str


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa config`."""
    parser = subparsers.add_parser(
        "config",
        help="show what is in force and where each value came from",
        description="Shows what a check or gate with the same options would go by, as TOML.",
        allow_abbrev=False,
    )
    options.add_check_options(parser)
    add_gate_options(parser)
    parser.add_argument("--json", action="store_true", help="a JSON list instead of TOML")
    parser.add_argument("--schema", action="store_true", help="the JSON Schema of mtqa.toml instead")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the values; a configuration that is wrong is exit code 2, as it would be for a check."""
    if arguments.schema:
        print(files("mtqa").joinpath("schema/mtqa.schema.json").read_text(encoding="utf-8"), end="")
        return 0
    settings = gate_settings_of(arguments)
    settings.codes()  # a check with these options would refuse them too
    values = list(_values(settings, arguments))
    if arguments.json:
        print(json.dumps([value._asdict() for value in values], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(settings, values)))
    return 0


def _values(settings: Settings, arguments: argparse.Namespace) -> Iterator[Value]:
    name, written = read_table(arguments.config)
    for field in fields(Settings):
        if field.name not in _APART:
            key = _KEYS.get(field.name, field.name.replace("_", "-"))
            origin = _origin(field.name, key, written, name, arguments)
            yield Value("", key, _plain(getattr(settings, field.name)), origin)
    for table in _TABLES:
        section, part = table.replace("_", "-"), getattr(settings, table)
        for field in fields(part):
            key = field.name.replace("_", "-")
            origin = _origin(field.name, key, written.get(section, {}), name, arguments)
            yield Value(section, key, _plain(getattr(part, field.name)), origin)
    for entry in settings.per_path:
        yield from _override_values(entry, name or "")


def _override_values(entry: PathOverride, name: str) -> Iterator[Value]:
    section = f"per-path.{json.dumps(entry.pattern, ensure_ascii=False)}"
    if entry.fail_level:
        yield Value(section, "fail-level", entry.fail_level.value, name)
    if entry.ignore:
        yield Value(section, "ignore", list(entry.ignore), name)
    for field in fields(entry.gate):
        value = getattr(entry.gate, field.name)
        if value != field.default:
            yield Value(f"{section}.gate", field.name.replace("_", "-"), _plain(value), name)


def _origin(field: str, key: str, written: Mapping[str, Any], name: str | None, arguments: argparse.Namespace) -> str:
    """An option counts over the file; word files of both count, and the option is named."""
    option = _OPTIONS.get(field, field)
    if getattr(arguments, option, None) not in (None, False, []):
        return f"--{option.replace('_', '-')}"
    part: Any = written
    for step in key.split("."):
        if isinstance(part, list):  # `words` is a list, or a table
            return name or "" if step == "list" else "default"
        if not isinstance(part, Mapping) or step not in part:
            return "default"
        part = part[step]
    return name or ""


def _plain(value: Any) -> Any:
    """Tuples of pairs are tables in the file, other tuples lists."""
    if isinstance(value, tuple):
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return value


def _lines(settings: Settings, values: list[Value]) -> Iterator[str]:
    yield f"# configuration file: {settings.source_file or 'none'}"
    table = ""
    for value in values:
        if value.table != table:
            table = value.table
            yield f"\n[{table}]"
        if value.value in (None, ""):
            yield f"# {value.key} is not set"
        else:
            yield f"{f'{value.key} = {_toml(value.value)}':<{_WIDTH}}  # {value.origin}"


def _toml(value: Any) -> str:
    """Strings, numbers, booleans and lists are written in TOML as in JSON; a table stands in braces."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(item)}" for key, item in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
