"""The training of the embedded pair, on a handful of pairs: resumable to the bit, and loaded by both runtimes."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("transformers", reason="transformers is not installed")

import torch

import backtranslator_model
import export_backtranslator
import train_backtranslator
import training_pairs
from backtranslator_model import Preset
from mtqa.backtranslating import neural
from mtqa.backtranslating.base import EngineSettings

SUBJECTS = (("the cat", "le chat"), ("the dog", "le chien"), ("my friend", "mon ami"), ("this minister", "ce ministre"))
VERBS = (("sleeps", "dort"), ("eats", "mange"), ("speaks", "parle"), ("leaves", "part"), ("sings", "chante"))
PLACES = (("here", "ici"), ("today", "aujourd'hui"), ("in Paris", "à Paris"), ("at home", "à la maison"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like ../shared with one file of pairs."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "data" / "parallel").mkdir(parents=True)
    lines = [
        f"{a.capitalize()} {b} {c}.\t{x.capitalize()} {y} {z}.\n"
        for a, x in SUBJECTS for b, y in VERBS for c, z in PLACES
    ]  # fmt: skip
    with lzma.open(folder / "data" / "parallel" / "tatoeba.en-fr.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(lines)
    return folder


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """A preset for eighty pairs."""
    torch.set_num_threads(1)  # tensors this small are slower on two
    preset = Preset(160, 48, 1, 1, 96, 4, 400, 4e-3, 30, 0.0)
    monkeypatch.setitem(backtranslator_model.PRESETS, "tiny", preset)


def train(data: Path, work: Path, *more: str, direction: str = "fr-en") -> None:
    """One run, as the command makes it."""
    command = [
        "--data",
        str(data),
        "--work",
        str(work),
        "--direction",
        direction,
        "--preset",
        "tiny",
        "--device",
        "cpu",
    ]
    options = train_backtranslator.parse([*command, *more])
    work.mkdir(exist_ok=True)
    preset = backtranslator_model.PRESETS["tiny"]
    train_backtranslator.prepare(options.data, work, preset, options.limit)
    train_backtranslator.Run(options, preset, train_backtranslator.load_pairs(work)).go_on()


def test_a_stopped_run_ends_as_one_that_was_not(data: Path, tmp_path: Path) -> None:
    train(data, tmp_path / "one", "--steps", "30")
    train(data, tmp_path / "two", "--steps", "30", "--stop-at", "13")
    train(data, tmp_path / "two", "--steps", "30")
    one, two = (
        torch.load(tmp_path / name / "fr-en" / "checkpoint.pt", weights_only=True)["network"] for name in ("one", "two")
    )
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_the_trained_model_translates_alike_in_both_runtimes(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, out = tmp_path / "work", tmp_path / "model"
    train(data, work, "--steps", "240")
    export_backtranslator.main(["--work", str(work), "--direction", "fr-en", "--out", str(out), "--last", "1"])
    french, english = (
        ["Le chat dort ici.", "Ce ministre parle à Paris."],
        ["The cat sleeps here.", "This minister speaks in Paris."],
    )
    quick = neural.open_marian(EngineSettings(name="marian", model=str(out), offline=True)).forward.translate(french)
    converted = out / "ctranslate2-int8"
    converted.rename(tmp_path / "aside")
    slow = neural.open_marian(EngineSettings(name="marian", model=str(out), offline=True)).forward.translate(french)
    (tmp_path / "aside").rename(converted)
    assert quick == slow == english

    shipped = tmp_path / "data"
    (shipped / "backtranslator").mkdir(parents=True)
    line = export_backtranslator.ship(out, "fr-en", [240], "BLEU of a test", shipped)
    assert "all artefacts" in line
    card = json.loads((shipped / "backtranslator" / "fr-en" / "card.json").read_text(encoding="utf-8"))
    assert card["bytes"] < export_backtranslator.MOST_MODEL_BYTES and set(card["sha256"]) >= {"model.bin", "source.spm"}
    monkeypatch.setattr(neural, "_embedded_folder", lambda: shipped / "backtranslator")
    assert neural.open_embedded(EngineSettings(name="embedded")).forward.translate(french) == english


def test_nothing_ships_unmeasured_or_too_big(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        export_backtranslator.main(["--work", str(tmp_path), "--direction", "fr-en", "--out", str(tmp_path), "--ship"])
    train(data, tmp_path / "work", "--steps", "1")
    export_backtranslator.export(tmp_path / "work", "fr-en", tmp_path / "model", 1)
    monkeypatch.setattr(export_backtranslator, "MOST_DATA_BYTES", 1000)
    with pytest.raises(SystemExit, match="nothing was shipped"):
        export_backtranslator.ship(tmp_path / "model", "fr-en", [1], "none", tmp_path / "data")
    assert not list((tmp_path / "data").rglob("*.bin"))


def test_another_vocabulary_or_preset_wants_another_folder(data: Path, tmp_path: Path) -> None:
    train(data, tmp_path / "work", "--steps", "1")
    with pytest.raises(SystemExit, match="another --work"):
        train(data, tmp_path / "work", "--steps", "1", "--limit", "20")


def test_an_epoch_sees_each_pair_as_often_as_its_weight_says() -> None:
    weights = np.array([0.5] * 2000 + [1.0] * 10 + [2.0] * 10 + [0.0] * 10, np.float32)
    order = train_backtranslator.epoch_order(weights, seed=1, epoch=3)
    times = np.bincount(order, minlength=len(weights))
    assert 900 < times[:2000].sum() < 1100
    assert times[2000:].tolist() == [1] * 10 + [2] * 10 + [0] * 10
    assert (order == train_backtranslator.epoch_order(weights, seed=1, epoch=3)).all()
    assert order.tolist() != train_backtranslator.epoch_order(weights, seed=1, epoch=4).tolist()


def test_the_rate_rises_falls_and_ends_at_nothing() -> None:
    preset = Preset(100, 8, 1, 1, 8, 1, 100, 1e-3, 10, 0.0)
    rates = [train_backtranslator.rate_at(step, preset, 300) for step in range(301)]
    assert max(rates) == rates[10] == preset.peak_rate and rates[-1] == 0.0
    assert rates[:11] == sorted(rates[:11]) and rates[10:] == sorted(rates[10:], reverse=True)


@pytest.mark.parametrize(
    ("english", "french", "kept"),
    [
        ("The work was done by hand.", "L?œuvre a été faite à la main.", ("The work was done by hand.", "L'œuvre a été faite à la main.")),
        ("That is the cry of alarm.", "C'est le cri d' alarme.", ("That is the cry of alarm.", "C'est le cri d'alarme.")),
        ("Left as it was.", "Left as it was.", None),
        ("Paris", "Paris", ("Paris", "Paris")),
        ("1234", "1234", None),
        ("A long sentence whose other side is missing almost all of it.", "Une longue phrase.", None),
    ],
)  # fmt: skip
def test_pairs_are_mended_or_left_out(english: str, french: str, kept: tuple[str, str] | None) -> None:
    assert training_pairs.clean(english, french) == kept
