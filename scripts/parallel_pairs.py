"""The sentence pairs of shared/data/parallel, and which of them are kept aside for measuring.

A pair is kept aside where the SHA-256 of its French and English text, joined by a tab, begins with a byte below 10:
about 4 % of the pairs, the same ones for everybody, whatever the order of the files. The translation table is not
counted from them.
Those with a second byte below 128 are for choosing weights (`is_for_tuning`), the others for measuring alone.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator
from pathlib import Path

from measuring.gold import SHARED as SHARED


def read(shared: Path, name: str) -> Iterator[tuple[str, str]]:
    """(French, English) of each pair of a source, stripped; lines without both sides are left out."""
    with lzma.open(shared / "data" / "parallel" / f"{name}.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            english, _, french = line.rstrip("\n").partition("\t")
            if english.strip() and french.strip():
                yield french.strip(), english.strip()


def is_kept_aside(french: str, english: str) -> bool:
    """Whether the pair may only be measured on or tuned on, never counted."""
    return _digest(french, english)[0] < 10


def is_for_tuning(french: str, english: str) -> bool:
    """Of the pairs kept aside: whether weights may be chosen on this one."""
    return _digest(french, english)[1] < 128


def _digest(french: str, english: str) -> bytes:
    return hashlib.sha256(f"{french}\t{english}".encode()).digest()
