"""Build mtqa/data/lexicon.bin and its card from the source lexicons and from word counts.

    python scripts/build_lexicon.py [--shared ../shared]

Sources: the Dicollecte lexicon as LanguageTool ships it (forms, lemmas, features), Lexique 3.83 (adjective readings
and adverbs it lacks), scripts/lexicon_closed_class.tsv (function words, written for mtqa), and counts over corpora.
"""

import argparse
import hashlib
import json
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from count_words import WordCounts, count_words
from mtqa.french.analysis import feature_code, parse_feature_code
from mtqa.french.artefact import DATA_FOLDER, pack
from mtqa.french.form_table import encode_forms
from mtqa.french.lexicon import CAPITAL_STEPS, FREQUENCY_STEPS_PER_DOUBLING

Reading = tuple[str, str]  # lemma, feature code
Readings = defaultdict[str, set[Reading]]
IntArray = np.ndarray[Any, Any]

CATEGORY = {"A": "ADV", "N": "NOUN", "J": "ADJ", "I": "INTJ", "K": "NUM", "Z": "PROPN", "P": "ADP", "R": "PRON"}
MOOD_TENSE = {
    "ind pres": ("ind", "pres"), "ind impa": ("ind", "imp"), "ind psim": ("ind", "past"), "ind futu": ("ind", "fut"),
    "con pres": ("cnd", "pres"), "sub pres": ("sub", "pres"), "sub impa": ("sub", "imp"), "imp pres": ("imp", "pres"),
}  # fmt: skip
# Dicollecte files these adjectives under the form that stands before a vowel, and inflects it.
EUPHONIC_LEMMA = {"bel": "beau", "nouvel": "nouveau", "vieil": "vieux", "fol": "fou", "mol": "mou"}
EUPHONIC_PLURALS = frozenset({"bels", "nouvels", "vieils", "fols", "mols"})
LETTER_NAMES = frozenset("adjlmnstyc") | {"à"}
MINIMUM_COUNT_OF_UNKNOWN_WORD = 5
MINIMUM_INSIDE_FOR_CAPITAL_SHARE = 3


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    options = arguments.parse_args()
    counts = count_words(options.shared)
    readings = collect_readings(options.shared / "data/lexicon", counts)
    data = encode_lexicon(readings, counts)
    (DATA_FOLDER / "lexicon.bin").write_bytes(data)
    write_card(data, readings, counts)


def collect_readings(folder: Path, counts: WordCounts) -> Readings:
    """Every form's readings; the function words of our own list replace those of the sources."""
    closed = read_closed_class(Path(__file__).with_name("lexicon_closed_class.tsv"))
    readings: Readings = defaultdict(set)
    with lzma.open(folder / "languagetool_french_lexicon.tsv.xz", "rt", encoding="utf-8") as lines:
        entries = [line.rstrip("\n").split("\t") for line in lines]
    numerals = {form for form, _, tag in entries if tag == "K"}  # listed as determiners too
    for form, lemma, tag in entries:
        if keep(form, tag, form in closed, form in numerals):
            lemma = EUPHONIC_LEMMA.get(lemma, lemma)
            readings[form].update((lemma, code) for code in feature_codes(lemma, tag))
    name_participles(readings)
    with lzma.open(folder / "lexique383.tsv.xz", "rt", encoding="utf-8") as lines:
        add_from_lexique(readings, lines, counts)
    for form, own in closed.items():
        readings[form] |= own
    return readings


def name_participles(readings: Readings) -> None:
    """Give adjectives made of participles their masculine singular as lemma; Dicollecte gives the infinitive."""
    participle = {
        lemma: form
        for form, own in readings.items()
        for lemma, code in own
        if code in ("VERB|m|s||||part-past", "VERB|m|||||part-past")
    }
    for own in readings.values():
        for lemma, code in list(own):
            if code.startswith("ADJ|") and lemma in participle:
                own.remove((lemma, code))
                own.add((participle[lemma], code))


def keep(form: str, tag: str, is_closed: bool, is_numeral: bool) -> bool:
    """Whether a source entry is taken over: no punctuation, no name of a letter, no doubled function word."""
    kind = tag.split(" ")[0]
    if kind in ("M", "S") or "_" in form or form in EUPHONIC_PLURALS:
        return False
    if form in LETTER_NAMES and kind != "V":
        return False
    if kind == "D" and (is_numeral or form in ("plus", "moins", "mieux", "force")):
        return False
    return not (is_closed and kind in ("D", "R", "C", "P", "K"))


