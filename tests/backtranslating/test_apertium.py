"""Apertium: n texts in, n texts out, whatever stands in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.backtranslating import EngineSettings, select_engine
from mtqa.backtranslating.apertium import is_installed, open_engine
from mtqa.errors import EngineError

needs_apertium = pytest.mark.skipif(not is_installed(), reason="apertium with fr-es and spa-eng is not installed")


@pytest.mark.usefixtures("fake_apertium")
def test_gives_one_translation_a_text_in_order() -> None:
    texts = ["Un.", "", "deux\nlignes", "…", "Trois !"]
    found = open_engine(EngineSettings()).translate(texts)
    assert [answer.text for answer in found] == [
        "spa-eng:fr-es:Un.", "", "spa-eng:fr-es:deux lignes", "…", "spa-eng:fr-es:Trois !"
    ]  # fmt: skip
    assert all(answer.rough and answer.engine == "apertium" for answer in found)


@pytest.mark.usefixtures("fake_apertium")
def test_round_trip_goes_back_through_the_other_modes() -> None:
    (answer,) = open_engine(EngineSettings(round_trip=True)).translate(["Un."])
    assert answer.round_trip == "es-fr:eng-spa:spa-eng:fr-es:Un."


@pytest.mark.usefixtures("fake_apertium")
def test_a_line_that_gets_lost_costs_only_itself() -> None:
    found = open_engine(EngineSettings()).translate(["Un.", "VANISHES", "Trois.", "Quatre."])
    assert [answer.text for answer in found] == [
        "spa-eng:fr-es:Un.", "", "spa-eng:fr-es:Trois.", "spa-eng:fr-es:Quatre."
    ]  # fmt: skip
    assert found[1].problem == "is empty"


@pytest.mark.usefixtures("fake_apertium")
def test_a_mode_that_fails_is_one_line() -> None:
    with pytest.raises(EngineError, match=r"mode fr-es failed \(no such dictionary\)"):
        open_engine(EngineSettings()).translate(["BREAKS"])


def test_missing_program_is_an_error_that_names_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="apertium-fr-es and apertium-eng-spa") as caught:
        select_engine(EngineSettings(name="apertium"))
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


def test_missing_modes_are_an_error(fake_apertium: Path) -> None:
    fake_apertium.write_text("#!/bin/sh\necho cat-eng\n", encoding="utf-8")
    assert not is_installed()
    with pytest.raises(EngineError, match=r"no modes fr-es \| spa-eng or fra-cat \| cat-eng"):
        open_engine(EngineSettings())


def test_identity_changes_with_the_program(fake_apertium: Path) -> None:
    before = open_engine(EngineSettings()).identity
    program = fake_apertium.read_text(encoding="utf-8")
    fake_apertium.write_text(program.replace("apertium 0", "apertium 1"), encoding="utf-8")
    assert open_engine(EngineSettings()).identity != before


@needs_apertium
def test_speaks_english_and_keeps_marks() -> None:
    texts = ["Le président parle [2] aux soldats.", "10 000 soldats {x} ^ $ \\ @ / <b>", "Où est la gare ?"]
    found = [answer.text for answer in open_engine(EngineSettings()).translate(texts)]
    assert found[0].startswith("The president") and found[0].endswith(".")
    assert found[1].startswith("10 000 soldiers")
    assert found[2].endswith("?")
    assert not any("*" in text for text in found)


@needs_apertium
@settings(max_examples=3, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=30))
def test_survives_any_text(texts: list[str]) -> None:
    found = open_engine(EngineSettings()).translate(texts)
    assert len(found) == len(texts)
    assert not any("\n" in answer.text for answer in found)


@needs_apertium
def test_neighbours_do_not_change_a_translation() -> None:
    texts = [
        "Les États-Unis et la Russie discuteront",
        "la grève continue",
        "Le ministre a dit",
        "que la porte est ouverte.",
    ]
    engine = open_engine(EngineSettings())
    assert engine.translate(texts) == [engine.translate([text])[0] for text in texts]


def test_reports_progress(fake_apertium: Path) -> None:
    assert shutil.which("apertium") == str(fake_apertium)
    seen: list[tuple[int, int]] = []
    open_engine(EngineSettings(round_trip=True)).translate(["a", "b"], lambda done, total: seen.append((done, total)))
    assert seen == [(2, 4), (4, 4)]
