"""Count word translations: mtqa/data/translation_table.bin and its card.

    python scripts/build_translation_table.py [--shared ../shared] [--europarl 250000]

Reads shared/data/parallel without the pairs kept aside for measuring (`parallel_pairs.is_kept_aside`). Of Europarl,
which is large and repeats itself, a pair is taken when it has a word seen seldom so far, and else by chance.

The model is that of fast_align (Dyer, Chahuneau & Smith 2013, "A simple, fast, and effective reparameterization of
IBM Model 2"): a translation table and a prior along the diagonal, without the tuning of its tension. Both directions
are trained at once; after two rounds they count only what they agree on (Liang, Taskar & Klein 2006, "Alignment by
agreement").
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import parallel_pairs
from mtqa.aligning import table
from mtqa.french import artefact, tokens
from mtqa.french.form_table import encode_forms

ROOT = Path(__file__).resolve().parent.parent
LARGE = ("europarl-1", "europarl-2", "europarl-3")
LICENCES = {
    "tatoeba": "CC-BY-2.0-FR", "debian_web": "see debian.org", "python_docs": "CC0-1.0",
    "science_abstracts": "CC-BY-4.0", **dict.fromkeys(LARGE, "no known restriction"),
}  # fmt: skip
SELDOM = 40  # a word seen fewer times in what was taken so far
BY_CHANCE = 0.04
MOST_TOKENS = 60  # a longer pair is left out

TENSION = 4.0  # of the diagonal prior, as fast_align starts it
NULL_SHARE = 0.08
ROUNDS_APART, ROUNDS_AGREEING = 2, 4
BUCKET_BITS = 26  # co-occurrences are counted in hashed buckets: a collision only lets a pair of words pass
LEAST_RATIO = 2.0  # times more often together than by chance
LEAST_TOGETHER = 2
FREQUENT = 200  # words so frequent that they stand together everywhere: cells of two of them count near the diagonal
NEAR = 0.2
PRIOR_COUNT = 0.3  # counts added to the denominator: rare words earn no certainty

LEAST_COUNT = 0.5  # expected links of an entry
LEAST_CHANCE = 0.002  # in the likelier direction
MOST_ENTRIES = 1_250_000

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass
class Side:
    """The words of one side, sentence after sentence, as numbers; 0 is every word that the table leaves out."""

    words: list[str]
    numbers: Ints
    ends: NDArray[np.int64]  # of each sentence, with a 0 before the first


@dataclass
class Cells:
    """The pairs of words of one sentence pair that may be links: a row each of the four arrays."""

    entry: Ints  # number of the pair of words
    french: Ints  # place of the French word in the corpus
    english: Ints
    distance: NDArray[np.uint8]  # from the diagonal, in 255ths


def select(shared: Path, large_pairs: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """(source, French keys, English keys) of the pairs counted: the small sources whole, then Europarl by need."""
    seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    dice = random.Random(7)
    small = [name for name in LICENCES if name not in LARGE]
    quota = {name: large_pairs // len(LARGE) for name in LARGE}
    for name in (*small, *LARGE):
        for french_text, english_text in parallel_pairs.read(shared, name):
            if parallel_pairs.is_kept_aside(french_text, english_text):
                continue
            if name in quota:
                if not quota[name]:
                    break
                rare = any(count[word] < SELDOM for count, text in zip(seen, (french_text, english_text), strict=True)
                           for word in text.split() if word.isalpha())  # fmt: skip
                if not rare and dice.random() > BY_CHANCE:
                    continue
                quota[name] -= 1
            for count, text in zip(seen, (french_text, english_text), strict=True):
                count.update(text.split())
            french = [table.key_french(token.text) for token in tokens.tokenize(french_text)]
            english = [table.key_english(token.text) for token in tokens.tokenize(english_text)]
            if 0 < len(french) <= MOST_TOKENS and 0 < len(english) <= MOST_TOKENS:
                yield name, french, english


def read(pairs: Iterator[tuple[str, list[str], list[str]]], taken: Counter[str]) -> tuple[Side, Side]:
    """Both sides as numbers. Words with digits and words seen once get no number of their own."""
    numbers: tuple[dict[str, int], dict[str, int]] = ({}, {})
    streams, ends = (array("i"), array("i")), ([0], [0])
    for name, *sides in pairs:
        taken[name] += 1
        for known, stream, stops, side in zip(numbers, streams, ends, sides, strict=True):
            stream.extend(known.setdefault(word, len(known)) for word in side)
            stops.append(len(stream))
    return tuple(  # type: ignore[return-value]
        _renumber(list(known), np.frombuffer(stream, np.int32), np.array(stops))
        for known, stream, stops in zip(numbers, streams, ends, strict=True)
    )


def _renumber(words: list[str], numbers: Ints, ends: NDArray[np.int64]) -> Side:
    counts = np.bincount(numbers, minlength=len(words))
    kept = np.array(
        [count > 1 and not any(char.isdigit() for char in word) and len(word.encode()) < 64
         for word, count in zip(words, counts.tolist(), strict=True)]
    )  # fmt: skip
    order = sorted(np.flatnonzero(kept).tolist(), key=lambda number: words[number].encode())
    new = np.zeros(len(words), np.int32)
    new[order] = np.arange(1, len(order) + 1)
    return Side(["", *(words[number] for number in order)], new[numbers], ends)


def blocks(french: Side, english: Side) -> Iterator[tuple[Ints, Ints, NDArray[np.uint8]]]:
    """Places in the corpus of the French and the English word, and distance, of all cells of some sentence pairs."""
    heights, widths = np.diff(french.ends), np.diff(english.ends)
    shapes = heights * (MOST_TOKENS + 1) + widths
    order = np.argsort(shapes, kind="stable")
    for group in np.split(order, np.flatnonzero(np.diff(shapes[order])) + 1):
        height, width = int(heights[group[0]]), int(widths[group[0]])
        rows, columns = np.arange(height), np.arange(width)
        offset = np.abs((rows[:, None] + 0.5) / height - (columns[None, :] + 0.5) / width)
        for part in np.array_split(group, max(len(group) * height * width // 4_000_000, 1)):
            shape = (len(part), height, width)
            left = french.ends[part][:, None, None] + rows[None, :, None]
            right = english.ends[part][:, None, None] + columns[None, None, :]
            yield (
                np.broadcast_to(left, shape).ravel().astype(np.int32),
                np.broadcast_to(right, shape).ravel().astype(np.int32),
                np.broadcast_to((offset * 255).astype(np.uint8), shape).ravel(),
            )


def _bucket(french: Ints, english: Ints) -> NDArray[np.int64]:
    mixed = french.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + english.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    return (mixed >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


def find_cells(french: Side, english: Side) -> tuple[Cells, NDArray[np.int64]]:
    """The cells whose words stand together more often than by chance, and the pair of words of each entry."""
    together = np.zeros(1 << BUCKET_BITS, np.uint32)
    french_cells = np.zeros(len(french.words))
    english_cells = np.zeros(len(english.words))
    total = 0
    for left, right, _ in blocks(french, english):
        first, second = french.numbers[left], english.numbers[right]
        both = (first > 0) & (second > 0)
        first, second = first[both], second[both]
        found, counts = np.unique(_bucket(first, second), return_counts=True)
        together[found] += counts.astype(np.uint32)
        french_cells += np.bincount(first, minlength=len(french.words))
        english_cells += np.bincount(second, minlength=len(english.words))
        total += first.size
    print(f"{total:,} cells", flush=True)
    frequent = tuple(_is_frequent(side) for side in (french, english))
    kept: list[tuple[Any, ...]] = []
    for left, right, distance in blocks(french, english):
        first, second = french.numbers[left], english.numbers[right]
        count = together[_bucket(first, second)]
        expected = french_cells[first] * english_cells[second] / total
        good = (count >= LEAST_TOGETHER) & (count > LEAST_RATIO * expected)
        good |= frequent[0][first] & frequent[1][second] & (distance < NEAR * 255)
        good &= (first > 0) & (second > 0)
        pair = first[good].astype(np.int64) << 32 | second[good]
        kept.append((pair, left[good], right[good], distance[good]))
    pairs, lefts, rights, distances = (np.concatenate(column) for column in zip(*kept, strict=True))
    entries, numbers = np.unique(pairs, return_inverse=True)
    return Cells(numbers.astype(np.int32), lefts, rights, distances), entries


def _is_frequent(side: Side) -> NDArray[np.bool_]:
    counts = np.bincount(side.numbers, minlength=len(side.words))
    counts[0] = 0
    flags = np.zeros(counts.size, np.bool_)
    flags[np.argsort(-counts, kind="stable")[:FREQUENT]] = True
    return flags


class Direction:
    """One direction's model: the chance of a target word given a source word, for each entry."""

    def __init__(self, targets: Side, source_of: Ints, target_of: Ints, sources: int, places: Ints) -> None:
        self._numbers, self._source_of, self._target_of = targets.numbers, source_of, target_of
        self._sources, self._places = sources, places
        self.chance = np.full(source_of.size, 1e-3, np.float32)
        self._empty = np.full(len(targets.words), 1e-3)

    def share(self, entry: Ints, prior: Floats) -> Floats:
        """The chance that each cell is the link of its target's place; what is left over is the empty word's."""
        weight = self.chance[entry] * prior
        null = NULL_SHARE * self._empty[self._numbers]
        sums = np.bincount(self._places, weight, minlength=self._numbers.size) + null
        self._null = null / sums
        shares: Floats = weight / sums[self._places].astype(np.float32)
        return shares

    def learn(self, counts: NDArray[np.float64]) -> None:
        """New chances from the expected counts of the entries."""
        sums = np.bincount(self._source_of, counts, minlength=self._sources) + PRIOR_COUNT
        self.chance = (counts / sums[self._source_of]).astype(np.float32)
        empty = np.bincount(self._numbers, self._null, minlength=self._empty.size)
        self._empty = empty / empty.sum()


