"""The corpora that ship with mtqa: articles and right sentences that we marked by hand (corpora/README.md)."""

from __future__ import annotations

import json
import lzma

from mtqa.benchmarking.gold import GoldText
from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER, read_checked

NAME = "marked_corpora"
SUFFIX = ".jsonl.xz"
FOLDER = DATA_FOLDER / "measured"


def bundled_sets() -> dict[str, list[GoldText]]:
    """The texts by set: dev, test, both corrected, and unusual right sentences. Raises ArtefactError where damaged."""
    data = read_checked(NAME, SUFFIX, FOLDER)
    sets: dict[str, list[GoldText]] = {}
    try:
        for line in lzma.decompress(data).decode("utf-8").splitlines():
            row = json.loads(line)
            sets.setdefault(row["set"], []).append(
                GoldText(
                    row["text"],
                    tuple((start, end) for start, end in row["marked"]),
                    tuple((start, end) for start, end in row["right"]),
                    row["is_row"],
                )
            )
    except (lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(f"{FOLDER / NAME}{SUFFIX}: damaged ({error}); reinstall mtqa") from None
    return sets


def pack_sets(sets: dict[str, list[GoldText]]) -> bytes:
    """What `bundled_sets` reads; the same sets always give the same bytes."""
    rows = [
        {"set": name, "text": text.text, "marked": text.marked, "right": text.right, "is_row": text.is_row}
        for name, texts in sets.items()
        for text in texts
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return lzma.compress(lines.encode("utf-8"), preset=9)
