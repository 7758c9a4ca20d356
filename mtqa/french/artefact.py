"""Shipped binary artefacts: a JSON header and numpy arrays in one file, checked against the card beside it.

Layout of a file: 8 bytes of magic, the header's length (uint32, little endian), the header (JSON, UTF-8), then the
arrays, each at a multiple of 8 bytes from the end of the header. The header is {"meta": {...}, "arrays":
{name: [dtype, shape, offset]}}. The card `NAME.json` holds the file's SHA-256 under "sha256".
"""

import hashlib
import json
import mmap
import struct
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.errors import ArtefactError

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
MAGIC = b"MTQAPCK1"

Arrays = dict[str, np.ndarray[Any, Any]]


def pack(meta: dict[str, Any], arrays: Arrays) -> bytes:
    """The bytes of an artefact."""
    table: dict[str, tuple[str, list[int], int]] = {}
    body = bytearray()
    for name, array in arrays.items():
        body += b"\0" * (-len(body) % 8)
        table[name] = (array.dtype.str, list(array.shape), len(body))
        body += np.ascontiguousarray(array).tobytes()
    header = json.dumps({"meta": meta, "arrays": table}, ensure_ascii=False, separators=(",", ":")).encode()
    header += b" " * (-(len(header) + 12) % 8)
    return MAGIC + struct.pack("<I", len(header)) + header + bytes(body)


def unpack(data: bytes | mmap.mmap) -> tuple[dict[str, Any], Arrays]:
    """Meta data and read-only arrays (views of `data`, nothing is copied)."""
    if data[:8] != MAGIC:
        raise ValueError("not an mtqa artefact")
    (length,) = struct.unpack_from("<I", data, 8)
    header = json.loads(data[12 : 12 + length])
    start = 12 + length
    arrays: Arrays = {}
    for name, (dtype, shape, offset) in header["arrays"].items():
        count = int(np.prod(shape, dtype=np.int64))
        arrays[name] = np.frombuffer(data, np.dtype(dtype), count, start + offset).reshape(shape)
    return header["meta"], arrays


def read_card(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The card of artefact `name`. Raises ArtefactError where it is missing or no JSON object."""
    path = (folder or DATA_FOLDER) / f"{name}.json"
    try:
        card = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise ArtefactError(f"{path}: the card cannot be read ({error}); reinstall mtqa") from error
    if not isinstance(card, dict) or not isinstance(card.get("sha256"), str):
        raise ArtefactError(f"{path}: the card has no sha256; reinstall mtqa")
    return card


def read_checked(name: str, suffix: str = ".bin", folder: Path | None = None) -> bytes:
    """The bytes of artefact `name`, after their SHA-256 was compared with the card's.

    Raises ArtefactError where the file is missing or differs.
    """
    folder = folder or DATA_FOLDER
    card = read_card(name, folder)
    path = folder / f"{name}{suffix}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArtefactError(f"{path}: cannot be read ({error.strerror}); reinstall mtqa") from error
    if hashlib.sha256(data).hexdigest() != card["sha256"]:
        raise ArtefactError(f"{path}: damaged (SHA-256 differs from {name}.json); reinstall mtqa")
    return data


def map_checked(name: str, suffix: str = ".bin", folder: Path | None = None) -> mmap.mmap:
    """Artefact `name` mapped into memory, read only, after its SHA-256 was compared with the card's.

    Processes share one copy of it. Raises ArtefactError where the file is missing, empty or differs.
    """
    folder = folder or DATA_FOLDER
    card = read_card(name, folder)
    path = folder / f"{name}{suffix}"
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ArtefactError(f"{path}: cannot be read ({error}); reinstall mtqa") from error
    if hashlib.sha256(data).hexdigest() != card["sha256"]:
        raise ArtefactError(f"{path}: damaged (SHA-256 differs from {name}.json); reinstall mtqa")
    return data