def train(cells: Cells, entries: NDArray[np.int64], french: Side, english: Side) -> NDArray[np.float64]:
    """Expected number of links of each entry, by both directions together."""
    french_of, english_of = (entries >> 32).astype(np.int32), (entries & 0xFFFFFFFF).astype(np.int32)
    to_english = Direction(english, french_of, english_of, len(french.words), cells.english)
    to_french = Direction(french, english_of, french_of, len(english.words), cells.french)
    prior = np.exp(-TENSION * np.arange(256) / 255)[cells.distance].astype(np.float32)
    heights, widths = np.diff(french.ends), np.diff(english.ends)
    # The sum of the prior over the diagonal's neighbourhood is nearly that over an endless line: length * 2 / tension.
    per_english = (1 - NULL_SHARE) * TENSION / 2 / np.repeat(heights, widths)
    per_french = (1 - NULL_SHARE) * TENSION / 2 / np.repeat(widths, heights)
    prior_english = prior * per_english[cells.english].astype(np.float32)
    prior_french = prior * per_french[cells.french].astype(np.float32)
    counts = np.zeros(entries.size)
    for number in range(ROUNDS_APART + ROUNDS_AGREEING):
        start = time.perf_counter()
        first, second = to_english.share(cells.entry, prior_english), to_french.share(cells.entry, prior_french)
        if number < ROUNDS_APART:
            to_english.learn(np.bincount(cells.entry, first, minlength=entries.size))
            to_french.learn(np.bincount(cells.entry, second, minlength=entries.size))
        else:
            counts = np.bincount(cells.entry, first * second, minlength=entries.size)
            to_english.learn(counts)
            to_french.learn(counts)
        print(f"round {number + 1}: {time.perf_counter() - start:.1f} s", flush=True)
    return counts


