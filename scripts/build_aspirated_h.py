"""Which French words in h- take elision and which do not, counted in running text.

    python scripts/build_aspirated_h.py

Reads parliamentary debates (Assemblée nationale, Europarl) and read speech (Common Voice) of ../shared/data. A word is
listed where at least MINIMUM occurrences stand after a word that shows it, and nearly all of them agree. Writes
mtqa/data/initial_h.txt ("form TAB mute|aspirated") and its card. Words that are not listed are not judged.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
TARGET = ROOT / "mtqa" / "data" / "initial_h.txt"
MINIMUM = 4
AGREEMENT = 0.93

_ELIDED = re.compile(r"\b(?:l|d|qu|n|s|j|m|t|jusqu|lorsqu|puisqu)['’](h[a-zà-ÿœ-]+)")
_MUTE = re.compile(r"\b(?:cet|bel|nouvel|vieil) (h[a-zà-ÿœ-]+)")
_FULL = re.compile(r"\b(?:le|la|du|au|ce|ma|ta|sa|de|que|ne|se|je|me|te|beau|nouveau|vieux) (h[a-zà-ÿœ-]+)")


def texts() -> Iterator[str]:
    """The French lines, in lower case."""
    for name in ("mono/assemblee_nationale.fr.txt.xz", "mono/commonvoice.fr.txt.xz"):
        with lzma.open(SHARED / name, "rt", encoding="utf-8") as lines:
            yield from (line.lower() for line in lines)
    for number in (1, 2, 3):
        with lzma.open(SHARED / f"parallel/europarl-{number}.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
            yield from (line.lower().rpartition("\t")[2] for line in lines)


def main() -> int:
    """Counts and writes."""
    if not SHARED.is_dir():
        print("The shared data folder is not beside this checkout.", file=sys.stderr)
        return 3
    mute: Counter[str] = Counter()
    aspirated: Counter[str] = Counter()
    for line in texts():
        mute.update(_ELIDED.findall(line) + _MUTE.findall(line))
        aspirated.update(_FULL.findall(line))
    rows = []
    for form in sorted(mute.keys() | aspirated.keys()):
        seen = mute[form] + aspirated[form]
        for name, count in (("mute", mute[form]), ("aspirated", aspirated[form])):
            if seen >= MINIMUM and count / seen >= AGREEMENT:
                rows.append(f"{form}\t{name}")
    data = ("\n".join(rows) + "\n").encode("utf-8")
    TARGET.write_bytes(data)
    card = {
        "what": "French words in h-: whether le, la, de, que ... lose their vowel before them",
        "made_by": "python scripts/build_aspirated_h.py",
        "sources": ["Assemblée nationale debates (open, CC0)", "Common Voice fr (CC0)", "Europarl v7"],
        "licence": "Apache-2.0: facts counted from the texts, no text of theirs",
        "rows": len(rows),
        "quality": f"each seen {MINIMUM} times or more, {AGREEMENT:.0%} of them alike; unlisted words are not judged",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    TARGET.with_suffix(".json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"{len(rows)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
