"""Memory that runs out: workers killed as the system does it, and a limit on the memory of every process."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from faults.bench import ENDED, OLD, Bench, ended, leaves_nobody
from faults.tally import Book, Tally

_MB = 1024 * 1024
# Below the first nothing of mtqa can be loaded, above the second a window and all that checks it have room.
_LIMITS_MB = (130, 280)


def lose_workers(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """One worker, or one every second, is killed from outside: the run recovers, or says what failed."""
    for name, rounds in (("one worker killed", 1), ("a worker killed every second", 30)):
        for command, result, whole in _runs(bench):
            tally = book.of(f"{name}, {command[0]} {Path(command[1]).name}, --jobs 2")
            while tally.tried < times:
                _clear(bench, result)
                run = bench.mtqa(*command, "--jobs", "2", "--quiet")
                time.sleep(chance.uniform(0.3, 1.0) * bench.seconds)
                for _ in range(rounds):
                    if run.poll() is not None:
                        break
                    if workers := _workers(run.pid):
                        with suppress(ProcessLookupError):
                            os.kill(chance.choice(workers), signal.SIGKILL)
                    time.sleep(1.0 if rounds > 1 else 0)
                _judge(run, result, whole, tally)
                _again(bench, command, result, whole, tally)
                book.keep(tally, times)


def limit_memory(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """No process of the run gets more than a random amount of memory: it ends well, or with what to do."""
    for jobs in (1, 2):
        for command, result, whole in _runs(bench):
            tally = book.of(f"memory limited, {command[0]} {Path(command[1]).name}, --jobs {jobs}")
            while tally.tried < times:
                _clear(bench, result)
                most = int(chance.uniform(*_LIMITS_MB) * _MB)

                def prepare(most: int = most) -> None:
                    resource.setrlimit(resource.RLIMIT_AS, (most, most))

                run = bench.mtqa(*command, "--jobs", str(jobs), "--quiet", prepare=prepare)
                _judge(run, result, whole, tally, f" at {most // _MB} MB")
                _again(bench, command, result, whole, tally)
                book.keep(tally, times)


def _runs(bench: Bench) -> list[tuple[tuple[str, ...], Path, bytes]]:
    """On rows, and on documents; with the result of a run that nobody disturbed."""
    page = bench.folder / "documents.json"
    rows = ("check", str(bench.input), "--from", "lines", "--resume", "-o", str(bench.output))
    documents = ("check", str(bench.documents), "-o", str(page))
    run = bench.mtqa(*documents, "--quiet")
    ended(run)
    return [(rows, bench.output, bench.whole), (documents, page, page.read_bytes())]


def _clear(bench: Bench, result: Path) -> None:
    bench.clear()
    result.write_bytes(OLD)


def _workers(parent: int) -> list[int]:
    """Children that were spawned to work, not the one that keeps track of what they leave behind."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if (
                    f"\nPPid:\t{parent}\n" in (entry / "status").read_text()
                    and b"spawn_main" in (entry / "cmdline").read_bytes()
                ):
                    found.append(int(entry.name))
    return found


def _judge(run: subprocess.Popen[bytes], result: Path, whole: bytes, tally: Tally, where: str = "") -> None:
    said = ended(run)
    tally.tried += 1
    found = result.read_bytes()
    text = said.decode(errors="replace")
    if run.returncode == 1 and found == OLD and text.startswith("OpenBLAS error"):
        tally.found("OpenBLAS ended it with 1")  # by itself, before anybody can say more
    elif run.returncode in ENDED:
        tally.found("recovered")
        if found != whole:
            tally.break_promise(f"green, with another result{where}")
    elif run.returncode in (2, 3):
        tally.found("said what to do" if "mtqa: " in text else "no word")
        if "mtqa: " not in text or not any(word in text for word in ("memory", "--jobs", "--resume")):
            tally.break_promise(f"no remedy{where}: {text[-800:]}")
        if found not in (OLD, whole) and not _names_what_failed(result):
            tally.break_promise(f"the result is neither old nor whole{where}")
    else:
        tally.found(f"ended with {run.returncode}")
        print(f"{tally.fault}{where}: ended with {run.returncode}: {text[-1500:]}", flush=True)
        if found != OLD:
            tally.break_promise(f"ended with {run.returncode}, and the result is not the old one{where}")
    if "Traceback" in text:
        tally.break_promise(f"a traceback{where}: {text[text.index('Traceback') :][:2500]}")
    if "IT HUNG" in text or not leaves_nobody(run):
        tally.break_promise(f"it hung, or a worker outlived it{where}")


def _names_what_failed(result: Path) -> bool:
    """Whether a result with failures is otherwise sound: JSON, in which they are named."""
    text = result.read_text(encoding="utf-8")
    try:
        if result.suffix == ".json":
            return bool(json.loads(text)["failures"])
        return any(json.loads(line)["type"] == "failure" for line in text.splitlines())
    except (ValueError, KeyError):
        return False


def _again(bench: Bench, command: tuple[str, ...], result: Path, whole: bytes, tally: Tally) -> None:
    """The same command with room enough gives the whole result."""
    run = bench.mtqa(*command, "--quiet")
    said = ended(run)
    tally.resumed += 1
    if run.returncode not in ENDED or result.read_bytes() != whole:
        tally.lost_rows += bench.lost() if result == bench.output else 1
        tally.break_promise(f"run again, it ended with {run.returncode}: {said[-500:]!r}")
