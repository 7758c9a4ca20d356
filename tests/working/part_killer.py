"""Writes results in a process that ends at a chosen step, for every step there is, and says what was left.

    python part_killer.py part|output|state FOLDER SIGNAL    a line of JSON a try

A step is a call that changes something in the folder; the signal comes just before it. Python itself tells of all such
calls but those of fsync, which stands between the two writings of a unit.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from mtqa.cli.output import write_output
from mtqa.cli.part import PartFile
from mtqa.reading.state import State
from mtqa.working import Place

UNITS = ("one\n", "", "three\n" * 5, "four\n")
WHOLE = "head\n" + "".join(UNITS) + "tail\n"
OLD = "old\n"
ORIGIN = {"inputs": ["in.jsonl"]}
_CHANGES = ("open", "os.rename", "os.remove", "os.chmod")
_MOST_STEPS = 100


def write_all(folder: Path, *, is_resumed: bool) -> None:
    """What a run does with its part: it writes the units after those that are there."""
    part = PartFile(str(folder / "out.jsonl"), ORIGIN)
    try:
        totals = part.resume() if is_resumed else part.begin()
        if part.is_new:
            part.write("head\n", totals)
        for number in range(totals.place.done, len(UNITS)):
            totals.place = Place(0, number + 1)
            part.write(UNITS[number], totals)
        part.finish("tail\n")
    finally:
        part.close()


def ended_at(step: int, folder: Path, sent: signal.Signals, work: Callable[[], None]) -> bool:
    """Does the work in a process of its own that gets the signal at a step; False where it has fewer."""
    child = os.fork()
    if not child:
        _send_at(step, folder, sent)
        try:
            work()
        except KeyboardInterrupt:
            os._exit(130)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 130, -sent), code
    return code != 0


def _send_at(step: int, folder: Path, sent: signal.Signals) -> None:
    seen = 0
    really = os.fsync

    def next_step() -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os.kill(os.getpid(), sent)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in _CHANGES and str(arguments[0]).startswith(str(folder)):
            next_step()

    def fsync(handle: int) -> None:
        next_step()
        really(handle)
        next_step()

    sys.addaudithook(heard)
    os.fsync = fsync


def _try(folder: Path, first: int, second: int, sent: signal.Signals) -> dict[str, object] | None:
    """A run that ends at its step `first`, one with --resume that ends at `second`, and one to the end.

    None where the first has fewer steps.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    output = folder / "out.jsonl"
    output.write_text(OLD, encoding="utf-8")
    if not ended_at(first, folder, sent, lambda: write_all(folder, is_resumed=False)):
        return None
    outputs = [output.read_text(encoding="utf-8")]
    part = PartFile(str(output), ORIGIN)
    kept = part.resume().place.done if not second else None
    part.close()
    has_second = bool(second) and ended_at(second, folder, sent, lambda: write_all(folder, is_resumed=True))
    outputs.append(output.read_text(encoding="utf-8"))
    write_all(folder, is_resumed=True)
    outputs.append(output.read_text(encoding="utf-8"))
    left = sorted(path.name for path in folder.iterdir())
    return {"first": first, "second": second if has_second else 0, "kept": kept, "outputs": outputs, "left": left}


def _parts(folder: Path, sent: signal.Signals) -> Iterator[dict[str, object]]:
    """All steps of a run alone, then each followed by all steps of the run that goes on with it."""
    for first in range(1, _MOST_STEPS):
        found = _try(folder, first, 0, sent)
        if found is None:
            return
        yield found
        for second in range(1, _MOST_STEPS):
            found = _try(folder, first, second, sent)
            assert found is not None
            yield found
            if not found["second"]:
                break
    sys.exit("there are more steps than were tried")


def _wholes(folder: Path, sent: signal.Signals, write: Callable[[Path], None]) -> Iterator[dict[str, object]]:
    """All steps of writing a file that takes its place as a whole."""
    for step in range(1, _MOST_STEPS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        target = folder / "out"
        target.write_text(OLD, encoding="utf-8")
        if not ended_at(step, folder, sent, partial(write, target)):
            return
        left = sorted(path.name for path in folder.iterdir() if path != target)
        yield {"step": step, "output": target.read_text(encoding="utf-8"), "left": left}
    sys.exit("there are more steps than were tried")


def main() -> None:
    kind, folder, sent = sys.argv[1], Path(sys.argv[2]).resolve() / "try", signal.Signals(int(sys.argv[3]))
    if kind == "part":
        tries = _parts(folder, sent)
    elif kind == "output":
        tries = _wholes(folder, sent, lambda target: write_output(iter(UNITS), str(target)))
    else:
        tries = _wholes(folder, sent, lambda target: State(target, "key").save())
    for found in tries:
        sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
