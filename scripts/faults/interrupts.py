"""Ctrl-C, at moments spread over the whole run: exit code 130, no traceback, results old or whole."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faults.bench import ENDED, OLD, Bench, ended, leaves_nobody
from faults.tally import Book, Tally

# Before this Python has not even begun to read itself.
_SECONDS_TO_BE_THERE = 0.05
# A traceback of a signal that came before `mtqa.__main__` was there to answer for it names none of our other files.
_SAYS_MTQA = re.compile(rb"/mtqa/(?!__init__\.py|version\.py)")


@dataclass(frozen=True, slots=True)
class Command:
    """A run and the files it writes; `can_resume` says that it goes on where it was cut off."""

    name: str
    arguments: tuple[str, ...]
    results: tuple[Path, ...]
    can_resume: bool = False


def interrupt(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """`check` on rows, and `check`, `report` and `gate` on documents, each with one job and with two."""
    for command in _commands(bench):
        for jobs in (1, 2):
            tally = book.of(f"Ctrl-C, {command.name}, --jobs {jobs}")
            arguments = (*command.arguments, "--jobs", str(jobs), "--quiet")
            whole, seconds = _undisturbed(bench, command, arguments)
            while tally.tried < times:
                _clear(bench, command)
                options = ("--resume",) if command.can_resume else ()
                run = bench.mtqa(*arguments, *options)
                try:
                    run.wait(timeout=chance.uniform(_SECONDS_TO_BE_THERE, 1.05 * seconds))
                    continue  # it was done before
                except subprocess.TimeoutExpired:
                    os.killpg(run.pid, signal.SIGINT)
                if _judge(command, run, ended(run), whole, tally):
                    _clear(bench, command)  # with a state a second run would leave out what the first has written
                begun = time.monotonic()
                again = bench.mtqa(*arguments, *options)
                said = ended(again)
                if not command.can_resume:
                    seconds = time.monotonic() - begun
                tally.resumed += 1
                found = [path.read_bytes() for path in command.results]
                if again.returncode not in ENDED or found != whole:
                    tally.break_promise(f"run again, it ended with {again.returncode}: {said[-500:]!r}")
                    tally.lost_rows += _lost(found, whole)
                book.keep(tally, times)


def _commands(bench: Bench) -> tuple[Command, ...]:
    rows, page, state = bench.output, bench.folder / "page.html", bench.folder / "passed.json"
    documents, found = str(bench.documents), bench.folder / "found.json"
    lines = ("--from", "lines", "--format", "jsonl")
    return (
        Command("check, rows", ("check", str(bench.input), *lines, "-o", str(rows)), (rows,), can_resume=True),
        Command("check, documents", ("check", documents, "-o", str(found)), (found,)),
        Command("report", ("report", documents, "-o", str(page)), (page,)),
        Command("gate", ("gate", documents, "--format", "json", "-o", str(found), "--state", str(state)), (found,)),
    )


def _undisturbed(bench: Bench, command: Command, arguments: Sequence[str]) -> tuple[list[bytes], float]:
    _clear(bench, command)
    begun = time.monotonic()
    run = bench.mtqa(*arguments)
    said = ended(run)
    if run.returncode not in ENDED:
        raise SystemExit(f"the undisturbed run ended with {run.returncode}: {said[-500:]!r}")
    return [path.read_bytes() for path in command.results], time.monotonic() - begun


def _clear(bench: Bench, command: Command) -> None:
    bench.clear()
    for path in command.results:
        path.write_bytes(OLD)


def _judge(command: Command, run: subprocess.Popen[bytes], said: bytes, whole: Sequence[bytes], tally: Tally) -> bool:
    """Whether the results are whole."""
    tally.tried += 1
    found = [path.read_bytes() for path in command.results]
    is_whole = found == whole
    is_early = b"Traceback" in said and not _SAYS_MTQA.search(said)
    # To a shell a program that ends by the signal has ended with 130 as well.
    how = {130: "130", -signal.SIGINT: "by the signal"}.get(run.returncode, f"ended with {run.returncode}")
    tally.found(f"{how}, {'before mtqa was there' if is_early else 'whole' if is_whole else 'old'}")
    if run.returncode not in (130, -signal.SIGINT) and not (run.returncode in ENDED and is_whole):
        tally.break_promise(f"it ended with {run.returncode}: {said[-500:]!r}")
    if b"Traceback" in said and not is_early:
        tally.break_promise(f"a traceback: {said[-1500:].decode(errors='replace')}")
    if any(data not in (OLD, good) for data, good in zip(found, whole, strict=True)):
        tally.break_promise("a result is neither old nor whole")
    if not leaves_nobody(run):
        tally.break_promise("a worker outlived its run")
    return is_whole


def _lost(found: Sequence[bytes], whole: Sequence[bytes]) -> int:
    return sum(len(set(good.splitlines()) - set(data.splitlines())) for data, good in zip(found, whole, strict=True))
