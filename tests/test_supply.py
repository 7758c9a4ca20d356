"""What mtqa is delivered with: dependencies with two bounds, known licences, a bill of materials."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

import supply

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME = [*PROJECT["dependencies"], *(line for name in ("neural", "parquet", "zstd", "ray") for line in PROJECT["optional-dependencies"][name])]  # fmt: skip


@pytest.mark.parametrize("line", RUNTIME)
def test_a_dependency_has_a_lower_and_an_upper_bound(line: str) -> None:
    assert {bound.operator for bound in Requirement(line).specifier} == {">=", "<"}


def test_pickled_weights_are_never_read_by_a_torch_that_runs_them() -> None:
    """Before 2.6, torch's reading of pickles as data alone could be made to run code."""
    (torch,) = (Requirement(line) for line in RUNTIME if line.startswith("torch"))
    assert not torch.specifier.contains("2.5.1")


def test_the_core_needs_nothing_copyleft_that_is_not_known_of() -> None:
    found = supply.dependencies()
    assert {"numpy", "lxml", "jinja2", "markupsafe"} <= {part.name for part in found}
    assert {part.name for part in found if not part.is_permissive} <= {"certifi", "tld"}


@pytest.mark.parametrize(
    ("licence", "permissive"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("3-Clause BSD License", True),
        ("GPL-3.0-or-later OR MIT", True),
        ("GPL-3.0-or-later", False),
        ("LGPL-2.1-only AND MIT", False),
        ("GNU Affero General Public License v3", False),
        ("Mozilla Public License 2.0 (MPL 2.0)", False),
        ("EUPL-1.2", False),
        ("not stated", False),
        ("Other/Proprietary License", False),
    ],
)
def test_copyleft_and_unknown_licences_are_not_permissive(licence: str, permissive: bool) -> None:
    assert supply.Dependency("p", "1", licence).is_permissive is permissive


def test_the_bill_of_materials_names_every_dependency(tmp_path: Path) -> None:
    found = supply.dependencies()
    supply.write_sbom(found, tmp_path / "out" / "sbom.json")
    bill = json.loads((tmp_path / "out" / "sbom.json").read_bytes())
    assert bill["bomFormat"] == "CycloneDX" and bill["metadata"]["component"]["name"] == "mtqa"
    assert {(part["name"], part["version"]) for part in bill["components"]} == {
        (part.name, part.version) for part in found
    }


@pytest.mark.parametrize(
    ("answers", "clear", "said"),
    [
        ([{"name": "a", "vulns": []}], True, "1 of 1 packages looked up, 0 known weaknesses"),
        ([{"name": "a", "skip_reason": "not found"}], False, "not cleared: a\nInstall pip-audit and run this on"),
        ([{"name": "a", "vulns": [{"id": "X-1"}]}], False, "1 of 1 packages looked up, 1 known weaknesses\na X-1"),
        ([], False, "0 of 1 packages looked up"),
    ],
)
def test_an_audit_clears_what_was_looked_up_and_is_sound(
    answers: list[dict[str, Any]], clear: bool, said: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    _pip_audit_says(monkeypatch, json.dumps({"dependencies": answers}), "")
    assert supply.audit([supply.Dependency("a", "1", "MIT")]) is clear
    assert said in capsys.readouterr().out


def test_an_audit_that_got_no_answer_says_why_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _pip_audit_says(monkeypatch, "", "Traceback\nConnectionError: no such host\n")
    assert not supply.audit([supply.Dependency("a", "1", "MIT")], "osv")
    assert capsys.readouterr().err.startswith(
        "pip-audit gave no answer: ConnectionError: no such host\nInstall pip-audit and run this on a machine that"
    )


def _pip_audit_says(monkeypatch: pytest.MonkeyPatch, out: str, err: str) -> None:
    said = supply.subprocess.CompletedProcess((), 0, out, err)
    monkeypatch.setattr(supply.subprocess, "run", lambda *_, **__: said)
