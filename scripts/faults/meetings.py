"""Two runs at the same time: at one result, one cache, one state."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

from faults.bench import ENDED, OLD, Bench, ended
from faults.kills import compare
from faults.tally import Book

_REFUSED = b"another run is writing this file"


def one_result(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """Two or three runs with --resume, begun at random: each is whole or refused, at least one is whole, none mixed."""
    tally = book.of("two or three runs at one result")
    while tally.tried < times:
        bench.clear()
        runs = []
        for _ in range(chance.choice((2, 3))):
            runs.append(bench.start("--resume", jobs=chance.choice((1, 2))))
            time.sleep(chance.uniform(0, 0.5) * bench.seconds)
        is_killed = chance.random() < 0.5
        if is_killed:  # what it held must hold nobody up
            runs[0].kill()
        said = [ended(run) for run in runs]
        tally.tried += 1
        whole = 0
        for number, (run, words) in enumerate(zip(runs, said, strict=True)):
            if run.returncode in ENDED:
                whole += 1
            elif run.returncode == 2 and _REFUSED in words:
                tally.found("refused")
            elif not (is_killed and number == 0):
                tally.break_promise(f"ended with {run.returncode}: {words[-500:]!r}")
        tally.found(f"{whole} whole{' and one killed' if is_killed else ''}")
        if not bench.is_old_or_whole() or (whole and bench.output.read_bytes() == OLD):
            tally.break_promise("the output is neither old nor whole")
        if not whole and not is_killed:
            tally.break_promise("no run was whole")
        compare(bench, bench.start("--resume"), tally)
        book.keep(tally, times)


def one_cache(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """Two runs that translate at the same time and keep it in one cache, and two that write one state."""
    tally = book.of("two runs at one cache and one state")
    alone = bench.folder / "alone.json"
    command = ("check", str(bench.documents / "00.txt"), str(bench.documents / "01.txt"), "--engine", "apertium")
    run = bench.mtqa(*command, "--quiet", "-o", str(alone), environment=_cache(bench, "alone"))
    words = ended(run)
    if run.returncode not in ENDED:
        print(f"{tally.fault}: skipped, since Apertium is missing: {words[-300:]!r}")
        return
    whole = alone.read_bytes()
    while tally.tried < times:
        bench.clear()
        state, runs, results = bench.folder / "passed.json", [], []
        shared = _cache(bench, f"shared{tally.tried}")
        for number in range(2):
            results.append(bench.folder / f"{number}.json")
            options = ("--quiet", "-o", str(results[-1]), "--state", str(state))
            runs.append(bench.mtqa(*command, *options, environment=shared))
            time.sleep(chance.uniform(0, 0.3))
        said = [ended(run) for run in runs]
        tally.tried += 1
        for run, words, result in zip(runs, said, results, strict=True):
            if run.returncode not in ENDED or result.read_bytes() != whole or b"Traceback" in words:
                tally.break_promise(f"ended with {run.returncode}: {words[-500:]!r}")
            tally.found("with a word on the cache" if b"cache" in words else "without a word")
        if "inputs" not in json.loads(state.read_text(encoding="utf-8")):
            tally.break_promise("the state is none")
        book.keep(tally, times)


def _cache(bench: Bench, name: str) -> dict[str, str]:
    folder: Path = bench.folder / "cache" / name
    return {"MTQA_CACHE_DIR": str(folder)}
