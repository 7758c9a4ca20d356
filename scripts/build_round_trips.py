"""Send right sentences through Apertium and back: python scripts/build_round_trips.py --out FILE [--pair cat].

Needs Debian's apertium-fra-cat or apertium-fr-es. Writes "right TAB back-translated" lines for train_detector.py,
from the same parts of orangesum that it trains on.
"""

import argparse
import re
import subprocess
from itertools import islice
from pathlib import Path

import training_text
from train_detector import ROOT

MODES = {"cat": ("fra-cat", "cat-fra"), "spa": ("fr-es", "es-fr")}
SHORTEST, LONGEST = 40, 240  # characters
CHUNK = 1000  # lines; a chunk whose lines do not come back one for one is dropped


def there_and_back(lines: list[str], pair: str) -> list[str] | None:
    """The lines' round trips, None where their number changed."""
    text = "\n".join(lines) + "\n"
    for mode in MODES[pair]:
        done = subprocess.run(["apertium", mode], input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    found = text.splitlines()
    return found if len(found) == len(lines) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--pair", choices=sorted(MODES), default="cat")
    parser.add_argument("--sentences", type=int, default=28_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found = (
        sentence
        for line in training_text.lines(options.data / "mono" / "orangesum.fr.txt.xz")
        if training_text.part(line) in training_text.TRAINED
        for sentence in training_text.sentences(line)
        if SHORTEST < len(sentence) < LONGEST and re.search(r'[.!?"]$', sentence) and "*" not in sentence
    )
    kept = list(dict.fromkeys(islice(found, options.sentences)))
    with options.out.open("w", encoding="utf-8") as out:
        for start in range(0, len(kept), CHUNK):
            chunk = kept[start : start + CHUNK]
            back = there_and_back(chunk, options.pair)
            if back is not None:
                out.writelines(f"{right}\t{returned}\n" for right, returned in zip(chunk, back, strict=True))


if __name__ == "__main__":
    main()
