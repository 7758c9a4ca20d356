"""Which engine a name gives."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from mtqa.backtranslating import EngineSettings, list_engines, select, select_engine
from mtqa.backtranslating.none import NoEngine
from mtqa.errors import EngineError, UsageError


def test_none_translates_nothing() -> None:
    engine = select_engine(EngineSettings(name="none"))
    assert engine.name == "none"
    assert [answer.text for answer in engine.translate(["a", "b"])] == ["", ""]


def test_an_unknown_name_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"unknown engine 'google'; there are auto, .*apertium"):
        select_engine(EngineSettings(name="google"))


@pytest.mark.usefixtures("fake_apertium")
def test_auto_takes_what_is_installed_and_says_which() -> None:
    engine = select_engine(EngineSettings(name="auto"))
    assert engine.name == "apertium"
    assert "fr-es | spa-eng" in engine.note


def test_auto_falls_back_to_none_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("MTQA_MODELS_DIR", str(tmp_path))
    engine = select_engine(EngineSettings(name="auto"))
    assert engine.name == "none"
    assert "adequacy was not checked" in engine.note


def open_plug_in(_: EngineSettings) -> NoEngine:
    return NoEngine(name="mine")


def test_plug_ins_add_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("mine", f"{__name__}:open_plug_in", select.GROUP),
        EntryPoint("broken", "no_such:x", select.GROUP),
    ]

    def find(group: str, name: str | None = None) -> list[EntryPoint]:
        assert group == select.GROUP
        return [point for point in points if name in (None, point.name)]

    monkeypatch.setattr(select, "entry_points", find)
    monkeypatch.setattr(
        EntryPoint, "load", lambda point: open_plug_in if point.name == "mine" else __import__("no_such")
    )
    assert {"mine", "broken"} <= set(list_engines())
    assert select_engine(EngineSettings(name="mine")).name == "mine"
    with pytest.raises(EngineError, match="plug-in no_such:x cannot be loaded"):
        select_engine(EngineSettings(name="broken"))
