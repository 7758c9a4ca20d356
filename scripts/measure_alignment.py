"""Alignment in one table: sentences, pairs, words, speed, each beside a peer.

    python scripts/measure_alignment.py [--documents 40] [--eflomal PAIRS] [--card]

Documents are made of 100 Europarl pairs each that nothing was counted or tuned on (`parallel_pairs`), clean and
damaged, beside NLTK's Gale & Church. Pairs: gold/paracrawl_pairs_dev, judged valid or wrong by people, beside the ratio
of lengths. Words: corpora/word_alignment/test.tsv, beside eflomal on as many of the table's pairs as are asked for.
`--card` writes the figures into the card of the translation table.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

import parallel_pairs
from calibrate_similarity import auc
from measuring import alignment_peers
from measuring.aligned_documents import CLEAN, DAMAGED, AlignedDocument, Bead, f1_score, make_document
from measuring.alignment_peers import Link
from measuring.gold import ROOT
from mtqa import aligning
from mtqa.french.tokens import tokenize

CARD = ROOT / "mtqa" / "data" / "translation_table.json"
WORDS = ROOT / "corpora" / "word_alignment" / "test.tsv"
PAIRS_A_DOCUMENT = 100
LONG = 10_000


def measure_documents(pairs: Sequence[tuple[str, str]], documents: int) -> dict[str, float]:
    """F1 of beads of clean and of damaged documents, mtqa and Gale & Church."""
    found: dict[str, float] = {}
    systems: dict[str, Callable[[AlignedDocument], frozenset[Bead]]] = {
        "mtqa": _align, "Gale & Church (NLTK)": alignment_peers.align_by_length,
    }  # fmt: skip
    for kind, damage in (("clean", CLEAN), ("damaged", DAMAGED)):
        made = [
            make_document(pairs[number * PAIRS_A_DOCUMENT : (number + 1) * PAIRS_A_DOCUMENT], damage, number)
            for number in range(documents)
        ]
        for name, align in systems.items():
            start = time.perf_counter()
            f1, precision, recall = f1_score([align(document) for document in made], made)
            seconds = time.perf_counter() - start
            print(f"sentences {kind:<10}{name:<24}F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}  {seconds:7.1f} s")
            found[f"{kind}_f1" if name == "mtqa" else f"{kind}_f1_length_only"] = round(f1, 4)
    return found


def _align(document: AlignedDocument) -> frozenset[Bead]:
    pairs = aligning.align_sentences(document.french, document.english)
    return frozenset((pair.french, pair.other) for pair in pairs if pair.french and pair.other)


def measure_long(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Seconds for one damaged document of 10,000 sentences and more a side."""
    document = make_document(pairs[: LONG + LONG // 10], DAMAGED, 1)
    start, cpu = time.perf_counter(), time.process_time()
    f1, *_ = f1_score([_align(document)], [document])
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    sizes = f"{len(document.french):,} x {len(document.english):,}"
    print(f"sentences long      mtqa {sizes:<19}F1 {f1:.4f}  {seconds:.1f} s, {cpu:.1f} s of one core")
    return {"long_f1": round(f1, 4), "long_cpu_seconds": round(cpu, 1)}


def measure_pairs(path: Path) -> dict[str, float]:
    """AUC of valid against wrong pairs of the web."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["label"] in ("V", "A")]
    valid = np.array([row["label"] == "V" for row in rows])
    found = {}
    start = time.perf_counter()
    for name, rate in (("mtqa", aligning.similarity), ("ratio of lengths", _compare_lengths)):
        scores = np.array([rate(row["fr"], row["en"]) for row in rows])
        found[name] = auc(scores, valid)
        seconds = time.perf_counter() - start
        print(f"pairs     paracrawl {name:<24}AUC {found[name]:.4f}  {len(rows)} pairs  {seconds:.1f} s")
    return {"paracrawl_auc": round(found["mtqa"], 4), "paracrawl_auc_length_only": round(found["ratio of lengths"], 4)}


def _compare_lengths(french: str, english: str) -> float:
    return -abs(math.log((len(french) + 1) / (len(english) + 1)))


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """A pair aligned by hand; `possible` holds the sure links, too."""

    french: tuple[str, ...]
    english: tuple[str, ...]
    sure: frozenset[Link]
    possible: frozenset[Link]


def read_linked(path: Path) -> Iterator[LinkedPair]:
    """The pairs of a file of corpora/word_alignment."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        french, english, links = line.split("\t")
        kinds: dict[str, set[Link]] = {"-": set(), "?": set()}
        for link in links.split():
            mark = "-" if "-" in link else "?"
            i, _, j = link.partition(mark)
            kinds[mark].add((int(i), int(j)))
        sure, possible = kinds["-"], kinds["-"] | kinds["?"]
        yield LinkedPair(tuple(french.split()), tuple(english.split()), frozenset(sure), frozenset(possible))


def rate_links(gold: Sequence[LinkedPair], found: Sequence[set[Link]]) -> tuple[float, float, float]:
    """(alignment error rate, precision, recall), 0 to 1 (Och & Ney 2003)."""
    links, sure = sum(map(len, found)), sum(len(pair.sure) for pair in gold)
    in_sure = sum(len(own & pair.sure) for own, pair in zip(found, gold, strict=True))
    in_possible = sum(len(own & pair.possible) for own, pair in zip(found, gold, strict=True))
    return 1 - (in_sure + in_possible) / (links + sure), in_possible / max(links, 1), in_sure / sure


def measure_words(shared: Path, peer_pairs: int) -> dict[str, float]:
    """AER on the pairs aligned by hand, mtqa and eflomal."""
    gold = list(read_linked(WORDS))
    links = [{(link.french, link.other) for link in aligning.link_words(pair.french, pair.english)} for pair in gold]
    found = {"word_aer": _show_words("mtqa", gold, links)}
    program = alignment_peers.find_eflomal()
    if not peer_pairs or program is None:
        print("words               eflomal: left out" + ("" if program else " (pip install eflomal)"))
        return found
    start = time.perf_counter()
    training = list(_peer_training(shared, peer_pairs))
    wanted = [(pair.french, pair.english) for pair in gold]
    peer = alignment_peers.link_with_eflomal(program, wanted, training)
    name = f"eflomal, {len(training):,} pairs"
    found["word_aer_eflomal"] = _show_words(name, gold, peer)
    print(f"{'':<20}eflomal took {time.perf_counter() - start:.0f} s")
    return found | {"eflomal_pairs": len(training)}


def _show_words(name: str, gold: Sequence[LinkedPair], links: Sequence[set[Link]]) -> float:
    error, precision, recall = rate_links(gold, links)
    print(f"words     by hand   {name:<24}AER {error:.4f}  P {precision:.4f}  R {recall:.4f}  {len(gold)} pairs")
    return round(error, 4)


def _peer_training(shared: Path, pairs: int) -> Iterator[tuple[list[str], list[str]]]:
    """Europarl and Tatoeba pairs that the table is counted on, half of each."""
    for name in ("europarl-1", "tatoeba"):
        counted = (pair for pair in parallel_pairs.read(shared, name) if not parallel_pairs.is_kept_aside(*pair))
        for pair in islice(counted, pairs // 2):
            french, english = ([token.text.replace(" ", "") for token in tokenize(text)] for text in pair)
            if french and english:
                yield french, english


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=parallel_pairs.SHARED)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--eflomal", type=int, default=100_000, metavar="PAIRS", help="0: without eflomal")
    parser.add_argument("--card", action="store_true")
    options = parser.parse_args()
    aside = [
        pair for pair in parallel_pairs.read(options.shared, "europarl-3")
        if parallel_pairs.is_kept_aside(*pair) and not parallel_pairs.is_for_tuning(*pair)
    ]  # fmt: skip
    random.Random(5).shuffle(aside)
    measured = measure_documents(aside, options.documents)
    measured |= measure_long(aside)
    measured |= measure_pairs(options.shared / "data" / "gold" / "paracrawl_pairs_dev.jsonl.xz")
    measured |= measure_words(options.shared, options.eflomal)
    if options.card:
        card = json.loads(CARD.read_text(encoding="utf-8"))
        card["measured"] = {"command": "python scripts/measure_alignment.py --card", **measured}
        CARD.write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
