from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.detecting import FINDABLE_CODES
from mtqa.domain.catalogue import CATALOGUE


def test_the_list_names_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    out = capsys.readouterr().out
    assert all(code in out for code in CATALOGUE)
    assert "off by default" in out


def test_one_code_is_explained_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "fr204"]) == 0
    out = capsys.readouterr().out
    assert "doubled-words" in out and "⟦dans dans⟧" in out


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("is_measured", [True, False])
def test_every_code_is_explained_measured_or_not(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    is_measured: bool,
) -> None:
    counts = {"flags_right": 3, "flags": 4, "marked_found": 3, "marked": 7}
    if is_measured:
        folder = tmp_path / "data" / "measured"
        folder.mkdir(parents=True)
        (folder / "codes.json").write_text(json.dumps({"codes": {code: counts}}), encoding="utf-8")
    monkeypatch.setattr("mtqa.cli.rules.files", lambda _: tmp_path)
    assert run(["rules", code]) == 0
    out = capsys.readouterr().out
    assert CATALOGUE[code].title in out
    assert ("3 of its 4 flags were right" in out) is is_measured


def test_something_finds_every_code_of_the_catalogue() -> None:
    assert set(CATALOGUE) == FINDABLE_CODES  # a check for a code that nothing finds could only pass


def test_what_counts_as_findable_covers_the_neural_detector() -> None:
    card = json.loads((files("mtqa") / "data" / "detector.json").read_text(encoding="utf-8"))
    codes = {code for label in card["labels"] for code in CATALOGUE if code in label}
    assert codes and codes <= FINDABLE_CODES


def test_an_unknown_code_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "FR20"]) == 2
    assert "did you mean FR20" in capsys.readouterr().err
