"""What every reader is given, and the shape of a reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.domain.text import Document
from mtqa.errors import InputError, one_line


@dataclass(frozen=True, slots=True)
class Source:
    """An input's bytes under the name the user gave it. `split` asks that rows be read as running text.

    `charset` is the encoding that a server named for it, which counts where the data name none.
    """

    name: str
    data: bytes
    split: bool = False
    charset: str | None = None

    def error(self, problem: str, line: int | None = None) -> InputError:
        """An InputError that names this input and, where there is one, the line (from 1)."""
        place = printable(self.name) if line is None else f"{printable(self.name)}:{line}"
        return InputError(f"{place}: {problem}")


Reader = Callable[[Source], Document | Sequence[Document]]
"""Gives the input's document, or several where it holds several texts (the items of a feed)."""

SCHEME = r"^(\s*[a-z][a-z0-9+.-]*://)"
CREDENTIALS = re.compile(SCHEME + r"[^/?#]*@", re.IGNORECASE)
# A password with an unescaped / ? or # in it: no port stands there, and the host comes after the last @.
BROKEN_CREDENTIALS = re.compile(SCHEME + r"[^/?#@:\[]*:(?!\d{0,5}(?:[/?#]|$)).*@", re.IGNORECASE | re.DOTALL)


def without_credentials(name: str) -> str:
    """`name` without the user and password that a URL may hold; other names as they are."""
    return BROKEN_CREDENTIALS.sub(r"\1", CREDENTIALS.sub(r"\1", name))


def printable(name: str) -> str:
    """`name` for a one-line message: `-` in words, no credentials, control characters and lone surrogates escaped."""
    if name == "-":
        return "standard input"
    return one_line(without_credentials(name))
