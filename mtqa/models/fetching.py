"""Fetches a MarianMT model from the hub into the models folder: the one place that goes online, when asked to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError
from mtqa.models.folders import ModelFolder, place_of

_FILES = ("config.json", "generation_config.json", "source.spm", "target.spm", "vocab.json")
_SAFE_WEIGHTS = "model.safetensors"
_PICKLED_WEIGHTS = "pytorch_model.bin"  # read as data alone when there is nothing safer


def fetch(name: str, *, offline: bool = False) -> ModelFolder:
    """Fetches `name`, whole or not at all, and notes commit and licence in its card.

    Raises EngineError, one line, where the hub cannot be reached, does not know the name, or `offline` forbids it.
    """
    if offline:
        raise EngineError(f"model {name} cannot be fetched with --offline; leave it out, or name a folder")
    try:
        from huggingface_hub import HfApi, snapshot_download
    except ImportError as error:
        raise EngineError(f"fetching needs huggingface_hub ({error}); install mtqa[neural]") from None
    target = place_of(name)
    half = target.with_name(f".{target.name}.part")
    try:
        about = HfApi().model_info(name)
        here = {sibling.rfilename for sibling in about.siblings or ()}
        weights = _SAFE_WEIGHTS if _SAFE_WEIGHTS in here else _PICKLED_WEIGHTS
        wanted = [file for file in (*_FILES, weights) if file in here]
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


def _write_card(folder: Path, name: str, about: Any) -> None:
    licence = getattr(about.card_data, "license", None) if about.card_data else None
    card = {"name": name, "revision": about.sha, "licence": licence, "quality": None}
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _explain(name: str, error: Exception) -> str:
    kind = type(error).__name__
    if kind in ("RepositoryNotFoundError", "HFValidationError", "GatedRepoError"):
        return f"model {name}: the hub has no open model of this name; check the name"
    said = " ".join(str(error).split())[:200]
    return f"model {name}: the hub cannot be reached ({said}); try again online, or name a folder with the model"
