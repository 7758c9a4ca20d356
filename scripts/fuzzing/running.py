"""Runs a target on inputs, counts what came of them, and keeps what fails; logs and their table."""

from __future__ import annotations

import json
import time
import traceback
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from fuzzing.targets import Target, hold_error
from mtqa.errors import MtqaError

MOST_SECONDS = 2.0  # of processor time, for inputs of at most 16 kB
MOST_MEMORY_BYTES = 6 * 1024**3


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

    def append_to(self, log: Path) -> None:
        """Adds the counts to a log."""
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(self)) + "\n")


class Runner:
    """Runs a target on inputs and keeps what fails: one input a kind of failure."""

    def __init__(self, name: str, target: Target, failures: Path, most_seconds: float = MOST_SECONDS) -> None:
        self._name, self._target, self._failures, self._most_seconds = name, target, failures, most_seconds
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
        if spent > self._most_seconds and not kind:
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
