"""Chooses the English words that French does not have: mtqa/data/english_words.txt and its card.

A word is taken where English uses it much more than French does: by wordfreq's two large lists (web, subtitles, books,
Wikipedia), or by the two sides of shared/data/parallel. Words that the lexicon has, or that French news, debates and
read speech use all the same ("leader", "streaming"), are left out. Needs `pip install wordfreq`.

    python scripts/build_english_words.py
"""

from __future__ import annotations

import hashlib
import importlib
import json
import lzma
import re
from collections import Counter
from functools import cache

from heldout import is_held_out
from measuring.gold import ROOT, SHARED
from mtqa.french.lexicon import Lexicon

PARALLEL = ("tatoeba", "debian_web", "python_docs", "science_abstracts", "europarl-1")
FRENCH = ("orangesum", "assemblee_nationale", "commonvoice")
OUTPUT = ROOT / "mtqa" / "data" / "english_words.txt"
# By the parallel texts: occurrences in English, and how many times its French share its English share must be.
MIN_COUNT = 25
MIN_RATIO = 30.0
# By wordfreq: occurrences in a million English words, and the same ratio; French news may have the word this often.
MIN_PER_MILLION = 0.2
MIN_LISTED_RATIO = 10.0
MAX_FRENCH_COUNT = 2
_WORD = re.compile(r"(?<![\w'’.-])[a-z]{2,}(?![\w'’.-])")
_LISTED = re.compile(r"[a-z]{3,}")


@cache
def count_parallel() -> tuple[Counter[str], Counter[str]]:
    """Lower-case words of the English and of the French sides."""
    english: Counter[str] = Counter()
    french: Counter[str] = Counter()
    for name in PARALLEL:
        with lzma.open(SHARED / "data" / "parallel" / f"{name}.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                left, _, right = line.rstrip("\n").partition("\t")
                english.update(_WORD.findall(left))
                french.update(_WORD.findall(right))
    return english, french


@cache
def count_french() -> Counter[str]:
    """Lower-case words of French news, debates and read speech."""
    french: Counter[str] = Counter()
    for name in FRENCH:
        with lzma.open(SHARED / "data" / "mono" / f"{name}.fr.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if not is_held_out(line):
                    french.update(_WORD.findall(line))
    return french


@cache
def listed(language: str) -> dict[str, float]:
    """Occurrences a million words of wordfreq's large list."""
    wordfreq = importlib.import_module("wordfreq")
    return {word: 1e6 * share for word, share in wordfreq.get_frequency_dict(language, "large").items()}


def choose() -> list[str]:
    """The words, sorted."""
    lexicon = Lexicon.load()
    english, french = count_parallel()
    native = count_french()
    english_total, french_total = english.total(), french.total() + native.total()
    chosen = set()
    for word, number in english.items():
        ratio = (number / english_total) / ((french[word] + native[word] + 1) / french_total)
        if number >= MIN_COUNT and ratio >= MIN_RATIO:
            chosen.add(word)
    for word, frequency in listed("en").items():
        if frequency < MIN_PER_MILLION or native[word] > MAX_FRENCH_COUNT or not _LISTED.fullmatch(word):
            continue
        if frequency >= MIN_LISTED_RATIO * listed("fr").get(word, 0.0):
            chosen.add(word)
    return sorted(word for word in chosen if not lexicon.analyses(word))


def main() -> None:
    """Writes the list and the card."""
    chosen = choose()
    OUTPUT.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    card = {
        "what": "English words that French text does not use, for the rules FR401 and FR303",
        "data": [f"parallel/{name}" for name in PARALLEL]
        + [f"mono/{name}" for name in FRENCH]
        + ["wordfreq 3.1.1, large lists of English and French"],
        "licence": "CC BY-SA 4.0 (english_words.LICENSE.txt): chosen by the counts of wordfreq",
        "words": len(chosen),
        "sha256": hashlib.sha256(OUTPUT.read_bytes()).hexdigest(),
        "command": "python scripts/build_english_words.py",
        "parameters": {
            "min_count": MIN_COUNT,
            "min_ratio": MIN_RATIO,
            "min_per_million": MIN_PER_MILLION,
            "min_listed_ratio": MIN_LISTED_RATIO,
            "max_french_count": MAX_FRENCH_COUNT,
        },
    }
    path = OUTPUT.with_suffix(".json")
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(chosen)} words, {OUTPUT.stat().st_size / 1000:.0f} kB -> {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
