"""Starting up: light imports, help, version, the module form."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mtqa.cli import COMMANDS, run
from mtqa.version import VERSION

HEAVY = ("torch", "transformers", "numpy", "trafilatura", "sacrebleu", "onnxruntime", "ctranslate2")


def loaded_after(code: str) -> set[str]:
    """Names of the heavy modules that a fresh interpreter holds after `code`."""
    program = f"{code}\nimport sys\nprint(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")[-2].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_after("import mtqa") == set()


def test_help_loads_nothing_heavy() -> None:
    code = "from mtqa.cli import run\ntry:\n    run(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_after(code) == set()


def test_a_check_loads_no_torch() -> None:
    loaded = loaded_after("import mtqa\nmtqa.check('Il vit dans dans un port.')")
    assert not loaded & {"torch", "transformers", "trafilatura", "sacrebleu"}


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as stop:
            run([command, "--help"])
        assert stop.value.code == 0
        assert f"mtqa {command}" in capsys.readouterr().out


def test_version_and_module_form() -> None:
    done = subprocess.run([sys.executable, "-m", "mtqa", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"mtqa {VERSION}"


def test_no_command_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run([])
    assert stop.value.code == 2
    assert "COMMAND" in capsys.readouterr().err
