"""Counts which prepositions, infinitives and neighbours French words take: mtqa/data/collocations.tsv and .bin.

Tags news (orangesum without the parts that are held out or read in development) and debates (Europarl) once into
FOLDER, then counts. Rules that say "French does not say this" rest on these counts.

    python scripts/build_collocations.py FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from measuring.gold import ROOT, SHARED
from mtqa.french.artefact import pack
from mtqa.french.collocations import pair_key
from mtqa.french.tagger import Tagger
from mtqa.french.time_words import ADVERBIAL_NOUNS
from mtqa.french.tokens import tokenize
from training_text import lines, part, sentences

UNSEEN = 20  # parts of orangesum below this one are held out (0-9) or read in development (10-19)
SIZES = {"orangesum": 300_000, "europarl-2": 150_000}
OUTPUT = ROOT / "mtqa" / "data"
BATCH = 400
_DETERMINERS = ("DET", "ADP+DET")
_CONTRACTED = {"du": "de", "des": "de", "au": "à", "aux": "à", "d'": "de"}
Pair = tuple[str, str]
Counts = dict[str, Counter[str]]


class Token(NamedTuple):
    """A tagged word of the cache. `sure` is the tagger's confidence, 0 to 1."""

    lower: str
    upos: str
    lemma: str
    verb_form: str
    sure: float


def tag_corpus(name: str, path: Path) -> None:
    """Writes the tagged sentences of a corpus, one a line."""
    tagger = Tagger.load()
    source = islice(_sentences(name), SIZES[name])
    with path.open("w", encoding="utf-8") as output:
        while batch := [[_form(token.text) for token in tokenize(text)] for text in islice(source, BATCH)]:
            for forms, tags in zip(batch, tagger.tag(batch), strict=True):
                fields = (
                    (form, tag.upos, tag.lemma.replace(" ", "_"), tag.verb_form, str(int(tag.confidence * 100)))
                    for form, tag in zip(forms, tags, strict=True)
                )
                output.write(" ".join("\x1f".join(field) for field in fields) + "\n")


def _form(text: str) -> str:
    return "".join(text.split()).replace("’", "'")


def _sentences(name: str) -> Iterator[str]:
    if name.startswith("europarl"):
        for line in lines(SHARED / f"data/parallel/{name}.en-fr.tsv.xz", 1):
            yield from sentences(line)
    else:
        for line in lines(SHARED / f"data/mono/{name}.fr.txt.xz"):
            if part(line) >= UNSEEN:
                yield from sentences(line)


def read_tagged(path: Path) -> Iterator[list[Token]]:
    """The sentences that tag_corpus wrote."""
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            fields = (field.split("\x1f") for field in line.rstrip("\n").split(" ") if field)
            yield [Token(f[0] if f[1] == "PROPN" else f[0].lower(), f[1], f[2], f[3], int(f[4]) / 100) for f in fields]


def _table() -> Counts:
    return defaultdict(Counter)


@dataclass
class Tables:
    """What is counted. Keys of `infinitive` carry the category: "V décider", "N intention", "A capable"."""

    infinitive: Counts = field(default_factory=_table)
    complement: Counts = field(default_factory=_table)
    place: Counts = field(default_factory=_table)
    noun_preposition: Counts = field(default_factory=_table)
    adjective: Counts = field(default_factory=_table)
    clitic: Counts = field(default_factory=_table)
    linked: Counter[Pair] = field(default_factory=Counter)
    adjacent: Counter[Pair] = field(default_factory=Counter)
    adjective_pairs: Counter[Pair] = field(default_factory=Counter)
    prepositions: Counter[Pair] = field(default_factory=Counter)


def count(tagged: Iterable[list[Token]]) -> Tables:
    """All tables in one pass."""
    tables = Tables()
    for sentence in tagged:
        _count_neighbours(tables, sentence)
        for index, token in enumerate(sentence):
            if token.upos in ("VERB", "NOUN", "ADJ") and token.sure >= 0.8:
                _count_governed(tables, sentence, index)
    return tables


