"""Count word translations: mtqa/data/translation_table.bin and its card.

    python scripts/build_translation_table.py [--shared ../shared] [--most PAIRS] [--out FOLDER]

Reads shared/data/parallel without the pairs kept aside for measuring (`parallel_pairs.is_kept_aside`). Eight minutes
of one core, 7 GB of memory; `--most` takes fewer pairs of each source, for a trial.

The model is that of fast_align (Dyer, Chahuneau & Smith 2013, "A simple, fast, and effective reparameterization of
IBM Model 2"): a translation table and a prior along the diagonal, without the tuning of its tension. Both directions
are trained at once; after two rounds they count only what they agree on (Liang, Taskar & Klein 2006, "Alignment by
agreement").
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import parallel_pairs
from mtqa.aligning import table
from mtqa.french import artefact, tokens
from mtqa.french.form_table import encode_forms

ROOT = Path(__file__).resolve().parent.parent
LICENCES = {
    "tatoeba": "CC-BY-2.0-FR", "debian_web": "see debian.org", "python_docs": "CC0-1.0",
    "science_abstracts": "CC-BY-4.0", "canada_laws": "Open Government Licence - Canada",
    "europarl-1": "no known restriction", "europarl-2": "no known restriction", "europarl-3": "no known restriction",
}  # fmt: skip
MOST_PAIRS = {"canada_laws": 60_000}  # statutes repeat themselves
MOST_TOKENS = 60  # a longer pair is left out

TENSION = 4.0  # of the diagonal prior, as fast_align starts it
NULL_SHARE = 0.08
ROUNDS_APART, ROUNDS_AGREEING = 2, 4
BLOCK_CELLS = 4_000_000
BUCKET_BITS = 27  # co-occurrences are counted in hashed buckets: a collision only lets a pair of words pass
LEAST_RATIO = 3.0  # times more often together than by chance
LEAST_TOGETHER = 2
FREQUENT = 100  # words so frequent that they stand together everywhere: cells of two of them count near the diagonal
NEAR = 0.2
PRIOR_COUNT = 0.3  # counts added to the denominator: rare words earn no certainty

LEAST_COUNT = 0.3  # expected links of an entry
LEAST_CHANCE = 0.002  # in the likelier direction
MOST_ENTRIES = 1_250_000
MOST_ENGLISH_WORDS = 0xFFFF  # an entry names its English word by two bytes

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass
class Side:
    """The words of one side, sentence after sentence, as numbers; 0 is every word that the table leaves out."""

    words: list[str]
    numbers: Ints
    ends: NDArray[np.int64]  # of each sentence, with a 0 before the first


@dataclass
class Block:
    """Sentence pairs of one shape: their words (a row a sentence) and those of their cells that may be links."""

    french: Ints  # (sentences, height)
    english: Ints  # (sentences, width)
    cells: Ints  # places in the flattened (sentences, height, width)
    entries: NDArray[Any]  # the pair of words of each of the cells: as a key first, then as a number

    @property
    def shape(self) -> tuple[int, int]:
        """(French, English) words of a sentence pair."""
        return self.french.shape[1], self.english.shape[1]

    def distances(self) -> Floats:
        """(height, width): how far each cell is from the diagonal, 0 to 1."""
        height, width = self.shape
        return np.abs((np.arange(height)[:, None] + 0.5) / height - (np.arange(width)[None, :] + 0.5) / width)


def select(shared: Path, most: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """(source, French keys, English keys) of the pairs counted."""
    for name in LICENCES:
        pairs = (pair for pair in parallel_pairs.read(shared, name) if not parallel_pairs.is_kept_aside(*pair))
        for french_text, english_text in islice(pairs, min(most, MOST_PAIRS.get(name, most))):
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


def blocks(french: Side, english: Side) -> Iterator[Block]:
    """All sentence pairs, by shape, before any cell is chosen."""
    heights, widths = np.diff(french.ends), np.diff(english.ends)
    shapes = heights * (MOST_TOKENS + 1) + widths
    order = np.argsort(shapes, kind="stable")
    nothing = np.zeros(0, np.int32)
    for group in np.split(order, np.flatnonzero(np.diff(shapes[order])) + 1):
        height, width = int(heights[group[0]]), int(widths[group[0]])
        for part in np.array_split(group, max(len(group) * height * width // BLOCK_CELLS, 1)):
            yield Block(
                french.numbers[french.ends[part][:, None] + np.arange(height)],
                english.numbers[english.ends[part][:, None] + np.arange(width)],
                nothing, nothing,
            )  # fmt: skip


def _pair_words(block: Block) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """For every cell, flattened: its pair of words as a key, and whether both words have numbers."""
    keys = block.french.astype(np.int64)[:, :, None] << 32 | block.english[:, None, :]
    known = (block.french > 0)[:, :, None] & (block.english > 0)[:, None, :]
    return keys.ravel(), known.ravel()


def _bucket(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    mixed = (keys.view(np.uint64) ^ (keys.view(np.uint64) >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - BUCKET_BITS)).view(np.int64)


def find_cells(french: Side, english: Side) -> tuple[list[Block], NDArray[np.int64]]:
    """The cells whose words stand together more often than by chance, and the pair of words of each entry."""
    together = np.zeros(1 << BUCKET_BITS, np.uint32)
    chances = [np.zeros(len(side.words)) for side in (french, english)]
    total = 0
    for block in blocks(french, english):
        keys, known = _pair_words(block)
        np.add.at(together, _bucket(keys[known]), np.uint32(1))
        for own, words, length in zip(chances, (block.french, block.english), block.shape[::-1], strict=True):
            own += np.bincount(words.ravel(), minlength=own.size) * length
        total += keys.size
    print(f"{total:,} cells", flush=True)
    # Two words are expected together in as many cells as the product of these numbers, over LEAST_RATIO.
    scaled = [(own * np.sqrt(LEAST_RATIO / total)).astype(np.float32) for own in chances]
    frequent = [_find_frequent(side) for side in (french, english)]
    kept = [_keep_cells(block, together, scaled, frequent) for block in blocks(french, english)]
    del together
    entries = np.unique(np.concatenate([block.entries for block in kept]))
    for block in kept:
        block.entries = np.searchsorted(entries, block.entries).astype(np.int32)
    return kept, entries


def _keep_cells(
    block: Block, together: NDArray[np.uint32], scaled: list[NDArray[np.float32]], frequent: list[NDArray[np.bool_]]
) -> Block:
    """The block with the cells that may be links, their entries still the pairs of words."""
    keys, known = _pair_words(block)
    counts = together[_bucket(keys)]
    least = (scaled[0][block.french][:, :, None] * scaled[1][block.english][:, None, :]).ravel()
    near = frequent[0][block.french][:, :, None] & frequent[1][block.english][:, None, :] & (block.distances() < NEAR)
    good = (counts >= LEAST_TOGETHER) & (counts > least) | near.ravel()
    cells = np.flatnonzero(good & known)
    return Block(block.french, block.english, cells.astype(np.int32), keys[cells])


def _find_frequent(side: Side) -> NDArray[np.bool_]:
    counts = np.bincount(side.numbers, minlength=len(side.words))
    counts[0] = 0
    flags = np.zeros(counts.size, np.bool_)
    flags[np.argsort(-counts, kind="stable")[:FREQUENT]] = True
    return flags


class Direction:
    """One direction's model: the chance of a target word given a source word, for each entry."""

    def __init__(self, source_of: Ints, sources: int, targets: int) -> None:
        self._source_of, self._sources = source_of, sources
        self.chance = np.full(source_of.size, 1e-3, np.float32)
        self.counts = np.zeros(source_of.size)
        self._empty, self._empty_counts = np.full(targets, 1e-3), np.zeros(targets)

    def share(self, entries: Ints, prior: Floats, targets: Ints, places: NDArray[Any]) -> Floats:
        """The chance that each cell is the link of its target's place; what is left over is the empty word's.

        `targets` are the words of the block's places, `places` that of each cell.
        """
        weight = self.chance[entries] * prior
        null = NULL_SHARE * self._empty[targets]
        sums = np.bincount(places, weight, minlength=targets.size) + null
        self._empty_counts += np.bincount(targets, null / sums, minlength=self._empty_counts.size)
        shares: Floats = weight / sums[places]
        return shares

    def learn(self) -> None:
        """New chances from the counts, which start anew."""
        sums = np.bincount(self._source_of, self.counts, minlength=self._sources) + PRIOR_COUNT
        self.chance = (self.counts / sums[self._source_of]).astype(np.float32)
        self._empty = self._empty_counts / self._empty_counts.sum()
        self.counts[:], self._empty_counts[:] = 0.0, 0.0


