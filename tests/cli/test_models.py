"""`mtqa models` as a user meets it, without network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.models import fetching
from mtqa.models.folders import place_of
from tests.tiny_marian import make_model


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MTQA_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


def test_lists_what_is_here(homes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["models"]) == 0
    assert str(homes / "models") in capfd.readouterr().out
    model = Path(shutil.copytree(make_model(), place_of("some/model")))
    (model / "card.json").write_text(
        '{"revision": "c0ffee", "licence": "cc-by-4.0", "quality": "BLEU 40"}', encoding="utf-8"
    )
    assert run(["models", "list"]) == 0
    out = capfd.readouterr().out
    for expected in ("some/model", str(model), "cc-by-4.0", "c0ffee", "BLEU 40", "not converted"):
        assert expected in out


def test_converts_once_and_tells_the_place(homes: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "convert"]) == 3
    assert "no model to convert" in capfd.readouterr().err
    model = Path(shutil.copytree(make_model(), place_of("some/model")))
    assert run(["models", "convert"]) == 0
    assert capfd.readouterr().out.strip() == str(model / "ctranslate2-int8")
    assert run(["models", "path", "some/model"]) == 0
    assert capfd.readouterr().out.strip() == str(model)
    assert run(["models", "list"]) == 0
    assert "converted (int8)" in capfd.readouterr().out


def test_fetches_the_default_pair(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "fetch", "--offline"]) == 3
    assert "--offline" in capfd.readouterr().err
    asked: list[str] = []

    def fetch(name: str, *, revision: str | None, offline: bool) -> object:
        from mtqa.models.folders import ModelFolder

        assert revision is None and not offline
        asked.append(name)
        return ModelFolder(name, make_model())

    monkeypatch.setattr(fetching, "fetch", fetch)
    assert run(["models", "fetch"]) == 0
    assert asked == ["Helsinki-NLP/opus-mt-fr-en", "Helsinki-NLP/opus-mt-en-fr"]


def test_an_unknown_model_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "path", "some/model"]) == 3
    said = capfd.readouterr().err
    assert said.startswith("mtqa: model some/model is not on this machine") and said.count("\n") == 1