def _count_governed(tables: Tables, sentence: list[Token], index: int) -> None:
    """What follows a verb, noun or adjective: a preposition, an infinitive, an object."""
    token = sentence[index]
    letter = {"VERB": "V", "NOUN": "N", "ADJ": "A"}[token.upos]
    lemma = token.lemma
    position = index + 1
    if letter == "V":
        if _is_reflexive(sentence, index):
            lemma = f"se {lemma}"
        elif token.verb_form == "part-past" and not _has_avoir(sentence, index):
            return
        while position < len(sentence) and sentence[position].upos == "ADV":
            position += 1
    if position >= len(sentence):
        return
    after, later = sentence[position], sentence[position + 1] if position + 1 < len(sentence) else None
    if after.verb_form == "inf":
        tables.infinitive[f"{letter} {lemma}"]["0"] += 1
    elif after.upos == "ADP" and later is not None and _infinitive_at(sentence, position + 1):
        tables.infinitive[f"{letter} {lemma}"][_CONTRACTED.get(after.lower, after.lower)] += 1
    if letter == "V":
        tables.complement[lemma][_complement(sentence, position)] += 1
        before = sentence[index - 1].lower if index else ""
        if before in ("lui", "leur", "le", "la", "les") and sentence[index - 1].upos == "PRON":
            tables.clitic[lemma]["dative" if before in ("lui", "leur") else "accusative"] += 1


def _has_avoir(sentence: list[Token], index: int) -> bool:
    return any(other.lemma == "avoir" for other in sentence[max(0, index - 3) : index])


def _is_reflexive(sentence: list[Token], index: int) -> bool:
    return any(token.lower in ("se", "s'") for token in sentence[max(0, index - 3) : index])


def _infinitive_at(sentence: list[Token], position: int) -> bool:
    """An infinitive, object pronouns and negation before it at most."""
    for token in sentence[position : position + 4]:
        if token.verb_form == "inf":
            return True
        if token.upos not in ("PRON", "ADV"):
            return False
    return False


def _complement(sentence: list[Token], position: int) -> str:
    """The complement at `position`: "np", a preposition ("à/inf" before an infinitive), "que", "end" or "other"."""
    token = sentence[position]
    if token.upos == "ADP+DET" or token.upos == "ADP":
        preposition = _CONTRACTED.get(token.lower, token.lower)
        if _infinitive_at(sentence, position + 1):
            return f"{preposition}/inf"
        return "de/np" if token.lower in ("du", "des") else preposition
    if token.upos == "DET":
        if token.lower in ("du", "des", "de", "d'"):
            return "de/np"
        for other in sentence[position + 1 : position + 4]:
            if other.upos == "NOUN":
                return "other" if other.lemma in ADVERBIAL_NOUNS else "np"
        return "other"
    if token.lower in ("que", "qu'"):
        return "que"
    if token.upos == "PUNCT":
        return "end"
    return "other"


def _count_neighbours(tables: Tables, sentence: list[Token]) -> None:
    for index, token in enumerate(sentence):
        after = sentence[index + 1] if index + 1 < len(sentence) else None
        if after is None:
            break
        before = sentence[index - 1] if index else None
        if token.upos == "ADP" and after.upos == "ADP":
            tables.prepositions[token.lower, after.lower] += 1
        if after.upos == "PROPN" and after.sure > 0.7:
            _count_place(tables.place, before, token, after.lower)
        if token.upos == "ADJ" and after.upos == "NOUN" and before is not None and before.upos in _DETERMINERS:
            tables.adjective[token.lemma]["before"] += 1
            tables.adjective_pairs[token.lemma, after.lemma] += 1
        elif token.upos == "NOUN" and after.upos == "ADJ":
            tables.adjective[after.lemma]["after"] += 1
            tables.adjective_pairs[token.lemma, after.lemma] += 1
        elif token.upos == "NOUN":
            tables.adjective[token.lemma]["noun"] += 1
            _count_noun(tables, sentence, index)


def _count_noun(tables: Tables, sentence: list[Token], index: int) -> None:
    """The noun before which the noun at `index` stands, and the preposition before it."""
    token, after = sentence[index], sentence[index + 1]
    if after.upos == "NOUN":
        tables.adjacent[token.lemma, after.lemma] += 1
    position = index + 1
    if after.lower in ("de", "d'", "du", "des"):
        position += 1
        if position < len(sentence) and sentence[position].lower in ("la", "l'"):
            position += 1
        if position < len(sentence) and sentence[position].upos == "NOUN":
            tables.linked[token.lemma, sentence[position].lemma] += 1
    start = index - 1
    if start >= 0 and sentence[start].upos == "ADP+DET":
        tables.noun_preposition[token.lemma][_CONTRACTED.get(sentence[start].lower, "")] += 1
    elif start >= 1 and sentence[start].upos == "DET" and sentence[start - 1].upos == "ADP":
        preposition = sentence[start - 1].lower
        tables.noun_preposition[token.lemma][_CONTRACTED.get(preposition, preposition)] += 1


