"""The sentence pairs of shared/data/parallel, and which of them are kept aside for measuring.

A pair is kept aside where the SHA-256 of its line ("English, tab, French", both stripped) begins with a byte below
20: about 8 % of the pairs, the same ones for everybody, whatever the order of the files. The translation table is not
counted from them. As in heldout.py those below 10 are for measuring alone; on the others weights may be chosen.
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
    return _first_byte(french, english) < 20


def is_for_tuning(french: str, english: str) -> bool:
    """Whether weights may be chosen on this pair, which is kept aside."""
    return 10 <= _first_byte(french, english) < 20


def _first_byte(french: str, english: str) -> int:
    return hashlib.sha256(f"{english}\t{french}".encode()).digest()[0]
