"""A local Ray cluster of two workers: the bytes of one process, whatever befalls a worker or a row."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
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

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="finds the workers' processes under /proc"),
    pytest.mark.filterwarnings("ignore"),  # what Ray and its own imports warn of is not ours to change
]
TEXTS = ("Il est venu hier.", "Les ouvriers finit à midi.", "Le maire a dans dans la ville.")
# A detector that ends its process, or raises, at a word: what a native crash and a fault of ours look like.
SABOTEUR = """
import os, signal

class Saboteur:
    def __init__(self, settings): pass
    def detect(self, document):
        for tagged in document:
            if "Zerstörer" in tagged.sentence.text: os.kill(os.getpid(), signal.SIGKILL)
            if "Störer" in tagged.sentence.text: raise ValueError("a fault")
        return [[] for _ in document]
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


def rows_of(texts: list[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def many(rows: int) -> list[str]:
    return [TEXTS[number % len(TEXTS)] for number in range(rows)]


def plainly(path: Path) -> list[str]:
    opened = open_rows(str(path), None)
    assert isinstance(opened, RowFile)
    checker = Checker(Settings())
    return [check_window(checker, window, "jsonl").text for window in opened.windows()]


def workers() -> list[int]:
    """The processes of this cluster's workers that check rows."""
    parents, checking = {}, []
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes()
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if command.startswith(b"ray::") and b"RowChecker" in command:
            checking.append(int(folder.name))
    return [pid for pid in checking if os.getpid() in _above(pid, parents)]


def _above(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid in parents:
        pid = parents[pid]
        yield pid


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
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows_of(many(8 * WINDOW_ROWS)))
    expected, found, attempts = plainly(path), [], []
    for _, window in check_rows(inputs_of([str(path)]), Settings(), cluster, Checker().signature):
        if window is None:
            continue
        if not found:
            victims = workers()
            assert victims
            os.kill(victims[0], signal.SIGKILL)
        found.append(window.text)
        attempts.append(window.attempts)
    assert found == expected
    assert max(attempts) > 1, "no window was in the killed worker's hand: the test has shown nothing"


def test_a_row_that_fails_or_ends_its_worker_fails_alone(cluster: Cluster, tmp_path: Path) -> None:
    texts = many(60)
    path = tmp_path / "rows.jsonl"
    path.write_bytes(rows_of(texts))
    expected = "".join(plainly(path)).splitlines()
    texts[20], texts[41] = "Le Störer vient.", "Le Zerstörer vient."
    path.write_bytes(rows_of(texts))
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
