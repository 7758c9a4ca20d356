"""A translator that never translates the same text twice, in this run or a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.backtranslating.base import Progress, Translator
from mtqa.backtranslating.store import TranslationStore


@dataclass(frozen=True, slots=True)
class CachedTranslator:
    """Wraps any translator. Outputs are kept batch by batch, so that a killed run resumes where it stopped."""

    inner: Translator
    store: TranslationStore

    @property
    def identity(self) -> str:
        """That of the translator within: keeping an output does not change it."""
        return self.inner.identity

    @property
    def batch_texts(self) -> int:
        """That of the translator within."""
        return self.inner.batch_texts

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        """One output a text; only texts without a kept output reach the translator, like lengths together."""
        known = self.store.read(self.identity, set(texts))
        missing = sorted(set(texts) - known.keys(), key=lambda text: (-len(text), text))
        done = 0
        while done < len(missing):
            batch = missing[done : done + self.batch_texts]  # the first batch may teach a translator its size
            fresh = dict(zip(batch, self.inner.translate(batch), strict=True))
            self.store.write(self.identity, fresh)
            known |= fresh
            done += len(batch)
            if progress and done < len(missing):
                progress(len(texts) - len(missing) + done, len(texts))
        if progress:
            progress(len(texts), len(texts))
        return [known[text] for text in texts]
