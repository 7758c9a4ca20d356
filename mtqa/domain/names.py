"""Names of inputs, as the user wrote them: a path, an address, or `-` for standard input."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_path(name: str) -> bool:
    """Whether the name leads to a file: it is no address (`https://...`) and not standard input."""
    return name != "-" and _ADDRESS.match(name) is None
