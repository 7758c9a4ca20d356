"""Evidence of meaning (BT101 to BT106) in one table: planted changes, a baseline, chance links, false evidence.

    python scripts/measure_evidence.py [--pairs 400] [--tuning] [--apertium 300]

Of each kind there are as many pairs as asked for, half with a change, made of Tatoeba and Europarl lines that nothing
was counted or tuned on (`parallel_pairs`; those with addresses and tags come from the Debian pages). The baseline
compares the strings of digits, the words with capitals, whether there is a negation word. With chance links every word
gets the links and the support of another word of its sentence. `placed` is the share of all findings of the code whose
span is at the planted place. False evidence is the share of right pairs with a finding, by the code.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

import parallel_pairs
from measuring.gold import SHARED
from measuring.planted import KINDS, PlantedPair, collect_names, collect_phrases, plant_all
from mtqa import cleaning
from mtqa.corroborating import counterpart_of
from mtqa.detecting.consistency import Counterpart, EvidenceFound, Witness, WordSide, find_evidence
from mtqa.french.tokens import tokenize

CODES = dict(zip(KINDS, ("BT103", "BT104", "BT105", "BT102", "BT101", "BT106"), strict=True))
# The issue asks for these.
FLOORS = {"number": (0.95, 0.85), "name": (0.95, 0.85), "polarity": (0.95, 0.85)}
NEAR_CHARS = 15
Pair = tuple[str, str]


@dataclass(frozen=True)
class Counts:
    """Pairs flagged and not, with a change and without; and findings, those at the planted place among them."""

    hits: int
    false: int
    misses: int
    findings: int
    placed: int

    @property
    def precision(self) -> float:
        """Share of the flagged pairs that have a change."""
        return self.hits / max(self.hits + self.false, 1)

    @property
    def recall(self) -> float:
        """Share of the pairs with a change that are flagged."""
        return self.hits / max(self.hits + self.misses, 1)

    @property
    def placed_share(self) -> float:
        """Share of the findings that are at a planted place."""
        return self.placed / max(self.findings, 1)


def kept_aside(name: str, most: int, tuning: bool) -> list[Pair]:
    """Pairs of a source that nothing was counted from, for measuring or for tuning."""
    found = (
        pair
        for pair in parallel_pairs.read(SHARED, name)
        if parallel_pairs.is_kept_aside(*pair) and parallel_pairs.is_for_tuning(*pair) is tuning
    )
    return list(islice(found, most))


def ask(counterpart: Counterpart, witness: Witness = Witness.SOURCE) -> list[EvidenceFound]:
    """What the other side says against the French."""
    french, other = counterpart.french.text, counterpart.other.text
    return find_evidence(counterpart, witness, cleaning.protected_spans(french), cleaning.protected_spans(other))


def linked(pair: Pair) -> Counterpart:
    """The pair with its words linked."""
    return counterpart_of(pair[0], tokenize(pair[0]), pair[1])


def by_chance(counterpart: Counterpart) -> Counterpart:
    """The same with the links and the support of every word given to another of its side."""
    random = Random(counterpart.french.text)
    french, near = _shuffled(counterpart.french, random)
    other, far = _shuffled(counterpart.other, random)
    return replace(
        counterpart, french=french, other=other, links=[(near[i], far[j], score) for i, j, score in counterpart.links]
    )


def _shuffled(side: WordSide, random: Random) -> tuple[WordSide, list[int]]:
    order = list(range(len(side.tokens)))
    random.shuffle(order)
    return replace(side, support=[side.support[k] for k in order], best=[side.best[k] for k in order]), order


def count(pairs: Sequence[PlantedPair], code: str, link: Callable[[Pair], Counterpart]) -> Counts:
    """How the findings of a code agree with what was planted."""
    hits = false = misses = findings = placed = 0
    for pair in pairs:
        found = [each for each in ask(link((pair.french, pair.english))) if each.code == code]
        findings += len(found)
        if pair.is_right:
            false += bool(found)
            continue
        hits, misses = hits + bool(found), misses + (not found)
        start, end = pair.place
        placed += sum(each.start - NEAR_CHARS <= end and start <= each.end + NEAR_CHARS for each in found)
    return Counts(hits, false, misses, findings, placed)


def count_baseline(pairs: Sequence[PlantedPair], differs: Callable[[str, str], bool]) -> Counts:
    """The same of a plain comparison of the two texts."""
    flagged = [(pair.is_right, differs(pair.french, pair.english)) for pair in pairs]
    tally = Counter(flagged)
    return Counts(tally[False, True], tally[True, True], tally[False, False], 0, 0)


_NEGATIONS = re.compile(
    r"\b(?:ne|pas|jamais|rien|sans|not|no|never|nothing|without|cannot)\b|\bn['’]|n['’]t\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý][\w’'-]+")
_MARK = re.compile(r"https?://\S+|</?\w[^<>]*>|[%{$]\w+")
BASELINES: dict[str, tuple[str, Callable[[str, str], bool]]] = {
    "number": ("digit strings", lambda fr, en: Counter(re.findall(r"\d+", fr)) != Counter(re.findall(r"\d+", en))),
    "name": ("capitalised words", lambda fr, en: set(_CAPITAL.findall(fr)) != set(_CAPITAL.findall(en))),
    "polarity": ("negation words", lambda fr, en: bool(_NEGATIONS.search(fr)) != bool(_NEGATIONS.search(en))),
    "omission": ("length", lambda fr, en: len(fr) < 0.9 * len(en)),
    "addition": ("length", lambda fr, en: len(fr) > 1.4 * len(en)),
    "protected": ("strings", lambda fr, en: Counter(_MARK.findall(fr)) != Counter(_MARK.findall(en))),
}  # fmt: skip


def make_pairs(kind: str, size: int, tuning: bool) -> list[PlantedPair]:
    """Pairs of a kind, half of them with a change, half from each source."""
    if kind == "protected":
        marked = [
            pair for name in ("debian_web", "python_docs", "canada_laws") for pair in kept_aside(name, 50_000, tuning)
        ]
        return plant_all(marked, kind, size)
    spoken = kept_aside("europarl-3", 20_000, tuning)
    told = kept_aside("tatoeba", 20_000, tuning)
    material = {"name": collect_names([*spoken, *told]), "addition": collect_phrases([*spoken, *told])}.get(kind, [])
    made = plant_all(told, kind, size // 2, material)
    return made + plant_all(spoken, kind, size - len(made), material)


def measure_planted(size: int, tuning: bool) -> bool:
    """Prints a line a kind and system; whether the floors are kept."""
    print(f"{'planted':<12}{'pairs':>6}  {'system':<30}{'precision':>9} {'recall':>7} {'placed':>7}")
    kept = True
    for kind in KINDS:
        pairs = make_pairs(kind, size, tuning)
        label, differs = BASELINES[kind]
        lines = {
            f"mtqa {CODES[kind]}": count(pairs, CODES[kind], linked),
            f"mtqa {CODES[kind]}, chance links": count(pairs, CODES[kind], lambda pair: by_chance(linked(pair))),
            f"baseline: {label}": count_baseline(pairs, differs),
        }
        for name, counts in lines.items():
            placed = f"{counts.placed_share:7.3f}" if counts.findings else "      -"
            print(
                f"{kind:<12}{len(pairs):>6}  {name:<30}{counts.precision:9.3f} {counts.recall:7.3f} {placed}",
                flush=True,
            )
        own = lines[f"mtqa {CODES[kind]}"]
        least = FLOORS.get(kind, (0.0, 0.0))
        kept &= own.precision >= least[0] and own.recall >= least[1]
    return kept


def measure_right(name: str, pairs: Iterable[Pair], witness: Witness) -> None:
    """Prints the share of right pairs with evidence against them, and that of each code."""
    total, any_found = 0, 0
    codes: Counter[str] = Counter()
    for pair in pairs:
        total += 1
        found = {each.code for each in ask(linked(pair), witness)}
        any_found += bool(found)
        codes.update(found)
    shares = "  ".join(f"{code} {codes[code] / max(total, 1):.4f}" for code in sorted(CODES.values()))
    print(f"right  {name:<44}{total:>6}  any {any_found / max(total, 1):.4f}  {shares}", flush=True)


def news(most: int) -> list[Pair]:
    """(reference, source) of newstest2013."""
    with lzma.open(SHARED / "data" / "gold" / "newstest2013_systems.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, most)]
    return [(row["reference"].strip(), row["source"].strip()) for row in rows]


def by_apertium(pairs: Sequence[Pair]) -> list[Pair]:
    """The French with its back-translation by Apertium."""
    from mtqa.backtranslating.base import EngineSettings
    from mtqa.backtranslating.select import select_engine

    engine = select_engine(EngineSettings(name="apertium", round_trip=False))
    translations = engine.translate([" ".join(french.split()) for french, _ in pairs], None)
    return [(french, found.text) for (french, _), found in zip(pairs, translations, strict=True) if found.text]


def main() -> int:
    """Measures; the exit status is 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=400, help="pairs of each kind")
    parser.add_argument("--right", type=int, default=1500, help="right pairs of each source")
    parser.add_argument("--tuning", action="store_true", help="the pairs on which rules and weights may be chosen")
    parser.add_argument("--apertium", type=int, default=0, help="right sentences to translate back with Apertium")
    options = parser.parse_args()
    kept = measure_planted(options.pairs, options.tuning)
    spoken, told = (kept_aside(name, options.right, options.tuning) for name in ("europarl-3", "tatoeba"))
    if not options.tuning:
        measure_right("newstest2013, reference and source", news(options.right), Witness.SOURCE)
    measure_right("Europarl and source", spoken, Witness.SOURCE)
    measure_right("Tatoeba and source", told, Witness.SOURCE)
    if options.apertium:
        half = options.apertium // 2
        back = by_apertium([*spoken[:half], *told[: options.apertium - half]])
        measure_right("Apertium's back-translation", back, Witness.ROUGH)
        measure_right("the same, believed like a good translator", back, Witness.TRANSLATION)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
