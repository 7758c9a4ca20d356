"""The same input gives the same bytes: with any number of jobs, and however Python seeds its hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.domain.text import WINDOW_ROWS

# Rows that come again are answered from memory, which each worker has of its own; the others are all new.
TEXTS = (
    "Il vit dans dans un port de la côte depuis dix ans.",
    "Les mesure ont été annoncées hier par la ministre.",
    "Le chat dort sur le canapé du salon.",
    "La Russie a mis en garde Il a menacé de continuer.",
    "Elle a lu {number} pages du livre pendant la nuit.",
    "Le ministre a dit que les {number} prix sont resté stable.",
)
FORMATS = ("json", "sarif", "html")
# Jobs and seed of each run. The first is what the others are compared with.
RUNS = (("1", "0"), ("2", "1"), ("3", "random"))


def texts(count: int) -> list[str]:
    return [text.format(number=number) for number, text in enumerate(islice(cycle(TEXTS), count))]


def write_rows(path: Path, count: int) -> None:
    """JSONL; rows have ids, suppressions, and now and then something broken."""
    rows = [
        json.dumps({"id": f"n{number}", "text": text, **({"mtqa_ignore": ["FR1"]} if number % 7 == 0 else {})})
        for number, text in enumerate(texts(count))
    ]
    rows[count // 2] = '{"text": '
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_documents(folder: Path) -> None:
    """Articles of several lengths, a page, one that is empty, and rows that are read as a whole."""
    folder.mkdir()
    for number in range(1, 7):
        (folder / f"{number}.txt").write_text("\n\n".join(texts(3 * number)) + "\n", encoding="utf-8")
    (folder / "7.html").write_text(f"<html><body><p>{' '.join(texts(9))}</p></body></html>", encoding="utf-8")
    (folder / "8.txt").write_bytes(b"")
    (folder / "9.lines.tsv").write_text("text\n" + "\n".join(texts(12)) + "\n", encoding="utf-8")


def check(folder: Path, jobs: str, seed: str, *arguments: str) -> int:
    command = [sys.executable, "-m", "mtqa", "check", *arguments, "--jobs", jobs, "--quiet"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, cwd=folder, env=environment, check=False, stderr=subprocess.DEVNULL).returncode


def test_rows_of_several_windows_give_the_same_bytes(tmp_path: Path) -> None:
    write_rows(tmp_path / "in.jsonl", 2 * WINDOW_ROWS + 60)
    for jobs, seed in RUNS:
        assert check(tmp_path, jobs, seed, "in.jsonl", "-o", f"{jobs}.jsonl") == 3
    lines = (tmp_path / "1.jsonl").read_bytes().splitlines()
    assert len(lines) == 2 * WINDOW_ROWS + 60
    assert sum(b'"FR' in line for line in lines) > WINDOW_ROWS, "little was found that could differ"
    for jobs, _ in RUNS[1:]:
        assert (tmp_path / f"{jobs}.jsonl").read_bytes().splitlines() == lines


@pytest.mark.parametrize("more", [[], ["--neural"]], ids=["rules", "neural"])
def test_documents_give_the_same_bytes_in_every_format(tmp_path: Path, more: list[str]) -> None:
    write_documents(tmp_path / "in")
    for jobs, seed in RUNS:
        outputs = [part for name in FORMATS[1:] for part in ("--output", f"{name}={jobs}.{name}")]
        assert check(tmp_path, jobs, seed, "in", "-o", f"{jobs}.json", *outputs, *more) == 3
    for name in FORMATS:
        found = [(tmp_path / f"{jobs}.{name}").read_bytes() for jobs, _ in RUNS]
        assert found[1] == found[0], name
        assert found[2] == found[0], name
        assert len(found[0]) > 5000


def test_neural_rows_of_many_windows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of 20 rows, so that three workers have several each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mtqa.reading.rows.WINDOW_ROWS", 20)
    write_rows(tmp_path / "in.jsonl", 130)
    for jobs, _ in RUNS:
        assert run(["check", "in.jsonl", "--neural", "-o", f"{jobs}.jsonl", "--quiet", "--jobs", jobs]) == 3
    found = [(tmp_path / f"{jobs}.jsonl").read_bytes() for jobs, _ in RUNS]
    assert found[0].count(b"\n") == 130
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_rows_give_the_scores_of_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut into windows and written as they come, or read as one document: the same sentences."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.lines").write_text("".join(f"{text}\n" for text in texts(WINDOW_ROWS + 50)), encoding="utf-8")
    for name in ("out.jsonl", "out.json"):
        assert run(["check", "in.lines", "--from", "lines", "-o", name, "--quiet"]) == 1
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    whole = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["documents"][0]["sentences"]
    assert [row["score_0_100"] for row in rows] == [sentence["score_0_100"] for sentence in whole]
    assert [[issue["fingerprint"] for issue in row["issues"]] for row in rows] == [
        [issue["fingerprint"] for issue in sentence["issues"]] for sentence in whole
    ]
