"""The interface of a back-translation engine, and the engine made of one translator a direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from mtqa.backtranslating.degenerate import find_problem
from mtqa.domain.translation import Attention, BackTranslation

Progress = Callable[[int, int], None]
"""Called with the number of texts done and of all texts."""

Attended = tuple[str, Attention | None]
"""A translation and where the model looked while it made it, if it tells."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What an engine may be told. An engine ignores what it has no use for.

    `model` and `back_model` are names on the hub or folders (French to English, English to French); None takes the
    engine's own. `threads` of 0 leaves the number to the runtime. `file` belongs to the engine `file` alone.
    """

    name: str = "auto"
    round_trip: bool = False
    file: Path | None = None
    model: str | None = None
    back_model: str | None = None
    device: str = "auto"
    offline: bool = False
    threads: int = 0
    use_cache: bool = True


@runtime_checkable
class Translator(Protocol):
    """Translates in one direction: the one method that a new engine has to bring.

    `identity` names everything that can change a translation (engine, direction, revision, settings); the cache is
    keyed by it. `batch_texts` is how many texts to hand over at a time: what a killed run has to do again at most.
    `translate` gives one text for each text, in order; it raises EngineError, never a bare exception.
    """

    @property
    def batch_texts(self) -> int: ...

    @property
    def identity(self) -> str: ...

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]: ...


@runtime_checkable
class AttentiveTranslator(Translator, Protocol):
    """A translator that can also say where it looked: `attend` gives what `translate` gives, with the attention."""

    def attend(self, texts: Sequence[str], progress: Progress | None = None) -> list[Attended]: ...


class Engine(Protocol):
    """What the pipeline talks to: French sentences in, one back-translation each out, in the same order.

    `note` says in one line who translates. `rough` is true of engines whose word choice proves little.
    """

    @property
    def name(self) -> str: ...

    @property
    def rough(self) -> bool: ...

    @property
    def identity(self) -> str: ...

    @property
    def note(self) -> str: ...

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[BackTranslation]: ...


@dataclass(frozen=True, slots=True)
class TranslatorEngine:
    """An engine of two translators; with `backward` every sentence also makes the round trip."""

    name: str
    forward: Translator
    backward: Translator | None = None
    rough: bool = False
    note: str = ""

    @property
    def identity(self) -> str:
        """Everything that can change its answers."""
        return self.forward.identity + (f" + {self.backward.identity}" if self.backward else "")

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[BackTranslation]:
        """Translates into English and, with `backward`, back; degenerate answers become a `problem`, not a text."""
        total = len(texts) * (2 if self.backward else 1)

        def report(offset: int) -> Progress | None:
            return (lambda done, _: progress(offset + done, total)) if progress else None

        attended = attend(self.forward, texts, report(0))
        english = _sift(texts, [text for text, _ in attended])
        seen = [attention if text else None for (_, attention), (text, _) in zip(attended, english, strict=True)]
        if self.backward is None:
            return [
                BackTranslation(text, self.name, rough=self.rough, problem=problem, attention=attention)
                for (text, problem), attention in zip(english, seen, strict=True)
            ]
        sources = [text for text, _ in english]
        french = _sift(sources, self.backward.translate(sources, report(len(texts))))
        answers = []
        for (text, problem), (back, worse), attention in zip(english, french, seen, strict=True):
            said = problem or (f"round trip {worse}" if worse else "")
            answers.append(BackTranslation(text, self.name, back or None, self.rough, said, attention))
        return answers


def attend(translator: Translator, texts: Sequence[str], progress: Progress | None = None) -> list[Attended]:
    """The translations, with attention where the translator gives it."""
    if isinstance(translator, AttentiveTranslator):
        return translator.attend(texts, progress)
    return [(text, None) for text in translator.translate(texts, progress)]


def _sift(sources: Sequence[str], outputs: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of (usable text or "", problem or "")."""
    found = [find_problem(source, output) for source, output in zip(sources, outputs, strict=True)]
    return [("" if problem else output, problem) for output, problem in zip(outputs, found, strict=True)]
