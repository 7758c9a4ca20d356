"""Where results go: what `-o` may replace, what it must leave, and standard streams that are closed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.cli.output import write_output
from mtqa.errors import UsageError

RIGHT = "Il vit dans un port de la côte depuis dix ans.\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("texte.txt").write_text(RIGHT, encoding="utf-8")


def run_shell(command: str) -> subprocess.CompletedProcess[str]:
    """A shell line in which "mtqa" is this interpreter's."""
    whole = command.replace("mtqa", f"'{sys.executable}' -m mtqa")
    return subprocess.run(["sh", "-c", whole], capture_output=True, text=True, check=False)


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_output("new", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new\n"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    write_output("texte", str(pipe))
    reader.join(5)
    assert read == ["texte\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    target.chmod(0o640)
    write_output("new", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="directory"):
        write_output("new", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "texte.txt", "-o", "texte.txt"], "read in this run"),
        (["check", ".", "-o", "texte.txt"], "read in this run"),
        (["check", "texte.txt", "-o", "link.txt"], "read in this run"),
        (["check", "texte.txt", "--state", "texte.txt"], "read in this run"),
        (["check", "texte.txt", "--source", "en.txt", "--output", "json=./en.txt"], "read in this run"),
        (["check", "texte.txt", "--words", "en.txt", "-o", "en.txt"], "read in this run"),
        (["check", "texte.txt", "-o", "a.out", "--output", "json=./a.out"], "named twice"),
        (["check", "texte.txt", "-o", ""], "has no name"),
        (["report", "texte.txt", "-o", "texte.txt"], "read in this run"),
        (["gate", "texte.txt", "-o", "texte.txt"], "read in this run"),
        (["gate", "texte.txt", "--baseline", "texte.txt", "--update-baseline"], "read in this run"),
        (["align", "texte.txt", "en.txt", "-o", "en.txt"], "read in this run"),
        (["backtranslate", "texte.txt", "-o", "texte.txt"], "read in this run"),
    ],
)
def test_no_input_is_overwritten(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    Path("en.txt").write_text("He lives in a port.\n")
    Path("link.txt").symlink_to("texte.txt")
    assert run(arguments) == 2
    assert expected in capsys.readouterr().err
    assert Path("texte.txt").read_text(encoding="utf-8") == RIGHT
    assert Path("en.txt").read_text() == "He lives in a port.\n"


@pytest.mark.parametrize(
    ("command", "code", "expected"),
    [
        ("mtqa check - <&-", 3, "standard input is closed"),
        ("mtqa align - texte.txt <&-", 3, "standard input is closed"),
        ("mtqa check texte.txt >&-", 2, "standard output is closed"),
        ("mtqa gate texte.txt >&-", 2, "standard output is closed"),
        ("mtqa rules >&-", 2, "standard output is closed"),
        ("mtqa check texte.txt 1<texte.txt", 2, "standard output cannot be written"),
        ("mtqa rules 1<texte.txt", 2, "standard output cannot be written"),
    ],
)
def test_streams_that_are_closed_are_one_line(command: str, code: int, expected: str) -> None:
    done = run_shell(command)
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (code, 1), done.stderr
    assert lines[0].startswith("mtqa: ") and expected in lines[0]


def test_without_standard_error_the_code_and_the_output_are_the_same() -> None:
    assert run_shell("mtqa check absent.txt --format tsv 2>&-").returncode == 3
    done = run_shell("mtqa check texte.txt absent.txt --format json 2>&-")
    assert done.returncode == 3 and done.stdout.startswith("{")
    assert run_shell("mtqa check texte.txt -o out.txt >&-").returncode == 0
