"""A streamed check as a user meets it: the same bytes however it is cut off, resumed, or shared out."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.domain.text import WINDOW_ROWS

TEXTS = (
    "Il vit dans dans un port de la côte.",
    "Il vit dans un port de la côte depuis dix ans.",
    "Le chat dort sur le canapé du salon.",
)
ROWS = 2 * WINDOW_ROWS + 100


def rows(count: int = ROWS) -> str:
    """JSONL; one row in the second window is broken."""
    lines = [
        json.dumps({"id": f"n{number}", "text": f"{TEXTS[number % 3]} Elle a {number} pages."}, ensure_ascii=False)
        for number in range(count)
    ]
    if count > WINDOW_ROWS:
        lines[WINDOW_ROWS + 7] = '{"text": '
    return "\n".join(lines) + "\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "in.jsonl").write_text(rows(), encoding="utf-8")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet"]) == 3
    finally:
        os.chdir(before)
    return (folder / "out.jsonl").read_bytes()


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "mtqa", "check", "in.jsonl", "-o", "out.jsonl", "--quiet", *arguments],
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def windows_done() -> int:
    journal = Path("out.jsonl.part.journal")
    return max(journal.read_bytes().count(b"\n") - 2, 0) if journal.exists() else 0


def wait_for(windows: int, process: subprocess.Popen[bytes]) -> None:
    while windows_done() < windows and process.poll() is None:
        time.sleep(0.02)


def test_each_row_has_its_line_in_order(undisturbed: bytes) -> None:
    lines = [json.loads(line) for line in undisturbed.decode().splitlines()]
    assert len(lines) == ROWS
    assert lines[WINDOW_ROWS + 7]["type"] == "failure"
    assert [line["id"] for line in lines if line["type"] == "sentence"] == [
        f"n{number}" for number in range(ROWS) if number != WINDOW_ROWS + 7
    ]


def test_a_run_killed_again_and_again_ends_in_the_same_bytes(here: Path, undisturbed: bytes) -> None:
    (here / "in.jsonl").write_text(rows(), encoding="utf-8")
    chance = random.Random(7)
    most_kept = 0
    for windows in (0, 1, 2):
        process = start("--resume")
        wait_for(windows, process)
        most_kept = max(most_kept, windows_done())
        time.sleep(chance.random() * 0.3 * (windows != 1))  # the second is killed at once: it cannot end before
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet", "--resume"]) == 3
    assert (here / "out.jsonl").read_bytes() == undisturbed
    assert most_kept >= 1, "nothing was kept, so that nothing was resumed"
    assert sorted(path.name for path in here.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_half_a_window_in_the_part_is_cut_away(here: Path, undisturbed: bytes) -> None:
    (here / "in.jsonl").write_text(rows(), encoding="utf-8")
    process = start()
    wait_for(1, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    with (here / "out.jsonl.part").open("ab") as part:
        part.write(b'{"format_version": ')
    with (here / "out.jsonl.part.journal").open("ab") as journal:
        journal.write(b'{"end": 12')
    assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet", "--resume", "--jobs", "2"]) == 3
    assert (here / "out.jsonl").read_bytes() == undisturbed


@pytest.mark.parametrize(("jobs", "windows"), [("1", 1), ("2", 0)])  # two workers end the first two windows at once
def test_control_c_keeps_the_part_and_the_old_result(here: Path, undisturbed: bytes, jobs: str, windows: int) -> None:
    (here / "in.jsonl").write_text(rows(), encoding="utf-8")
    for _ in range(6):  # on a busy machine a run can end before the signal reaches it
        (here / "out.jsonl").write_text("old", encoding="utf-8")
        process = start("--jobs", "2")
        wait_for(1, process)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()
        if process.returncode != 3:
            break
    assert process.returncode == 130
    assert b"--resume" in said
    assert b"Traceback" not in said
    assert (here / "out.jsonl").read_text(encoding="utf-8") == "old"
    assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet", "--resume"]) == 3
    assert (here / "out.jsonl").read_bytes() == undisturbed


def test_a_part_of_another_run_is_not_gone_on_with(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "in.jsonl").write_text(rows(), encoding="utf-8")
    process = start()
    wait_for(1, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    (here / "in.jsonl").write_text(rows(5), encoding="utf-8")
    assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet", "--resume"]) == 2
    assert "other inputs" in capsys.readouterr().err
    assert run(["check", "in.jsonl", "-o", "out.jsonl", "--quiet"]) == 1
    assert len((here / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 5


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".zst"])
@pytest.mark.parametrize("format", ["jsonl", "tsv", "csv", "lines", "parquet"])
def test_every_format_and_compression_gives_a_line_a_row(here: Path, format: str, suffix: str) -> None:
    if format == "parquet":
        pyarrow = pytest.importorskip("pyarrow", reason="needs pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")
        if suffix:
            pytest.skip("Parquet is compressed inside")
        parquet.write_table(pyarrow.table({"text": list(TEXTS)}), here / "in.parquet")
    else:
        content = {
            "jsonl": "".join(json.dumps({"text": text}) + "\n" for text in TEXTS),
            "tsv": "id\ttext\n" + "".join(f"{number}\t{text}\n" for number, text in enumerate(TEXTS)),
            "csv": "id,text\n" + "".join(f'{number},"{text}"\n' for number, text in enumerate(TEXTS)),
            "lines": "".join(text + "\n" for text in TEXTS),
        }[format].encode()
        if suffix == ".gz":
            content = gzip.compress(content)
        elif suffix == ".xz":
            content = lzma.compress(content)
        elif suffix == ".zst":
            content = pytest.importorskip("zstandard", reason="needs zstandard").compress(content)
        (here / f"in.{format}{suffix}").write_bytes(content)
    name = f"in.{format}{suffix}"
    assert run(["check", name, "--from", format, "-o", "out.tsv", "--quiet"]) == 1
    header, *lines = (here / "out.tsv").read_text(encoding="utf-8").splitlines()
    texts = [line.split("\t")[header.split("\t").index("text")] for line in lines]
    assert texts == list(TEXTS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--resume"], "name it with -o"),
        (["--resume", "-o", "out.html"], "--format jsonl or tsv"),
        (["--resume", "-o", "out.jsonl", "--split"], "without --split"),
        (["-o", "in.jsonl"], "read in this run"),
    ],
)
def test_what_cannot_be_resumed_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (here / "in.jsonl").write_text(rows(3), encoding="utf-8")
    more = [] if "-o" in arguments else ["--format", "jsonl"]
    assert run(["check", "in.jsonl", *arguments, *more]) == 2
    assert message in capsys.readouterr().err


def test_inputs_that_fail_are_named_after_all_rows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "in.jsonl").write_text(rows(3), encoding="utf-8")
    (here / "blank.lines").write_text(" \n \n", encoding="utf-8")
    arguments = ["check", "nowhere.jsonl", "in.jsonl", "-o", "out.jsonl", "--quiet"]
    assert run(arguments) == 3
    assert "nowhere.jsonl: no such file" in capsys.readouterr().err
    kinds = [json.loads(line)["type"] for line in (here / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kinds == ["sentence"] * 3 + ["failure"]
    assert run([*arguments, "--keep-going"]) == 1
