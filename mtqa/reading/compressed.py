"""Files as blocks of plain bytes, gzip, xz and Zstandard undone on the way.

A block has a bounded size whatever the compressed data claim, so that a bomb costs time and never memory; who needs a
whole file says how much of it may come.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Protocol

from mtqa.errors import InputError
from mtqa.reading.source import printable

COMPRESSION_SUFFIXES = (".gz", ".xz", ".zst")
MAGIC = {b"\x1f\x8b": "gzip", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}
# A compressed file that is read whole: a large one is a file of rows, which `check --format jsonl` streams.
MOST_WHOLE_BYTES = 256 * 1024**2

BLOCK_BYTES = 1 << 18
# A Zstandard block of 4 bytes can stand for 128 kB, and its decoder takes no limit: it is fed in small pieces.
_ZSTD_FEED_BYTES = 256
# What unpacking may need: the highest level of xz takes 65 MB, `zstd --ultra -22` 128 MB.
_MOST_MEMORY_BYTES = 256 * 1024**2
_MOST_WINDOW_BYTES = 128 * 1024**2


class Blocks:
    """The plain bytes of an open file, in blocks. `taken_bytes` counts what was read of the file itself."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self._name = name
        self._file = file
        self.taken_bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        """Blocks of a few MB at most. Raises InputError for data that are damaged, cut off, or ask for much memory."""
        first = self._take()
        kind = next((kind for magic, kind in MAGIC.items() if first.startswith(magic)), None)
        if kind is None:
            yield from self._plain(first)
        else:
            yield from self._unpacked(kind, first)

    def _take(self) -> bytes:
        try:
            data = self._file.read(BLOCK_BYTES)
        except OSError as error:
            raise self._error(f"cannot be read ({error.strerror}); check the file") from None
        self.taken_bytes += len(data)
        return data

    def _plain(self, data: bytes) -> Iterator[bytes]:
        while data:
            yield data
            data = self._take()

    def _unpacked(self, kind: str, data: bytes) -> Iterator[bytes]:
        """Every member (or frame, or stream) of the file, one after the other; zeros may pad its end."""
        make = _decoder(self._name, kind)
        decoder = make()
        while data:
            try:
                yield from decoder.feed(data)
            except MemoryError as error:
                raise self._error(f"needs too much memory to unpack ({error}); compress it at a lower level") from None
            except (zlib.error, lzma.LZMAError, ValueError) as error:
                raise self._error(f"its {kind} data are damaged ({error}); get the file again") from None
            data = decoder.unused if decoder.ended else b""
            if decoder.ended:
                data = (data or self._take()).lstrip(b"\0")
                while not data and (more := self._take()):
                    data = more.lstrip(b"\0")
                decoder = make() if data else decoder
            else:
                data = self._take()
        if not decoder.ended:
            raise self._error(f"its {kind} data end too early; get the file again")

    def _error(self, problem: str) -> InputError:
        return InputError(f"{printable(self._name)}: {problem}")


def read_whole(name: str, file: BinaryIO) -> bytes:
    """All of a file; of a compressed one at most `MOST_WHOLE_BYTES` unpacked. Raises InputError beyond."""
    blocks = Blocks(name, file)
    return join_blocks(name, blocks, blocks)


def join_blocks(name: str, blocks: Blocks, pieces: Iterable[bytes]) -> bytes:
    """The bytes of `pieces`, which come from `blocks`, with the limit of `read_whole`."""
    parts: list[bytes] = []
    total = 0
    for block in pieces:
        parts.append(block)
        total += len(block)
        if total > max(MOST_WHOLE_BYTES, blocks.taken_bytes):
            raise InputError(
                f"{printable(name)}: unpacks to more than {MOST_WHOLE_BYTES // 1024**2} MB; unpack it first, or check "
                "files of rows with --format jsonl or tsv, which reads them piece by piece"
            )
    return b"".join(parts)


class _Decoder(Protocol):
    """Undoes one member. `unused` is what follows its end."""

    ended: bool
    unused: bytes

    def feed(self, data: bytes) -> Iterator[bytes]: ...


class _Gzip:
    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(wbits=31)
        self.ended, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        piece = b"-"
        while (data or len(piece) == BLOCK_BYTES) and not self._decoder.eof:
            piece = self._decoder.decompress(data, BLOCK_BYTES)
            data = self._decoder.unconsumed_tail
            if piece:
                yield piece
        self.ended, self.unused = self._decoder.eof, self._decoder.unused_data


class _Xz:
    def __init__(self) -> None:
        self._decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY_BYTES)
        self.ended, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        while True:
            try:
                piece = self._decoder.decompress(data, BLOCK_BYTES)
            except lzma.LZMAError as error:
                if "memory" in str(error).lower():
                    raise MemoryError(error) from None
                raise
            data = b""
            if piece:
                yield piece
            if self._decoder.eof or self._decoder.needs_input:
                break
        self.ended, self.unused = self._decoder.eof, self._decoder.unused_data


class _Zstd:
    def __init__(self, zstandard: Any) -> None:
        self._decoder = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW_BYTES).decompressobj()
        self._failure: type[Exception] = zstandard.ZstdError
        self.ended, self.unused = False, b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        place = 0
        while place < len(data) and not self._decoder.eof:
            try:
                piece = self._decoder.decompress(data[place : place + _ZSTD_FEED_BYTES])
            except self._failure as error:
                kind = MemoryError if "memory" in str(error).lower() else ValueError
                raise kind(str(error)) from None
            place += _ZSTD_FEED_BYTES
            if piece:
                yield piece
        self.ended = self._decoder.eof
        self.unused = self._decoder.unused_data + data[place:] if self.ended else b""


def _decoder(name: str, kind: str) -> Callable[[], _Decoder]:
    if kind == "gzip":
        return _Gzip
    if kind == "xz":
        return _Xz
    try:
        import zstandard
    except ImportError:
        problem = "is compressed with Zstandard, which needs the package zstandard: pip install 'mtqa[zstd]'"
        raise InputError(f"{printable(name)}: {problem}, or unpack it first (zstd -d)") from None
    return lambda: _Zstd(zstandard)