def feature_codes(lemma: str, tag: str) -> list[str]:
    """The feature codes of a Dicollecte tag such as "V etre ind pres 3 s" or "N f p"."""
    kind, *rest = tag.split(" ")
    if kind == "V":
        return verb_codes(lemma, rest)
    if kind == "C":
        category = {"sub": "SCONJ", "coor": "CCONJ"}.get(rest[0] if rest else "", "ADV")
        return [feature_code(category, ("",) * 6)]
    if kind == "D":
        category = "DET"
    elif kind in ("N", "Z"):
        # "JO", "ADN", "Rhin": whatever the source calls them, a capital makes a name or an acronym.
        category = "PROPN" if lemma[:1].isupper() else "NOUN"
    else:
        category = CATEGORY[kind]
    gender = next((value for value in rest if value in ("m", "f")), "")
    number = "p" if category == "NUM" else next((value for value in rest if value in ("s", "p")), "")
    person = next((value for value in rest if value in ("1", "2", "3")), "")
    return [feature_code(category, (gender, number, person, "", "", ""))]


def verb_codes(lemma: str, rest: list[str]) -> list[str]:
    # "faire" is an auxiliary before an infinitive (faire venir), as in Universal Dependencies.
    categories = ["AUX", "VERB"] if lemma == "faire" else ["VERB"]
    if rest[0] in ("avoir", "etre"):
        categories, rest = ["AUX", "VERB"], rest[1:]
    if rest[0] == "inf":
        features = ("", "", "", "", "", "inf")
    elif rest[0] == "ppr":
        features = ("", "", "", "", "", "part-pres")
    elif rest[0] == "ppa":
        gender, number = (value if value in ("m", "f", "s", "p") else "" for value in rest[1:])
        features = (gender, number, "", "", "", "part-past")
    else:
        mood, tense = MOOD_TENSE[" ".join(rest[:2])]
        features = ("", rest[3], rest[2], mood, tense, "fin")
    return [feature_code(category, features) for category in categories]


