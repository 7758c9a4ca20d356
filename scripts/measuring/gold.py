"""The gold sets that measuring reads: our corpora, and the sets of shared/data/gold where they are present.

Each set is a list of GoldText: an article (checked whole, split by mtqa, with its right sentences marked) or a row.
"""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtqa.benchmarking.gold import GoldText as GoldText

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MTQA_SHARED", ROOT.parent / "shared"))

# DATA.md, "How to score": the categories of docqe that are visible in the French alone.
FLUENCY_CATEGORIES = frozenset(
    ("Word Order", "Untranslated", "Agreement", "Wrong Preposition", "Wrong Determiner", "Wrong Pronoun",
     "Wrong Conjunction", "Wrong Auxiliary Verb", "POS", "Other POS Omitted", "Tense/Mood/Aspect", "Capitalization",
     "Punctuation", "Duplication", "Spelling", "Orthography", "Diacritics", "Unidiomatic", "Hyphenation",
     "Unintelligible")
)  # fmt: skip


def article(folder: Path) -> GoldText:
    """An article of corpora/; residue in its boilerplate and typography (FR305, off by default) are left out."""
    text = (folder / "fr.txt").read_bytes().decode("utf-8")
    data = json.loads((folder / "marks.json").read_text(encoding="utf-8"))
    marks = [mark for mark in data["marks"] if mark["code"] != "FR305" and not mark.get("in_boilerplate")]
    return GoldText(
        text,
        tuple((mark["start"], mark["end"]) for mark in marks),
        tuple((sentence["start"], sentence["end"]) for sentence in data["sentences"] if sentence["right"]),
        is_row=False,
        codes=tuple(mark["code"] for mark in marks),
    )


def corrected_article(folder: Path) -> GoldText:
    """The corrected version of an article: every sentence of it is right."""
    text = (folder / "fr.corrected.txt").read_bytes().decode("utf-8")
    data = json.loads((folder / "marks.json").read_text(encoding="utf-8"))
    right = tuple((s["corrected_start"], s["corrected_end"]) for s in data["sentences"])
    return GoldText(text, (), right, is_row=False)


def articles(split: str, *, corrected: bool = False) -> list[GoldText]:
    """The articles of corpora/dev (with the demo) or corpora/test, or their corrected versions."""
    folders = sorted(path.parent for path in (ROOT / "corpora" / split).glob("*/marks.json"))
    if split == "dev":
        folders.append(ROOT / "corpora" / "demo")
    return [corrected_article(folder) if corrected else article(folder) for folder in folders]


def unusual(split: str) -> list[GoldText]:
    """Right but unusual sentences, one a row: nothing may be flagged."""
    lines = (ROOT / "corpora" / "unusual" / f"{split}.txt").read_text(encoding="utf-8").splitlines()
    return [_right(line.split("\t")[-1]) for line in lines if line.strip() and not line.startswith("#")]


def docqe(name: str = "docqe_dev") -> list[GoldText]:
    """Product texts of WMT document-level QE; only fluency categories count as marked."""
    rows = []
    for row in read_rows(name):
        spans = [s for s in row["spans"] if s["cat"].startswith("Omitted") or s["cat"] in FLUENCY_CATEGORIES]
        marked = tuple((s["start"], s["end"]) for s in spans)
        rows.append(GoldText(row["mt"], marked, () if row["spans"] else ((0, len(row["mt"])),)))
    return rows


def grammalecte_tests() -> list[GoldText]:
    """Grammalecte's own test sentences, without those for an option that is off by default."""
    return [
        GoldText(row["sent"], tuple((a, b) for a, b in row["spans"]), () if row["spans"] else ((0, len(row["sent"])),))
        for row in read_rows("grammalecte_tests")
        if not row["option"]
    ]


def languagetool_examples() -> list[GoldText]:
    """The example sentences of LanguageTool's French rules."""
    rows = []
    for row in read_rows("languagetool_examples"):
        if row["label"] == "correct":
            rows.append(_right(row["sent"]))
        elif row["span"]:
            rows.append(GoldText(row["sent"], ((row["span"][0], row["span"][1]),), ()))
    return rows


def seed_article() -> GoldText | None:
    """The sample article with the marks made by hand, None where shared/ is absent."""
    path = SHARED / "seed" / "russie-ukraine.fr.txt"
    if not path.is_file():
        return None
    data = json.loads((ROOT / "corpora/seed_marks/russie-ukraine.json").read_text(encoding="utf-8"))
    text = path.read_bytes().decode("utf-8")
    marks = [mark for mark in data["marks"] if not mark.get("in_boilerplate")]
    marked = tuple((mark["start"], mark["end"]) for mark in marks)
    right = tuple((s["start"], s["end"]) for s in data.get("sentences", ()) if s["right"])
    return GoldText(text, marked, right, is_row=False, codes=tuple(mark["code"] for mark in marks))


def _right(text: str) -> GoldText:
    return GoldText(text, (), ((0, len(text)),))


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file of shared/data/gold."""
    path = SHARED / "data" / "gold" / f"{name}.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
