"""The engine that translates nothing: adequacy is then not checked, and the report says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.backtranslating.base import Progress
from mtqa.domain.translation import BackTranslation


@dataclass(frozen=True, slots=True)
class NoEngine:
    """Answers every text with an empty back-translation. `note` says why there is no engine."""

    note: str = "no back-translation: adequacy was not checked"
    name: str = "none"
    rough: bool = False
    identity: str = "none"

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[BackTranslation]:
        """One empty back-translation a text."""
        if progress:
            progress(len(texts), len(texts))
        return [BackTranslation("", self.name) for _ in texts]
