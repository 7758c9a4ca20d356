"""Finds the engine by its name. Only `auto` falls back: a named engine that is missing is an EngineError.

A package adds an engine under the entry point group `mtqa.engines`: a function from EngineSettings to an Engine. One
that returns a TranslatorEngine of its own translators gets the cache for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import entry_points

from mtqa.backtranslating import apertium, from_file, neural
from mtqa.backtranslating.base import Engine, EngineSettings, TranslatorEngine
from mtqa.backtranslating.cached import CachedTranslator
from mtqa.backtranslating.none import NoEngine
from mtqa.backtranslating.store import TranslationStore
from mtqa.errors import EngineError, UsageError

GROUP = "mtqa.engines"


def select_engine(settings: EngineSettings) -> Engine:
    """The engine that `settings.name` names; `auto` takes the file if one is given, else the best that is installed.

    Raises UsageError for an unknown name, EngineError where the named engine is missing or broken.
    """
    engine = _open_best(settings) if settings.name == "auto" else _open_named(settings)
    return _with_cache(engine) if settings.use_cache and isinstance(engine, TranslatorEngine) else engine


def list_engines() -> list[str]:
    """All names that `--engine` takes."""
    return ["auto", *_BUILT_IN, *sorted(point.name for point in entry_points(group=GROUP))]


def _open_best(settings: EngineSettings) -> Engine:
    """A file where one is given, else the best translator that is here already: `auto` never goes online."""
    here = replace(settings, offline=True)
    if settings.file is not None:
        return from_file.open_engine(here)
    if neural.has_local_marian(here):
        return neural.open_marian(here)
    if neural.has_embedded(here):
        return neural.open_embedded(here)
    if apertium.is_installed():
        return apertium.open_engine(here)
    return NoEngine("no back-translation: adequacy was not checked (see mtqa models, or give --back-translation FILE)")


def _open_named(settings: EngineSettings) -> Engine:
    opener = _find_opener(settings.name)
    if opener is None:
        raise UsageError(f"unknown engine {settings.name!r}; there are {', '.join(list_engines())}")
    return opener(settings)


def _with_cache(engine: TranslatorEngine) -> TranslatorEngine:
    store = TranslationStore()
    backward = CachedTranslator(engine.backward, store) if engine.backward else None
    return replace(engine, forward=CachedTranslator(engine.forward, store), backward=backward)


def _open_none(_: EngineSettings) -> Engine:
    return NoEngine()


_Opener = Callable[[EngineSettings], Engine]

_BUILT_IN: dict[str, _Opener] = {
    "file": from_file.open_engine,
    "embedded": neural.open_embedded,
    "marian": neural.open_marian,
    "apertium": apertium.open_engine,
    "none": _open_none,
}


def _find_opener(name: str) -> _Opener | None:
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    point = next(iter(entry_points(group=GROUP, name=name)), None)
    if point is None:
        return None
    try:
        opener: _Opener = point.load()
    except Exception as error:  # a plug-in may fail in any way while it is imported
        raise EngineError(
            f"engine {name}: the plug-in {point.value} cannot be loaded ({error}); reinstall it"
        ) from None
    return opener
