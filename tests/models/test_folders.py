"""Where models lie, without network."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtqa.cli import run
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
    """A stand-in for the hub: one model, or an error. `offers` are open pull requests with the files they hold."""

    def __init__(
        self,
        files: dict[str, str],
        error: Exception | None = None,
        offers: Sequence[tuple[SimpleNamespace, dict[str, str]]] = (),
    ) -> None:
        self.error = error
        self.commits = {"c0ffee": files, **{f"commit-{offer.num}": found for offer, found in offers}}
        self.offers = [offer for offer, _ in offers]
        self.asked_for: list[str] = []

    def model_info(self, name: str, revision: str | None = None) -> SimpleNamespace:
        if self.error:
            raise self.error
        assert name == "some/model"
        sha = revision.replace("refs/pr/", "commit-") if revision else "c0ffee"
        siblings = [SimpleNamespace(rfilename=file) for file in self.commits[sha]]
        return SimpleNamespace(sha=sha, siblings=siblings, card_data=SimpleNamespace(license="cc-by-4.0"))

    def get_repo_discussions(
        self, *, repo_id: str, discussion_type: str, discussion_status: str
    ) -> Iterator[SimpleNamespace]:
        assert (repo_id, discussion_type, discussion_status) == ("some/model", "pull_request", "open")
        yield from self.offers

    def snapshot_download(self, name: str, *, revision: str, local_dir: Path, allow_patterns: list[str]) -> None:
        assert name == "some/model"
        self.asked_for = allow_patterns
        local_dir.mkdir(parents=True)
        for file in allow_patterns:
            (local_dir / file).write_text(self.commits[revision][file], encoding="utf-8")


def offer(number: int, author: str = "SFconvertbot", title: str = "Adding `safetensors` variant of this model") -> Any:
    """An open pull request as the hub's client describes it."""
    return SimpleNamespace(num=number, author=author, title=title, git_reference=f"refs/pr/{number}")


def install(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    huggingface_hub = pytest.importorskip("huggingface_hub")
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: hub)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub.snapshot_download)


FILES = {
    "config.json": '{"model_type": "marian"}', "source.spm": "", "target.spm": "", "vocab.json": "{}",
    "model.safetensors": "", "pytorch_model.bin": "", "tf_model.h5": "",
}  # fmt: skip
PICKLED = {name: text for name, text in FILES.items() if name != "model.safetensors"}


def test_fetches_what_is_needed_and_no_pickle(monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(FILES)
    install(hub, monkeypatch)
    model = fetch("some/model")
    assert "model.safetensors" in hub.asked_for
    assert not {"pytorch_model.bin", "tf_model.h5"} & set(hub.asked_for)
    assert model.revision == "c0ffee"
    assert json.loads((model.path / "card.json").read_text(encoding="utf-8"))["licence"] == "cc-by-4.0"


def test_pickled_weights_give_way_to_the_offer_of_the_hubs_converter(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not to one of the same title by another, nor to another one of the converter's, nor to one without weights."""
    offers = [
        (offer(1, author="mallory"), FILES),
        (offer(2, title="Fix"), FILES),
        (offer(3), PICKLED),
        (offer(4), FILES),
    ]
    hub = Hub(PICKLED, offers=offers)
    install(hub, monkeypatch)
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        model = fetch("some/model")
    assert model.revision == "commit-4"
    assert "model.safetensors" in hub.asked_for and "pytorch_model.bin" not in hub.asked_for
    assert "only pickled weights (pytorch_model.bin), which are not read: taking the safetensors" in caplog.text
    assert "refs/pr/4, commit commit-4" in caplog.text


@pytest.mark.parametrize("offers", [[], [(offer(1, author="mallory"), FILES)]])
def test_pickled_weights_alone_are_not_fetched(offers: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    hub = Hub(PICKLED, offers=offers)
    install(hub, monkeypatch)
    with pytest.raises(
        EngineError, match=r"model some/model: has only pickled weights .*not read.*--revision"
    ) as caught:
        fetch("some/model")
    assert "\n" not in str(caught.value)
    assert not hub.asked_for and find_model("some/model") is None


def test_a_revision_is_taken_at_its_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    hub = Hub(FILES, offers=[(offer(1, author="mallory"), FILES), (offer(2), FILES), (offer(3), PICKLED)])
    install(hub, monkeypatch)
    assert fetch("some/model", revision="refs/pr/1").revision == "commit-1"
    with pytest.raises(EngineError, match="has only pickled weights"):
        fetch("some/model", revision="refs/pr/3")
    assert run(["models", "fetch", "some/model", "--revision", "refs/pr/2"]) == 0
    assert "revision  commit-2" in capsys.readouterr().out
    assert run(["models", "fetch", "--revision", "refs/pr/2"]) == 2


def test_a_snapshot_of_the_hubs_cache_is_named_by_its_commit(homes: Path) -> None:
    folder = put_config(homes / "hub" / "models--some--model" / "snapshots" / "abc")
    (homes / "hub" / "models--some--model" / "refs").mkdir()
    (homes / "hub" / "models--some--model" / "refs" / "main").write_text("abc", encoding="ascii")
    found = find_model("some/model")
    assert found is not None and (found.path, found.revision) == (folder, "abc")


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