def read_closed_class(path: Path) -> dict[str, set[Reading]]:
    closed: dict[str, set[Reading]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            form, lemma, listed = line.split("\t")
            for reading in listed.split(";"):
                category, gender, number, person = (value.strip("-") for value in reading.split(" "))
                closed[form].add((lemma, feature_code(category, (gender, number, person, "", "", ""))))
    return dict(closed)


def add_from_lexique(readings: Readings, lines: Iterable[str], counts: WordCounts) -> None:
    """Adverbs, interjections and nouns that Dicollecte lacks, and adjective readings of its nouns for people."""
    plain = {"ADV": "ADV", "ONO": "INTJ", "PRE": "ADP"}
    lemmas_with_both_genders = gendered_lemmas(readings)
    for line in lines:
        form, kind, frequency = line.rstrip("\n").split("\t")[:3]
        form = form.replace("oeu", "œu").replace("oei", "œi")
        if form == "ortho" or " " in form or "'" in form or float(frequency or 0) < 0.1:
            continue
        if form not in readings and kind in plain:
            readings[form].add((form, feature_code(plain[kind], ("",) * 6)))
        elif form not in readings and kind == "NOM" and counts.capital_inside[form] * 2 < counts.inside[form]:
            readings[form].add((form, guess_noun(form, counts)))
        elif kind == "ADJ" and not any(code.startswith("ADJ|") for _, code in readings.get(form, ())):
            for lemma, code in list(readings.get(form, ())):
                category, features = parse_feature_code(code)
                if category == "NOUN" and (features[0] == "" or lemma in lemmas_with_both_genders):
                    readings[form].add((lemma, feature_code("ADJ", features)))


def gendered_lemmas(readings: Readings) -> set[str]:
    """Lemmas of nouns that have a masculine and a feminine form (joueur, joueuse)."""
    genders: dict[str, set[str]] = defaultdict(set)
    for own in readings.values():
        for lemma, code in own:
            if code.startswith("NOUN|"):
                genders[lemma].add(code.split("|")[1])
    return {lemma for lemma, found in genders.items() if {"m", "f"} <= found}


def guess_noun(form: str, counts: WordCounts) -> str:
    """A noun whose gender is that of the articles before it, and whose number its last letter shows."""
    masculine, feminine = counts.after_masculine[form], counts.after_feminine[form]
    gender = "m" if masculine > 3 * feminine else "f" if feminine > 3 * masculine else ""
    return feature_code("NOUN", (gender, "p" if form[-1] in "sx" else "s", "", "", "", ""))


def encode_lexicon(readings: Readings, counts: WordCounts) -> bytes:
    """All arrays of the artefact; mtqa/french/lexicon.py says how they are read."""
    counted = merge_ligatures(counts.total, readings)
    frequent = {form for form, count in counted.items() if count >= MINIMUM_COUNT_OF_UNKNOWN_WORD and len(form) < 40}
    lemmas = {lemma for own in readings.values() for lemma, _ in own}
    forms = sorted(set(readings) | frequent | lemmas, key=str.encode)
    index = {form: position for position, form in enumerate(forms)}
    pool, starts = encode_forms(forms)
    coder = SuffixCoder()
    classes = coder.class_ids([{(lemma, code) for lemma, code in readings.get(form, ())} for form in forms], forms)
    inflected: defaultdict[str, set[Reading]] = defaultdict(set)
    for form, own in readings.items():
        for lemma, code in own:
            inflected[lemma].add((form, code))
    lemma_forms = sorted(inflected, key=index.__getitem__)
    paradigms = SuffixCoder(coder)
    paradigm_ids = paradigms.class_ids([inflected[lemma] for lemma in lemma_forms], lemma_forms)
    class_starts, class_items = coder.table()
    paradigm_starts, paradigm_items = paradigms.table()
    meta = {
        "forms": len(forms),
        "tokens": sum(counted.values()),
        "features": list(coder.features),
        "endings": list(coder.endings),
    }
    return pack(
        meta,
        {
            "pool": np.frombuffer(pool, np.uint8),
            "block_starts": starts,
            "class_of_form": np.array(classes, np.uint16),
            "frequency": np.array([frequency_step(counted[form]) for form in forms], np.uint8),
            "capital": np.array([capital_step(form, counts) for form in forms], np.uint8),
            "class_starts": class_starts,
            "class_items": class_items,
            "lemma_index": np.array([index[lemma] for lemma in lemma_forms], np.uint32),
            "paradigm_of_lemma": np.array(paradigm_ids, np.uint16),
            "paradigm_starts": paradigm_starts,
            "paradigm_items": paradigm_items,
        },
    )


class SuffixCoder:
    """Sets of (word, feature code) as seen from a base word: cut so many letters, append an ending."""

    def __init__(self, shared: "SuffixCoder | None" = None) -> None:
        self.features: dict[str, int] = shared.features if shared else {}
        self.endings: dict[str, int] = shared.endings if shared else {}
        self._classes: dict[tuple[tuple[int, int, int], ...], int] = {(): 0}

    def class_ids(self, sets: list[set[Reading]], bases: list[str]) -> list[int]:
        return [self._class_id(own, base) for own, base in zip(sets, bases, strict=True)]

    def table(
        self,
    ) -> tuple["np.ndarray[tuple[int], np.dtype[np.uint32]]", "np.ndarray[tuple[int, int], np.dtype[np.uint16]]"]:
        starts = np.cumsum([0, *(len(items) for items in self._classes)], dtype=np.uint32)
        flat = [item for items in self._classes for item in items]
        return starts, np.array(flat, np.uint16).reshape(-1, 3)

    def _class_id(self, own: set[Reading], base: str) -> int:
        items = []
        for word, code in sorted(own, key=lambda reading: (reading[1], reading[0])):
            common = 0
            while common < min(len(word), len(base)) and word[common] == base[common]:
                common += 1
            ending = self.endings.setdefault(word[common:], len(self.endings))
            items.append((len(base) - common, ending, self.features.setdefault(code, len(self.features))))
        return self._classes.setdefault(tuple(items), len(self._classes))


def merge_ligatures(total: Counter[str], readings: Readings) -> Counter[str]:
    """Counts with "coeur" counted as "cœur", as some corpora lost the ligature."""
    merged: Counter[str] = Counter()
    for form, count in total.items():
        joined = form.replace("oe", "œ")
        merged[joined if joined != form and joined in readings and form not in readings else form] += count
    return merged


def frequency_step(count: int) -> int:
    return min(255, round(FREQUENCY_STEPS_PER_DOUBLING * math.log2(1 + count)))


def capital_step(form: str, counts: WordCounts) -> int:
    inside = counts.inside[form]
    if inside < MINIMUM_INSIDE_FOR_CAPITAL_SHARE:
        return 0
    return 1 + round(CAPITAL_STEPS * counts.capital_inside[form] / inside)


def write_card(data: bytes, readings: Readings, counts: WordCounts) -> None:
    card = {
        "artefact": "lexicon.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "French word forms with lemma, category, features, frequency and share of capitals inside a sentence",
        "forms_with_readings": len(readings),
        "tokens_counted": sum(counts.total.values()),
        "sources": [
            {"name": "Dicollecte lexicon as shipped by LanguageTool", "licence": "MPL-2.0 (also LGPL)"},
            {"name": "Lexique 3.83: categories missing from Dicollecte", "licence": "CC-BY-SA-4.0"},
            {"name": "OrangeSum without its held-out part (scripts/heldout.py): counts", "licence": "CC-BY-SA-4.0"},
            {"name": "Assemblée nationale and Common Voice sentences: counts", "licence": "CC0-1.0"},
            {"name": "Europarl v7, part 1: counts", "licence": "no known restriction"},
        ],
        "licence": "lexicon.LICENSE.txt",
        "command": "python scripts/build_lexicon.py --shared ../shared",
    }
    path = DATA_FOLDER / "lexicon.json"
    path.write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(card, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
