"""Results, states and caches that cannot be written, runs that meet, and interrupts: as a user meets them."""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.cli.part import PartFile
from mtqa.comparing import SideFiles
from mtqa.config import Settings
from mtqa.working import Pool
from mtqa.working import pool as pools

SOUND = "Le chat dort sur le canapé du salon.\n"
WRONG = "Les mesure ont été annoncées hier par la ministre.\n"
_PR_CAPBSET_DROP = 24
_RIGHTS_OF_ROOT = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", SOUND), ("b.txt", WRONG)):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def closed(here: Path) -> Iterator[Path]:
    """A folder in which nothing can be made, with an old result in it."""
    folder = here / "closed"
    folder.mkdir()
    (folder / "out.json").write_text("old\n", encoding="utf-8")
    folder.chmod(0o500)
    yield folder
    folder.chmod(0o700)


def _drop_rights() -> None:
    """Where root runs the tests: permissions hold for its program as well."""
    libc = ctypes.CDLL(None, use_errno=True)
    for right in _RIGHTS_OF_ROOT:
        libc.prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)


def as_a_user(arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """mtqa run without the rights of root. Skips the test where they cannot be laid down."""
    if not sys.platform.startswith("linux"):
        pytest.skip("permissions are tried on Linux")
    prepare = _drop_rights if os.getuid() == 0 else None

    def start(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment}
        return subprocess.run(
            [sys.executable, *command], env=variables, preexec_fn=prepare, capture_output=True, text=True, check=False
        )

    Path("locked").touch(mode=0o400)
    if start(["-c", "open('locked', 'w')"]).returncode == 0:
        pytest.skip("root keeps its rights over files here")
    return start(["-m", "mtqa", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "in", "-o", "closed/out.json"],
        ["check", "in", "--format", "json", "-o", "closed/new.json"],
        ["check", "in", "-o", "closed/out.jsonl"],
        ["check", "in", "-o", "out.json", "--output", "html=closed/out.html"],
        ["check", "in", "-o", "out.json", "--state", "closed/passed.json"],
        ["report", "in", "-o", "closed/out.html"],
        ["gate", "in", "--format", "json", "-o", "closed/out.json"],
        ["backtranslate", "in", "-o", "closed/out.jsonl"],
    ],
)
def test_a_folder_that_takes_no_files_is_said_before_the_run(closed: Path, arguments: list[str]) -> None:
    done = as_a_user(arguments)
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert "its folder cannot be written; choose another file for the output" in line
    assert sorted(path.name for path in closed.iterdir()) == ["out.json"]
    assert (closed / "out.json").read_text(encoding="utf-8") == "old\n"