def quantise(chance: NDArray[np.float64]) -> NDArray[np.uint8]:
    """A byte for each chance: see table.STEPS_PER_HALVING."""
    steps = np.round(-np.log2(np.maximum(chance, 1e-30)) * table.STEPS_PER_HALVING)
    return np.clip(steps, 0, table.LEAST).astype(np.uint8)


def prune(
    counts: NDArray[np.float64], entries: NDArray[np.int64], french: Side, english: Side
) -> tuple[dict[str, NDArray[Any]], dict[str, int]]:
    """The arrays and meta data of the artefact. A chance is of all times that the word stands, linked or not."""
    french_of, english_of = entries >> 32, entries & 0xFFFFFFFF
    given_french = counts / (np.bincount(french.numbers, minlength=len(french.words))[french_of] + PRIOR_COUNT)
    given_english = counts / (np.bincount(english.numbers, minlength=len(english.words))[english_of] + PRIOR_COUNT)
    likelier = np.maximum(given_french, given_english)
    kept = np.flatnonzero((counts >= LEAST_COUNT) & (likelier >= LEAST_CHANCE))
    if kept.size > MOST_ENTRIES:
        # What goes first is what is seldom and unlikely.
        rank = likelier[kept] * np.log1p(counts[kept])
        kept = np.sort(kept[np.argsort(-rank, kind="stable")[:MOST_ENTRIES]])
    french_words, rows = np.unique(french_of[kept], return_inverse=True)
    english_words, targets = np.unique(english_of[kept], return_inverse=True)
    if english_words.size > 0xFFFF:
        raise SystemExit(f"{english_words.size} English words do not fit two bytes: raise LEAST_COUNT")
    french_pool, french_starts = encode_forms([french.words[word] for word in french_words])
    english_pool, english_starts = encode_forms([english.words[word] for word in english_words])
    arrays: dict[str, NDArray[Any]] = {
        "french_pool": np.frombuffer(french_pool, np.uint8),
        "french_starts": french_starts,
        "english_pool": np.frombuffer(english_pool, np.uint8),
        "english_starts": english_starts,
        "rows": np.searchsorted(rows, np.arange(french_words.size + 1)).astype(np.uint32),
        "targets": targets.astype(np.uint16),
        "english_given_french": quantise(np.minimum(given_french[kept], 1.0)),
        "french_given_english": quantise(np.minimum(given_english[kept], 1.0)),
    }
    meta = {"french_words": french_words.size, "english_words": english_words.size, "entries": int(kept.size)}
    return arrays, meta


