"""Speed and memory of the default check beside Grammalecte, in the same run, one process each.

    python scripts/measure_speed.py                     cold start on one article, then 20,000 news sentences
    python scripts/measure_speed.py --sentences 2000    fewer sentences

Cold: the whole process from start to exit, best of five, on the sample article where shared/ is there, else on the
bundled one. Throughput: sentences of clean news, without start-up. Memory: the largest resident set.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import peers
from measuring.clean_news import clean_lines
from measuring.gold import ROOT, SHARED

_OURS = """
import json, sys, time
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker
rows = [json.loads(line) for line in sys.stdin]
checker = Checker()
document = Document("news", "rows", tuple(Segment(n, row, is_row=True) for n, row in enumerate(rows)))
start, cpu = time.perf_counter(), time.process_time()
checker.check_document(document)
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}))
"""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def run_child(command: list[str], stdin: bytes = b"", one_thread: bool = True) -> tuple[float, float, bytes]:
    """Seconds, largest resident set in MB and standard output of one process."""
    environment = {**os.environ, **(_ONE_THREAD if one_thread else {})}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(stdin)
        source.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=target, stderr=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        target.seek(0)
        return seconds, usage.ru_maxrss / 1024, target.read()


def cold(article: Path, repeats: int = 5) -> None:
    """Whole processes on one article."""
    print(f"cold check of {article.name}, best of {repeats}     seconds  memory MB")
    commands = {"mtqa check": [sys.executable, "-m", "mtqa", "check", str(article), "--engine", "none"]}
    if peers.grammalecte_python():
        commands["grammalecte-cli"] = ["grammalecte-cli", "-f", str(article), "-off", "typo", "apos", "nbsp", "esp"]
    for name, command in commands.items():
        runs = [run_child(command, one_thread=False) for _ in range(repeats)]
        print(f"  {name:<40}{min(run[0] for run in runs):8.2f}   {max(run[1] for run in runs):8.0f}")


def throughput(sentences: list[str]) -> None:
    """The same sentences through both, one process with one thread each."""
    rows = "".join(json.dumps(sentence) + "\n" for sentence in sentences).encode()
    words = sum(len(sentence.split()) for sentence in sentences)
    print(f"{len(sentences)} news sentences ({words} words)   sentences/s  words/s  memory MB")
    runners = {"mtqa (default check)": [sys.executable, "-c", _OURS]}
    if python := peers.grammalecte_python():
        runners["Grammalecte (typography off)"] = [python, "-c", peers.RUNNER]
    for name, command in runners.items():
        _, memory, output = run_child(command, rows)
        seconds = json.loads(output.splitlines()[-1])["seconds"]
        print(f"  {name:<32}{len(sentences) / seconds:12.0f} {words / seconds:8.0f} {memory:10.0f}")


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=20000)
    arguments = parser.parse_args()
    sample = SHARED / "seed" / "russie-ukraine.fr.txt"
    cold(sample if sample.is_file() else ROOT / "corpora" / "demo" / "fr.txt")
    if not SHARED.is_dir():
        print("The shared data folder is not beside this checkout: throughput is not measured.", file=sys.stderr)
        return
    sentences = []
    for split in ("heldout", "dev"):
        sentences += list(clean_lines(split))
    throughput(sentences[: arguments.sentences])


if __name__ == "__main__":
    main()
