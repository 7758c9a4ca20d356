"""Fuzzes every reader of mtqa, seeded, in one process: only MtqaErrors may come out, in bounded time and memory.

    python scripts/fuzz_readers.py --inputs 200000                  every target, in rounds
    python scripts/fuzz_readers.py html feed --inputs 5000          these targets
    python scripts/fuzz_readers.py --table out/fuzz.jsonl           the Markdown table of a log
    python scripts/fuzz_readers.py xliff --atheris --inputs 50000   guided by coverage (needs atheris), one target

The log (`--log`) has a line a round and target; a run goes on where its log ends. What failed lies in `--failures`, one
file an input, named by target and kind; `NAME --replay FILE` runs one again.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import resource
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from fuzzing.mutating import Mutator  # noqa: E402 - the checkout is on the path only now
from fuzzing.seeds import dictionary_of, seeds_of  # noqa: E402
from fuzzing.targets import Target, binary_seeds, hold_error, targets  # noqa: E402
from mtqa.errors import MtqaError  # noqa: E402

MOST_SECONDS = 2.0  # of processor time, for inputs of at most 16 kB
MOST_MEMORY_BYTES = 6 * 1024**3
IN_MEMORY = Path("/dev/shm")


@dataclass(slots=True)
class Round:
    """Counts of one target in one round; seconds are of processor time."""

    target: str
    round: int
    inputs: int = 0
    read: int = 0
    refused: int = 0
    failed: int = 0
    slowest_seconds: float = 0.0
    seconds: float = 0.0
    memory_mb: int = 0


class Runner:
    """Runs a target on inputs and keeps what fails: one input a kind of failure."""

    def __init__(self, name: str, target: Target, failures: Path) -> None:
        self._name, self._target, self._failures = name, target, failures
        self._seen: set[str] = set()

    def run(self, data: bytes, counts: Round) -> None:
        """One input."""
        started = time.thread_time()
        kind = ""
        try:
            self._target(data)
            counts.read += 1
        except MtqaError as error:
            counts.refused += 1
            try:
                hold_error(error)
            except AssertionError as broken:
                kind = f"message-{broken}"
        except Exception as error:
            kind = _kind_of(error)
        spent = time.thread_time() - started
        counts.inputs += 1
        counts.seconds += spent
        counts.slowest_seconds = max(counts.slowest_seconds, spent)
        if spent > MOST_SECONDS and not kind:
            kind = "slow"
        if kind:
            counts.failed += 1
            self._keep(kind, data)

    def _keep(self, kind: str, data: bytes) -> None:
        if kind in self._seen:
            return
        self._seen.add(kind)
        self._failures.mkdir(parents=True, exist_ok=True)
        name = "".join(mark if mark.isalnum() or mark in "-_." else "_" for mark in f"{self._name}-{kind}")[:150]
        (self._failures / name).write_bytes(data)
        print(f"{self._name}: {kind}", flush=True)


def _kind_of(error: Exception) -> str:
    """The type of an error and the innermost line of mtqa or of the promises that it came from."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "mtqa" in frame.filename or "fuzzing" in frame.filename
    ]
    place = f"{Path(frames[-1].filename).name}.{frames[-1].lineno}" if frames else "nowhere"
    said = str(error)[:40] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__}-{place}-{said}".rstrip("-")


def run_rounds(names: Iterable[str], inputs: int, round_inputs: int, log: Path, failures: Path, seed: str) -> bool:
    """Rounds over the targets until each has had `inputs`. True where nothing failed in this run."""
    log.parent.mkdir(parents=True, exist_ok=True)
    done = totals(log)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as name:
        folder = Path(name)
        found = targets(folder)
        chosen = list(names or found)
        if unknown := set(chosen) - found.keys():
            sys.exit(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(found)}")
        runners = {name: Runner(name, found[name], failures) for name in chosen}
        (folder / "seed").mkdir()
        seeds = {name: binary_seeds(name, folder / "seed") or seeds_of(name) for name in chosen}
        clean, number = True, 0
        while left := [name for name in chosen if done[name].inputs + number * round_inputs < inputs]:
            for name in left:
                counts = Round(name, done[name].round + number + 1)
                mutator = Mutator(name, seeds[name], dictionary_of(name), f"{seed} {name} {counts.round}")
                for _ in range(round_inputs):
                    runners[name].run(mutator.next(), counts)
                counts.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                clean = clean and not counts.failed
                with log.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(counts)) + "\n")
            number += 1
    return clean


def totals(log: Path) -> defaultdict[str, Round]:
    """The sums of a log by target; `round` is the last one."""
    sums: dict[str, Round] = {}
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        part = Round(**json.loads(line))
        total = sums.setdefault(part.target, Round(part.target, 0))
        for key in ("inputs", "read", "refused", "failed", "seconds"):
            setattr(total, key, getattr(total, key) + getattr(part, key))
        for key in ("round", "slowest_seconds", "memory_mb"):
            setattr(total, key, max(getattr(total, key), getattr(part, key)))
    return defaultdict(lambda: Round("", 0), sums)


def table_of(log: Path) -> str:
    """The table of docs/reliability.md."""
    lines = ["| reader | inputs | read | refused | failed | mean | slowest |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, total in totals(log).items():
        mean = 1000 * total.seconds / total.inputs
        lines.append(
            f"| {name} | {total.inputs:,} | {total.read:,} | {total.refused:,} | {total.failed:,} | {mean:.2f} ms | "
            f"{1000 * total.slowest_seconds:.0f} ms |"
        )
    return "\n".join(lines)


def run_guided(name: str, inputs: int, failures: Path) -> None:
    """libFuzzer's mutations guided by the lines of mtqa that run, through atheris."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["mtqa"]):
        import mtqa.reading  # noqa: F401 - for the instrumentation
    corpus = Path(tempfile.mkdtemp(prefix="mtqa-corpus-"))
    for number, seed in enumerate(seeds_of(name)):
        (corpus / str(number)).write_bytes(seed)
    found = targets()
    runner, counts = Runner(name, found[name], failures), Round(name, 0)
    atheris.Setup(
        [
            "fuzz",
            str(corpus),
            f"-runs={inputs}",
            "-max_len=4096",
            "-timeout=20",
            "-print_final_stats=1",
            "-verbosity=0",
        ],
        lambda data: runner.run(data, counts),
    )
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="names of targets; all where none is named")
    parser.add_argument("--inputs", type=int, default=200_000, help="inputs a target")
    parser.add_argument("--round", type=int, default=5_000, help="inputs a target and round")
    parser.add_argument("--log", type=Path, default=ROOT / "out" / "fuzz.jsonl")
    parser.add_argument("--failures", type=Path, default=ROOT / "out" / "failures")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--table", type=Path, metavar="LOG", help="print the table of a log")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run the one target on the bytes of a file")
    parser.add_argument("--atheris", action="store_true", help="guided by coverage")
    arguments = parser.parse_args()
    faulthandler.enable()
    if arguments.table:
        print(table_of(arguments.table))
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    if arguments.replay:
        targets()[arguments.targets[0]](arguments.replay.read_bytes())
    elif arguments.atheris:
        run_guided(arguments.targets[0], arguments.inputs, arguments.failures)
    elif not run_rounds(
        arguments.targets, arguments.inputs, arguments.round, arguments.log, arguments.failures, arguments.seed
    ):
        sys.exit("something failed; see the files in " + str(arguments.failures))


if __name__ == "__main__":
    main()
