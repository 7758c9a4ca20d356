"""What the tests pack files with, by the name's ending."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Callable

import pytest


def _zstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    packed: bytes = zstandard.ZstdCompressor().compress(data)
    return packed


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": gzip.compress, "xz": lzma.compress, "zst": _zstd}
