"""Chooses words that French texts use though the lexicon lacks them: mtqa/data/attested_words.txt and its card.

News, debates, read speech and books (the held-out and development lines left out), and wordfreq's large French list.
A frequent misspelling is no attestation: a word that is a much more frequent one with an accent lost, or with one
letter changed, is left out. Needs `pip install wordfreq`.

    python scripts/build_attested_words.py
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator

from build_english_words import listed
from measuring.gold import ROOT, SHARED
from mtqa.french.lexicon import Lexicon
from mtqa.french.respelling import accented, edited
from training_text import part

OUTPUT = ROOT / "mtqa" / "data" / "attested_words.txt"
UNSEEN = 20  # parts of orangesum below this one are held out (0-9) or read in development (10-19)
MIN_COUNT = 2
MIN_PER_MILLION = 0.12
# A misspelling has a right form this many times as frequent: by a lost accent, by another letter.
ACCENT_RATIO = 3.0
LETTER_RATIO = 300.0
MOST_FREQUENT = 60_000
# Canada, Switzerland, Belgium: words the corpora, mostly of France, are too small to attest.
REGIONAL = frozenset(
    "gougoune gougounes égoportrait égoportraits infolettre infolettres cégépien cégépiens cégépienne cégépiennes "
    "cuissettes kotteur kotteurs bancontact balado balados baladodiffusion nuagique infonuagique divulgâcher "
    "divulgâcheur hameçonnage clavardage clavarder pourriel pourriels motorisé aréna arénas chalet épluchette "
    "carnotzet panosse natels votations bourgmestre échevine échevines maïorat guindaille dracher drache "
    "cafeteur péquet chicons".split()
)
_WORD = re.compile(r"(?<![\w'’.@#/-])[a-zà-öø-ÿœ]{4,}(?![\w'’.@/-])")


def corpus_lines() -> Iterator[str]:
    """The French lines that may be counted."""
    for name in ("orangesum", "assemblee_nationale", "commonvoice", "framabook_wikisource"):
        with lzma.open(SHARED / "data" / "mono" / f"{name}.fr.txt.xz", "rt", encoding="utf-8") as lines:
            yield from (line for line in lines if name != "orangesum" or part(line) >= UNSEEN)
    for name in ("europarl-1", "science_abstracts", "canada_laws"):
        with lzma.open(SHARED / "data" / "parallel" / f"{name}.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
            yield from (line.partition("\t")[2] for line in lines)


def choose(counts: Counter[str], lexicon: Lexicon) -> list[str]:
    """The words, sorted."""
    tokens = counts.total()
    known = {word: lexicon.frequency(word) for word in lexicon.most_frequent(MOST_FREQUENT)}
    chosen = []
    for word in counts.keys() | {word for word, number in listed("fr").items() if number >= MIN_PER_MILLION}:
        if lexicon.knows(word) or not _WORD.fullmatch(word):
            continue
        listed_frequency = listed("fr").get(word, 0.0)
        if counts[word] < MIN_COUNT and listed_frequency < MIN_PER_MILLION:
            continue
        frequency = max(1e6 * counts[word] / tokens, listed_frequency)
        if counts[word] < MIN_COUNT and listed("en").get(word, 0.0) > 10 * listed_frequency:
            continue
        if _is_misspelling(word, frequency, known):
            continue
        chosen.append(word)
    regional = [word for word in REGIONAL if not lexicon.knows(word)]
    return sorted({*chosen, *regional})


def _is_misspelling(word: str, frequency: float, known: dict[str, float]) -> bool:
    """Whether a known word, `known` by its frequency in a million, is near and much more frequent."""
    if any(known.get(other, 0.0) >= ACCENT_RATIO * frequency for other in accented(word)):
        return True
    return any(known.get(other, 0.0) >= LETTER_RATIO * frequency for other in edited(word))


def main() -> None:
    """Writes the list and the card."""
    counts: Counter[str] = Counter()
    for line in corpus_lines():
        counts.update(_WORD.findall(line))
    chosen = choose(counts, Lexicon.load())
    OUTPUT.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    card = {
        "what": "words that French texts use though the lexicon lacks them, for the rule FR303",
        "data": ["mono (orangesum without parts 0-19)", "europarl-1, science_abstracts, canada_laws (French sides)",
                 "wordfreq 3.1.1, large lists of French and English"],
        "licence": "CC BY-SA 4.0 (attested_words.LICENSE.txt): chosen by the counts of wordfreq and OrangeSum",
        "words": len(chosen),
        "sha256": hashlib.sha256(OUTPUT.read_bytes()).hexdigest(),
        "command": "python scripts/build_attested_words.py",
        "parameters": {"min_count": MIN_COUNT, "min_per_million": MIN_PER_MILLION,
                       "accent_ratio": ACCENT_RATIO, "letter_ratio": LETTER_RATIO},
    }  # fmt: skip
    path = OUTPUT.with_suffix(".json")
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(chosen)} words, {OUTPUT.stat().st_size / 1000:.0f} kB -> {OUTPUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
