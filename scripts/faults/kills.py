"""kill -9, at moments spread over the whole run and crowded where files are written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time

from faults.bench import ENDED, OLD, Bench, ended, leaves_nobody
from faults.tally import Book, Tally

# A run changes the names and sizes in its folder about six times, and twice more for each window of rows.
_MOST_CHANGES = 14
_SECONDS_AFTER_CHANGE = 0.003


def kill(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """Each run is killed and the next goes on with --resume; one that ends first is compared and all begins anew.

    Half of the moments are spread over the time that a whole run takes, half come just after a change in the folder,
    where the short critical sections are. With several jobs half of the kills hit the first process alone: its workers
    must end by themselves.
    """
    tally = book.of(f"kill -9, --jobs {bench.jobs}")
    bench.measure()
    bench.clear()
    is_fresh, started = True, 0.0
    while tally.tried < times:
        begun = time.monotonic()
        started = begun if is_fresh else started
        run = bench.start("--resume")
        if _comes_before_end(bench, run, chance):
            is_fresh = False
            if bench.jobs > 1 and chance.random() < 0.5:
                run.kill()
            else:
                os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            if not leaves_nobody(run):
                tally.break_promise("a worker outlived its run")
            tally.tried += 1
            tally.found(_state(bench))
            if not bench.is_old_or_whole():
                tally.break_promise(f"the output holds {bench.output.read_bytes()[-200:]!r}")
            if bench.output.read_bytes() != OLD:  # the kill came after the renaming: what is left must do no harm
                bench.output.write_bytes(OLD)
        else:
            if is_fresh:
                bench.seconds = time.monotonic() - begun
            compare(bench, run, tally)
            bench.clear()
            is_fresh = True
        book.keep(tally, times)
    run = bench.start("--resume")
    compare(bench, run, tally)
    book.keep(tally, times)


def compare(bench: Bench, run: subprocess.Popen[bytes], tally: Tally) -> None:
    """A run that nobody disturbs to its end: its rows are those of the whole."""
    said = ended(run)
    tally.resumed += 1
    tally.lost_rows += bench.lost()
    if run.returncode not in ENDED or bench.output.read_bytes() != bench.whole:
        tally.break_promise(f"resumed, it ended with {run.returncode}: {said[-500:]!r}")
    left = sorted(path.name for path in bench.folder.iterdir() if path.is_file())
    if left != sorted((bench.input.name, bench.output.name)):
        tally.break_promise(f"left behind: {left}")


def _comes_before_end(bench: Bench, run: subprocess.Popen[bytes], chance: random.Random) -> bool:
    """Waits for the moment; False where the run ends before."""
    if chance.random() < 0.5:
        try:
            run.wait(timeout=chance.uniform(0.05, 1.1) * bench.seconds)
        except subprocess.TimeoutExpired:
            return True
        return False
    seen, before = 0, _look(bench)
    changes = chance.randint(1, _MOST_CHANGES)
    while run.poll() is None:
        now = _look(bench)
        if now != before:
            seen, before = seen + 1, now
            if seen == changes:
                time.sleep(chance.uniform(0, _SECONDS_AFTER_CHANGE))
                return True
        time.sleep(0.0002)
    return False


def _look(bench: Bench) -> list[tuple[str, int]]:
    found = []
    for path in bench.folder.iterdir():
        try:
            found.append((path.name, path.stat().st_size))
        except FileNotFoundError:
            continue
    return sorted(found)


def _state(bench: Bench) -> str:
    """How far the run came, from what it left."""
    is_old = bench.output.read_bytes() == OLD
    journals = [path for path in bench.folder.iterdir() if path.name.endswith(".part.journal")]
    parts = [path for path in bench.folder.iterdir() if path.name.endswith(".part")]
    if not is_old:
        return "renamed, journal left" if journals else "whole"
    if not parts:
        return "no part yet"
    if not journals:
        return "part without journal"
    windows = -(-bench.rows // 1000)
    done = min(max(journals[0].read_bytes().count(b"\n") - 2, 0), windows)
    if done == windows:
        return "all windows there, not renamed"
    more = parts[0].stat().st_size > _end(journals[0].read_bytes())
    return f"{'within' if more else 'between'} windows" if done or more else "part just begun"


def _end(journal: bytes) -> int:
    lines = journal.split(b"\n")[:-1]
    return int(json.loads(lines[-1])["end"]) if len(lines) > 1 else 0
