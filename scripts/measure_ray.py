"""What a Ray cluster costs beside worker processes, and how fast one reader feeds it: one table each.

    python scripts/measure_ray.py                     10,000 news sentences, two workers; about two minutes, idle
    python scripts/measure_ray.py --sentences 2000    fewer

Whole commands are measured, with start-up; the same sentences go through `--jobs 2` and `--ray local --jobs 2`, and
the results must have the same bytes. A tenth of the sentences goes through both as well: what differs there is the
start of the cluster. The reader is measured by its own processor time, since it shares the machine in a real run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from measure_speed import news
from measuring.gold import SHARED
from measuring.processes import run_together
from mtqa.distributing import Input
from mtqa.distributing.worker import read_inputs
from mtqa.working import Place

WORKERS = 2


def write_rows(folder: Path, sentences: list[str]) -> Path:
    """A JSONL file of the sentences."""
    path = folder / f"{len(sentences)}.jsonl"
    path.write_text(
        "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in sentences), encoding="utf-8"
    )
    return path


def check(path: Path, *options: str) -> tuple[float, bytes]:
    """Seconds of a whole `mtqa check`, and what it wrote."""
    found = path.with_suffix(".out")
    command = [
        sys.executable,
        "-m",
        "mtqa",
        "check",
        str(path),
        "--format",
        "jsonl",
        "-o",
        str(found),
        "--quiet",
        *options,
    ]
    return run_together([command]).seconds, found.read_bytes()


def overhead(folder: Path, sentences: list[str]) -> None:
    """Both ways on a tenth and on all of the sentences."""
    ways = {f"--jobs {WORKERS}": (), f"--ray local --jobs {WORKERS}": ("--ray", "local")}
    print(
        f"{'mtqa check':<24}{'sentences':>10}{'seconds':>9}{'sentences/s':>13}{'sentences/s between':>21}  same bytes"
    )
    first: dict[int, bytes] = {}
    for name, options in ways.items():
        before, before_s = 0, 0.0
        for size in (len(sentences) // 10, len(sentences)):
            seconds, written = check(write_rows(folder, sentences[:size]), "--jobs", str(WORKERS), *options)
            same = written == first.setdefault(size, written)
            between = f"{(size - before) / (seconds - before_s):.0f}" if before else ""
            shown = "yes" if same else "NO"
            print(f"  {name:<22}{size:10d}{seconds:9.1f}{size / seconds:13.0f}{between:>21}  {shown}", flush=True)
            if not same:
                raise SystemExit("the results differ")
            before, before_s = size, seconds
    written, rows = first[len(sentences)], len(sentences)
    read = sum(len(text.encode()) for text in sentences)
    packed = len(gzip.compress(written, 6))
    print(
        f"  a row: {read / rows:.0f} bytes of text, {len(written) / rows:.0f} of result, {packed / rows:.0f} with gzip"
    )


def reading(folder: Path, sentences: list[str]) -> None:
    """A reader's work, from the file to the windows as they go to the workers."""
    rows = write_rows(folder, sentences)
    packed, table = rows.with_suffix(".jsonl.gz"), rows.with_suffix(".parquet")
    packed.write_bytes(gzip.compress(rows.read_bytes()))
    parquet.write_table(pa.table({"text": sentences}), table)
    print(f"\n{'one reader':<24}{'rows a CPU second':>18}{'bytes a row in the file':>25}{'in a window':>13}")
    for path in (rows, packed, table):
        began, windows = time.process_time(), 0
        for batch in read_inputs({"input": [0]}, [Input(path.name, str(path))], None, Place()):
            windows += len(batch["data"][0])
        seconds = time.process_time() - began
        print(f"  {path.suffix:<22}{len(sentences) / seconds:18.0f}{path.stat().st_size / len(sentences):25.0f}"
              f"{windows / len(sentences):13.0f}")  # fmt: skip


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=10_000)
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("The shared data folder is not beside this checkout: there is nothing to measure on.")
    sentences = news(arguments.sentences)
    with tempfile.TemporaryDirectory() as folder:
        overhead(Path(folder), sentences)
        reading(Path(folder), sentences)


if __name__ == "__main__":
    main()
