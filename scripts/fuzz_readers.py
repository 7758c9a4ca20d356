"""Fuzzes every reader of mtqa, seeded, in one process: only MtqaErrors may come out, in bounded time and memory.

    python scripts/fuzz_readers.py --inputs 200000                  every target, in rounds
    python scripts/fuzz_readers.py html feed --inputs 5000          these targets
    python scripts/fuzz_readers.py --table out/fuzz.jsonl           the Markdown table of a log
    python scripts/fuzz_readers.py --guided --seconds 180           guided by coverage (needs atheris), every target

The log (`--log`) has a line a round and target; a run goes on where its log ends. What failed lies in `--failures`, one
file an input, named by target and kind; `NAME --replay FILE` runs one again. A guided run wants a log of its own and
keeps in `--corpus` the inputs that reached something new, where a later one begins.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from fuzzing.mutating import Mutator  # noqa: E402 - the checkout is on the path only now
from fuzzing.running import MOST_MEMORY_BYTES, Round, Runner, table_of, totals  # noqa: E402
from fuzzing.seeds import dictionary_of, seeds_of  # noqa: E402
from fuzzing.targets import binary_seeds, targets  # noqa: E402

GUIDED = ROOT / "scripts" / "fuzzing" / "guided.py"
IN_MEMORY = Path("/dev/shm")


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
                counts.append_to(log)
            number += 1
    return clean


def run_guided(names: Iterable[str], seconds: float, log: Path, failures: Path, corpus: Path, seed: str) -> bool:
    """Each target in a process of its own under atheris. True where nothing failed."""
    clean = True
    for name in names or targets():
        command = [sys.executable, str(GUIDED), name, "--seconds", str(seconds), "--seed", seed]
        command += ["--corpus", str(corpus / name), "--failures", str(failures), "--log", str(log)]
        ended = subprocess.run(command, check=False)
        print(f"{name}: ended with {ended.returncode}", flush=True)
        clean = clean and not ended.returncode
    return clean


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
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--seconds", type=float, default=180, help="processor time a target, with --guided")
    parser.add_argument("--corpus", type=Path, default=ROOT / "out" / "corpus", help="inputs found by --guided")
    arguments = parser.parse_args()
    faulthandler.enable()
    if arguments.table:
        print(table_of(arguments.table))
        return
    log, failures, seed = arguments.log, arguments.failures, arguments.seed
    if arguments.guided:
        clean = run_guided(arguments.targets, arguments.seconds, log, failures, arguments.corpus, seed)
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
        if arguments.replay:
            targets()[arguments.targets[0]](arguments.replay.read_bytes())
            return
        clean = run_rounds(arguments.targets, arguments.inputs, arguments.round, log, failures, seed)
    if not clean:
        sys.exit("something failed; see the files in " + str(arguments.failures))


if __name__ == "__main__":
    main()
