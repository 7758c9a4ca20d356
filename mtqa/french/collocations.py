"""What French words stand with, by count: prepositions, infinitives, places, the order of adjectives and nouns.

Counted from news and debates by scripts/build_collocations.py. A high count is good evidence that a use is right; none
at all, beside many of another use, that it is wrong.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import numpy as np

from mtqa.french.artefact import read_checked, unpack

_NOTHING: Mapping[str, int] = {}


def infinitives(category: str, lemma: str) -> Mapping[str, int]:
    """How often an infinitive follows with "à", "de", another preposition or none ("0").

    `category` is "VERB", "NOUN" or "ADJ"; a reflexive verb is asked for as "se décider".
    """
    return _table()["inf"].get(f"{category[0]} {lemma}", _NOTHING)


def complements(verb: str) -> Mapping[str, int]:
    """How often a verb is followed by each kind of complement.

    "np" is a noun phrase, "à" a preposition with a noun, "de/np" du or des, "à/inf" an infinitive with its preposition,
    "que" a clause, "end" a mark, "other" anything else.
    """
    return _table()["verb"].get(verb, _NOTHING)


def clitics(verb: str) -> Mapping[str, int]:
    """How often lui and leur ("dative"), le, la and les ("accusative") stand before a verb."""
    return _table()["clitic"].get(verb, _NOTHING)


def place_prepositions(name: str) -> Mapping[str, int]:
    """How often "en", "au", "à", "dans", "dans_la" ... stand before a name; "other" counts everything else."""
    return _table()["place"].get(name, _NOTHING)


def noun_prepositions(lemma: str) -> Mapping[str, int]:
    """How often each preposition stands before an article and the noun."""
    return _table()["noun"].get(lemma, _NOTHING)


def adjective_places(lemma: str) -> Mapping[str, int]:
    """How often an adjective stands "before" and "after" its noun, and how often its form is a "noun"."""
    return _table()["adjective"].get(lemma, _NOTHING)


def prepositions_meet(first: str, second: str) -> bool:
    """Whether two prepositions were seen one after the other."""
    return f"{first} {second}" in _table()["pair"]


def linked(head: str, modifier: str) -> bool:
    """Whether "head de modifier" (joueur de football) is a phrase seen several times. Lemmas."""
    return _holds("linked", head, modifier)


def adjacent(first: str, second: str) -> bool:
    """Whether two noun lemmas were seen side by side (taxe carbone)."""
    return _holds("adjacent", first, second)


def adjective_order_known(first: str, second: str) -> bool:
    """Whether this order of an adjective and a noun was seen though the adjective hardly ever has it (Petit Poucet)."""
    return _holds("adjectives", first, second)


def pair_key(first: str, second: str) -> int:
    """The 32-bit key of a pair of lemmas."""
    return zlib.crc32(f"{first}\t{second}".encode())


def _holds(name: str, first: str, second: str) -> bool:
    keys = _pairs()[name]
    key = pair_key(first, second)
    position = int(np.searchsorted(keys, np.uint32(key)))
    return position < len(keys) and int(keys[position]) == key


@cache
def _pairs() -> dict[str, np.ndarray[tuple[int], np.dtype[np.uint32]]]:
    return dict(unpack(read_checked("collocation_pairs"))[1])


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    table: dict[str, dict[str, Mapping[str, int]]] = defaultdict(dict)
    for line in read_checked("collocations", ".tsv").decode("utf-8").splitlines():
        letter, key, counts = line.split("\t")
        table[letter][key] = {
            what: int(number) for what, _, number in (item.rpartition(":") for item in counts.split())
        }
    return table