def train(kept: list[Block], entries: NDArray[np.int64], french: Side, english: Side) -> Floats:
    """Expected number of links of each entry, by both directions together."""
    french_of, english_of = (entries >> 32).astype(np.int32), (entries & 0xFFFFFFFF).astype(np.int32)
    to_english = Direction(french_of, len(french.words), len(english.words))
    to_french = Direction(english_of, len(english.words), len(french.words))
    counts = np.zeros(0)
    for number in range(ROUNDS_APART + ROUNDS_AGREEING):
        start = time.perf_counter()
        for block in kept:
            first, second = _expect(block, to_english, to_french)
            if number >= ROUNDS_APART:
                np.add.at(to_english.counts, block.entries, first * second)
            else:
                np.add.at(to_english.counts, block.entries, first)
                np.add.at(to_french.counts, block.entries, second)
        if number >= ROUNDS_APART:
            to_french.counts[:] = counts = to_english.counts.copy()
        to_english.learn()
        to_french.learn()
        print(f"round {number + 1}: {time.perf_counter() - start:.1f} s", flush=True)
    return counts


def _expect(block: Block, to_english: Direction, to_french: Direction) -> tuple[Floats, Floats]:
    """Each cell's share of its English place and of its French one."""
    height, width = block.shape
    prior = (1 - NULL_SHARE) * np.exp(-TENSION * block.distances())
    sentences, inside = np.divmod(block.cells, height * width)
    rows, columns = np.divmod(inside, width)
    rows, columns = sentences * height + rows, sentences * width + columns
    of_english = (prior / prior.sum(axis=0)).ravel()[inside]
    of_french = (prior / prior.sum(axis=1, keepdims=True)).ravel()[inside]
    return (
        to_english.share(block.entries, of_english, block.english.ravel(), columns),
        to_french.share(block.entries, of_french, block.french.ravel(), rows),
    )


def quantise(chance: Floats) -> NDArray[np.uint8]:
    """A byte for each chance: see table.STEPS_PER_HALVING."""
    steps = np.round(-np.log2(np.maximum(chance, 1e-30)) * table.STEPS_PER_HALVING)
    return np.clip(steps, 0, table.LEAST).astype(np.uint8)


def prune(
    counts: Floats, entries: NDArray[np.int64], french: Side, english: Side
) -> tuple[dict[str, NDArray[Any]], dict[str, int]]:
    """The arrays and meta data of the artefact. A chance is of all times that the word stands, linked or not."""
    french_of, english_of = entries >> 32, entries & 0xFFFFFFFF
    given_french = counts / (np.bincount(french.numbers, minlength=len(french.words))[french_of] + PRIOR_COUNT)
    given_english = counts / (np.bincount(english.numbers, minlength=len(english.words))[english_of] + PRIOR_COUNT)
    likelier = np.maximum(given_french, given_english)
    listed = (counts >= LEAST_COUNT) & (likelier >= LEAST_CHANCE)
    # The English words seldom linked go first, then what is seldom and unlikely.
    links = np.bincount(english_of[listed], counts[listed], minlength=len(english.words))
    chosen = np.zeros(links.size, np.bool_)
    chosen[np.argsort(-links, kind="stable")[:MOST_ENGLISH_WORDS]] = True
    kept = np.flatnonzero(listed & chosen[english_of])
    rank = likelier[kept] * np.log1p(counts[kept])
    kept = np.sort(kept[np.argsort(-rank, kind="stable")[:MOST_ENTRIES]])
    french_words, rows = np.unique(french_of[kept], return_inverse=True)
    english_words, targets = np.unique(english_of[kept], return_inverse=True)
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
        "french_rarity": _measure_rarity(french, french_words),
        "english_rarity": _measure_rarity(english, english_words),
    }
    meta = {"french_words": french_words.size, "english_words": english_words.size, "entries": int(kept.size)}
    return arrays, meta


def _measure_rarity(side: Side, words: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Bits of surprise of each word, in steps: see table.STEPS_PER_BIT."""
    counts = np.bincount(side.numbers, minlength=len(side.words))
    bits = np.log2(side.numbers.size / np.maximum(counts[words], 1))
    return np.clip(np.round(bits * table.STEPS_PER_BIT), 0, 255).astype(np.uint8)


def write(folder: Path, arrays: dict[str, NDArray[Any]], meta: dict[str, int], taken: Counter[str]) -> None:
    """The artefact and its card."""
    data = artefact.pack(meta, arrays)
    (folder / "translation_table.bin").write_bytes(data)
    card = {
        "artefact": "translation_table.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "chances that French and English words translate each other, both directions, and how rare the words "
        "are, one byte each",
        **meta,
        "pairs_counted": {"all": taken.total(), **dict(sorted(taken.items()))},
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
    parser.add_argument("--most", type=int, default=1_000_000_000, metavar="PAIRS")
    parser.add_argument("--out", type=Path, default=ROOT / "mtqa" / "data")
    options = parser.parse_args()
    taken: Counter[str] = Counter()
    french, english = read(select(options.shared, options.most), taken)
    print(f"{taken} {len(french.numbers):,} French tokens of {len(french.words):,} words, "
          f"{len(english.numbers):,} English of {len(english.words):,}", flush=True)  # fmt: skip
    kept, entries = find_cells(french, english)
    print(f"{sum(block.cells.size for block in kept):,} cells and {entries.size:,} pairs of words kept", flush=True)
    counts = train(kept, entries, french, english)
    write(options.out, *prune(counts, entries, french, english), taken)


if __name__ == "__main__":
    main()
