"""MarianMT engines: `marian` (any such model the user has) and `embedded` (our own small pair)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from mtqa.backtranslating.base import Attended, EngineSettings, Progress, TranslatorEngine
from mtqa.errors import EngineError
from mtqa.models.ctranslate import CTranslate2Model
from mtqa.models.fetching import fetch
from mtqa.models.folders import (
    ENGLISH_TO_FRENCH,
    FRENCH_TO_ENGLISH,
    ModelFolder,
    find_model,
    read_card,
    read_config,
    require_model,
)
from mtqa.models.marian import MarianModel
from mtqa.models.pieces import MarianPieces
from mtqa.models.running import PieceModel, PieceRunner

_BEAMS = 4
# What a killed run has to do again at most, and enough for a few full batches: known once the model is loaded.
_BATCH_TEXTS = 128
_PIECES_A_TEXT = 16
_EMBEDDED_PAIR = ("fr-en", "en-fr")


def has_local_marian(settings: EngineSettings) -> bool:
    """Whether the models that `settings` asks for are on this machine, with something to run them."""
    names = _names(settings)[: 2 if settings.round_trip else 1]
    return all(_can_run(find_model(name)) for name in names)


def has_embedded(settings: EngineSettings) -> bool:
    """Whether this version of mtqa ships its own pair."""
    needed = _EMBEDDED_PAIR[: 2 if settings.round_trip else 1]
    return all((_embedded_folder() / direction / "model.bin").is_file() for direction in needed)


def open_marian(settings: EngineSettings) -> TranslatorEngine:
    """The engine `marian`: converted weights where they are, else torch. Fetches a model unless `offline`.

    Raises EngineError where a model is missing or broken, or nothing is installed to run it.
    """
    names = _names(settings)
    folders = [_find_or_fetch(name, settings.offline) for name in names[: 2 if settings.round_trip else 1]]
    translators = [_open_folder(folder, settings) for folder in folders]
    runtime = "CTranslate2" if folders[0].converted else "transformers"
    note = f"back-translated by {folders[0].name} through {runtime}"
    return TranslatorEngine("marian", translators[0], translators[1] if settings.round_trip else None, note=note)


def open_embedded(settings: EngineSettings) -> TranslatorEngine:
    """The engine `embedded`: our own pair. Raises EngineError where this version ships none."""
    if not has_embedded(settings):
        raise EngineError("engine embedded: this version of mtqa ships no models of its own; use --engine marian")
    forward = _open_embedded(_EMBEDDED_PAIR[0], settings)
    backward = _open_embedded(_EMBEDDED_PAIR[1], settings) if settings.round_trip else None
    return TranslatorEngine("embedded", forward, backward, note="back-translated by the models that come with mtqa")


@dataclass(slots=True)
class NeuralTranslator:
    """A model that is loaded when the first text comes: where all answers are cached, opening costs nothing."""

    identity: str
    load: Callable[[], PieceRunner]
    _runner: PieceRunner | None = None

    @property
    def batch_texts(self) -> int:
        """As many as fill the device's batches: 128 on a CPU, more on a GPU."""
        return max(self._runner.batch_pieces // _PIECES_A_TEXT, _BATCH_TEXTS) if self._runner else _BATCH_TEXTS

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        """One translation a text. Raises EngineError where the model is broken or memory is too short."""
        return self._load().run(texts, (lambda done: progress(done, len(texts))) if progress else None)

    def attend(self, texts: Sequence[str], progress: Progress | None = None) -> list[Attended]:
        """As `translate`, with where the model looked."""
        return self._load().attend(texts, (lambda done: progress(done, len(texts))) if progress else None)

    def _load(self) -> PieceRunner:
        if self._runner is None:
            self._runner = self.load()
        return self._runner


def _names(settings: EngineSettings) -> tuple[str, str]:
    return settings.model or FRENCH_TO_ENGLISH, settings.back_model or ENGLISH_TO_FRENCH


def _find_or_fetch(name: str, offline: bool) -> ModelFolder:
    if not offline and not Path(name).is_dir() and find_model(name) is None:
        return fetch(name)
    return require_model(name)


def _open_folder(folder: ModelFolder, settings: EngineSettings) -> NeuralTranslator:
    converted = folder.converted
    if converted is None and not _has_torch():
        raise EngineError(f"{folder.path}: needs torch and transformers; install mtqa[neural], or convert the model")
    runtime = "ctranslate2" if converted else "transformers"

    def load() -> PieceRunner:
        pieces = MarianPieces(folder.path)
        model: PieceModel
        if converted:
            longest = int(read_config(folder.path).get("max_position_embeddings", 512))
            model = _load_converted(converted, settings, longest)
        else:
            model = MarianModel(folder.path, pieces, device=settings.device, threads=settings.threads, beams=_BEAMS)
        return PieceRunner(pieces, model)

    return NeuralTranslator(f"marian {folder.name}@{folder.revision} {runtime} beams={_BEAMS}", load)


def _open_embedded(direction: str, settings: EngineSettings) -> NeuralTranslator:
    folder = _embedded_folder() / direction
    revision = str(read_card(folder).get("revision", "0"))

    def load() -> PieceRunner:
        return PieceRunner(MarianPieces(folder), _load_converted(folder, settings, 512))

    return NeuralTranslator(f"embedded {direction}@{revision} beams={_BEAMS}", load)


def _load_converted(folder: Path, settings: EngineSettings, most_pieces: int) -> CTranslate2Model:
    return CTranslate2Model(
        folder, device=settings.device, threads=settings.threads, beams=_BEAMS, most_pieces=most_pieces
    )


def _embedded_folder() -> Path:
    return Path(str(files("mtqa"))) / "data" / "backtranslator"


def _can_run(model: ModelFolder | None) -> bool:
    try:
        if model is None:
            return False
        model.require_complete()
    except EngineError:
        return False
    return model.converted is not None or _has_torch()


def _has_torch() -> bool:
    return find_spec("torch") is not None and find_spec("transformers") is not None
