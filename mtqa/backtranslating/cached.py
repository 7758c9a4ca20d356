"""A translator that never translates the same text twice, in this run or a later one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mtqa.backtranslating.attention import is_packed, pack, unpack
from mtqa.backtranslating.base import Attended, AttentiveTranslator, Progress, Translator
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
        return self._translate(self.identity, texts, progress, self.inner.translate, lambda _: True)

    def attend(self, texts: Sequence[str], progress: Progress | None = None) -> list[Attended]:
        """As `translate`; the attention is kept with the output, so that a second run links the same words."""
        inner = self.inner
        if not isinstance(inner, AttentiveTranslator):
            return [(text, None) for text in self.translate(texts, progress)]

        def ask(batch: Sequence[str]) -> list[str]:
            return [pack(text, attention) for text, attention in inner.attend(batch)]

        key = f"{self.identity} attention"
        return [unpack(output) for output in self._translate(key, texts, progress, ask, is_packed)]

    def _translate(
        self,
        key: str,
        texts: Sequence[str],
        progress: Progress | None,
        ask: Callable[[Sequence[str]], list[str]],
        is_sound: Callable[[str], bool],
    ) -> list[str]:
        known = {text: output for text, output in self.store.read(key, set(texts)).items() if is_sound(output)}
        missing = sorted(set(texts) - known.keys(), key=lambda text: (-len(text), text))
        done = 0
        while done < len(missing):
            batch = missing[done : done + self.batch_texts]  # the first batch may teach a translator its size
            fresh = dict(zip(batch, ask(batch), strict=True))
            self.store.write(key, fresh)
            known |= fresh
            done += len(batch)
            if progress and done < len(missing):
                progress(len(texts) - len(missing) + done, len(texts))
        if progress:
            progress(len(texts), len(texts))
        return [known[text] for text in texts]
