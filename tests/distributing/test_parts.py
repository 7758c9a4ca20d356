"""What a distributed run is made of, without a cluster: inputs, windows, workers' sizes, attempts."""

from __future__ import annotations

import json
import pickle
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtqa.cli import run
from mtqa.config import Settings
from mtqa.distributing import Input, inputs_of
from mtqa.distributing.attempts import Attempts
from mtqa.distributing.cluster import Cluster, worker_sizes
from mtqa.distributing.storage import open_input
from mtqa.distributing.worker import End, Refusal, RowChecker, read_inputs
from mtqa.domain.report import FailedInput
from mtqa.domain.text import WINDOW_ROWS, Segment
from mtqa.errors import EngineError, InputError, UsageError
from mtqa.pipeline import Checker
from mtqa.reading import Window
from mtqa.working import Place


def write_rows(path: Path, rows: int) -> Path:
    path.write_text("".join(json.dumps({"text": f"Il a {n} ans."}) + "\n" for n in range(rows)), encoding="utf-8")
    return path


def test_inputs_are_files_folders_and_globs_here_and_in_a_storage(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed (mtqa[ray])")
    for name in ("b.jsonl", "a.jsonl.gz", "_SUCCESS", "notes.pdf"):
        (tmp_path / name).write_bytes(b"")
    both = [str(tmp_path / "a.jsonl.gz"), str(tmp_path / "b.jsonl")]
    assert [source.place for source in inputs_of([str(tmp_path / "?.jsonl*")]) if isinstance(source, Input)] == both
    for address in (f"file://{tmp_path}", f"file://{tmp_path}/*.jsonl*"):
        found = inputs_of([address])
        assert found == [Input(f"file://{path}", f"file://{path}") for path in both]
    assert not any(source.is_local for source in found if isinstance(source, Input))


def test_a_path_that_stands_for_nothing_fails_in_its_place(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed (mtqa[ray])")
    path = write_rows(tmp_path / "a.jsonl", 1)
    missing, known, unknown, empty = inputs_of(
        [str(tmp_path / "no"), str(path), "nowhere9://bucket/a.jsonl", f"file://{tmp_path}/*.tsv"]
    )
    assert isinstance(missing, FailedInput) and "no such file" in missing.reason
    assert known == Input(str(path), str(path))
    assert isinstance(unknown, FailedInput) and "install its client for fsspec" in unknown.reason
    assert isinstance(empty, FailedInput) and "holds no file of rows" in empty.reason


def test_credentials_are_not_in_the_name() -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed (mtqa[ray])")
    (source,) = inputs_of(["file://user:secret@/there/a.jsonl"])
    assert isinstance(source, Input) and "secret" not in source.name


@pytest.mark.parametrize("path", ["-", "https://host.example/a.jsonl"])
def test_what_a_cluster_cannot_read_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match="--ray"):
        inputs_of([path])


def test_an_object_in_an_archive_is_read(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed (mtqa[ray])")
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        archive.writestr("fr.jsonl", '{"text": "Il est venu."}\n')
    place = f"zip://fr.jsonl::file://{tmp_path}/day.zip"
    with open_input(Input(place, place)) as file:
        assert json.loads(file.read())["text"] == "Il est venu."
    missing = open_input(Input("x", f"file://{tmp_path}/none.jsonl"))
    with pytest.raises(InputError, match="x: no such object"), missing:
        pass


def read(inputs: list[Input | FailedInput], numbers: list[int], start: Place | None = None) -> list[dict[str, Any]]:
    rows = read_inputs({"input": numbers}, inputs, None, start or Place())
    return [{**row, "data": [pickle.loads(row["data"][0])]} for row in rows]


def test_inputs_become_windows_and_an_end_each(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", WINDOW_ROWS + 5)
    text = tmp_path / "b.txt"
    text.write_text("Il est venu. Il repart.", encoding="utf-8")
    inputs = [Input("a.jsonl", str(path)), FailedInput("c", "c: no such file"), Input("b.txt", str(text))]
    found = read(inputs, [0, 1, 2])
    assert [(row["input"][0], row["first"][0]) for row in found] == [
        (0, 0), (0, WINDOW_ROWS), (0, WINDOW_ROWS + 5), (1, 0), (2, 0)
    ]  # fmt: skip
    assert [len(row["data"][0].rows) for row in found[:2]] == [WINDOW_ROWS, 5]
    assert found[1]["taken_bytes"] == [path.stat().st_size]
    ends = [row["data"][0] for row in found[2:]]
    assert ends[:2] == [End(), End(FailedInput("c", "c: no such file"))]
    assert ends[2].failure is not None and "b.txt: is no file of rows" in ends[2].failure.reason
    (window, _) = read(inputs, [0], Place(0, WINDOW_ROWS))
    assert window["first"] == [WINDOW_ROWS]


@pytest.mark.parametrize(
    ("resources", "jobs", "settings", "expected"),
    [
        ({"CPU": 8.0}, 0, Settings(), (0.0, 8)),
        ({"CPU": 8.0, "GPU": 2.0}, 3, Settings(), (0.0, 3)),
        ({"CPU": 16.0, "GPU": 2.0}, 0, Settings(engine="marian"), (1 / 8, 16)),
        ({"CPU": 16.0, "GPU": 4.0}, 4, Settings(engine="embedded"), (1.0, 4)),
        ({"CPU": 5.0, "GPU": 2.0}, 0, Settings(language_model="camembert-base"), (1 / 3, 5)),
        ({"CPU": 16.0, "GPU": 2.0}, 0, Settings(engine="marian", device="cpu"), (0.0, 16)),
    ],
)
def test_workers_share_the_gpus_where_models_run(
    resources: dict[str, float], jobs: int, settings: Settings, expected: tuple[float, int]
) -> None:
    assert worker_sizes(resources, jobs, settings) == expected


def test_a_gpu_that_the_cluster_lacks_is_an_error() -> None:
    with pytest.raises(EngineError, match="the cluster has no GPU"):
        worker_sizes({"CPU": 8.0}, 0, Settings(engine="marian", device="cuda"))


def test_readers_grow_with_the_workers() -> None:
    assert [Cluster(workers, 0.0, "node").readers for workers in (1, 31, 32, 320)] == [1, 1, 2, 11]


def test_two_losses_prove_nothing_and_the_third_attempt_looks_for_the_row() -> None:
    attempts, key = Attempts(), (0, 1000)
    first, second, third = (attempts.begin(key) for _ in range(3))
    assert [found.number for found in (first, second, third)] == [1, 2, 3]
    assert [found.rows_alone for found in (first, second, third)] == [False, False, True]
    attempts.take(key, 6)
    attempts.take(key, 7)
    fourth = attempts.begin(key)
    assert (fourth.given_up, fourth.rows_alone, fourth.is_hopeless) == ({7}, True, False)
    attempts.take(key, None)
    assert attempts.begin(key).is_hopeless
    attempts.end(key)
    assert attempts.begin(key).number == 1


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (MemoryError(), "a worker has not enough memory; ask for fewer with --jobs"),
        (UsageError("not that"), "not that"),
        (ValueError("odd"), "a worker failed (ValueError: odd); please report it, and run without --ray"),
    ],
)
def test_a_worker_that_cannot_check_says_why(monkeypatch: pytest.MonkeyPatch, error: Exception, problem: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(get=lambda value: value))
    monkeypatch.setattr("mtqa.distributing.worker.check_window", fail)
    attempts = SimpleNamespace(begin=SimpleNamespace(remote=Attempts().begin))
    window = Window("a.jsonl", "jsonl", "utf-8", 0, (Segment(0, "Il est venu.", is_row=True),))
    worker = RowChecker(Settings(), "jsonl", attempts, Checker().signature)
    batch = {"input": [0], "first": [0], "taken_bytes": [9], "data": [pickle.dumps(window)]}
    (row,) = worker(batch)
    assert pickle.loads(row["data"][0]) == Refusal(problem)


def test_without_the_extra_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    path = str(write_rows(tmp_path / "a.jsonl", 1))
    assert run(["check", path, "--ray", "local", "--format", "jsonl"]) == 2
    assert "pip install 'mtqa[ray]'" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--format", "console"], ["--format", "jsonl", "--split"], ["-o", "out.html"]])
def test_a_result_that_is_no_rows_is_refused(
    tmp_path: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write_rows(tmp_path / "a.jsonl", 1))
    assert run(["check", path, "--ray", "local", *more]) == 2
    assert "--ray writes a line a row" in capsys.readouterr().err