def _count_place(place: Counts, before: Token | None, token: Token, name: str) -> None:
    """How a name is reached: "en", "au", "aux", "à", "dans", "dans la" ..."""
    if token.upos in ("ADP", "ADP+DET"):
        place[name][token.lower] += 1
    elif token.lower in ("le", "la", "les", "l'") and before is not None and before.upos == "ADP":
        place[name][f"{before.lower} {token.lower}"] += 1
    else:
        place[name]["other"] += 1


def _kept(counts: Counts, letter: str, minimum: int, total: int) -> Iterator[str]:
    """Lines "letter TAB key TAB what:number ..." of the keys seen `total` times; single counts under `minimum` go."""
    for key, own in sorted(counts.items()):
        if sum(own.values()) >= total:
            shown = [f"{what}:{number}" for what, number in own.most_common() if number >= minimum]
            yield f"{letter}\t{key}\t{' '.join(what.replace(' ', '_') for what in shown)}"


def write(tables: Tables, sources: list[str]) -> None:
    """Writes the table, the hashed pairs and their cards."""
    places = {name: own for name, own in tables.place.items() if own["en"] + own["au"] + own["aux"] + own["à"] >= 8}
    nouns = {lemma: own for lemma, own in tables.noun_preposition.items() if own["sur"] + own["à"] >= 40}
    rows = [
        *_kept(tables.infinitive, "inf", 1, 12),
        *_kept(tables.complement, "verb", 1, 6),
        *_kept(tables.clitic, "clitic", 1, 12),
        *_kept(places, "place", 1, 12),
        *_kept(nouns, "noun", 1, 40),
        *_kept({k: v for k, v in tables.adjective.items() if v["before"] + v["after"] >= 12}, "adjective", 1, 12),
        *(f"pair\t{a} {b}\tn:{n}" for (a, b), n in sorted(tables.prepositions.items()) if n >= 6),
    ]
    _write("collocations", ".tsv", ("\n".join(rows) + "\n").encode(), sources, {"rows": len(rows)})
    linked = [pair for pair, number in tables.linked.items() if number >= 2]
    arrays = {
        "linked": _keys(linked),
        "adjacent": _keys(tables.adjacent),
        "adjectives": _keys(
            pair for pair, number in tables.adjective_pairs.items() if number >= 1 and _is_odd(tables, pair)
        ),
    }
    meta = {name: len(array) for name, array in arrays.items()}
    _write("collocation_pairs", ".bin", pack(meta, arrays), sources, meta)


def _is_odd(tables: Tables, pair: Pair) -> bool:
    """Whether the pair stands, more than by accident, in the order that its adjective hardly ever has."""
    number, other = tables.adjective_pairs[pair], tables.adjective_pairs[pair[1], pair[0]]
    if number < 0.03 * (number + other) or (number == 1 and other):
        return False
    for lemma, place in ((pair[0], "before"), (pair[1], "after")):
        own = tables.adjective.get(lemma)
        if own and own[place] and own[place] <= 0.1 * (own["before"] + own["after"]):
            return True
    return False


def _keys(pairs: Iterable[tuple[str, str]]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.unique(np.array([pair_key(*pair) for pair in pairs], np.uint32))


def _write(name: str, suffix: str, data: bytes, sources: list[str], sizes: dict[str, int]) -> None:
    (OUTPUT / f"{name}{suffix}").write_bytes(data)
    card = {
        "what": "counts of French collocations: prepositions, infinitives, places, order of adjectives, noun pairs",
        "data": sources,
        "licence": "CC BY-SA 4.0 (collocations.LICENSE.txt): counted from OrangeSum and Europarl",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "command": "python scripts/build_collocations.py FOLDER",
        **sizes,
    }
    (OUTPUT / f"{name}.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{name}: {sizes}, {len(data) / 1000:.0f} kB")


def main() -> None:
    """Tags what is not tagged yet, counts, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the tagged corpora are kept")
    folder = parser.parse_args().folder
    paths = []
    for name in SIZES:
        path = folder / f"{name}.tagged"
        if not path.is_file():
            tag_corpus(name, path)
        paths.append(path)
    tables = count(sentence for path in paths for sentence in read_tagged(path))
    write(tables, [f"{name}, {size} sentences" for name, size in SIZES.items()])


if __name__ == "__main__":
    main()
