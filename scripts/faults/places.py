"""Disks that are full or not to be written: real ones of 1 MB, where they may be mounted; and a limit on every file."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.bench import ENDED, OLD, Bench, ended
from faults.kills import compare
from faults.tally import Book, Tally


def limit_files(bench: Bench, times: int, chance: random.Random, book: Book) -> None:
    """No file may grow beyond a part of the output: a clear error, the old output kept, and --resume ends the run."""
    for jobs in (1, 2):
        tally = book.of(f"no file beyond a part of the output, --jobs {jobs}")
        while tally.tried < times:
            bench.clear()
            most = int(chance.uniform(0.01, 0.95) * len(bench.whole))

            def prepare(most: int = most) -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as on a full disk: the write fails
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

            run = bench.start("--resume", jobs=jobs, prepare=prepare)
            _refused(run, tally, "out.jsonl: cannot be written")
            if not bench.is_old_or_whole():
                tally.break_promise("the output is neither old nor whole")
            compare(bench, bench.start("--resume", jobs=jobs), tally)
            book.keep(tally, times)


def bad_disks(bench: Bench, times: int, _chance: random.Random, book: Book) -> None:
    """Output, state, cache and temporary files on a disk that is full, and on one that is read-only."""
    if subprocess.run(["/bin/sh", "-c", "command -v mount && test $(id -u) = 0"], capture_output=True).returncode:
        print("bad disks: skipped, since nothing can be mounted here")
        return
    for name in ("full", "read-only"):
        tallies = {kind: book.of(f"{kind} on a {name} disk") for kind in ("rows", "page", "state", "cache", "spool")}
        for _ in range(min(times, 3)):
            bench.clear()
            with _disk(bench.folder / "disk", name) as disk:
                _rows(bench, disk, tallies["rows"])
                _page(bench, disk, tallies["page"])
                _state(bench, disk, tallies["state"])
                _cache(bench, disk, tallies["cache"])
                _spool(bench, disk, tallies["spool"])
            for tally in tallies.values():
                book.keep(tally, times)


@contextmanager
def _disk(place: Path, name: str) -> Iterator[Path]:
    """A disk with the old output on it and 100 kB of room, or none to write at all."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=True)
    try:
        for old in ("out.jsonl", "out.html", "state.json"):
            (place / old).write_bytes(OLD)
        (place / "cache").mkdir()
        if name == "full":
            (place / "ballast").write_bytes(bytes(900 * 1024))
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _rows(bench: Bench, disk: Path, tally: Tally) -> None:
    command = ("check", str(bench.input), "--from", "lines", "--quiet", "--resume", "-o", str(disk / "out.jsonl"))
    _refused(bench.mtqa(*command), tally, "out.jsonl: ")
    _is_old(disk / "out.jsonl", tally)
    if (disk / "ballast").exists():  # room is made, though not enough: the rest of the run goes elsewhere
        for part in disk.glob("out.jsonl.part*"):
            shutil.copy(part, bench.folder)
        run = bench.mtqa(*command[:-1], str(bench.output))
        compare(bench, run, tally)
        for part in disk.glob("out.jsonl.part*"):
            part.unlink()


def _page(bench: Bench, disk: Path, tally: Tally) -> None:
    _refused(bench.mtqa("report", str(bench.documents), "--quiet", "-o", str(disk / "out.html")), tally, "out.html: ")
    _is_old(disk / "out.html", tally)
    if len(list(disk.glob(".out.html*"))):
        tally.break_promise("a half page is left behind")


def _state(bench: Bench, disk: Path, tally: Tally) -> None:
    state = disk / "passed.json"
    command = ("check", str(bench.documents), "--quiet", "-o", str(bench.folder / "found.json"), "--state", str(state))
    with _no_room(disk):
        _refused(bench.mtqa(*command), tally, "passed.json: ")
    if state.exists():
        tally.break_promise("half a state is left behind")
    if (disk / "ballast").exists() and b'"documents"' not in (bench.folder / "found.json").read_bytes():
        tally.break_promise("the result was not written")


def _cache(bench: Bench, disk: Path, tally: Tally) -> None:
    """Without its cache a run translates again, says so, and gives the same."""
    text = bench.documents / "00.txt"
    command = ("check", str(text), "--engine", "apertium", "--quiet", "--format", "json", "-o")
    good, found = bench.folder / "with.json", bench.folder / "without.json"
    run = bench.mtqa(*command, str(good))
    if ended(run) and run.returncode not in ENDED:
        print("cache: skipped, since Apertium is missing")
        return
    with _no_room(disk):
        run = bench.mtqa(*command, str(found), environment={"MTQA_CACHE_DIR": str(disk / "cache")})
        said = ended(run).decode()
    tally.tried += 1
    tally.found("went on without" if "going on without a cache" in said else f"said {said!r}")
    if run.returncode not in ENDED or found.read_bytes() != good.read_bytes() or "Traceback" in said:
        tally.break_promise(f"ended with {run.returncode}: {said[-500:]}")


def _spool(bench: Bench, disk: Path, tally: Tally) -> None:
    """The findings of a large run outgrow the disk for temporary files; for a read-only one Python takes another."""
    output, good = bench.folder / "out.sarif", bench.folder / "good.sarif"
    output.write_bytes(OLD)
    command = ("check", str(bench.input), str(bench.documents), "--from", "lines", "--quiet", "-o")
    run = bench.mtqa(*command, str(output), environment={"TMPDIR": str(disk)})
    if (disk / "ballast").exists():
        _refused(run, tally, "TMPDIR")
        _is_old(output, tally)
        return
    said = ended(run)
    tally.tried += 1
    tally.found("went elsewhere")
    ended(bench.mtqa(*command, str(good)))
    if run.returncode not in ENDED or output.read_bytes() != good.read_bytes():
        tally.break_promise(f"ended with {run.returncode}: {said[-500:]!r}")


@contextmanager
def _no_room(disk: Path) -> Iterator[None]:
    """Takes the last kilobytes of a full disk away for a while."""
    more = disk / "more"
    if (disk / "ballast").exists():
        more.write_bytes(bytes(shutil.disk_usage(disk).free))
    yield
    if (disk / "ballast").exists():
        more.unlink()


def _refused(run: subprocess.Popen[bytes], tally: Tally, expected: str) -> None:
    said = ended(run).decode(errors="replace")
    tally.tried += 1
    tally.found(f"exit code {run.returncode}")
    if run.returncode not in (2, 3) or expected not in said or "Traceback" in said:
        tally.break_promise(f"ended with {run.returncode}, {expected!r} was due: {said[-500:]}")


def _is_old(path: Path, tally: Tally) -> None:
    if path.read_bytes() != OLD:
        tally.break_promise(f"{path.name} is not the old one")
