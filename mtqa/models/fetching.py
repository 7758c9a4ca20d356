"""Fetches models from the hub: the one place that goes online, when asked to. Of weights it takes safetensors alone."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError
from mtqa.models.folders import ModelFolder, place_of
from mtqa.models.weights import SAFE_WEIGHTS, are_safe, find_pickled, refusal

_FILES = ("config.json", "generation_config.json", "source.spm", "target.spm", "vocab.json")
# What encoders and language models are read from: configurations, vocabularies and weights. No code, no pickle.
_PATTERNS = ("*.json", "*.txt", "*.model", "*.spm", "model*.safetensors")
# The hub's own converter offers safetensors of a model as a pull request under this name and title.
_CONVERTER, _CONVERSION = "SFconvertbot", "Adding `safetensors` variant of this model"
_LOG = logging.getLogger("mtqa")


def fetch(name: str, *, revision: str | None = None, offline: bool = False) -> ModelFolder:
    """Fetches `name`, whole or not at all, and notes commit and licence in its card.

    `revision` is a branch, a commit or a pull request (`refs/pr/3`). Without one it is the main branch, or, where that
    has pickled weights alone, the pull request in which the hub's converter offers them as safetensors; that is said.
    Raises EngineError, one line, where the hub cannot be reached, does not know the name, has no safetensors of it, or
    `offline` forbids it.
    """
    if offline:
        raise EngineError(f"model {name} cannot be fetched with --offline; leave it out, or name a folder")
    api, snapshot_download = _client()
    target = place_of(name)
    half = target.with_name(f".{target.name}.part")
    try:
        about = api.model_info(name, revision=revision)
        if SAFE_WEIGHTS not in _files_of(about):
            about = _converted(api, name, about, revision)
        wanted = [file for file in (*_FILES, SAFE_WEIGHTS) if file in _files_of(about)]
        snapshot_download(name, revision=about.sha, local_dir=half, allow_patterns=wanted)
        _write_card(half, name, about)
        ModelFolder(name, half).require_complete()
        shutil.rmtree(half / ".cache", ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        half.replace(target)
    except EngineError:
        raise
    except Exception as error:  # the hub's client and the network under it raise dozens of kinds
        raise EngineError(_explain(name, error)) from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return ModelFolder(name, target)


def fetch_into_hub_cache(name: str) -> ModelFolder:
    """An encoder or a language model, fetched to where the hub's own programs keep theirs.

    Transformers could fetch it too, but would have an outside service convert a model that has pickles alone. Raises
    EngineError as `fetch` does.
    """
    api, snapshot_download = _client()
    try:
        files = _files_of(api.model_info(name))
        if not are_safe(files) and (pickled := find_pickled(files)):
            raise refusal(f"model {name}", pickled, "name a model with safetensors")
        folder = snapshot_download(name, allow_patterns=list(_PATTERNS))
    except EngineError:
        raise
    except Exception as error:  # as above
        raise EngineError(_explain(name, error)) from None
    return ModelFolder(name, Path(folder))


def _client() -> tuple[Any, Any]:
    try:
        from huggingface_hub import HfApi, snapshot_download
    except ImportError as error:
        raise EngineError(f"fetching needs huggingface_hub ({error}); install mtqa[neural]") from None
    return HfApi(), snapshot_download


def _files_of(about: Any) -> set[str]:
    return {sibling.rfilename for sibling in about.siblings or ()}


def _converted(api: Any, name: str, about: Any, revision: str | None) -> Any:
    """What the hub knows of the model's conversion. Raises EngineError where there is none, or `revision` was named."""
    pickled = find_pickled(_files_of(about))
    if pickled is None:
        raise EngineError(f"model {name}: the hub has no weights of it ({SAFE_WEIGHTS}); check the name")
    if revision is None:
        offers = api.get_repo_discussions(repo_id=name, discussion_type="pull_request", discussion_status="open")
        for offer in offers:
            # Anybody may open a pull request of this title; the converter's is told by its author.
            if offer.author == _CONVERTER and offer.title == _CONVERSION:
                found = api.model_info(name, revision=offer.git_reference)
                if SAFE_WEIGHTS in _files_of(found):
                    _LOG.warning(
                        "mtqa: %s has only pickled weights (%s), which are not read: taking the safetensors that the "
                        "hub's converter offers of it, %s, commit %s", name, pickled, offer.git_reference, found.sha,
                    )  # fmt: skip
                    return found
    remedy = "name a --revision that has safetensors, ask the hub's converter for them (the space safetensors/convert)"
    raise refusal(f"model {name}", pickled, remedy)


def _write_card(folder: Path, name: str, about: Any) -> None:
    licence = getattr(about.card_data, "license", None) if about.card_data else None
    card = {"name": name, "revision": about.sha, "licence": licence, "quality": None}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _explain(name: str, error: Exception) -> str:
    kind = type(error).__name__
    if kind in ("RepositoryNotFoundError", "HFValidationError", "GatedRepoError"):
        return f"model {name}: the hub has no open model of this name; check the name"
    if kind == "RevisionNotFoundError":
        return f"model {name}: the hub has no such revision of it; check --revision"
    said = " ".join(str(error).split())[:200]
    return f"model {name}: the hub cannot be reached ({said}); try again online, or name a folder with the model"
