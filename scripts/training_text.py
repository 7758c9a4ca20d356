"""Which sentences of ../shared/data are counted, trained on, tuned on or held out.

Every line of a corpus falls into one of 256 parts by the hash of its text, so that no sentence is ever on two
sides, whichever script reads it. Parts 0-9 of orangesum are held out for measuring by everybody.
"""

import hashlib
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

HELD_OUT = range(10)
DEV = range(10, 13)
COUNTED = range(13, 128)
TRAINED = range(128, 256)

_GLUED = re.compile(r"(?<=[a-zà-ÿ0-9\")»][.!?])(?=[A-ZÀ-Ý\"«])|(?<=[a-zà-ÿ]\.\")(?=[A-ZÀ-Ý])")
_BROKEN = re.compile(r"[a-zà-ÿ]{2}[A-ZÀ-Ý][a-zà-ÿ]|\b(?:par|avec)[A-Z]|http|www\.|\.\.\.$|[♦•_|<>\[\]{}]|\?[A-Za-z]")
_EUROPARL_SPACE = re.compile(r"(?<=\b[ldjmtscnLDJMTSCN]') |(?<=\b[Qq]u') ")


def part(line: str) -> int:
    """0..255, from the text alone."""
    return int(hashlib.sha256(line.strip().encode()).hexdigest()[:2], 16)


def lines(path: Path, column: int | None = None) -> Iterator[str]:
    """The stripped lines of an xz file, or one column of its tab-separated rows."""
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            text = line.rstrip("\n")
            if column is not None:
                text = text.split("\t")[column]
            if text.strip():
                yield text.strip()


def sentences(line: str) -> list[str]:
    """The clean sentences of a corpus line: glued sentences parted, visibly broken ones left out."""
    line = _EUROPARL_SPACE.sub("", line)
    kept = (piece.strip() for piece in _GLUED.split(line))
    return [text for text in kept if len(text) > 3 and not _BROKEN.search(text)]


def select(data: Path, parts: range, europarl: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """(corpus name, clean sentence) of the given parts; Europarl is parted by file instead."""
    mono = data / "mono"
    for name in ("orangesum", "assemblee_nationale", "commonvoice", "framabook_wikisource"):
        for line in lines(mono / f"{name}.fr.txt.xz"):
            if part(line) in parts:
                yield from ((name, text) for text in sentences(line))
    for line in lines(data / "parallel" / "tatoeba.en-fr.tsv.xz", column=1):
        if part(line) in parts:
            yield from (("tatoeba", text) for text in sentences(line))
    for number in europarl:
        for line in lines(data / "parallel" / f"europarl-{number}.en-fr.tsv.xz", column=1):
            yield from (("europarl", text) for text in sentences(line))
