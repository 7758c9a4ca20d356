"""A folder to break runs of mtqa in: an input, an old output, and the output of a run that nobody disturbed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OLD = b"what was there before\n"
ENDED = (0, 1)
TEXTS = (
    "Le maire a annoncé que le port fermerait à la fin de l’année.",
    "Les pêcheurs ont protesté devant l’hôtel de ville toute la journée.",
    "Il vit dans dans un petit village au bord de la mer.",
    "Le ministre a dit que les prix sont resté stable depuis trois mois.",
)
_SECONDS_TO_HANG = 300.0
_DOCUMENTS = 20


class Bench:
    """`seconds` is the length of the last whole run, so that moments follow the load of the machine.

    What runs is a copy of the package, so that nobody changes it on the way.
    """

    def __init__(self, folder: Path, rows: int, jobs: int) -> None:
        self.folder, self.rows, self.jobs = folder, rows, jobs
        self.input, self.output = folder / "in.txt", folder / "out.jsonl"
        shutil.copytree(ROOT / "mtqa", folder / "package" / "mtqa", ignore=shutil.ignore_patterns("__pycache__"))
        lines = (f"{TEXTS[number % len(TEXTS)]} Numéro {number}." for number in range(rows))
        self.input.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.documents = folder / "documents"
        self.documents.mkdir()
        for number in range(_DOCUMENTS):
            text = " ".join(f"{TEXTS[place % len(TEXTS)]} Numéro {number * 100 + place}." for place in range(60))
            (self.documents / f"{number:02}.txt").write_text(text + "\n", encoding="utf-8")
        self.seconds = 0.0
        self.measure()
        self.whole = self.output.read_bytes()
        if self.whole.count(b"\n") != rows:
            sys.exit(f"the undisturbed run wrote {len(self.whole.splitlines())} lines for {rows} rows")

    def measure(self) -> None:
        """A run that nobody disturbs, for its length."""
        self.clear()
        started = time.monotonic()
        run = self.start()
        _, said = run.communicate()
        self.seconds = time.monotonic() - started
        if run.returncode not in ENDED:
            sys.exit(f"the undisturbed run ended with {run.returncode}: {said[-500:]!r}")

    def start(
        self, *options: str, jobs: int | None = None, prepare: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        """`mtqa check` on the input, in a process group of its own."""
        command = ["check", str(self.input), "--from", "lines", "--format", "jsonl"]
        command += ["-o", str(self.output), "--jobs", str(jobs or self.jobs), "--quiet", *options]
        return self.mtqa(*command, prepare=prepare)

    def mtqa(
        self,
        *arguments: str,
        prepare: Callable[[], None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Any run of mtqa, in a process group of its own."""
        variables = {**os.environ, "PYTHONPATH": str(self.folder / "package")}
        variables |= {"XDG_CACHE_HOME": str(self.folder / "cache"), "TMPDIR": str(self.folder), **(environment or {})}
        return subprocess.Popen(
            [sys.executable, "-m", "mtqa", *arguments],
            env=variables,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=lambda: _prepare(prepare),
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


def _prepare(more: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has what it runs in the background ignore it
    if more:
        more()


def ended(run: subprocess.Popen[bytes]) -> bytes:
    """What a run said, once it has ended. One that hangs is killed: its exit code is then -9."""
    try:
        return run.communicate(timeout=_SECONDS_TO_HANG)[1]
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        return run.communicate()[1] + b"\nIT HUNG"


def leaves_nobody(run: subprocess.Popen[bytes], seconds: float = 20.0) -> bool:
    """Whether all processes of a run that has ended end too."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)
    return False
