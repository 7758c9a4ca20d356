"""Values of a configuration file, checked: each function returns the value or raises a ConfigError.

`name` is the file and `key` the place in it, both for the message.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from mtqa.errors import ConfigError


def refuse_unknown(table: Mapping[str, Any], known: set[str], name: str, section: str) -> None:
    """Raises for the first key of `section` that is not known, with the nearest one that is."""
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, sorted(known), 1, 0.5)
            hint = f"; did you mean {close[0]!r}?" if close else f"; known keys: {', '.join(sorted(known))}"
            raise ConfigError(f"{name}: unknown key {section + key!r}{hint}")


def a_table(value: Any, name: str, section: str) -> dict[str, Any]:
    """A table."""
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: {section!r} must be a table: write [{section}]")
    return value


def strings(value: Any, name: str, key: str) -> list[str]:
    """A list of strings."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{name}: {key!r} must be a list of strings, not {value!r}")
    return value


def a_string(value: Any, name: str, key: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise ConfigError(f"{name}: {key!r} must be a string, not {value!r}")
    return value


def a_number(value: Any, name: str, key: str, low: float, high: float) -> float:
    """A number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        limits = f"from {low:g} to {high:g}" if high != float("inf") else f"of at least {low:g}"
        raise ConfigError(f"{name}: {key} must be a number {limits}, not {value!r}")
    return value


def a_boolean(value: Any, name: str, key: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ConfigError(f"{name}: {key} must be true or false, not {value!r}")
    return value


def one_of(value: Any, choices: list[Any] | tuple[str, ...], name: str, key: str) -> str:
    """One of `choices`, as a string."""
    if value not in choices:
        raise ConfigError(f"{name}: {key} must be one of {', '.join(choices)}, not {value!r}")
    return str(value)


def a_device(value: Any, name: str, key: str) -> str:
    """Where neural models run: `auto`, `cpu`, `cuda`, or `cuda:N` for one of several."""
    if not isinstance(value, str) or not re.fullmatch(r"auto|cpu|cuda(:\d{1,3})?", value, re.ASCII):
        raise ConfigError(f"{name}: {key} must be one of auto, cpu, cuda, cuda:N, not {value!r}")
    return value
