"""Build mtqa/data/lexicon_government.tsv: which complements French verbs take.

    python scripts/build_government.py [--shared ../shared]

From the Lexique-Grammaire tables (each table is a basic construction, its columns refine it), Verb∋Net (frames of its
classes) and the transitive verbs of Wiktionnaire. mtqa/french/government.py says what the letters mean.
"""

import argparse
import csv
import hashlib
import io
import json
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from mtqa.french.artefact import DATA_FOLDER
from mtqa.french.lexicon import Lexicon

# Tables whose basic construction has a direct object, and the preposition that others have by definition.
DIRECT_TABLES = re.compile(r"2T|3|4|6|9|1[0-3]|32.*|36.*|37.*|38.*|39")
TABLE_PREPOSITION = {
    "7": "à", "9": "à", "11": "à", "14": "à", "33": "à", "36DT": "à",
    "8": "de", "13": "de", "15": "de", "35S": "avec", "36S": "avec",
    "37M1": "de", "37M2": "de", "37M3": "de", "37M4": "de", "37M5": "de", "37M6": "de",
}  # fmt: skip
INFINITIVE_AFTER = {"7": "a", "11": "a", "14": "a", "8": "e", "13": "e", "15": "e", "2": "n", "2T": "n", "3": "n"}
COMPLEMENT_IS_INFINITIVE = re.compile(r"N[12] =: V\d(c)?-inf W")
COLUMN_LETTERS = {
    "N0 V N1": "d", "N0 V N1hum": "d", "N0 V N1-hum": "d",
    "N1 =: Qu Pind": "i", "N1 =: Qu Psubj": "s",
    "Qu P = V0-inf W": "n", "Qu Psubj = V0-inf W": "n",
    "Qu P = de V0-inf W": "e", "Qu Psubj = de V0-inf W": "e", "Qu Psubj = de V2-inf W": "e",
    "N1 =: de V0-inf W": "e", "N1 =: de V2-inf W": "e",
    "Aux =: être": "E",
}  # fmt: skip
COLUMN_PREPOSITION = re.compile(
    r"(?:Loc N\d|Prép\d) =: (à|de|dans|sur|contre|vers|par|avec|en|pour|auprès de|autour de|entre)\b"
)
WORD_PREPOSITION = re.compile(r"[a-zà-ÿ]+(?: [a-z]+)*")
# Impersonal verbs and the auxiliaries of the sources' own descriptions, which the tables leave out; from any grammar.
SUPPLEMENT = {
    "falloir": "dns",
    "aller": "nE",
    "venir": "E",
    "devenir": "E",
    "rester": "E",
    "naître": "E",
    "mourir": "E",
}

Frames = defaultdict[str, tuple[set[str], set[str]]]  # "lemma" or "se lemma" -> letters, prepositions


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the table of verb government")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    folder = parser.parse_args().shared / "data/lexicon"
    lexicon = Lexicon.load()
    frames: Frames = defaultdict(lambda: (set(), set()))
    for table, rows in tables(folder):
        for row in rows:
            add_entry(frames, table, row)
    add_verbnet(frames, folder)
    for lemma in json.loads((folder / "wiktionary_transitive.json").read_text(encoding="utf-8")):
        frames[lemma][0].add("w")
    for lemma, added in SUPPLEMENT.items():
        frames[lemma][0].update(added)
    lines = []
    for key in sorted(frames):
        letters, prepositions = frames[key]
        lemma = key.removeprefix("se ")
        known = any(own.category == "VERB" and own.verb_form == "inf" for own in lexicon.analyses(lemma))
        if known and (lexicon.frequency(lemma) > 0 or letters != {"w"}):
            lines.append(f"{key}\t{''.join(sorted(letters))}\t{','.join(sorted(prepositions))}\n")
    data = "".join(lines).encode()
    (DATA_FOLDER / "lexicon_government.tsv").write_bytes(data)
    write_card(data, len(lines))


