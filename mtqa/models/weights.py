"""Which weights are read: safetensors, which hold numbers alone. A pickle can hold code, and none is ever opened."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

from mtqa.errors import EngineError

SAFE_WEIGHTS = "model.safetensors"
SAFE_INDEX = "model.safetensors.index.json"
"""Names the parts of weights in several files."""

_PICKLED = ("pytorch_model*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
_HOW_TO_CONVERT = "or convert them yourself, once, where you trust them (docs/security.md)"


def are_safe(files: Iterable[str]) -> bool:
    """Whether safetensors are among the names of a model's files."""
    return not {SAFE_WEIGHTS, SAFE_INDEX}.isdisjoint(files)


def find_pickled(files: Iterable[str]) -> str | None:
    """The first of the names that says pickled weights."""
    return next((name for name in sorted(files) if any(fnmatch(name, pattern) for pattern in _PICKLED)), None)


def refusal(what: str, pickled: str, remedy: str) -> EngineError:
    """The error for pickled weights alone; `what` names the model or its folder."""
    return EngineError(
        f"{what}: has only pickled weights ({pickled}), which can hold code and are not read; "
        f"{remedy}, {_HOW_TO_CONVERT}"
    )


def require_safe(folder: Path, remedy: str) -> None:
    """Raises EngineError unless transformers, told to take safetensors, will read them in this folder and no pickle.

    Only the two usual names count: a configuration can name others, an index a pickle, and an adapter another model.
    """
    try:
        files = {file.name for file in folder.iterdir()}
    except OSError as error:
        raise EngineError(f"{folder}: cannot be read ({error.strerror}); check its permissions") from None
    if not are_safe(files):
        if pickled := find_pickled(files):
            raise refusal(str(folder), pickled, remedy)
        raise EngineError(f"{folder}: the model lacks its weights ({SAFE_WEIGHTS}); {remedy}")
    if "adapter_config.json" in files:
        raise EngineError(f"{folder}: is an adapter, which leads to weights elsewhere; merge it into its model first")
    config = _read(folder / "config.json") if "config.json" in files else {}
    if isinstance(config, dict) and config.get("transformers_weights") is not None:
        raise EngineError(f"{folder}: config.json names other weights; call them {SAFE_WEIGHTS}, and take that out")
    if SAFE_WEIGHTS not in files:
        _require_safe_parts(folder)


def _require_safe_parts(folder: Path) -> None:
    index = _read(folder / SAFE_INDEX)
    parts = index.get("weight_map") if isinstance(index, dict) else None
    if not isinstance(parts, dict) or not parts:
        raise EngineError(f"{folder / SAFE_INDEX}: names no parts; fetch the model again")
    for part in parts.values():
        if not isinstance(part, str) or not part.endswith(".safetensors") or Path(part).name != part:
            raise EngineError(f"{folder / SAFE_INDEX}: names {part!r}, which is no safetensors file beside it")


def _read(file: Path) -> object:
    try:
        found: object = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EngineError(f"{file}: cannot be read ({error}); fetch the model again") from None
    return found
