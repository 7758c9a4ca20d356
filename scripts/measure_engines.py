"""Speed and memory of the translation engines, all in one run on the same machine.

    python scripts/measure_engines.py [--threads 2] [--sentences 48] [--least-ratio 4]

CTranslate2 int8 and transformers fp32 run the same MarianMT weights: of the shape of opus-mt-fr-en, but random, so
that nothing has to be fetched. Their outputs mean nothing, so both are made to write as many pieces as they read,
with the beams of the engine. Each runs in a process of its own; memory is the sum over its processes at the worst
moment. Apertium, where it is installed, translates the demo article over and over.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PIECES = 59_514  # vocabulary of opus-mt-fr-en
LENGTH = 28  # pieces of a sentence of news, about 20 words
BEAMS = 4
WARM_UP = 4
ENGINES = ("transformers", "ctranslate2", "apertium")


def main() -> int:
    """Prints a table, and exit code 1 where CTranslate2 is not `--least-ratio` times as fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sentences", type=int, default=48)
    parser.add_argument("--least-ratio", type=float, default=4.0)
    parser.add_argument("--json", type=Path, help="write the numbers there as well")
    parser.add_argument("--child", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(RUNS[arguments.child](arguments)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_marian(folder)
        found = {engine: measure(engine, arguments, folder) for engine in ENGINES if is_here(engine)}
    ratio = found["ctranslate2"]["sentences_per_s"] / found["transformers"]["sentences_per_s"]
    print(f"{'engine':<14}{'sentences/s':>12}{'load s':>9}{'memory MB':>11}   ({arguments.threads} threads)")
    for engine, numbers in found.items():
        print(f"{engine:<14}{numbers['sentences_per_s']:>12.2f}{numbers['load_s']:>9.1f}{numbers['memory_mb']:>11.0f}")
    print(f"CTranslate2 int8 is {ratio:.1f} times as fast as transformers on the same weights")
    if arguments.json:
        arguments.json.write_text(json.dumps({**found, "ratio": ratio}, indent=1) + "\n", encoding="utf-8")
    return 0 if ratio >= arguments.least_ratio else 1


def make_marian(folder: Path) -> None:
    """A model of the shape of opus-mt-fr-en with random weights, and its conversion."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel
    from transformers.utils import logging

    from mtqa.models.converting import convert
    from mtqa.models.folders import ModelFolder

    text = (ROOT / "corpora" / "demo" / "fr.txt").read_text(encoding="utf-8").splitlines()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text), model_prefix=str(folder / "source"), vocab_size=400, hard_vocab_limit=False,
        minloglevel=2,
    )  # fmt: skip
    (folder / "source.model").rename(folder / "source.spm")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    pieces = ["</s>", "<unk>", *(f"piece{number}" for number in range(PIECES - 3)), "<pad>"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    languages = {"source_lang": "fr", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(languages), encoding="utf-8")
    silence: Any = logging.disable_progress_bar
    silence()
    torch.manual_seed(1)
    config = MarianConfig(
        vocab_size=PIECES, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
        decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, max_position_embeddings=512,
        activation_function="swish", scale_embedding=True,
        pad_token_id=PIECES - 1, eos_token_id=0, decoder_start_token_id=PIECES - 1, forced_eos_token_id=0,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    convert(ModelFolder("random", folder))


def is_here(engine: str) -> bool:
    """Whether the engine can be measured on this machine."""
    from mtqa.backtranslating import apertium

    return engine != "apertium" or apertium.is_installed()


def measure(engine: str, arguments: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Runs one engine in a process of its own and watches its memory."""
    command = [
        sys.executable,
        __file__,
        "--child",
        engine,
        "--folder",
        str(folder),
        "--threads",
        str(arguments.threads),
    ]
    command += ["--sentences", str(arguments.sentences)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(arguments.threads), "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True)
    worst = 0.0
    while child.poll() is None:
        worst = max(worst, sum_memory_mb(child.pid))
        time.sleep(0.05)
    output = child.stdout.read() if child.stdout else ""
    if child.returncode:
        raise SystemExit(f"measuring {engine} failed with exit code {child.returncode}")
    numbers: dict[str, float] = json.loads(output.splitlines()[-1])
    return {**numbers, "memory_mb": worst}


def sum_memory_mb(session: int) -> float:
    """Resident memory of all processes of a session (Linux)."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        if int(fields[3]) == session:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return total


def make_batch(arguments: argparse.Namespace) -> list[list[str]]:
    """Sentences of random pieces, all of one length."""
    dice = random.Random(1)
    return [
        [*(f"piece{dice.randrange(PIECES - 3)}" for _ in range(LENGTH - 1)), "</s>"] for _ in range(arguments.sentences)
    ]


def run_transformers(arguments: argparse.Namespace) -> dict[str, float]:
    """The engine `marian` without conversion, its output forced to a length."""
    started = time.perf_counter()
    from mtqa.models.marian import MarianModel
    from mtqa.models.pieces import MarianPieces

    pieces = MarianPieces(arguments.folder)
    model = MarianModel(arguments.folder, pieces, device="cpu", threads=arguments.threads, beams=BEAMS)
    generate = model._model.generate

    def forced(**options: Any) -> Any:
        return generate(**{**options, "min_new_tokens": LENGTH, "max_new_tokens": LENGTH})

    model._model.generate = forced
    return time_batches(model.translate, make_batch(arguments), started)


def run_ctranslate2(arguments: argparse.Namespace) -> dict[str, float]:
    """The engine `marian` after conversion, its output forced to a length."""
    started = time.perf_counter()
    import ctranslate2

    from mtqa.models.folders import CONVERTED

    folder = str(arguments.folder / CONVERTED)
    model = ctranslate2.Translator(folder, device="cpu", intra_threads=arguments.threads)

    def translate(batch: list[list[str]]) -> Any:
        return model.translate_batch(batch, beam_size=BEAMS, min_decoding_length=LENGTH, max_decoding_length=LENGTH)

    return time_batches(translate, make_batch(arguments), started)


def run_apertium(arguments: argparse.Namespace) -> dict[str, float]:
    """The engine `apertium` on the demo article, without cache."""
    started = time.perf_counter()
    from mtqa.backtranslating import EngineSettings
    from mtqa.backtranslating.apertium import open_engine
    from mtqa.backtranslating.from_file import split_english

    lines = (ROOT / "corpora" / "demo" / "fr.txt").read_text(encoding="utf-8").splitlines()
    sentences = [sentence for line in lines for sentence in split_english(line)] * 40
    engine = open_engine(EngineSettings(threads=arguments.threads))
    return time_batches(engine.translate, sentences, started)


def time_batches(translate: Any, batch: list[Any], started: float) -> dict[str, float]:
    """Sentences a second after a warm-up, and the seconds until the warm-up."""
    load = time.perf_counter() - started
    translate(batch[:WARM_UP])
    before = time.perf_counter()
    translate(batch)
    return {"sentences_per_s": len(batch) / (time.perf_counter() - before), "load_s": load}


RUNS = {"transformers": run_transformers, "ctranslate2": run_ctranslate2, "apertium": run_apertium}

if __name__ == "__main__":
    sys.exit(main())
