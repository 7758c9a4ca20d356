"""A translation and its attention as one line of text, small enough for the cache."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode

import numpy as np

from mtqa.domain.translation import Attention

_STEPS = 255  # a weight is kept in a byte


def pack(text: str, attention: Attention | None) -> str:
    """JSON of the text, the pieces and the weights, which are rounded to 1/255."""
    if attention is None:
        return json.dumps([text], ensure_ascii=False)
    rounded = np.rint(attention.weights * _STEPS).astype(np.uint8).tobytes()
    weights = b64encode(zlib.compress(rounded)).decode("ascii")
    return json.dumps([text, attention.source, attention.target, weights], ensure_ascii=False)


def is_packed(packed: str) -> bool:
    """Whether `unpack` can read it: a disk may have damaged what it kept."""
    try:
        unpack(packed)
    except (ValueError, TypeError, zlib.error):
        return False
    return True


def unpack(packed: str) -> tuple[str, Attention | None]:
    """What `pack` was given."""
    text, *rest = json.loads(packed)
    if not rest:
        return text, None
    source, target, weights = rest
    rounded = np.frombuffer(zlib.decompress(b64decode(weights)), np.uint8).reshape(len(target), len(source))
    return text, Attention(tuple(source), tuple(target), (rounded / np.float32(_STEPS)).astype(np.float32))
