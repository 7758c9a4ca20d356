"""Runs `mtqa check` under faults and counts what is lost: nothing may be.

    python scripts/inject_faults.py --kills 200          every fault; a Markdown table; fails where a promise breaks
    python scripts/inject_faults.py --kills 200 --jobs 2 --only kill

`kill`: kill -9 at a random moment of a run with --resume. After each, the output is the old file byte for byte or the
whole new one; and when the run has been resumed to its end, the rows are those of a run that nobody disturbed.
`full`: files may not grow beyond a limit, as on a full disk. `interrupt`: Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLD = b"what was there before\n"
TEXTS = (
    "Le maire a annoncé que le port fermerait à la fin de l’année.",
    "Les pêcheurs ont protesté devant l’hôtel de ville toute la journée.",
    "Il vit dans dans un petit village au bord de la mer.",
    "Le ministre a dit que les prix sont resté stable depuis trois mois.",
)


@dataclass(slots=True)
class Tally:
    """What was tried of a fault, and what broke."""

    fault: str
    tried: int = 0
    resumed: int = 0
    lost_rows: int = 0
    broken: int = 0


class Bench:
    """A folder with an input, and the rows of a run that nobody disturbed."""

    def __init__(self, folder: Path, rows: int, jobs: int) -> None:
        self.folder, self.jobs = folder, jobs
        self.input, self.output = folder / "in.txt", folder / "out.jsonl"
        lines = (f"{TEXTS[number % len(TEXTS)]} Numéro {number}." for number in range(rows))
        self.input.write_text("\n".join(lines) + "\n", encoding="utf-8")
        started = time.monotonic()
        done = self.start().wait()
        self.seconds = time.monotonic() - started
        if done not in (0, 1):
            sys.exit(f"the undisturbed run ended with {done}")
        self.whole = self.output.read_bytes()

    def start(self, *options: str, prepare: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
        """A run on the input, in a process group of its own."""
        command = [sys.executable, "-m", "mtqa", "check", str(self.input), "--from", "lines", "--format", "jsonl"]
        command += ["-o", str(self.output), "--jobs", str(self.jobs), "--quiet", *options]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(self.folder / "cache")}
        return subprocess.Popen(
            command,
            env=environment,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=prepare,
        )

    def clear(self) -> None:
        """The old output alone, nothing of an earlier run."""
        for path in self.folder.iterdir():
            if path.is_file() and path != self.input:
                path.unlink()
        self.output.write_bytes(OLD)

    def is_old_or_whole(self) -> bool:
        return self.output.read_bytes() in (OLD, self.whole)

    def lost(self) -> int:
        """Rows of the undisturbed run that the output lacks or has otherwise."""
        found = self.output.read_bytes().splitlines()
        wanted = self.whole.splitlines()
        return sum(a != b for a, b in zip(found, wanted, strict=False)) + abs(len(found) - len(wanted))


def kill(bench: Bench, times: int, chance: random.Random) -> Tally:
    """kill -9 of the whole process group, resumed each time; a run that ends first is compared and begun anew."""
    tally = Tally("kill -9 at a random moment")
    bench.clear()
    while tally.tried < times:
        run = bench.start("--resume")
        try:
            run.communicate(timeout=chance.uniform(0.05, 1.0) * bench.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            tally.tried += 1
            tally.broken += not bench.is_old_or_whole()
            continue
        _compare(bench, run, tally)
        bench.clear()
    run = bench.start("--resume")
    run.communicate()
    _compare(bench, run, tally)
    return tally


def _compare(bench: Bench, run: subprocess.Popen[bytes], tally: Tally) -> None:
    tally.resumed += 1
    tally.lost_rows += bench.lost()
    tally.broken += run.returncode not in (0, 1) or bench.output.read_bytes() != bench.whole


def interrupt(bench: Bench, times: int, chance: random.Random) -> Tally:
    """Ctrl-C once the run is under way: exit code 130, one line, and --resume goes on to the same rows."""
    tally = Tally("Ctrl-C")
    for _ in range(times):
        bench.clear()
        run = bench.start("--resume")
        try:
            run.communicate(timeout=chance.uniform(0.5, 0.9) * bench.seconds)
            continue  # it was done before
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate()
        if run.returncode in (0, 1) and bench.output.read_bytes() == bench.whole:
            continue  # it was done when the signal came
        tally.tried += 1
        # Python ends by the signal itself where it comes while Python is closing down: to a shell that is 130.
        is_130 = run.returncode in (130, -signal.SIGINT)
        is_broken = not is_130 or b"Traceback" in said or not bench.is_old_or_whole()
        if is_broken:
            print(f"Ctrl-C: ended with {run.returncode}: {said[-500:]!r}", file=sys.stderr)
        tally.broken += is_broken
        again = bench.start("--resume")
        again.communicate()
        _compare(bench, again, tally)
    return tally


def full(bench: Bench, times: int, chance: random.Random) -> Tally:
    """No file may grow beyond a part of the output: a clear error, the old output kept, and --resume ends the run."""
    tally = Tally("full disk")
    for _ in range(times):
        bench.clear()
        most = int(chance.uniform(0.01, 0.95) * len(bench.whole))

        def prepare(most: int = most) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as on a full disk: the write fails
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        run = bench.start("--resume", prepare=prepare)
        _, said = run.communicate()
        tally.tried += 1
        tally.broken += run.returncode in (0, 1) or b"Traceback" in said or not said or not bench.is_old_or_whole()
        again = bench.start("--resume")
        again.communicate()
        _compare(bench, again, tally)
    return tally


FAULTS: dict[str, tuple[Callable[[Bench, int, random.Random], Tally], int]] = {
    "kill": (kill, 200),
    "interrupt": (interrupt, 10),
    "full": (full, 10),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(FAULTS), action="append")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    broken = 0
    print("| fault | tried | run to the end after it | rows lost | promises broken |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="mtqa-faults-") as name:
        bench = Bench(Path(name), arguments.rows, arguments.jobs)
        for fault in arguments.only or FAULTS:
            inject, times = FAULTS[fault]
            times = arguments.kills if fault == "kill" else times
            tally = inject(bench, times, random.Random(f"{arguments.seed} {fault}"))
            print(
                f"| {tally.fault} | {tally.tried} | {tally.resumed} | {tally.lost_rows} | {tally.broken} |", flush=True
            )
            broken += tally.broken + tally.lost_rows
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