@pytest.mark.parametrize("command", ["check", "gate", "report", "align", "backtranslate"])
def test_a_folder_that_is_not_there_is_said_before_the_run(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    paths = ["in/a.txt", "in/b.txt"] if command == "align" else ["in"]
    assert run([command, *paths, "-o", "nowhere/out"]) == 2
    assert "nowhere/out: its folder is not there; make it" in capsys.readouterr().err


def test_a_state_that_cannot_be_read_is_one_line(here: Path) -> None:
    (here / "passed.json").write_text("{}", encoding="utf-8")
    (here / "passed.json").chmod(0o000)
    done = as_a_user(["check", "in", "--state", "passed.json", "-o", "out.json"])
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "passed.json: the state cannot be read (Permission denied); check its permissions" in line


@pytest.mark.parametrize("command", ["check", "gate"])
def test_what_no_result_holds_has_not_passed(here: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The state was saved before the result was written: where that failed, the next run left out what had passed."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full, a file that is full all the time")
    arguments = [command, "in", "--state", "passed.json", "--format", "json", "--quiet"]
    assert run([*arguments, "-o", "/dev/full"]) == 2
    assert "cannot be written (No space left on device)" in capsys.readouterr().err
    assert run([*arguments, "-o", "out.json"]) == 1
    found = json.loads((here / "out.json").read_text(encoding="utf-8"))
    assert [Path(document["name"]).name for document in found["documents"]] == ["a.txt", "b.txt"]
    assert run([*arguments, "-o", "again.json"]) == 1
    found = json.loads((here / "again.json").read_text(encoding="utf-8"))
    assert [Path(document["name"]).name for document in found["documents"]] == ["b.txt"]


@pytest.mark.parametrize("options", [[], ["--resume"], ["--jobs", "2"]])
def test_a_second_run_at_one_result_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    (here / "rows.tsv").write_text(f"text\n{SOUND}{WRONG}", encoding="utf-8")
    first = PartFile("out.jsonl", {})
    first.write("begun\n", first.begin())
    command = ["check", "rows.tsv", "-o", "out.jsonl", "--quiet", *options]
    assert run(command) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "mtqa: out.jsonl: another run is writing this file; wait for its end, or choose another file for the output"
    )
    assert Path("out.jsonl.part").read_text(encoding="utf-8") == "begun\n"
    first.close()
    assert run(["check", "rows.tsv", "-o", "out.jsonl", "--quiet"]) == 1
    assert sorted(path.name for path in here.iterdir()) == ["in", "out.jsonl", "rows.tsv"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process does with a signal is read in /proc")
def test_ctrl_c_never_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process was interrupted before it could say that it ignores that, and showed a traceback."""
    spawned = multiprocessing.get_context("spawn").Process
    really, held = spawned.start, []

    def start(process: SpawnProcess) -> None:
        really(process)
        held.append(_holds_back(process.pid))

    monkeypatch.setattr(spawned, "start", start)
    with Pool(2, Settings(), SideFiles(), len):
        assert held == [True, True]
        assert all(_holds_back(process.pid) for process in multiprocessing.active_children())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def _holds_back(process: int | None) -> bool:
    """Whether SIGINT is blocked or ignored there."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    masks = [int(line.split()[1], 16) for line in lines if line.startswith(("SigBlk:", "SigIgn:"))]
    return any(mask & (1 << (signal.SIGINT - 1)) for mask in masks)


def test_a_clock_that_goes_back_changes_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is known to have passed nor a part to go on with (the cache has its own test)."""
    (here / "rows.tsv").write_text(f"text\n{SOUND}{WRONG}", encoding="utf-8")
    state = ["check", "in", "--state", "passed.json", "--format", "json", "--quiet"]
    rows = ["check", "rows.tsv", "--quiet", "--resume", "-o"]
    assert run([*state, "-o", "first.json"]) == run([*state, "-o", "second.json"]) == 1
    assert run([*rows, "whole.jsonl"]) == 1
    with monkeypatch.context() as interrupted:
        interrupted.setattr(PartFile, "finish", _interrupt)
        assert run([*rows, "out.jsonl"]) == 130
    monkeypatch.setattr(time, "time", lambda: 1.0)
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)
    assert run([*state, "-o", "third.json"]) == 1
    assert (here / "third.json").read_bytes() == (here / "second.json").read_bytes()
    with monkeypatch.context() as nothing_left:
        nothing_left.setattr("mtqa.working.units.check_window", lambda *_: pytest.fail("checked once more"))
        assert run([*rows, "out.jsonl"]) == 1
    assert (here / "out.jsonl").read_bytes() == (here / "whole.jsonl").read_bytes()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_back_translations_that_are_cut_off_leave_the_old_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Engine:
        name, note = "slow", "slow"

        def translate(self, *_: object) -> list[object]:
            raise KeyboardInterrupt

    monkeypatch.setattr("mtqa.backtranslating.select_engine", lambda _: Engine())
    (here / "out.jsonl").write_text("old\n", encoding="utf-8")
    assert run(["backtranslate", "in", "-o", "out.jsonl", "--quiet"]) == 130
    assert (here / "out.jsonl").read_text(encoding="utf-8") == "old\n"
    assert sorted(path.name for path in here.iterdir()) == ["in", "out.jsonl"]


def test_a_worker_without_memory_to_say_what_is_wrong_ends_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mute:
        def send(self, *_: object) -> None:
            raise MemoryError

    def fail_to_load(*_: object, **__: object) -> None:
        raise ValueError("what cannot be said")

    def leave(code: int) -> None:
        raise SystemExit(code)

    before = signal.getsignal(signal.SIGINT)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "1")  # as a worker sets them, and back afterwards
    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr("mtqa.pipeline.Checker", fail_to_load)
    try:
        with pytest.raises(SystemExit) as ended:
            pools._serve(Mute(), Settings(), SideFiles(), len)
    finally:
        signal.signal(signal.SIGINT, before)
    assert pools._ending(ended.value.code) == "no memory was left"
