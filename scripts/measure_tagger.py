"""Measure the shipped lexicon and tagger: accuracy on the UD French test files, speed, load time, memory, sizes.

    python scripts/measure_tagger.py --shared ../shared [--write]

`--write` puts the results into mtqa/data/tagger.json. Accuracy is on gold words. A feature is compared with the
treebank's label as it is ("strict") and after both are brought to what the form shows ("form"; tagger_data.by_form):
the two differ where a treebank fills in what only the context shows, as the number of "pays".
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus_tokens import french_lines, tokens
from mtqa.french.analysis import feature_code
from mtqa.french.artefact import DATA_FOLDER, read_card
from mtqa.french.lexicon import Lexicon
from mtqa.french.tag_set import PROPERTIES, properties
from mtqa.french.tagger import Tagger
from tagger_data import by_form
from ud_corpus import TEST_FILES, Sentence, read_treebank

INFLECTED = ("NOUN", "PROPN", "ADJ", "DET", "PRON", "VERB", "AUX", "NUM")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the tagger")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if os.environ.get("OMP_NUM_THREADS") != "1":  # numpy reads it once, when it is loaded
        raise SystemExit(subprocess.call([sys.executable, *sys.argv], env={**os.environ, **ONE_THREAD}))
    results: dict[str, object] = {"load_s": load_seconds()}
    columns = ["tokens", "upos", *(f"{name}_{kind}" for name in PROPERTIES[1:] for kind in ("strict", "form"))]
    print(f"{'treebank':36}" + "".join(f"{name:>15}" for name in columns))
    for name, sentences in test_sets(options.shared):
        row = measure_treebank(sentences)
        print(f"{name:36}" + "".join(f"{row[column]:>15}" for column in columns), flush=True)
        results[name] = row
    results["tokens_a_second_one_core"] = speed(options.shared)
    results["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    results["bytes"] = {
        path.name: path.stat().st_size
        for path in sorted(DATA_FOLDER.glob("*"))
        if path.name.startswith(("lexicon", "tagger"))
    }
    print(json.dumps({key: results[key] for key in ("load_s", "tokens_a_second_one_core", "peak_memory_mb", "bytes")}))
    if options.write:
        card = read_card("tagger")
        card["measured"] = {"command": "python scripts/measure_tagger.py --shared ../shared --write", **results}
        text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
        (DATA_FOLDER / "tagger.json").write_text(text, encoding="utf-8")


def test_sets(shared: Path) -> Iterator[tuple[str, list[Sentence]]]:
    """The test files in gold words, then Sequoia's as running text, with stray capitals and with none."""
    for name in TEST_FILES:
        yield name.split("/")[1], read_treebank(shared, name, surface=False)
    surface = read_treebank(shared, TEST_FILES[0], surface=True)
    yield "sequoia test, surface tokens", surface
    rng = random.Random(0)
    yield (
        "same, a capital on every 8th word",
        [
            Sentence(
                tuple(word[:1].upper() + word[1:] if rng.random() < 1 / 8 else word for word in own.tokens), own.codes
            )
            for own in surface
        ],
    )
    yield "same, lower case", [Sentence(tuple(word.lower() for word in own.tokens), own.codes) for own in surface]


def load_seconds() -> float:
    """Seconds to load lexicon and tagger in a process that has numpy already (the best of five)."""
    code = (
        "import time, numpy; begun = time.perf_counter()\n"
        "from mtqa.french.tagger import Tagger; Tagger.load(); print(time.perf_counter() - begun)"
    )
    runs = [float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(5)]
    return round(min(runs), 3)


def measure_treebank(sentences: list[Sentence]) -> dict[str, float | int]:
    """Share of tokens with the right category, and of inflected ones with the right value of each feature."""
    found = [
        feature_code(tag.upos, tag.features)
        for row in Tagger.load().tag([own.tokens for own in sentences])
        for tag in row
    ]
    strict = [code for own in sentences for code in own.codes]
    by_forms = [code for own in sentences for code in by_form(Lexicon.load(), own).codes]
    row: dict[str, float | int] = {"tokens": len(found), "upos": accuracy(found, strict, 0)}
    inflected = [place for place, code in enumerate(strict) if code.split("|")[0] in INFLECTED]
    own = [found[place] for place in inflected]
    for which, name in enumerate(PROPERTIES[1:], 1):
        row[f"{name}_strict"] = accuracy(own, [strict[place] for place in inflected], which)
        row[f"{name}_form"] = accuracy(own, [by_forms[place] for place in inflected], which)
    return row


def accuracy(found: list[str], right: list[str], which: int) -> float:
    same = [properties(a)[which] == properties(b)[which] for a, b in zip(found, right, strict=True)]
    return round(float(np.mean(same)), 4)


def speed(shared: Path) -> int:
    """Tokens a second on 8,000 sentences of news, forms not seen before included (one thread)."""
    sentences = []
    for _, line in french_lines(shared):
        sentences.append(tokens(line))
        if len(sentences) == 8000:
            break
    begun = time.process_time()
    Tagger.load().tag(sentences)
    return round(sum(map(len, sentences)) / (time.process_time() - begun))


if __name__ == "__main__":
    main()
