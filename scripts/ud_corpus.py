"""Universal Dependencies treebanks as training and test sentences of the tagger.

A sentence comes in two forms: `words` (syntactic words, "du" split into "de le") and `surface` (as the text is
written, "du" one token of category ADP+DET). Labels are feature codes (mtqa/french/analysis.py).
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mtqa.french.analysis import feature_code

TRAIN_FILES = (
    "ud_sequoia/fr_sequoia-ud-train",
    "ud_gsd/fr_gsd-ud-dev",
    "ud_rhapsodie/fr_rhapsodie-ud-train",
    "ud_rhapsodie/fr_rhapsodie-ud-dev",
    "ud_parisstories/fr_parisstories-ud-train",
    "ud_parisstories/fr_parisstories-ud-dev",
)
DEV_FILE = "ud_sequoia/fr_sequoia-ud-dev"
TEST_FILES = (
    "ud_sequoia/fr_sequoia-ud-test",
    "ud_gsd/fr_gsd-ud-test",
    "ud_pud/fr_pud-ud-test",
    "ud_fqb/fr_fqb-ud-test",
    "ud_rhapsodie/fr_rhapsodie-ud-test",
    "ud_parisstories/fr_parisstories-ud-test",
)

GENDER = {"Masc": "m", "Fem": "f"}
NUMBER = {"Sing": "s", "Plur": "p"}
MOOD = {"Ind": "ind", "Sub": "sub", "Cnd": "cnd", "Imp": "imp"}
TENSE = {"Pres": "pres", "Imp": "imp", "Past": "past", "Fut": "fut"}


@dataclass(frozen=True)
class Sentence:
    """Tokens and their feature codes, of equal length."""

    tokens: tuple[str, ...]
    codes: tuple[str, ...]


def read_treebank(shared: Path, name: str, surface: bool) -> list[Sentence]:
    """The sentences of one .conllu file of shared/data/ud_french.tar.xz."""
    with tarfile.open(shared / "data/ud_french.tar.xz") as archive:
        member = archive.extractfile(f"{name}.conllu")
        if member is None:
            raise FileNotFoundError(f"{name}.conllu in ud_french.tar.xz")
        text = member.read().decode()
    return [_sentence(rows, surface) for rows in _sentences(text)]


def _sentences(text: str) -> Iterator[list[list[str]]]:
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if rows:
            yield [row for row in rows if "." not in row[0]]


def _sentence(rows: list[list[str]], surface: bool) -> Sentence:
    tokens: list[str] = []
    codes: list[str] = []
    skip_to = 0
    for position, row in enumerate(rows):
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            if surface:
                tokens.append(row[1])
                codes.append(_contraction_code(rows[position + 1 : position + 2 + last - first]))
                skip_to = last
        elif int(row[0]) > skip_to:
            tokens.append(row[1])
            codes.append(_code(row))
    return Sentence(tuple(tokens), tuple(codes))


def _code(row: list[str]) -> str:
    found = dict(pair.split("=", 1) for pair in row[5].split("|") if "=" in pair)
    category, lemma = row[3], row[2]
    if category not in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "VERB", "AUX", "NUM"):
        return feature_code(category, ("",) * 6)
    gender, number = GENDER.get(found.get("Gender", ""), ""), NUMBER.get(found.get("Number", ""), "")
    person, mood, tense = (
        found.get("Person", ""),
        MOOD.get(found.get("Mood", ""), ""),
        TENSE.get(found.get("Tense", ""), ""),
    )
    # Rhapsodie and ParisStories give participles no tense: the ending tells.
    present = row[1].lower().rstrip("es").endswith("ant")
    form = {"Fin": "fin", "Inf": "inf", "Part": "part-pres" if present else "part-past"}
    verb_form = form.get(found.get("VerbForm", ""), "")
    if verb_form == "fin":
        gender = ""
    else:
        mood = tense = ""
    if lemma == "être" and verb_form == "part-past":
        gender = number = ""  # GSD marks "été" as masculine, Sequoia does not
    return feature_code(category, (gender, number, person, mood, tense, verb_form))


def _contraction_code(parts: list[list[str]]) -> str:
    second = _code(parts[-1]).split("|")
    return feature_code(f"ADP+{second[0]}", (second[1], second[2], "", "", "", ""))
