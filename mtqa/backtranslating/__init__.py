"""French sentences in, back-translations out: engines behind one small interface, and their cache."""

from mtqa.backtranslating.base import Engine, EngineSettings, Progress, Translator, TranslatorEngine
from mtqa.backtranslating.from_file import FileEngine, read_translation
from mtqa.backtranslating.select import list_engines, select_engine

__all__ = [
    "Engine",
    "EngineSettings",
    "FileEngine",
    "Progress",
    "Translator",
    "TranslatorEngine",
    "list_engines",
    "read_translation",
    "select_engine",
]
