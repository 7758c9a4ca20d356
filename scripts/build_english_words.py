"""Counts the English words that French does not have: mtqa/data/english_words.txt and its card.

Reads the English sides of shared/data/parallel for what English uses, shared/data/mono and the French sides for what
French uses all the same ("leader", "week-end"), and the lexicon for what is French anyway.

    python scripts/build_english_words.py
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import Counter

from heldout import is_held_out
from measuring.gold import ROOT, SHARED

from mtqa.french.lexicon import Lexicon

PARALLEL = ("tatoeba", "debian_web", "python_docs", "science_abstracts", "europarl-1")
OUTPUT = ROOT / "mtqa" / "data" / "english_words.txt"
MIN_COUNT = 25
MIN_RATIO = 30.0
SIZE = 9000
# English function words that are French forms too, or too short to trust, are added only where no French sentence
# has them in lower case outside a quotation: the ratio decides for these as well.
_WORD = re.compile(r"(?<![\w'’.-])[a-z]{2,}(?![\w'’.-])")


def count() -> tuple[Counter[str], Counter[str]]:
    """Lower-case words of the English and of the French texts."""
    english: Counter[str] = Counter()
    french: Counter[str] = Counter()
    for name in PARALLEL:
        with lzma.open(SHARED / "data" / "parallel" / f"{name}.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                left, _, right = line.rstrip("\n").partition("\t")
                english.update(_WORD.findall(left))
                french.update(_WORD.findall(right))
    for name in ("orangesum", "assemblee_nationale", "commonvoice"):
        with lzma.open(SHARED / "data" / "mono" / f"{name}.fr.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if not is_held_out(line):
                    french.update(_WORD.findall(line))
    return english, french


def main() -> None:
    """Writes the list and the card."""
    english, french = count()
    lexicon = Lexicon.load()
    english_total, french_total = english.total(), french.total()
    chosen = []
    for word, number in english.most_common():
        ratio = (number / english_total) / ((french[word] + 1) / french_total)
        if number >= MIN_COUNT and ratio >= MIN_RATIO and not lexicon.analyses(word):
            chosen.append(word)
    chosen = sorted(chosen[:SIZE])
    OUTPUT.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    card = {
        "what": "English words that French text does not use, for the rule FR401",
        "data": [f"parallel/{name}" for name in PARALLEL]
        + ["mono/orangesum", "mono/assemblee_nationale", "mono/commonvoice"],
        "licence": "CC0-1.0 (a list of words by count; sources: see DATA licences in the README of mtqa/data)",
        "words": len(chosen),
        "sha256": hashlib.sha256(OUTPUT.read_bytes()).hexdigest(),
        "command": "python scripts/build_english_words.py",
        "parameters": {"min_count": MIN_COUNT, "min_ratio": MIN_RATIO, "size": SIZE},
    }
    path = OUTPUT.with_suffix(".json")
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(chosen)} words, {OUTPUT.stat().st_size / 1000:.0f} kB -> {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
