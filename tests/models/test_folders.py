"""Where models lie, without network."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from mtqa.errors import EngineError
from mtqa.models.fetching import fetch
from mtqa.models.folders import find_model, list_fetched, place_of, read_card, require_model


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty folders for models and for the hub's cache."""
    monkeypatch.setenv("MTQA_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


def put_config(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text('{"model_type": "marian"}', encoding="utf-8")
    return folder


def test_finds_a_folder_a_fetched_model_and_the_hubs_own_copy(homes: Path) -> None:
    assert find_model("some/model") is None
    folder = put_config(homes / "mine")
    assert find_model(str(folder)).path == folder  # type: ignore[union-attr]
    snapshot = put_config(homes / "hub" / "models--some--model" / "snapshots" / "abc")
    (homes / "hub" / "models--some--model" / "refs").mkdir()
    (homes / "hub" / "models--some--model" / "refs" / "main").write_text("abc", encoding="ascii")
    assert find_model("some/model").path == snapshot  # type: ignore[union-attr]
    fetched = put_config(place_of("some/model"))
    assert find_model("some/model").path == fetched  # type: ignore[union-attr]
    assert [model.name for model in list_fetched()] == ["some/model"]


def test_a_missing_model_names_the_remedy(homes: Path) -> None:
    with pytest.raises(EngineError, match="mtqa models fetch some/model"):
        require_model("some/model")
    (homes / "empty").mkdir()
    with pytest.raises(EngineError, match=r"no config\.json in this folder"):
        require_model(str(homes / "empty"))


def test_the_revision_follows_the_files(homes: Path) -> None:
    folder = put_config(homes / "mine")
    before = find_model(str(folder)).revision  # type: ignore[union-attr]
    (folder / "vocab.json").write_text("{}", encoding="utf-8")
    assert find_model(str(folder)).revision != before  # type: ignore[union-attr]
    (folder / "card.json").write_text('{"revision": "abc123"}', encoding="utf-8")
    assert find_model(str(folder)).revision == "abc123"  # type: ignore[union-attr]


def test_offline_forbids_fetching() -> None:
    with pytest.raises(EngineError, match="--offline"):
        fetch("some/model", offline=True)


class Hub:
    """A stand-in for the hub: one model, or an error."""

    def __init__(self, files: dict[str, str], error: Exception | None = None) -> None:
        self.files, self.error = files, error
        self.asked_for: list[str] = []

    def model_info(self, name: str) -> SimpleNamespace:
        if self.error:
            raise self.error
        assert name == "some/model"
        siblings = [SimpleNamespace(rfilename=file) for file in self.files]
        return SimpleNamespace(sha="c0ffee", siblings=siblings, card_data=SimpleNamespace(license="cc-by-4.0"))

    def snapshot_download(self, name: str, *, revision: str, local_dir: Path, allow_patterns: list[str]) -> None:
        assert (name, revision) == ("some/model", "c0ffee")
        self.asked_for = allow_patterns
        local_dir.mkdir(parents=True)
        for file in allow_patterns:
            (local_dir / file).write_text(self.files[file], encoding="utf-8")


def install(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    huggingface_hub = pytest.importorskip("huggingface_hub")
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: hub)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub.snapshot_download)


FILES = {
    "config.json": '{"model_type": "marian"}', "source.spm": "", "target.spm": "", "vocab.json": "{}",
    "model.safetensors": "", "pytorch_model.bin": "", "tf_model.h5": "",
}  # fmt: skip


def test_fetches_what_is_needed_and_prefers_safe_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(FILES)
    install(hub, monkeypatch)
    model = fetch("some/model")
    assert "model.safetensors" in hub.asked_for
    assert not {"pytorch_model.bin", "tf_model.h5"} & set(hub.asked_for)
    assert model.revision == "c0ffee"
    assert json.loads((model.path / "card.json").read_text(encoding="utf-8"))["licence"] == "cc-by-4.0"


@pytest.mark.parametrize("error", [ConnectionError("no\nroute to host"), TimeoutError("timed out"), ValueError("odd")])
def test_a_hub_out_of_reach_is_one_line(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    install(Hub({}, error), monkeypatch)
    with pytest.raises(EngineError, match="the hub cannot be reached") as caught:
        fetch("some/model")
    assert "\n" not in str(caught.value)
    assert not list(place_of("some/model").parent.glob("*"))


def test_an_incomplete_model_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    install(Hub({name: text for name, text in FILES.items() if name != "vocab.json"}), monkeypatch)
    with pytest.raises(EngineError, match=r"lacks vocab\.json"):
        fetch("some/model")
    assert find_model("some/model") is None


def test_a_card_of_endless_nesting_is_damaged(tmp_path: Path) -> None:
    """Regression: the parser's own limit came out as a RecursionError."""
    (tmp_path / "card.json").write_text('{"revision": ' + "[" * 100_000, encoding="utf-8")
    with pytest.raises(EngineError, match=r"card\.json: cannot be read .*; fetch the model again"):
        read_card(tmp_path)
