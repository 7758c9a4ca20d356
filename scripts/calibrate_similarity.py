"""Weights of mtqa/aligning/similarity.py, to be copied there, and how well they part right pairs from wrong ones.

    python scripts/calibrate_similarity.py [--most 2500]

Reads the pairs kept aside for tuning (`parallel_pairs.is_for_tuning`). Each counts once as it is and once spoilt: with
another translation of like length, at random or the one that shares most words; with a part of one side cut away; with
a part of another sentence added, or put in the place of some words. Every source weighs the same in the regression.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import parallel_pairs
from mtqa.aligning.similarity import measure_likeness

SOURCES = ("europarl-3", "tatoeba", "debian_web", "python_docs", "canada_laws", "science_abstracts")
RIDGE = 1.0
FOLDS = 3
LIKE_LENGTH = 40  # sentences on either side, in the order of lengths

Pair = tuple[str, str]
Floats = NDArray[np.float64]


def spoil(pairs: Sequence[Pair], dice: random.Random) -> Iterator[tuple[str, Pair]]:
    """(kind of damage, pair) for the pairs of a source; what is too short for its damage is left out."""
    by_length = sorted(range(len(pairs)), key=lambda index: len(pairs[index][1]))
    lengths = [len(pairs[index][1]) for index in by_length]
    words = [frozenset(pair[1].lower().split()) for pair in pairs]
    for index, pair in enumerate(pairs):
        kind = dice.choice(("another", "alike", "cut", "added", "replaced"))
        place = bisect_left(lengths, len(pair[1]))
        near = by_length[max(place - LIKE_LENGTH, 0) : place + LIKE_LENGTH]
        others = [other for other in near if pairs[other][1] != pair[1]]
        if not others:
            continue
        if kind == "another":
            yield kind, (pair[0], pairs[dice.choice(others)][1])
        elif kind == "alike":
            yield kind, (pair[0], pairs[max(others, key=lambda other: len(words[other] & words[index]))][1])
        else:
            side = dice.randrange(2)
            spoilt = DAMAGE[kind](pair[side].split(), dice.choice(pairs)[side].split(), dice)
            if spoilt:
                yield kind, (" ".join(spoilt), pair[1]) if side == 0 else (pair[0], " ".join(spoilt))


def _cut(words: list[str], _other: list[str], dice: random.Random) -> list[str]:
    if len(words) < 7:
        return []
    kept = dice.randint(int(len(words) * 0.35), int(len(words) * 0.7))
    return words[:kept] if dice.random() < 0.6 else words[-kept:]


def _add(words: list[str], other: list[str], dice: random.Random) -> list[str]:
    if len(other) < 4:
        return []
    part = other[: max(4, int(len(words) * dice.uniform(0.4, 0.8)))]
    return words + part if dice.random() < 0.6 else part + words


def _replace(words: list[str], other: list[str], dice: random.Random) -> list[str]:
    if len(words) < 4 or len(other) < 3:
        return []
    number = max(2, int(len(words) * dice.uniform(0.25, 0.5)))
    start = dice.randrange(max(len(words) - number, 1))
    return words[:start] + other[:number] + words[start + number :]


DAMAGE: dict[str, Callable[[list[str], list[str], random.Random], list[str]]] = {
    "cut": _cut, "added": _add, "replaced": _replace,
}  # fmt: skip


def gather(shared: Path, most: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(source, "right" or the kind of damage, what `measure_likeness` says)."""
    dice = random.Random(11)
    for name in SOURCES:
        aside = (pair for pair in parallel_pairs.read(shared, name) if parallel_pairs.is_for_tuning(*pair))
        pairs = list(islice(aside, most))
        for kind, pair in (*(("right", pair) for pair in pairs), *spoil(pairs, dice)):
            found = measure_likeness(*pair)
            if found is not None:
                yield name, kind, found


def fit(values: Floats, right: Floats, weights: Floats) -> Floats:
    """Coefficients of a logistic regression with a ridge, the bias first (Newton's method)."""
    design = np.hstack([np.ones((len(values), 1)), values])
    ridge = RIDGE * np.diag([0.0, *np.ones(values.shape[1])])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weights * (right - chance)) - ridge @ found
        curve = (design * (weights * chance * (1 - chance))[:, None]).T @ design + ridge
        found = found + np.linalg.solve(curve, slope)
    return found


def auc(scores: Floats, right: NDArray[np.bool_]) -> float:
    """The chance, 0 to 1, that a right pair scores above a wrong one, a tie counting half."""
    _, ranks, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    positives = int(right.sum())
    return float((middle[ranks][right].sum() - positives * (positives + 1) / 2) / (positives * (~right).sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=parallel_pairs.SHARED)
    parser.add_argument("--most", type=int, default=2500, metavar="PAIRS", help="of each source")
    options = parser.parse_args()
    sources, kinds, found = zip(*gather(options.shared, options.most), strict=True)
    names = list(found[0])
    values = np.array([[row[name] for name in names] for row in found])
    right = np.array([kind == "right" for kind in kinds])
    sizes = Counter(sources)
    weights = np.array([len(kinds) / len(sizes) / sizes[source] for source in sources])
    folds = np.arange(len(kinds)) % FOLDS
    scores = np.zeros(len(kinds))
    for fold in range(FOLDS):
        rest = folds != fold
        coefficients = fit(values[rest], right[rest].astype(float), weights[rest])
        scores[~rest] = coefficients[0] + values[~rest] @ coefficients[1:]
    print(f"AUC, each third by weights of the others: {auc(scores, right):.4f} over {len(kinds)} pairs")
    for title, labels in (("source", np.array(sources)), ("damage", np.array(kinds))):
        for label in dict.fromkeys(labels[labels != "right"].tolist()):
            part = (labels == label) | (right if title == "damage" else False)
            print(f"  {title} {label:<20}{auc(scores[part], right[part]):.4f}")
    bias, *coefficients = fit(values, right.astype(float), weights).tolist()
    print(f"BIAS = {bias:.3f}")
    print(
        "WEIGHTS = {",
        *(f'    "{name}": {own:.3f},' for name, own in zip(names, coefficients, strict=True)),
        "}",
        sep="\n",
    )


if __name__ == "__main__":
    main()
