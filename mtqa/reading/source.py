"""What every reader is given, and the shape of a reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mtqa.domain.text import Document
from mtqa.errors import InputError


@dataclass(frozen=True, slots=True)
class Source:
    """An input's bytes under the name the user gave it. `split` asks that rows be read as running text."""

    name: str
    data: bytes
    split: bool = False

    def error(self, problem: str, line: int | None = None) -> InputError:
        """An InputError that names this input and, where there is one, the line (from 1)."""
        place = printable(self.name) if line is None else f"{printable(self.name)}:{line}"
        return InputError(f"{place}: {problem}")


Reader = Callable[[Source], Document]


def printable(name: str) -> str:
    """`name` for a one-line message: `-` in words, control characters and lone surrogates escaped."""
    if name == "-":
        return "standard input"
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in name)
