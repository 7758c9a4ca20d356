"""The line that says what stands behind a score: versions and every parameter that can change it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mtqa.config import Settings
from mtqa.french.artefact import DATA_FOLDER, read_card
from mtqa.version import VERSION


def signature_of(settings: Settings, engine_name: str, engine_identity: str = "", words: Sequence[str] = ()) -> str:
    """Name and value of each part, in a fixed order, for example

    `mtqa:0.1.0|data:9c0d1e2f|codes:1f2e3d4c|weights:1/5/25/0.1|min-confidence:0.5|profile:fr-FR|neural:no|engine:none`.

    `data`, `codes` and `words` are the first 8 hexadecimal digits of a SHA-256: over the hashes of all shipped
    artefacts, over the codes in force, over the user's own words. An engine other than none adds those of its identity
    (models, revisions, settings): `engine:marian@5d6e7f80`.
    """
    weights = settings.severity_weights
    artefacts = [f"{name}={read_card(name)['sha256']}" for name in _artefacts()]
    parts = [
        f"mtqa:{VERSION}",
        f"data:{_digest(artefacts)}",
        f"codes:{_digest(sorted(settings.codes()))}",
        f"weights:{weights.minor:g}/{weights.major:g}/{weights.critical:g}/{weights.punctuation:g}",
        f"min-confidence:{settings.min_confidence:g}",
        f"profile:{settings.profile}",
        f"neural:{'yes' if settings.neural else 'no'}",
        f"engine:{engine_name}" + (f"@{_digest([engine_identity])}" if engine_name != "none" else ""),
    ]
    if words:
        parts.append(f"words:{_digest(sorted(words))}")
    return "|".join(parts)


def _artefacts() -> list[str]:
    return sorted(card.stem for card in DATA_FOLDER.glob("*.json"))


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
