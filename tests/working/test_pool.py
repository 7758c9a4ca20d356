"""Worker processes: order, the same bytes as one process, workers that end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mtqa.cli import run
from mtqa.comparing import SideFiles
from mtqa.config import Settings
from mtqa.domain.report import FailedInput
from mtqa.domain.text import Document, Segment
from mtqa.errors import UsageError, WorkerError
from mtqa.pipeline import Checker
from mtqa.reading import Window
from mtqa.working import Lost, Pool, Totals, check_documents, written
from mtqa.working.stream import Label, Place

ARTICLE = (
    "Il vit dans dans un port de la côte depuis dix ans. Les mesure ont été annoncées hier par la ministre.\n\n"
    "Le chat dort sur le canapé du salon. Elle a lu {number} pages du livre pendant la nuit.\n"
)


def slow_first(checker: Checker, number: int) -> int:
    """The first of three takes the longest."""
    time.sleep(0.3 if number % 3 == 0 else 0)
    return number


def ends_once(checker: Checker, number: int, *, marks: str) -> int:
    """Kills its worker at the third unit, as a machine short of memory does, but only the first time."""
    mark = Path(marks) / "ended"
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_ends(checker: Checker, unit: Any) -> Any:
    """Kills its worker at whatever is named so."""
    if unit == 2 or getattr(unit, "name", "") == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return unit


def refuses(checker: Checker, number: int) -> int:
    raise UsageError("not that") if number else ValueError("a fault of ours")


def pool(job: Any, jobs: int = 2) -> Pool:
    return Pool(jobs, Settings(), SideFiles(), job)


def numbered(count: int) -> Iterator[tuple[str, int]]:
    return ((f"u{number}", number) for number in range(count))


def test_answers_come_in_order_and_the_signature_is_that_of_one_process() -> None:
    with pool(slow_first, 3) as workers:
        assert workers.signature == Checker().signature
        assert list(workers.run(numbered(9))) == list(numbered(9))
        assert list(workers.run(iter([("nothing", None)]))) == [("nothing", None)]


def test_few_units_are_read_ahead() -> None:
    read = 0

    def units() -> Iterator[tuple[int, int]]:
        nonlocal read
        for number in range(1000):
            read += 1
            yield number, 1

    with pool(slow_first) as workers:
        answers = workers.run(units())
        for _ in range(5):
            next(answers)
        assert read <= 5 + 6


def test_a_lost_worker_is_replaced_and_its_unit_given_out_again(tmp_path: Path) -> None:
    with pool(partial(ends_once, marks=str(tmp_path))) as workers:
        assert [answer for _, answer in workers.run(numbered(6))] == list(range(6))
    assert (tmp_path / "ended").exists()


def test_a_unit_that_ends_every_worker_fails_and_the_others_go_on() -> None:
    with pool(always_ends) as workers:
        answers = [answer for _, answer in workers.run(numbered(5))]
    assert answers[:2] + answers[3:] == [0, 1, 3, 4]
    assert isinstance(answers[2], Lost)
    assert "signal 9" in answers[2].reason


def test_rows_and_documents_that_end_workers_become_failures() -> None:
    window = Window("deadly", "lines", "utf-8", 0, (Segment(0, "Bonjour.", is_row=True), FailedInput("x", "x: bad")))
    document = Document("deadly", "text", (Segment(0, "Bonjour."),))
    totals = Totals()
    with pool(always_ends) as workers:
        units = [(Label(Place(0, 2), 0, window), window), (Label(Place(1, 1), 0, document), document)]
        found = list(written(workers.run(units), totals, ["a", "b"], "jsonl"))
        read = [("deadly", document), ("other", FailedInput("other", "gone"))]
        outcomes = list(check_documents(workers, iter(read)))
    assert found[0].text.count('"failure"') == 2
    assert totals.failed_rows == 2
    assert [failure.name for failure in totals.failures] == ["deadly"]
    assert [type(outcome) for _, outcome in outcomes] == [FailedInput, FailedInput]


def test_errors_of_a_worker_reach_the_caller() -> None:
    with pool(refuses) as workers, pytest.raises(UsageError, match="not that"):
        list(workers.run([("a", 1)]))
    with pool(refuses) as workers, pytest.raises(WorkerError, match="a fault of ours"):
        list(workers.run([("a", 0)]))
    with pytest.raises(UsageError), Pool(2, Settings(metrics=("nobody's",)), SideFiles(), refuses):
        pass


@pytest.mark.parametrize("command", ["check", "gate", "report"])
def test_three_jobs_give_the_bytes_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(7):
        (tmp_path / "in" / f"{number}.txt").write_text(ARTICLE.format(number=number), encoding="utf-8")
    (tmp_path / "in" / "5.txt").write_bytes(b"")
    (tmp_path / "in" / "rows.tsv").write_text("text\nIl vit dans dans un port.\nLe chat dort.\n", encoding="utf-8")
    format = [] if command == "report" else ["--format", "json"]
    codes = {run([command, "in", "-o", f"out{jobs}", "--quiet", "--jobs", jobs, *format]) for jobs in ("1", "3")}
    assert codes == {3}
    assert (tmp_path / "out1").read_bytes() == (tmp_path / "out3").read_bytes()


def test_a_streamed_run_of_rows_and_articles_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.txt").write_text(ARTICLE.format(number=3), encoding="utf-8")
    (tmp_path / "in.lines").write_text(
        "".join(f"Il a lu lu {number} pages.\n" for number in range(40)), encoding="utf-8"
    )
    (tmp_path / "rows.tsv").write_text("text\nIl vit dans dans un port.\nLe chat dort.\n", encoding="utf-8")
    for jobs in ("1", "3"):
        assert run(["check", "rows.tsv", "in.txt", "rows.tsv", "-o", f"{jobs}.jsonl", "--quiet", "--jobs", jobs]) == 1
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "3.jsonl").read_bytes()


@pytest.mark.parametrize("value", ["0", "-1", "two", "9999", "¹"])
def test_no_number_of_jobs(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["check", "x", "--jobs", value])
    assert ended.value.code == 2
    assert "number of processes" in capsys.readouterr().err
