"""Counts of word sequences in a compact, memory-mapped table.

The table maps a 64-bit key of one to four words to a count, in 18 bits a sequence: a static function over a binary
fuse filter (Graf and Lemire 2022; Botelho, Pagh and Ziviani 2007 for values). A key's three slots, combined by
exclusive or with 16 bits of its hash, give the number of its count among 16 levels; any other result says that the key
is not in the table. Of unknown keys one in 4,096 is taken for a known one, so that callers ask only for sequences whose
parts are known. Look-ups are whole numpy arrays at a time; mtqa/detecting/neural/ngram_packing.py makes the table.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.pieces import counted

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Slots = npt.NDArray[np.uint16]

LONGEST = 4
LEVELS = 16
SLOTS_A_KEY = 3
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SEGMENT_BITS = 16  # of a key's hash choose the place within a segment


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


class KeyPlaces:
    """Where the slots of keys lie, and 16 bits to tell keys apart.

    The slots are `segments` + 2 segments of 2 ** `segment_bits` each (at most 2 ** 16); a key has one slot in each of
    three neighbouring segments.
    """

    def __init__(self, seed: int, segment_bits: int, segments: int) -> None:
        self._seed = np.uint64(seed)
        self._segment = np.uint64(1 << segment_bits)
        self._starts = np.uint64(segments << segment_bits)
        self.slots = (segments + SLOTS_A_KEY - 1) << segment_bits

    def of(self, keys: Keys) -> tuple[list[npt.NDArray[np.int64]], Slots]:
        """The three slots of each key, and its check; shapes as `keys`."""
        mixed = keys ^ self._seed
        mixed *= _MIX
        mixed ^= mixed >> np.uint64(32)
        mask = self._segment - np.uint64(1)
        first = ((mixed >> np.uint64(32)) * self._starts) >> np.uint64(32)
        second = (first + self._segment) ^ (mixed & mask)
        third = (first + self._segment + self._segment) ^ ((mixed >> np.uint64(_SEGMENT_BITS)) & mask)
        check = (mixed * _MULTIPLIERS[0]) >> np.uint64(48)
        return [each.view(np.int64) for each in (first, second, third)], check.astype(np.uint16)


class NgramTable:
    """Log2 counts by key, read from the arrays that `ngram_packing.pack` made; only pages looked at are read.

    `slots` is (slots,), `levels` the (LEVELS,) log2 counts, `layout` is (seed, segment_bits, segments).
    """

    def __init__(self, slots: Slots, levels: Floats, layout: Keys) -> None:
        self._slots = slots
        self._values = np.zeros(LEVELS + 1, dtype=np.float32)
        self._values[:LEVELS] = levels + np.float32(1)
        self._places = KeyPlaces(*layout.tolist())

    def log2_counts(self, keys: Keys) -> Floats:
        """log2(count) + 1 for each key, 0 where it is not in the table; shape as `keys`."""
        (first, second, third), level = self._places.of(keys)
        level ^= self._slots[first]
        level ^= self._slots[second]
        level ^= self._slots[third]
        return self._values[np.minimum(level, np.uint16(LEVELS))]
