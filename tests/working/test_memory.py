"""Memory that runs out, in this process and in a worker: never green, never without a word, nothing lost."""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mtqa.cli import run
from mtqa.comparing import SideFiles
from mtqa.config import Settings
from mtqa.domain.report import DocumentReport, FailedInput
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker
from mtqa.reading import Window
from mtqa.working import Lost, Pool, check_documents
from mtqa.working.windows import check_window

SOUND = "Le chat dort sur le canapé du salon."
HUGE = "Ce texte est bien trop long pour la mémoire."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mtqa.reading.rows.WINDOW_ROWS", 2)
    return tmp_path


def run_out(monkeypatch: pytest.MonkeyPatch, where: Callable[[Document], bool] = lambda _: True) -> None:
    """No memory for a document in which the huge text is, where the document is such."""
    really = Checker.check_document

    def check(self: Checker, document: Document, *rest: Any, **options: Any) -> DocumentReport:
        if any(HUGE in segment.text for segment in document.segments) and where(document):
            raise MemoryError
        return really(self, document, *rest, **options)

    monkeypatch.setattr(Checker, "check_document", check)


def window(*texts: str) -> Window:
    return Window("in.lines", "lines", "utf-8", 0, tuple(Segment(n, text, is_row=True) for n, text in enumerate(texts)))


def runs_out(checker: Checker, unit: Any, *, marks: str, times: int) -> Any:
    """Finds no memory for a unit of its name, the first times."""
    if unit == "huge" or getattr(unit, "name", "") == "huge":
        before = len(list(Path(marks).iterdir()))
        if before < times:
            (Path(marks) / f"{before}").touch()
            raise MemoryError
    return unit


def goes_silent(checker: Checker, unit: Any) -> Any:
    """Loses its connection and does not end, as a process that is stuck on its way out."""
    for handle in range(3, 256):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(handle).st_mode):
                os.close(handle)
    time.sleep(600)


def test_the_rows_so_far_are_kept_and_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in.lines").write_text(f"{SOUND}\nIl est venu.\n{SOUND}\n{HUGE}\n{SOUND}\n", encoding="utf-8")
    Path("out.jsonl").write_text("old\n", encoding="utf-8")
    command = ["check", "in.lines", "--from", "lines", "-o", "out.jsonl", "--quiet", "--resume"]
    with monkeypatch.context() as shortage:
        run_out(shortage, lambda document: len(document.segments) > 1)
        assert run(command) == 3
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2, said
    assert "--resume goes on" in said[0]
    assert "not enough memory; ask for fewer --jobs" in said[1]
    assert Path("out.jsonl").read_text(encoding="utf-8") == "old\n"
    assert run(command) == 0
    rows = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in rows] == [SOUND, "Il est venu.", SOUND, HUGE, SOUND]


def test_a_row_that_has_no_room_by_itself_fails_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    run_out(monkeypatch)
    checked = check_window(Checker(), window(SOUND, HUGE, SOUND), "jsonl")
    assert [failure.reason for failure in checked.failures] == [
        "in.lines:1: there is not enough memory to check this row; shorten it, or ask for fewer --jobs"
    ]
    assert [json.loads(line)["type"] for line in checked.text.splitlines()] == ["sentence", "failure", "sentence"]


def test_where_no_row_has_room_it_is_no_row_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    run_out(monkeypatch)
    with pytest.raises(MemoryError):
        check_window(Checker(), window(HUGE, HUGE), "jsonl")


@pytest.mark.parametrize("command", ["check", "gate", "report"])
def test_a_document_without_room_fails_and_the_others_are_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    run_out(monkeypatch)
    for name, text in (("a.txt", SOUND), ("b.txt", HUGE), ("c.txt", SOUND)):
        Path(name).write_text(text, encoding="utf-8")
    format = [] if command == "report" else ["--format", "json"]
    assert run([command, "a.txt", "b.txt", "c.txt", "-o", "out", "--quiet", *format]) == 3
    said = capsys.readouterr().err
    assert "b.txt: there is not enough memory to check it; cut it into smaller files, or ask for fewer --jobs" in said
    assert "Traceback" not in said
    text = Path("out").read_text(encoding="utf-8")
    assert text.count(SOUND) >= 2
    if format:
        assert [failure["name"] for failure in json.loads(text)["failures"]] == ["b.txt"]


def test_a_worker_without_memory_is_replaced_and_its_unit_checked_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with Pool(2, Settings(), SideFiles(), partial(runs_out, marks=str(marks), times=1)) as workers:
        units = [("a", "small"), ("b", "huge"), ("c", "small")]
        assert list(workers.run(iter(units))) == units
    assert len(list(marks.iterdir())) == 1


def test_a_unit_that_finds_no_memory_twice_fails_with_the_remedy(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    document = Document("huge", "text", (Segment(0, HUGE),))
    with Pool(1, Settings(), SideFiles(), partial(runs_out, marks=str(marks), times=9)) as workers:
        answers = dict(workers.run(iter([("a", "small"), ("b", "huge"), ("c", "small")])))
        (_, outcome), *_ = check_documents(workers, iter([("huge", document)]))
    assert (answers["a"], answers["c"]) == ("small", "small")
    assert answers["b"] == Lost(
        "2 workers that checked it ended (no memory was left); is memory short? Ask for fewer with --jobs"
    )
    assert isinstance(outcome, FailedInput) and "no memory was left" in outcome.reason


def test_a_worker_that_loses_its_connection_and_hangs_is_ended() -> None:
    began = time.monotonic()
    with Pool(1, Settings(), SideFiles(), goes_silent) as workers:
        answers = [answer for _, answer in workers.run(iter([("a", 1)]))]
    assert isinstance(answers[0], Lost)
    assert time.monotonic() - began < 120
