"""Where a model lies on this machine, by its name on the hub or its folder. Never goes online."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from mtqa.errors import EngineError
from mtqa.models.weights import require_safe

FRENCH_TO_ENGLISH = "Helsinki-NLP/opus-mt-fr-en"
ENGLISH_TO_FRENCH = "Helsinki-NLP/opus-mt-en-fr"

CONVERTED = "ctranslate2-int8"
"""Name of the folder inside a model's folder that holds the same weights for CTranslate2."""

_SNAPSHOTS = "snapshots"  # in the hub's cache: a folder a commit, which it is named by
_PIECE_FILES = ("source.spm", "target.spm", "vocab.json")


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A MarianMT model on disk: `name` as asked for, `path` with its config, pieces and weights."""

    name: str
    path: Path

    @property
    def converted(self) -> Path | None:
        """The folder with the weights for CTranslate2, where `mtqa models convert` made it."""
        folder = self.path / CONVERTED
        return folder if (folder / "model.bin").is_file() else None

    @property
    def revision(self) -> str:
        """The commit it was fetched at; where nothing says it, a hash over names, sizes and dates of the files."""
        card = read_card(self.path)
        if isinstance(card.get("revision"), str):
            return str(card["revision"])
        if self.path.parent.name == _SNAPSHOTS:
            return self.path.name
        digest = hashlib.sha256()
        for file in sorted(self.path.rglob("*")):
            if file.is_file():
                status = file.stat()
                digest.update(f"{file.name} {status.st_size} {status.st_mtime_ns}".encode())
        return digest.hexdigest()[:12]

    def require_complete(self) -> None:
        """Raises EngineError that names what the folder lacks; weights are safetensors, or converted ones."""
        config = read_config(self.path)
        if (kind := config.get("model_type")) != "marian":
            raise EngineError(f"{self.path}: config.json says model type {kind!r}; only MarianMT models (marian) run")
        missing = [name for name in _PIECE_FILES if not (self.path / name).is_file()]
        if missing:
            raise EngineError(f"{self.path}: the model lacks {', '.join(missing)}; {_remedy(self.name)}")
        if not self.converted:
            self.require_safe_weights()

    def require_safe_weights(self) -> None:
        """Raises EngineError unless there are weights in safetensors, the only ones that are read."""
        require_safe(self.path, _remedy(self.name))


def find_models_folder() -> Path:
    """MTQA_MODELS_DIR, or the user's data folder on this system: where fetched models lie."""
    named = os.environ.get("MTQA_MODELS_DIR")
    return Path(named) if named else user_data_path("mtqa") / "models"


def place_of(name: str) -> Path:
    """Where the model of this name on the hub is fetched to."""
    return find_models_folder() / name.replace("/", "--")


def find_model(name: str) -> ModelFolder | None:
    """The model of this name or folder, None where it is not on this machine.

    Looks at the name as a folder, at the fetched models, then at the hub's own cache. A folder is not yet known to
    be complete.
    """
    for path in (Path(name), place_of(name)):
        if (path / "config.json").is_file():
            return ModelFolder(name, path)
    snapshot = _find_in_hub_cache(name)
    return ModelFolder(name, snapshot) if snapshot else None


def require_model(name: str) -> ModelFolder:
    """The model of this name or folder, complete. Raises EngineError with the remedy."""
    found = find_model(name)
    if found is None:
        if Path(name).is_dir():
            raise EngineError(f"{name}: no config.json in this folder; name the folder of a MarianMT model")
        raise EngineError(f"model {name} is not on this machine; {_remedy(name)}")
    found.require_complete()
    return found


def list_fetched() -> list[ModelFolder]:
    """All models in the models folder, by name."""
    configs = sorted(find_models_folder().glob("*/config.json"))
    return [ModelFolder(config.parent.name.replace("--", "/"), config.parent) for config in configs]


def list_known() -> list[ModelFolder]:
    """The fetched models, and the default pair where the hub's own programs have left it."""
    fetched = list_fetched()
    names = {model.name for model in fetched}
    defaults = (find_model(name) for name in (FRENCH_TO_ENGLISH, ENGLISH_TO_FRENCH) if name not in names)
    return fetched + [model for model in defaults if model]


def read_config(path: Path) -> dict[str, Any]:
    """The folder's config.json. Raises EngineError where it is missing or broken."""
    return _read_json(path / "config.json")


def read_card(path: Path) -> dict[str, Any]:
    """What is known of the model (revision, licence, quality), empty without a card. Raises EngineError."""
    return _read_json(path / "card.json") if (path / "card.json").is_file() else {}


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EngineError(f"{file}: cannot be read ({error}); fetch the model again") from None
    if not isinstance(content, dict):
        raise EngineError(f"{file}: is not a JSON object; fetch the model again")
    return content


def _find_in_hub_cache(name: str) -> Path | None:
    """The snapshot that the hub's own programs left, looked up by the layout of their cache: no import, no network."""
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    cache = Path(os.environ.get("HF_HUB_CACHE", home / "hub"))
    repository = cache / f"models--{name.replace('/', '--')}"
    try:
        commit = (repository / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    snapshot = repository / _SNAPSHOTS / commit
    return snapshot if (snapshot / "config.json").is_file() else None


def _remedy(name: str) -> str:
    if Path(name).is_dir():
        return "name the folder of a whole model, or fetch one from the hub by its name (`mtqa models fetch NAME`)"
    return f"run `mtqa models fetch {name}` while online, or name a folder that holds it"
