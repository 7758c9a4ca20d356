"""Documents of which every sentence's counterpart is known: pairs kept aside, with sentences merged, split, dropped and
moved on both sides."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Bead = tuple[tuple[int, ...], tuple[int, ...]]

_SPLIT = re.compile(r"(?<=[,;:]) ")
_SPLITTABLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Damage:
    """Shares of the pairs, 0 to 1, that one thing is done to on one of the two sides."""

    merged: float
    split: float
    dropped: float
    moved: float


CLEAN = Damage(merged=0.06, split=0.04, dropped=0.0, moved=0.0)
DAMAGED = Damage(merged=0.15, split=0.10, dropped=0.15, moved=0.04)
FARTHEST_MOVE = 6


@dataclass(frozen=True, slots=True)
class AlignedDocument:
    """Sentences of both sides and the beads, both sides filled, that a perfect aligner finds."""

    french: tuple[str, ...]
    english: tuple[str, ...]
    beads: frozenset[Bead]


def make_document(pairs: Sequence[tuple[str, str]], damage: Damage, seed: int) -> AlignedDocument:
    """A document of (French, English) `pairs`, damaged by chance.

    A moved sentence still has its counterpart as gold: an aligner that keeps to the order must miss it.
    """
    dice = random.Random(seed)
    units = list(_damage(pairs, damage, dice))
    sides: list[list[str]] = []
    places: list[list[tuple[int, ...]]] = []
    for side in (0, 1):
        order = _move(len(units), damage.moved / 2, dice)
        sentences: list[str] = []
        where: dict[int, tuple[int, ...]] = {}
        for unit in order:
            where[unit] = tuple(range(len(sentences), len(sentences) + len(units[unit][side])))
            sentences += units[unit][side]
        sides.append(sentences)
        places.append([where[unit] for unit in range(len(units))])
    beads = frozenset(bead for bead in zip(*places, strict=True) if all(bead))
    return AlignedDocument(tuple(sides[0]), tuple(sides[1]), beads)


def _damage(
    pairs: Sequence[tuple[str, str]], damage: Damage, dice: random.Random
) -> Iterator[tuple[list[str], list[str]]]:
    """The sentences of each bead on either side."""
    index = 0
    while index < len(pairs):
        unit: tuple[list[str], list[str]] = ([pairs[index][0]], [pairs[index][1]])
        index += 1
        chance, side = dice.random(), dice.randrange(2)
        if chance < damage.dropped:
            unit[side].clear()
        elif chance < damage.dropped + damage.split:
            unit[side][:] = _split(unit[side][0], dice)
        elif chance < damage.dropped + damage.split + damage.merged and index < len(pairs):
            for own, text in zip(unit, pairs[index], strict=True):
                own.append(text)
            unit[side][:] = [" ".join(unit[side])]
            index += 1
        yield unit


def _split(sentence: str, dice: random.Random) -> list[str]:
    """The sentence cut at one of its commas, where it is long enough."""
    places = [found.start() for found in _SPLIT.finditer(sentence)]
    places = [place for place in places if 20 < place < len(sentence) - 20]
    if len(sentence) < _SPLITTABLE_CHARS or not places:
        return [sentence]
    place = dice.choice(places)
    return [sentence[:place], sentence[place + 1 :]]


def _move(units: int, share: float, dice: random.Random) -> list[int]:
    """The numbers of the units, some of them elsewhere."""
    order = list(range(units))
    for unit in range(units):
        if dice.random() < share:
            order.remove(unit)
            order.insert(max(0, min(unit + dice.choice((-1, 1)) * dice.randint(2, FARTHEST_MOVE), units - 1)), unit)
    return order


def f1_score(found: Sequence[frozenset[Bead]], documents: Sequence[AlignedDocument]) -> tuple[float, float, float]:
    """(F1, precision, recall), 0 to 1, of beads with both sides filled, over all documents."""
    right = sum(len(own & document.beads) for own, document in zip(found, documents, strict=True))
    precision = right / max(sum(map(len, found)), 1)
    recall = right / max(sum(len(document.beads) for document in documents), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall
