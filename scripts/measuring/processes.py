"""Whole processes, one or several at once, with what they took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = """
import json, os, subprocess, sys, time
folder, *command = sys.argv[1:]
with open(folder + "/stdout", "wb") as output, open(folder + "/stderr", "wb") as errors:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=output, stderr=errors)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
with open(folder + "/cost", "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), seconds, usage.ru_utime, usage.ru_maxrss], file)
"""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Cost:
    """What processes that ran side by side took: `seconds` from the first's start to the last's end, else sums."""

    seconds: float
    user_seconds: float
    peak_mb: float
    outputs: tuple[bytes, ...]


def run_child(command: list[str], stdin: bytes = b"", one_thread: bool = True) -> tuple[float, float, bytes]:
    """Seconds, largest resident set in MB and standard output of one process."""
    cost = run_together([command], [stdin], one_thread)
    return cost.seconds, cost.peak_mb, cost.outputs[0]


def run_together(commands: Sequence[list[str]], stdins: Sequence[bytes] = (), one_thread: bool = True) -> Cost:
    """Runs the commands at once. Raises SystemExit where one ends with another code than 0 and 1 (issues found)."""
    runs = [
        _Run(command, stdin, one_thread)
        for command, stdin in zip(commands, stdins or [b""] * len(commands), strict=True)
    ]
    start = time.perf_counter()
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    seconds = runs[0].seconds if len(runs) == 1 else time.perf_counter() - start
    for run in runs:
        if run.code not in (0, 1):
            raise SystemExit(f"{' '.join(run.command)[:200]} ended with {run.code}:\n{run.errors.decode()[-2000:]}")
    return Cost(
        seconds,
        sum(run.user_seconds for run in runs),
        sum(run.peak_mb for run in runs),
        tuple(run.output for run in runs),
    )


class _Run(threading.Thread):
    """One process under a launcher of few megabytes: the kernel counts its parent's memory into a process's peak."""

    def __init__(self, command: list[str], stdin: bytes, one_thread: bool) -> None:
        super().__init__()
        self.command, self._stdin = command, stdin
        self._environment = {**os.environ, **(_ONE_THREAD if one_thread else {})}
        self.code: int | None = None
        self.seconds = self.user_seconds = self.peak_mb = 0.0
        self.output = self.errors = b""

    def run(self) -> None:
        """wait4 tells what the process took, with the workers that it waited for."""
        with tempfile.TemporaryFile() as source, tempfile.TemporaryDirectory() as folder:
            source.write(self._stdin)
            source.seek(0)
            launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, folder, *self.command]
            subprocess.run(launcher, stdin=source, env=self._environment, check=True)
            told = json.loads(Path(folder, "cost").read_text())
            self.output, self.errors = Path(folder, "stdout").read_bytes(), Path(folder, "stderr").read_bytes()
        self.code, self.seconds, self.user_seconds, kilobytes = told
        self.peak_mb = kilobytes / 1024
