"""Data packed into the page: gzip and base64, which the page's script unpacks with what the browser brings."""

from __future__ import annotations

import base64
import gzip
import json


def pack(value: object) -> str:
    """The value as JSON, compressed, in ASCII; the same value gives the same text."""
    # Escaped to ASCII: lone surrogates have no UTF-8. Level 6 packs 10,000 sentences in 0.3 s; 9 saves 2 % in 0.6 s.
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("ascii"), compresslevel=6, mtime=0)).decode("ascii")
