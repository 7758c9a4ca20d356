"""Count which French nouns stand without a determiner, and after what.

    python scripts/build_determiner_table.py [--shared ../shared]

Writes mtqa/data/bare_nouns.bin and its card (mtqa/french/bare_nouns.py reads them). Counted are orangesum without its
parts 0-19 (held out for measuring and for development), the debates of the Assemblée nationale, Common Voice and
europarl-1: the same lines as for the lexicon, less the development part.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corpus_tokens import french_lines, tokens
from mtqa.french.artefact import DATA_FOLDER, pack
from mtqa.french.bare_nouns import SENTENCE_START, hashed, quantised
from mtqa.french.lexicon import Lexicon

PAIRS_SEEN_AT_LEAST = 2
NOUNS_SEEN_AT_LEAST = 20
_UNCOUNTED_PARTS = 20  # the first byte of a line's SHA-256: 0-9 held out, 10-19 for development


class NounCounts:
    """Counts of nouns, of nouns right after a verb, and of (what stands before, noun) pairs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._keys: dict[str, tuple[str, ...]] = {}
        self._verbs: dict[str, bool] = {}
        self._nouns: dict[str, bool] = {}
        self.total: Counter[str] = Counter()
        self.after_verb: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()

    def add(self, line: list[str]) -> None:
        """Count the words of a line."""
        previous = SENTENCE_START
        for token in line:
            word = token if token.islower() else token.lower()
            is_noun = self._nouns.get(word)
            if is_noun is None:
                is_noun = self._nouns[word] = any(r.category == "NOUN" for r in self._lexicon.analyses(word))
            if is_noun and (token == word or previous == SENTENCE_START):
                self.total[word] += 1
                for key in self._before(previous):
                    self.pairs[key, word] += 1
                if self._verbs[previous]:
                    self.after_verb[word] += 1
            previous = SENTENCE_START if token in ".!?" else word

    def _before(self, form: str) -> tuple[str, ...]:
        """What a word counts as: the lemmas it has as a verb, itself as a preposition or conjunction."""
        keys = self._keys.get(form)
        if keys is None:
            readings = self._lexicon.analyses(form) if form != SENTENCE_START else ()
            found = {reading.lemma for reading in readings if reading.category in ("VERB", "AUX")}
            self._verbs[form] = bool(found) and {r.category for r in readings} <= {"VERB", "AUX"}
            if form == SENTENCE_START or any(r.category in ("ADP", "SCONJ", "CCONJ", "PRON", "ADV") for r in readings):
                found.add(form)
            keys = self._keys[form] = tuple(found)
        return keys


def counted_lines(shared: Path) -> Iterable[str]:
    """The lines that may be counted."""
    for corpus, line in french_lines(shared):
        if corpus == "orangesum" and int(hashlib.sha256(line.encode()).hexdigest()[:2], 16) < _UNCOUNTED_PARTS:
            continue
        yield line


def main() -> None:
    """Counts and writes the artefact."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    arguments = parser.parse_args()
    counts = NounCounts(Lexicon.load())
    for line in counted_lines(arguments.shared):
        counts.add(tokens(line))
    kept = {hashed(*pair): number for pair, number in counts.pairs.items() if number >= PAIRS_SEEN_AT_LEAST}
    nouns = {hashed(word): word for word, number in counts.total.items() if number >= NOUNS_SEEN_AT_LEAST}
    pair_keys, noun_keys = sorted(kept), sorted(nouns)
    data = pack(
        {"pairs_seen_at_least": PAIRS_SEEN_AT_LEAST},
        {
            "pairs": np.array(pair_keys, np.uint32),
            "pair_counts": np.array([quantised(kept[key]) for key in pair_keys], np.uint8),
            "nouns": np.array(noun_keys, np.uint32),
            "total": np.array([quantised(counts.total[nouns[key]]) for key in noun_keys], np.uint8),
            "after_verb": np.array([quantised(counts.after_verb[nouns[key]]) for key in noun_keys], np.uint8),
        },
    )
    (DATA_FOLDER / "bare_nouns.bin").write_bytes(data)
    card = {
        "artefact": "bare_nouns.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "which French nouns stand right after which verbs and prepositions without a determiner (hashed pairs)",
        "pairs": len(pair_keys),
        "nouns": len(noun_keys),
        "sources": [
            {"name": "OrangeSum without its parts 0-19 of 256: counts", "licence": "CC-BY-SA-4.0"},
            {"name": "Assemblée nationale and Common Voice sentences: counts", "licence": "CC0-1.0"},
            {"name": "Europarl v7, part 1: counts", "licence": "no known restriction"},
        ],
        "licence": "bare_nouns.LICENSE.txt",
        "command": "python scripts/build_determiner_table.py --shared ../shared",
    }
    (DATA_FOLDER / "bare_nouns.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print(f"{len(pair_keys)} pairs, {len(noun_keys)} nouns, {len(data)} bytes")


if __name__ == "__main__":
    main()
