"""The line that says what stands behind a score: versions and every parameter that can change it."""

from __future__ import annotations

import hashlib

from mtqa.config import Settings
from mtqa.french.artefact import read_card
from mtqa.version import VERSION

_ARTEFACTS = ("lexicon", "tagger", "english_words")


def signature_of(settings: Settings, engine_name: str) -> str:
    """For example `mtqa:0.1.0|codes:1f2e3d4c|weights:1/5/25/0.1|min-confidence:0.5|profile:fr-FR|engine:none|lexicon:...`.

    `codes` and the artefacts are the first 8 hexadecimal digits of a SHA-256; `words` counts the user's own words.
    """
    weights = settings.severity_weights
    codes = hashlib.sha256(",".join(sorted(settings.codes())).encode()).hexdigest()[:8]
    parts = [
        f"mtqa:{VERSION}",
        f"codes:{codes}",
        f"weights:{weights.minor:g}/{weights.major:g}/{weights.critical:g}/{weights.punctuation:g}",
        f"min-confidence:{settings.min_confidence:g}",
        f"profile:{settings.profile}",
        f"engine:{engine_name}",
    ]
    parts += [f"{name}:{read_card(name)['sha256'][:8]}" for name in _ARTEFACTS]
    if settings.words or settings.words_files:
        words = "\n".join((*settings.words, *settings.words_files))
        parts.append(f"words:{hashlib.sha256(words.encode()).hexdigest()[:8]}")
    return "|".join(parts)
