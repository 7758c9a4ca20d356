"""Safetensors alone: no pickle is opened, whichever way leads to one."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtqa.errors import EngineError
from mtqa.models.converting import convert
from mtqa.models.encoder import Encoder
from mtqa.models.folders import ModelFolder, require_model
from mtqa.models.language_model import LanguageModel
from mtqa.models.marian import MarianModel
from mtqa.models.pieces import MarianPieces
from mtqa.models.weights import SAFE_INDEX, SAFE_WEIGHTS, require_safe
from tests.tiny_language_models import make_language_model
from tests.tiny_marian import ENGLISH, FRENCH, make_model


class Trap:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, sprung: Path) -> None:
        self.sprung = sprung

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return eval, (f"open({str(self.sprung)!r}, 'w').close()",)


@pytest.fixture
def sprung(tmp_path: Path) -> Path:
    """The file that a trap leaves when something opens it."""
    return tmp_path / "sprung"


def trapped(model: Path, sprung: Path, name: str = "pytorch_model.bin") -> Path:
    """A copy of the model's folder with a trap in place of its weights."""
    folder = Path(shutil.copytree(model, sprung.parent / "model"))
    (folder / SAFE_WEIGHTS).unlink()
    (folder / name).write_bytes(pickle.dumps(Trap(sprung)))
    return folder


def test_the_trap_works(sprung: Path) -> None:
    pickle.loads(pickle.dumps(Trap(sprung)))
    assert sprung.exists()


WAYS: dict[str, Callable[[Path], object]] = {
    "named": lambda folder: require_model(str(folder)),
    "loaded": lambda folder: MarianModel(folder, MarianPieces(folder), device="cpu"),
    "converted": lambda folder: convert(ModelFolder(str(folder), folder)),
    "converted again": lambda folder: convert(half_converted(folder)),
}


def half_converted(folder: Path) -> ModelFolder:
    (folder / "ctranslate2-int8").mkdir()
    (folder / "ctranslate2-int8" / "model.bin").write_bytes(b"")
    return ModelFolder(str(folder), folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "pytorch_model-00001-of-00002.bin", "model.pt"])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_a_pickled_translation_model(way: str, name: str, sprung: Path) -> None:
    folder = trapped(make_model(), sprung, name)
    with pytest.raises(EngineError, match=r"has only pickled weights .*not read; .*fetch one from the hub") as caught:
        WAYS[way](folder)
    said = str(caught.value)
    assert said.startswith(f"{folder}: ") and name in said and "docs/security.md" in said and "\n" not in said
    assert not sprung.exists()


@pytest.mark.parametrize("make", [Encoder, LanguageModel])
def test_no_way_leads_to_a_pickled_encoder_or_language_model(make: Callable[..., object], sprung: Path) -> None:
    folder = trapped(make_language_model("masked"), sprung)
    with pytest.raises(EngineError, match=r"has only pickled weights .*with safetensors") as caught:
        make(str(folder), device="cpu")
    assert str(folder) in str(caught.value) and not sprung.exists()


def _index_of_a_pickle(folder: Path) -> None:
    (folder / SAFE_INDEX).write_text(json.dumps({"weight_map": {"a": "pytorch_model.bin"}}), encoding="utf-8")


def _index_of_another_folder(folder: Path) -> None:
    (folder / SAFE_INDEX).write_text(json.dumps({"weight_map": {"a": "../model.safetensors"}}), encoding="utf-8")


def _empty_index(folder: Path) -> None:
    (folder / SAFE_INDEX).write_text("[]", encoding="utf-8")


def _broken_index(folder: Path) -> None:
    (folder / SAFE_INDEX).write_text("{", encoding="utf-8")


def _weights_by_another_name(folder: Path) -> None:
    (folder / SAFE_WEIGHTS).write_bytes(b"")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["transformers_weights"] = "other.safetensors.index.json"
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def _adapter(folder: Path) -> None:
    (folder / SAFE_WEIGHTS).write_bytes(b"")
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "x"}', encoding="utf-8")