def tables(folder: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """(name, rows) of each Lexique-Grammaire table."""
    with tarfile.open(folder / "lexique_grammaire_verbs.tar.xz") as archive:
        for member in archive.getmembers():
            name = re.search(r"/V_(\w+)\.lgt\.csv$", member.name)
            content = archive.extractfile(member) if name else None
            if name and content:
                yield name[1], list(csv.DictReader(io.StringIO(content.read().decode("utf-8-sig")), delimiter=";"))


def add_entry(frames: Frames, table: str, row: dict[str, str]) -> None:
    """One sense of a verb. Clitics frozen with the verb make it pronominal, others ("y", "en") are left out."""
    verb, clitic = (row.get("<ENT>V") or "").strip(), (row.get("<ENT>Ppv") or "").strip()
    if not verb or " " in verb or clitic not in ("<E>", "~", "", "-", "se", "s'"):
        return
    letters, prepositions = frames[f"se {verb}" if clitic in ("se", "s'") else verb]
    if DIRECT_TABLES.fullmatch(table) and clitic not in ("se", "s'"):
        letters.add("d")
    if table in TABLE_PREPOSITION:
        prepositions.add(TABLE_PREPOSITION[table])
    if table in ("2", "2T", "3"):
        letters.add("n")
    if table == "1":
        letters.add({"à": "a", "de": "e", "<E>": "n"}.get(row.get("Prép1", ""), "l"))
    for column, value in row.items():
        if not isinstance(value, str):
            continue
        if re.fullmatch(r"Prép\d", column or "") and table != "1" and WORD_PREPOSITION.fullmatch(value):
            prepositions.add(value)
        if value != "+":
            continue
        if column in COLUMN_LETTERS:
            letters.add(COLUMN_LETTERS[column])
        elif COMPLEMENT_IS_INFINITIVE.fullmatch(column) and table in INFINITIVE_AFTER:
            letters.add(INFINITIVE_AFTER[table])
        elif found := COLUMN_PREPOSITION.match(column):
            prepositions.add(found[1])


def add_verbnet(frames: Frames, folder: Path) -> None:
    """Complements named in the frames of Verb∋Net; a class's frames hold for all its members."""
    with tarfile.open(folder / "verbenet_fr.tar.xz") as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member) if member.name.endswith(".xml") else None
            if content:
                add_class(frames, ElementTree.parse(content).getroot(), [])


def add_class(frames: Frames, node: ElementTree.Element, above: list[str]) -> None:
    descriptions = above + [found.get("primary", "") for found in node.findall("FRAMES/FRAME/DESCRIPTION")]
    letters = {letter for text in descriptions for letter in verbnet_letters(text)}
    for member in node.findall("MEMBERS/MEMBER"):
        name = member.get("name", "").replace("’", "'").strip()
        reflexive = re.match(r"(?:se |s')(.+)", name)
        frames[f"se {reflexive[1]}" if reflexive else name][0].update(letters - {"d"} if reflexive else letters)
    for child in node.findall("SUBCLASSES/VNSUBCLASS"):
        add_class(frames, child, descriptions)


def verbnet_letters(text: str) -> set[str]:
    found = {
        letter
        for sign, letter in (("Qu Pind", "i"), ("Qu Psubj", "s"), ("à V-inf", "a"), ("de V-inf", "e"))
        if sign in text
    }
    if re.search(r"(?<!à )(?<!de )(?<!pour )(?<!comment )V-inf", text):
        found.add("n")
    if re.match(r"NP(\.\w+)? V NP\b", text):
        found.add("d")
    return found


def write_card(data: bytes, verbs: int) -> None:
    card = {
        "artefact": "lexicon_government.tsv",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "complements of French verbs: direct object, prepositions, que-clauses and their mood, infinitives",
        "verbs": verbs,
        "sources": [
            {"name": "Lexique-Grammaire verb tables 3.4", "licence": "LGPL-LR"},
            {"name": "Verb∋Net", "licence": "CC-BY-SA-4.0"},
            {"name": "Wiktionnaire: transitive verbs", "licence": "CC-BY-SA-4.0"},
        ],
        "licence": "lexicon.LICENSE.txt",
        "command": "python scripts/build_government.py --shared ../shared",
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    (DATA_FOLDER / "lexicon_government.json").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
