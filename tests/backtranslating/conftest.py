"""A stand-in for the program apertium, for machines without it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

FAKE = f"""#!{sys.executable}
import sys
arguments = sys.argv[1:]
if arguments == ["-l"]:
    print("  fr-es\\n  spa-eng\\n  eng-spa\\n  es-fr")
elif arguments == ["-V"]:
    print("apertium 0")
else:
    mode = arguments[-1]
    for line in sys.stdin.buffer.read().decode().split("\\n")[:-1]:
        if "BREAKS" in line:
            sys.exit("no such dictionary")
        if "VANISHES" in line and mode == "spa-eng":
            continue
        print(f"{{mode}}:{{line.removesuffix('.')}}")
"""


@pytest.fixture
def fake_apertium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts a program `apertium` first in PATH that names the mode before each line; returns its path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "apertium"
    program.write_text(FAKE, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return program
