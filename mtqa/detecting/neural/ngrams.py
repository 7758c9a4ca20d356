"""Counts of word sequences in a compact, memory-mapped table.

The table maps a 64-bit key of one to four words to a count. It keeps, for each key, a 16-bit fingerprint and
one byte of logarithmic count, grouped by bucket (the key's top bits); about one unknown key in 20,000 is taken
for a known one. Look-ups are whole numpy arrays at a time.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.pieces import counted

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

LONGEST = 4
BUCKET_BITS = 21
STEPS_PER_OCTAVE = 8  # a stored byte b stands for a count of 2 ** ((b - 1) / 8); 0 is unseen
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)


def word_key(form: str) -> int:
    """A 64-bit key of a word form, the same on every machine; case and digits do not matter."""
    return int.from_bytes(blake2b(counted(form).encode("utf-8"), digest_size=8).digest(), "little")


BOUNDARY_KEY = word_key("\x00 sentence boundary")


def joined_keys(words: Sequence[Keys]) -> Keys:
    """Keys of sequences given as one array a place, all of one shape (or broadcast to it)."""
    mixed = np.full(np.broadcast_shapes(*(column.shape for column in words)), np.uint64(len(words)), dtype=np.uint64)
    for place, column in enumerate(words):
        mixed = (mixed ^ column) * _MULTIPLIERS[place]
        mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    return mixed ^ (mixed >> np.uint64(32))


def sequence_keys(words: Keys, length: int) -> Keys:
    """Keys of all sequences of `length` neighbouring words: shape (n - length + 1,), entry i starts at word i."""
    total = max(len(words) - length + 1, 0)
    return joined_keys([words[place : place + total] for place in range(length)])


def pack(keys: Keys, counts: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a table holding `counts` (each at least 1) under distinct `keys`."""
    order = np.argsort(keys)
    keys, counts = keys[order], counts[order]
    bucket = (keys >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)
    sizes = np.bincount(bucket, minlength=1 << BUCKET_BITS)
    if sizes.max() > 255:
        raise ValueError("a bucket holds more than 255 keys: the keys are not spread")
    octaves = np.round(np.log2(counts) * STEPS_PER_OCTAVE).astype(np.int64) + 1
    return {
        "sizes": sizes.astype(np.uint8),
        "prints": _fingerprints(keys),
        "octaves": np.minimum(octaves, 255).astype(np.uint8),
    }


def _fingerprints(keys: Keys) -> npt.NDArray[np.uint16]:
    return (keys & np.uint64(0xFFFF)).astype(np.uint16)


class NgramTable:
    """Log2 counts by key, read from the arrays `pack` made; only the pages that are looked at are read."""

    def __init__(self, sizes: npt.NDArray[np.uint8], prints: npt.NDArray[np.uint16], octaves: npt.NDArray[np.uint8]):
        self._sizes = sizes
        self._prints = prints
        self._octaves = octaves
        self._starts = np.zeros(len(sizes) + 1, dtype=np.int64)
        np.cumsum(sizes, out=self._starts[1:])

    def log2_counts(self, keys: Keys) -> Floats:
        """log2(count) + 1 for each key, 0 where it is not in the table; shape as `keys`."""
        shape, keys = keys.shape, keys.reshape(-1)
        bucket = (keys >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)
        found = np.zeros(len(keys), dtype=np.float32)
        left = np.flatnonzero(self._sizes[bucket])
        at = self._starts[bucket[left]]
        stop = self._starts[bucket[left] + 1]
        wanted = _fingerprints(keys[left])
        while len(left):
            hit = self._prints[at] == wanted
            found[left[hit]] = (self._octaves[at[hit]].astype(np.float32) - 1) / STEPS_PER_OCTAVE + 1
            at += 1
            go_on = ~hit & (at < stop)
            left, at, stop, wanted = left[go_on], at[go_on], stop[go_on], wanted[go_on]
        return found.reshape(shape)
