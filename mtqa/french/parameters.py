"""Numbers fitted by a script, kept in the card itself: `NAME.json` with `parameters` and their SHA-256."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER, read_card


def digest_of(parameters: dict[str, Any]) -> str:
    """SHA-256 of parameters, whatever the order and spacing they are written in."""
    return hashlib.sha256(json.dumps(parameters, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_parameters(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The parameters of artefact `name`, after their hash was compared with the card's.

    Raises ArtefactError where the card is missing, has none or differs.
    """
    folder = folder or DATA_FOLDER
    card = read_card(name, folder)
    parameters = card.get("parameters")
    if not isinstance(parameters, dict) or digest_of(parameters) != card["sha256"]:
        raise ArtefactError(f"{folder / name}.json: damaged (its parameters do not fit their SHA-256); reinstall mtqa")
    return parameters
