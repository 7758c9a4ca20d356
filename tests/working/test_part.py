"""The part file of a streamed result, cut off at every single step of its writing, and two runs at one file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mtqa.cli.lock import Lock
from mtqa.cli.part import PartFile, part_names
from mtqa.errors import UsageError
from mtqa.working import Place, Totals
from tests.working.part_killer import OLD, ORIGIN, UNITS, WHOLE, write_all

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="each step ends a process, which needs fork")
with_both_signals = pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def tries(kind: str, folder: Path, sent: signal.Signals) -> list[dict[str, Any]]:
    """What part_killer tried and found."""
    command = [sys.executable, "-m", "tests.working.part_killer", kind, str(folder), str(int(sent))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@needs_fork
@with_both_signals
def test_a_run_ended_at_any_step_leaves_the_old_or_the_whole_and_is_gone_on_with(
    tmp_path: Path, sent: signal.Signals
) -> None:
    """And again where the run that goes on is ended as well, at any step of it."""
    found_all = tries("part", tmp_path, sent)
    for found in found_all:
        *on_the_way, at_the_end = found["outputs"]
        assert set(on_the_way) <= {OLD, WHOLE}, found
        assert at_the_end == WHOLE, found
        assert found["left"] == ["out.jsonl"], found
    # The tries reach every place to go on from (after unit 1 comes one without text, which has no step of its own), and
    # both sides of the renaming.
    assert {found["kept"] for found in found_all} == {None, 0, 2, 3, 4}
    assert {found["outputs"][0] for found in found_all} == {OLD, WHOLE}
    assert max(found["first"] for found in found_all) >= 15
    assert sum(bool(found["second"]) for found in found_all) >= 150


@needs_fork
@with_both_signals
@pytest.mark.parametrize("kind", ["output", "state"])
def test_what_is_written_whole_is_the_old_or_the_new_at_any_step(
    tmp_path: Path, kind: str, sent: signal.Signals
) -> None:
    found_all = tries(kind, tmp_path, sent)
    assert {found["output"] for found in found_all} == {OLD}  # the renaming is the last step: all come before it
    assert len(found_all) >= 4
    if sent is signal.SIGINT:  # a run that is killed cannot clear away what it has begun
        assert {tuple(found["left"]) for found in found_all} == {()}
    at_the_end = (tmp_path / "try" / "out").read_text(encoding="utf-8")  # with more steps than there are
    assert ("".join(UNITS) if kind == "output" else '"inputs": {}') in at_the_end


def test_a_second_run_on_one_file_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    first = PartFile(str(target), ORIGIN)
    totals = first.begin()
    first.write("head\n", totals)
    for is_resumed in (False, True):
        second = PartFile(str(target), ORIGIN)
        with pytest.raises(UsageError, match="another run is writing this file"):
            second.resume() if is_resumed else second.begin()
        second.close()
    first.finish("tail\n")
    assert target.read_text(encoding="utf-8") == "head\ntail\n"
    assert names(tmp_path) == ["out.jsonl"]
    again = PartFile(str(target), ORIGIN)
    assert again.begin() == Totals()
    again.close()


@needs_fork
def test_the_lock_of_a_killed_run_holds_nobody_up(tmp_path: Path) -> None:
    writing = "from tests.working.part_killer import *; import signal; from pathlib import Path\n"
    writing += "folder = Path(__import__('sys').argv[1])\n"
    writing += "ended_at(8, folder, signal.SIGKILL, lambda: write_all(folder, is_resumed=False))"
    subprocess.run([sys.executable, "-c", writing, str(tmp_path)], check=True, cwd=Path(__file__).parents[2])
    assert Path(part_names(str(tmp_path / "out.jsonl"))[2]).exists()
    write_all(tmp_path, is_resumed=False)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == WHOLE
    assert names(tmp_path) == ["out.jsonl"]


def test_a_lock_is_held_by_one_and_gone_when_released(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take()
    assert not second.take()
    second.release()  # it holds nothing: the first one's stays
    assert not Lock(tmp_path / "lock").take()
    first.release()
    assert names(tmp_path) == []
    assert second.take()
    second.release()


def test_a_lock_removed_while_it_was_being_taken_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take()
    really, opened = os.open, []

    def slow_open(*arguments: object) -> int:
        opened.append(really(*arguments))  # type: ignore[call-overload]
        if len(opened) == 1:
            first.release()  # its holder ends between the opening and the locking
        return opened[-1]

    monkeypatch.setattr(os, "open", slow_open)
    assert second.take()
    assert len(opened) == 2
    assert not Lock(tmp_path / "lock").take()
    second.release()


def test_another_run_s_part_is_let_go_of(tmp_path: Path) -> None:
    target = str(tmp_path / "out.jsonl")
    first = PartFile(target, ORIGIN)
    first.write("head\n", first.begin())
    first.close()
    other = PartFile(target, {"inputs": ["other.jsonl"]})
    with pytest.raises(UsageError, match="other inputs"):
        other.resume()
    part = PartFile(target, ORIGIN)
    assert part.resume().place == Place()
    assert not part.is_new
    part.close()


def test_what_is_no_whole_unit_is_cut_off(tmp_path: Path) -> None:
    first = PartFile(str(tmp_path / "out.jsonl"), ORIGIN)
    first.write("head\n", first.begin())
    first.close()
    with Path(first.path).open("ab") as part:
        part.write(b"half a unit, longer than all that follows" * 9)
    write_all(tmp_path, is_resumed=True)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == WHOLE
