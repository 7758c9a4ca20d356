"""A sorted list of strings, front-coded in blocks, searched without being unpacked.

Strings are sorted by their UTF-8 bytes. In each block of BLOCK strings the first stands whole, every other one as
(bytes shared with the one before, length of the rest, the rest). 530,000 French forms take 3 MB and load at once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

BLOCK = 16


class FormTable:
    """Find a string's index and an index's string; both take a few microseconds."""

    def __init__(self, pool: bytes, block_starts: "np.ndarray[Any, np.dtype[np.uint32]]", count: int) -> None:
        self._pool = pool
        self._starts: Sequence[int] = memoryview(block_starts.astype(np.uint32).tobytes()).cast("I")
        self._count = count

    def __len__(self) -> int:
        return self._count

    def find(self, text: str) -> int:
        """The index of `text`, or -1 where it is not in the table."""
        wanted = text.encode("utf-8", "surrogatepass")
        block = bisect_right(self._heads, wanted) - 1
        if block < 0:
            return -1
        first = block * BLOCK
        matched = _shared_prefix(self._heads[block], wanted)
        if matched == len(wanted) == len(self._heads[block]):
            return first
        # `matched` bytes of the entry at hand are those of `wanted`, which comes after it. An entry that shares more
        # with the one before it parts from `wanted` in the same place, one that shares less lies past `wanted`.
        pool, length = self._pool, len(wanted)
        start = self._starts[block]
        start += 1 + pool[start]
        for index in range(first + 1, min(first + BLOCK, self._count)):
            shared, size = pool[start], pool[start + 1]
            start += 2 + size
            if shared < matched:
                return -1
            if shared == matched:
                rest = pool[start - size : start]
                if wanted.startswith(rest, matched):
                    matched += size
                    if matched == length:
                        return index
                else:
                    if rest > wanted[matched:]:
                        return -1
                    matched += _shared_prefix(rest, wanted[matched:])
        return -1

    @cached_property
    def _heads(self) -> list[bytes]:
        """The first string of each block."""
        pool = self._pool
        return [pool[start + 1 : start + 1 + pool[start]] for start in self._starts]

    def text(self, index: int) -> str:
        """The string at `index`. Raises IndexError outside the table."""
        if not 0 <= index < self._count:
            raise IndexError(index)
        for position, entry in enumerate(self._block(index // BLOCK)):
            if position == index % BLOCK:
                return entry.decode()
        raise IndexError(index)

    def __iter__(self) -> Iterator[str]:
        for block in range(len(self._starts)):
            for entry in self._block(block):
                yield entry.decode()

    def _block(self, block: int) -> Iterator[bytes]:
        pool = self._pool
        start = self._starts[block]
        end = start + 1 + pool[start]
        entry = pool[start + 1 : end]
        yield entry
        for _ in range(min(BLOCK, self._count - block * BLOCK) - 1):
            shared, length = pool[end], pool[end + 1]
            start, end = end + 2, end + 2 + length
            entry = entry[:shared] + pool[start:end]
            yield entry


def encode_forms(forms: Sequence[str]) -> "tuple[bytes, np.ndarray[Any, np.dtype[np.uint32]]]":
    """Pool and block starts for FormTable. `forms` must be distinct and sorted by their UTF-8 bytes."""
    pool = bytearray()
    starts: list[int] = []
    previous = b""
    for index, form in enumerate(forms):
        entry = form.encode()
        if index and entry <= previous:
            raise ValueError(f"forms are not sorted and distinct at {form!r}")
        if len(entry) > 255:
            raise ValueError(f"form longer than 255 bytes: {form!r}")
        if index % BLOCK == 0:
            starts.append(len(pool))
            pool.append(len(entry))
            pool += entry
        else:
            shared = _shared_prefix(previous, entry)
            pool += bytes((shared, len(entry) - shared)) + entry[shared:]
        previous = entry
    return bytes(pool), np.array(starts, np.uint32)


def _shared_prefix(first: bytes, second: bytes) -> int:
    length = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        length += 1
    return length
