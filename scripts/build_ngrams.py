"""Count word sequences for the neural detector: python scripts/build_ngrams.py [--data ../shared/data].

Reads the COUNTED parts of the corpora (never a sentence the network trains on, never a held-out one) and writes
mtqa/data/ngrams.bin: the table, and the keys of the most frequent words with how often each is written with a
capital inside a sentence.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

import start_vectors
import training_text
from mtqa.detecting.neural import ngram_packing, ngrams, other_forms, pieces
from mtqa.french import artefact
from mtqa.french.lexicon import Lexicon

FLOOR = {1: 2, 2: 2, 3: 2, 4: 3}  # sequences seen less often are dropped, by length
WORDS_KEPT = 40_000
VECTOR_SIZE = 96


class Corpus:
    """All sentences as one array of word numbers, with a boundary (number 0) between sentences."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {"\x00 sentence boundary": 0}
        self.capitals = np.zeros(4_000_000, dtype=np.int64)
        self.words = np.zeros(0, dtype=np.int32)

    def read(self, texts: Iterable[str]) -> None:
        known, capitals, found = self.numbers, self.capitals, [0]
        plain_numbers: dict[str, int] = {}
        chunks: list[np.ndarray] = []
        for text in texts:
            first = True
            for start, end in pieces.cut(text):
                form = text[start:end]
                number = plain_numbers.get(form)
                if number is None:
                    number = plain_numbers[form] = known.setdefault(pieces.counted(form), len(known))
                if not first and form[0].isupper():
                    capitals[number] += 1
                first = first and not form[0].isalpha()
                found.append(number)
            found.append(0)
            if len(found) > 1_000_000:
                chunks.append(np.array(found, dtype=np.int32))
                found = []
        self.words = np.concatenate([*chunks, np.array(found, dtype=np.int32)])


def count(words: np.ndarray, keys: np.ndarray, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Keys and counts of the sequences of `length` that do not run across a boundary."""
    total = len(words) - length + 1
    inside = np.ones(total, dtype=bool)
    for place in range(1, length - 1):
        inside &= words[place : place + total] != 0
    if length == 2:
        inside &= (words[:total] != 0) | (words[1 : 1 + total] != 0)
    found, counts = np.unique(ngrams.sequence_keys(keys, length)[inside], return_counts=True)
    kept = counts >= FLOOR[length]
    return found[kept], counts[kept]


def frequent_vectors(words: np.ndarray, totals: np.ndarray, frequent: np.ndarray) -> np.ndarray:
    """Vectors of the `frequent` words, in their order."""
    by_frequency = np.argsort(-totals, kind="stable")
    rank_of = np.empty(len(totals), dtype=np.int32)
    rank_of[by_frequency] = np.arange(len(totals))
    found = start_vectors.vectors(words, rank_of, kept=len(frequent) + 1, size=VECTOR_SIZE)
    return found[rank_of[frequent]]


def other_keys(forms: list[str], table: ngrams.NgramTable) -> dict[str, np.ndarray]:
    """Keys of the forms each word is confused with, 0 for none: `other_keys`[`others`], (words, other_forms.MOST)."""
    found = np.zeros((len(forms), other_forms.MOST), dtype=np.uint64)
    others = other_forms.OtherForms(Lexicon.load(), table)
    for row, form in zip(found, forms, strict=True):
        keys = others.keys(form)
        row[: len(keys)] = keys
    keys, numbers = np.unique(found, return_inverse=True)
    if len(keys) > 1 << 16:
        raise ValueError(f"{len(keys)} other forms have no numbers of 16 bits: keep fewer words")
    return {"other_keys": keys, "others": numbers.reshape(found.shape).astype(np.uint16)}


def write(folder: Path, arrays: dict[str, np.ndarray], words: int, entries: int) -> None:
    """The artefact and its card."""
    folder.mkdir(parents=True, exist_ok=True)
    data = artefact.pack({"words": words, "entries": entries}, arrays)
    (folder / "ngrams.bin").write_bytes(data)
    card = {
        "artefact": "ngrams.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "counts of one to four words of running French, in 16 levels and 18 bits a sequence (a binary fuse "
        "filter that keeps values); how often frequent words carry a capital, and which words they are confused with",
        "words_counted": words,
        "sequences": entries,
        "seen_at_least": FLOOR,
        "quality": "an unknown sequence is taken for a known one once in 4,096 times; what leaving out 4-grams seen "
        "twice and keeping 16 levels does to the network is among the tries of detector.json: nothing measurable",
        "sources": [
            {"name": "OrangeSum, parts 13-127 of 256 by hash (scripts/training_text.py)", "licence": "CC-BY-SA-4.0"},
            {"name": "Assemblée nationale, Common Voice: the same parts", "licence": "CC0-1.0"},
            {"name": "Framabook and Wikisource: the same parts", "licence": "free, public domain"},
            {"name": "Tatoeba, French: the same parts", "licence": "CC-BY-2.0-FR"},
            {"name": "Europarl v7, French, parts 1 and 2", "licence": "no known restriction"},
        ],
        "licence": "detector.LICENSE.txt",
        "command": "python scripts/build_ngrams.py --data ../shared/data",
    }
    (folder / "ngrams.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--data", type=Path, default=root.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=root / "mtqa" / "data")
    parser.add_argument("--vectors", type=Path, help="also write starting vectors for the network's words (.npy)")
    options = parser.parse_args()

    corpus = Corpus()
    corpus.read(text for _, text in training_text.select(options.data, training_text.COUNTED, europarl=(1, 2)))
    print(f"{len(corpus.words):,} words, {len(corpus.numbers):,} forms", flush=True)
    word_keys = np.array(
        [ngrams.BOUNDARY_KEY, *(ngrams.word_key(form) for form in list(corpus.numbers)[1:])], dtype=np.uint64
    )
    text_keys = word_keys[corpus.words]
    tables = [count(corpus.words, text_keys, length) for length in range(1, ngrams.LONGEST + 1)]
    print("kept by length:", [len(keys) for keys, _ in tables], flush=True)
    keys, counts = (np.concatenate(column) for column in zip(*tables, strict=True))

    totals = np.bincount(corpus.words, minlength=len(corpus.numbers))
    frequent = np.argsort(-totals[1:], kind="stable")[:WORDS_KEPT] + 1
    order = np.argsort(word_keys[frequent])
    frequent = frequent[order]
    if options.vectors:
        np.save(options.vectors, frequent_vectors(corpus.words[:20_000_000], totals, frequent))
    share = corpus.capitals[frequent] / np.maximum(totals[frequent], 1)
    packed = ngram_packing.pack(keys, counts)
    forms = list(corpus.numbers)
    arrays = {
        **packed,
        **other_keys([forms[number] for number in frequent], ngrams.NgramTable(**packed)),
        "word_keys": word_keys[frequent],
        "word_capitals": np.round(share * 255).astype(np.uint8),
    }
    write(options.out, arrays, len(corpus.words), len(keys))


if __name__ == "__main__":
    main()
