"""Translation quality of the engines on newstest2013, in one table.

    python scripts/measure_backtranslation.py [--direction fr-en] [--model FOLDER ...] [--lines 3000] [--out FILE]

Rows: the pair that mtqa ships (where it ships one), every folder given by --model (through CTranslate2 where it is
converted, and through transformers), Apertium over Catalan and over Spanish (Debian: apertium-fra-cat and
apertium-eng-cat, apertium-fr-es and apertium-eng-spa).
BLEU and chrF2 by sacrebleu, with signatures; sentences a second and peak memory of this process and its children are
of the whole row, start-up included. newstest2013 is for measuring only (WMT, research).
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import sacrebleu

from measuring.gold import SHARED
from mtqa.backtranslating.apertium import ApertiumTranslator, has_modes
from mtqa.backtranslating.base import EngineSettings
from mtqa.backtranslating.neural import has_embedded, open_embedded, open_marian
from mtqa.models.folders import ModelFolder

APERTIUM = {
    "fr-en": {"Apertium fra-cat | cat-eng": ("fra-cat", "cat-eng"), "Apertium fr-es | spa-eng": ("fr-es", "spa-eng")},
    "en-fr": {"Apertium eng-cat | cat-fra": ("eng-cat", "cat-fra"), "Apertium eng-spa | es-fr": ("eng-spa", "es-fr")},
}
Translate = Callable[[Sequence[str]], list[str]]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--direction", choices=APERTIUM, default="fr-en")
    parser.add_argument("--model", type=Path, action="append", default=[])
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--out", type=Path, help="write all translations there as well, a JSON row a line")
    options = parser.parse_args()
    path = SHARED / "data" / "gold" / "newstest2013_systems.jsonl.xz"
    if not path.is_file():
        sys.exit("newstest2013 is not here: it lies in ../shared/data/gold, beside the checkout")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(options.lines), strict=False)]
    english, french = ([row[name].strip() for row in rows] for name in ("source", "reference"))
    source, target = (french, english) if options.direction == "fr-en" else (english, french)
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    print(f"newstest2013 {options.direction}, {len(rows)} lines")
    print(f"{'engine':<44}{'BLEU':>7}{'chrF2':>7}{'sent./s':>9}{'MB':>7}")
    kept: dict[str, list[str]] = {}
    for name, translate in systems(options.direction, options.model).items():
        start = time.perf_counter()
        kept[name] = found = translate(source)
        passed = time.perf_counter() - start
        scores = bleu.corpus_score(found, [target]).score, chrf.corpus_score(found, [target]).score
        print(f"{name:<44}{scores[0]:>7.1f}{scores[1]:>7.1f}{len(rows) / passed:>9.1f}{peak_mb():>7.0f}", flush=True)
    print(f"BLEU {bleu.get_signature()}\nchrF2 {chrf.get_signature()}")
    if options.out:
        lines = (json.dumps({"source": text, **{n: kept[n][i] for n in kept}}) for i, text in enumerate(source))
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def systems(direction: str, folders: Sequence[Path]) -> dict[str, Translate]:
    """Every system that is here, by the name of its row. Memory is a peak, so that the smaller ones come first."""
    found: dict[str, Translate] = {}
    for name, modes in APERTIUM[direction].items():
        if has_modes(modes):
            found[name] = ApertiumTranslator(modes, name).translate
        else:
            print(f"{name}: not installed", file=sys.stderr)
    settings = EngineSettings(name="marian", offline=True, use_cache=False)
    if has_embedded(settings):
        engine = open_embedded(replace(settings, round_trip=direction == "en-fr"))
        found["embedded (ships with mtqa)"] = (engine.backward or engine.forward).translate
    for folder in folders:
        for label, model in runtimes(folder).items():
            engine = open_marian(replace(settings, model=str(model)))
            found[label] = engine.forward.translate
    return found


def runtimes(folder: Path) -> dict[str, Path]:
    """The folder through CTranslate2 where it is converted, and, by a copy without the conversion, transformers."""
    model = ModelFolder(str(folder), folder)
    if model.converted is None:
        return {f"{folder.name} (transformers)": folder}
    bare = folder.parent / f".{folder.name}-unconverted"
    shutil.copytree(folder, bare, dirs_exist_ok=True, ignore=shutil.ignore_patterns(model.converted.name))
    return {f"{folder.name} (CTranslate2, 8 bits)": folder, f"{folder.name} (transformers)": bare}


def peak_mb() -> float:
    """The most memory that this process or any of its children has held, in MB (Linux counts KiB)."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1000


if __name__ == "__main__":
    main()