def write(folder: Path, arrays: dict[str, NDArray[Any]], meta: dict[str, int], taken: Counter[str]) -> None:
    """The artefact and its card."""
    data = artefact.pack(meta, arrays)
    (folder / "translation_table.bin").write_bytes(data)
    card = {
        "artefact": "translation_table.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "chances that French and English words translate each other, both directions, one byte each",
        **meta,
        "pairs_counted": dict(sorted(taken.items())),
        "sources": [
            {"name": f"shared/data/parallel/{name}, without pairs kept aside (scripts/parallel_pairs.py)",
             "licence": LICENCES[name]}
            for name in sorted(taken)
        ],
        "licence": "translation_table.LICENSE.txt",
        "command": "python scripts/build_translation_table.py",
    }  # fmt: skip
    (folder / "translation_table.json").write_text(
        json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print(f"{meta} {len(data):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=parallel_pairs.SHARED)
    parser.add_argument("--europarl", type=int, default=250_000, metavar="PAIRS")
    parser.add_argument("--out", type=Path, default=ROOT / "mtqa" / "data")
    options = parser.parse_args()
    taken: Counter[str] = Counter()
    french, english = read(select(options.shared, options.europarl), taken)
    print(f"{taken} {len(french.numbers):,} French tokens of {len(french.words):,} words, "
          f"{len(english.numbers):,} English of {len(english.words):,}", flush=True)  # fmt: skip
    cells, entries = find_cells(french, english)
    print(f"{cells.entry.size:,} cells and {entries.size:,} pairs of words kept", flush=True)
    counts = train(cells, entries, french, english)
    write(options.out, *prune(counts, entries, french, english), taken)


if __name__ == "__main__":
    main()
