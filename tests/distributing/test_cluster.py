"""A local Ray cluster of two workers: the bytes of one process, whatever befalls a worker or a row."""

from __future__ import annotations

import gc
import gzip
import json
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.config import Settings
from mtqa.distributing import Cluster, check_rows, inputs_of, open_cluster
from mtqa.domain.text import WINDOW_ROWS
from mtqa.pipeline import Checker
from mtqa.reading import open_rows
from mtqa.reading.rows import RowFile
from mtqa.working import CheckedWindow, check_window

pytestmark = pytest.mark.filterwarnings("ignore")  # what Ray and its own imports warn of is not ours to change
TEXTS = ("Il est venu hier.", "Les ouvriers finit à midi.", "Le maire a dans dans la ville.")
# A detector that kills its process or raises at a word: what a native crash, a lost machine (the first process alone) and
# a fault of ours look like. It is installed for the workers, not for this process.
SABOTEUR = """
import os, pathlib, signal

class Saboteur:
    def __init__(self, settings): pass
    def detect(self, document):
        for tagged in document:
            if "Zerstörer" in tagged.sentence.text: os.kill(os.getpid(), signal.SIGKILL)
            if "Störer" in tagged.sentence.text: raise ValueError("a fault")
            if "Unglück" in tagged.sentence.text and not MARK.exists():
                MARK.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return [[] for _ in document]

MARK = pathlib.Path(__file__).with_name("killed")
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("ray.data", reason="Ray is not installed (mtqa[ray])")
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "mtqa_saboteur.py").write_text(SABOTEUR, encoding="utf-8")
    about = folder / "mtqa_saboteur-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mtqa-saboteur\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[mtqa.detectors]\nsaboteur = mtqa_saboteur:Saboteur\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        with open_cluster("local", 2, Settings()) as opened:
            yield opened
    with warnings.catch_warnings():  # Ray drops its processes without waiting for them: not in the next test, please
        warnings.simplefilter("ignore")
        gc.collect()


def rows_of(texts: list[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def many(rows: int) -> list[str]:
    return [TEXTS[number % len(TEXTS)] for number in range(rows)]


def plainly(path: Path) -> list[str]:
    opened = open_rows(str(path), None)
    assert isinstance(opened, RowFile)
    checker = Checker(Settings())
    return [check_window(checker, window, "jsonl").text for window in opened.windows()]


def test_two_workers_write_the_bytes_of_one_process(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    import pyarrow

    monkeypatch.chdir(tmp_path)
    Path("a.jsonl.gz").write_bytes(gzip.compress(rows_of(many(WINDOW_ROWS + 300)) + b"not json\n"))
    parquet.write_table(pyarrow.table({"text": many(40), "id": [f"p{n}" for n in range(40)]}), "b.parquet")
    Path("c.tsv").write_text("text\tsource\nIl est venu hier.\tHe came yesterday.\n", encoding="utf-8")
    Path("empty.jsonl").write_bytes(rows_of(["", " "]))
    inputs = ["check", "a.jsonl.gz", "b.parquet", "none.jsonl", "c.tsv", "empty.jsonl", "--format", "jsonl", "--quiet"]
    assert run(inputs) == 3
    plain = capfdbinary.readouterr()
    assert run([*inputs, "--ray", "local"]) == 3
    by_ray = capfdbinary.readouterr()
    assert by_ray.out == plain.out and plain.out.count(b"\n") == WINDOW_ROWS + 301 + 40 + 1 + 2 + 2
    assert by_ray.err == plain.err


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(cluster: Cluster, tmp_path: Path) -> None:
    texts = many(5 * WINDOW_ROWS)
    texts[2 * WINDOW_ROWS + 500] = "Un Unglück est arrivé."
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows_of(texts))
    answers = check_rows(inputs_of([str(path)]), Settings(), cluster, Checker().signature)
    windows = [window for _, window in answers if window]
    assert [window.text for window in windows] == plainly(path)
    assert [window.attempts for window in windows] == [1, 1, 2, 1, 1]


def test_a_row_that_fails_or_ends_its_worker_fails_alone(cluster: Cluster, tmp_path: Path) -> None:
    texts = many(60)
    texts[20], texts[41] = "Le Störer vient.", "Le Zerstörer vient."
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows_of(texts))
    expected = "".join(plainly(path)).splitlines()
    windows = [
        window for _, window in check_rows(inputs_of([str(path)]), Settings(), cluster, Checker().signature) if window
    ]
    assert all(isinstance(window, CheckedWindow) for window in windows) and len(windows) == 1
    lines = windows[0].text.splitlines()
    bad = {number for number, line in enumerate(lines) if line != expected[number]}
    assert bad == {20, 41} and len(lines) == 60
    raised, ended = (json.loads(lines[number]) for number in sorted(bad))
    assert raised["type"] == ended["type"] == "failure"
    assert raised["name"] == f"{path}:21" and "ValueError: a fault" in raised["reason"]
    assert ended["name"] == f"{path}:42" and "the worker that checked it ended" in ended["reason"]