@pytest.mark.parametrize(
    ("set_up", "message"),
    [
        (_index_of_a_pickle, "names 'pytorch_model.bin', which is no safetensors file beside it"),
        (_index_of_another_folder, "which is no safetensors file beside it"),
        (_empty_index, "names no parts"),
        (_broken_index, "cannot be read"),
        (_weights_by_another_name, "config.json names other weights"),
        (_adapter, "is an adapter"),
    ],
)
def test_no_detour_leads_to_a_pickle(set_up: Callable[[Path], None], message: str, sprung: Path) -> None:
    """transformers follows an index, the configuration and an adapter to whatever file they name."""
    folder = trapped(make_model(), sprung)
    set_up(folder)
    with pytest.raises(EngineError, match=message):
        MarianModel(folder, MarianPieces(folder), device="cpu")
    assert not sprung.exists()


def test_safetensors_are_read_and_a_pickle_beside_them_is_not(sprung: Path) -> None:
    folder = trapped(make_model(), sprung)
    shutil.copy(make_model() / SAFE_WEIGHTS, folder)
    pieces = MarianPieces(folder)
    found = MarianModel(folder, pieces, device="cpu").translate([pieces.encode(FRENCH[0])])
    assert pieces.decode(found[0]) == ENGLISH[0]
    assert convert(require_model(str(folder))).is_dir()
    assert not sprung.exists()


def test_weights_in_parts_are_read(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    folder = Path(shutil.copytree(make_model(), tmp_path / "model"))
    whole = transformers.MarianMTModel.from_pretrained(folder)
    (folder / SAFE_WEIGHTS).unlink()
    whole.save_pretrained(folder, max_shard_size="30KB")
    assert (folder / SAFE_INDEX).is_file() and not (folder / SAFE_WEIGHTS).exists()
    require_safe(folder, "")
    pieces = MarianPieces(folder)
    found = MarianModel(folder, pieces, device="cpu").translate([pieces.encode(FRENCH[0])])
    assert pieces.decode(found[0]) == ENGLISH[0]


def test_the_way_in_the_documentation_makes_a_model_that_is_read(tmp_path: Path) -> None:
    """What docs/security.md has users run: its own words, on a model of pickled weights."""
    torch = pytest.importorskip("torch")
    from safetensors.torch import load_file

    folder = Path(shutil.copytree(make_model(), tmp_path / "model"))
    torch.save(load_file(folder / SAFE_WEIGHTS), folder / "pytorch_model.bin")
    (folder / SAFE_WEIGHTS).unlink()
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0].replace("FOLDER", str(folder))
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=300)
    pieces = MarianPieces(folder)
    found = MarianModel(require_model(str(folder)).path, pieces, device="cpu").translate([pieces.encode(FRENCH[0])])
    assert pieces.decode(found[0]) == ENGLISH[0]


class Hub:
    """A stand-in for the hub with one model, whose files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetched: list[str] = []

    def model_info(self, name: str) -> SimpleNamespace:
        assert name == "some/one"
        return SimpleNamespace(siblings=[SimpleNamespace(rfilename=file.name) for file in self.folder.iterdir()])

    def snapshot_download(self, name: str, *, allow_patterns: list[str]) -> str:
        self.fetched.append(name)
        assert not [pattern for pattern in allow_patterns if Path("pytorch_model.bin").match(pattern)]
        assert not [pattern for pattern in allow_patterns if Path("modeling.py").match(pattern)]
        return str(self.folder)


@pytest.fixture
def use_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Hub], None]:
    """Puts a stand-in in the hub's place, with no model on this machine."""
    huggingface_hub = pytest.importorskip("huggingface_hub")
    monkeypatch.setenv("MTQA_MODELS_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "none"))

    def install(hub: Hub) -> None:
        monkeypatch.setattr(huggingface_hub, "HfApi", lambda: hub)
        monkeypatch.setattr(huggingface_hub, "snapshot_download", hub.snapshot_download)

    return install


@pytest.mark.parametrize("make", [Encoder, LanguageModel])
def test_an_encoder_or_language_model_of_the_hub_is_fetched_without_pickles(
    make: Callable[..., object], sprung: Path, use_hub: Callable[[Hub], None]
) -> None:
    hub = Hub(trapped(make_language_model("masked"), sprung))
    use_hub(hub)
    with pytest.raises(EngineError, match=r"model some/one: has only pickled weights \(pytorch_model.bin\)"):
        make("some/one", device="cpu")
    assert not hub.fetched
    shutil.copy(make_language_model("masked") / SAFE_WEIGHTS, hub.folder)
    make("some/one", device="cpu")
    assert hub.fetched == ["some/one"] and not sprung.exists()
