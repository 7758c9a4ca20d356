"""Turn a finished training into a model that mtqa ships or loads.

    python scripts/export_backtranslator.py --work DIR --direction fr-en --out FOLDER
    python scripts/export_backtranslator.py --work DIR --direction fr-en --out FOLDER --ship --quality "BLEU ..."

Averages the weights kept last, writes FOLDER as a MarianMT model (transformers) and converts it for CTranslate2 (8
bits) inside. `--ship` puts the 8-bit weights, the pieces and a card into mtqa/data/backtranslator/<direction>; it
refuses a model over 15 MB, and artefacts over 70 MB in all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from backtranslator_model import DIRECTIONS, PRESETS, make_network, write_folder, zero_start
from mtqa.models.converting import convert
from mtqa.models.folders import ModelFolder
from mtqa.models.pieces import MarianPieces

DATA = Path(__file__).resolve().parent.parent / "mtqa" / "data"
MOST_MODEL_BYTES = 15_000_000
MOST_DATA_BYTES = 70_000_000
LICENCES = {
    "Europarl v7": "no known restriction",
    "Tatoeba": "CC BY 2.0 FR",
    "Debian web pages": "see debian.org/license",
    "Python documentation": "CC0-1.0",
    "science abstracts": "CC BY 4.0",
    "Canadian statutes": "Open Government Licence - Canada",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Averages, writes, converts and, when asked, ships."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--direction", choices=DIRECTIONS, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--last", type=int, default=5, help="how many of the weights kept last are averaged")
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--quality", help="what scripts/measure_backtranslation.py printed for this model")
    options = parser.parse_args(arguments)
    if options.ship and not options.quality:
        parser.error("--ship needs --quality: no model ships unmeasured (see scripts/measure_backtranslation.py)")
    steps = export(options.work, options.direction, options.out, options.last)
    print(f"{options.out}: the average of steps {', '.join(map(str, steps))}")
    if options.ship:
        print(ship(options.out, options.direction, steps, options.quality))


def export(work: Path, direction: str, out: Path, last: int) -> list[int]:
    """Writes `out` from the last weights of the training, and returns their steps."""
    paths = sorted((work / direction).glob("weights-*.pt"))[-last:]
    if not paths:
        raise SystemExit(f"{work / direction}: no weights here; run scripts/train_backtranslator.py first")
    found = [torch.load(path, map_location="cpu", weights_only=True) for path in paths]
    presets = {state["preset"] for state in found}
    if len(presets) > 1:
        raise SystemExit(f"{work / direction}: weights of several presets ({', '.join(sorted(presets))})")
    pieces = len(json.loads((work / "vocabulary" / "vocab.json").read_text(encoding="utf-8")))
    network = make_network(PRESETS[presets.pop()], pieces)
    network.load_state_dict(average([state["network"] for state in found]))
    zero_start(network)
    write_folder(network.eval(), work / "vocabulary", direction, out)
    MarianPieces(out)  # refuses a vocabulary that the engine would refuse
    convert(ModelFolder(direction, out))
    return [int(path.stem.removeprefix("weights-")) for path in paths]


def average(states: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of every weight, as a single model of better quality than any (Vaswani et al. 2017)."""
    return {name: torch.stack([state[name].float() for state in states]).mean(dim=0) for name in states[0]}


def ship(folder: Path, direction: str, steps: Sequence[int], quality: str, data: Path = DATA) -> str:
    """Copies what the engine `embedded` needs, with a card; returns a line about it."""
    target = data / "backtranslator" / direction
    half = target.with_name(f".{direction}.part")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(ModelFolder(direction, folder).path / "ctranslate2-int8", half)
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copyfile(folder / name, half / name)
    files = sorted(path for path in half.iterdir() if path.is_file())
    size = sum(path.stat().st_size for path in files)
    replaced = bytes_under(target) if target.is_dir() else 0
    total = bytes_under(data) - bytes_under(half) - replaced + size
    if size > MOST_MODEL_BYTES or total > MOST_DATA_BYTES:
        shutil.rmtree(half)
        raise SystemExit(
            f"{folder}: {size / 1e6:.1f} MB (at most {MOST_MODEL_BYTES / 1e6:.0f}), all artefacts together "
            f"{total / 1e6:.1f} MB (at most {MOST_DATA_BYTES / 1e6:.0f}); nothing was shipped"
        )
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    card = {
        "what": f"MarianMT model {direction}, 8 bits, for CTranslate2",
        "revision": hashes["model.bin"][:12],
        "licence": "LICENSE.txt",
        "sources": [{"name": name, "licence": licence} for name, licence in LICENCES.items()],
        "commands": [
            f"python scripts/train_backtranslator.py --work WORK --direction {direction}",
            f"python scripts/export_backtranslator.py --work WORK --direction {direction} --out FOLDER --ship",
        ],
        "training": f"average of the weights at steps {', '.join(map(str, steps))}",
        "quality": quality,
        "sha256": hashes,
        "bytes": size,
    }
    (half / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    terms = "These weights are data derived from:\n\n" + "".join(
        f"- {name}: {terms}\n" for name, terms in LICENCES.items()
    )
    (half / "LICENSE.txt").write_text(terms, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    half.replace(target)
    return f"{target}: {size / 1e6:.1f} MB; all artefacts {total / 1e6:.1f} MB"


def bytes_under(folder: Path) -> int:
    """The size of all files in a folder and those in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
