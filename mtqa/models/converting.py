"""Converts a MarianMT model for CTranslate2, once."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.errors import EngineError
from mtqa.models.folders import CONVERTED, ModelFolder


def convert(model: ModelFolder, *, quantization: str = "int8") -> Path:
    """Writes the weights into `ctranslate2-int8` inside the model's folder and returns that folder.

    Raises EngineError where torch or transformers is missing, or the model is broken or has no safetensors. A folder
    half written does not stay behind.
    """
    model.require_complete()
    model.require_safe_weights()  # a model converted before is complete without
    try:
        from ctranslate2.converters import TransformersConverter
    except ImportError as error:
        raise EngineError(f"converting needs torch and transformers ({error}); install mtqa[neural]") from None
    target, half = model.path / CONVERTED, model.path / f".{CONVERTED}.part"
    try:
        with warnings.catch_warnings():
            # The tokenizer, which only lends its vocabulary here, recommends a package for its punctuation.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            converter = _make_converter(TransformersConverter, model.path)
            converter.convert(str(half), quantization=quantization, force=True)
        shutil.rmtree(target, ignore_errors=True)
        half.replace(target)
    except Exception as error:  # whatever a broken file makes the loaders raise
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{model.path}: cannot be converted ({said}); fetch the model again") from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target


def _make_converter(base: Any, folder: Path) -> Any:
    """CTranslate2's own converter, which left to itself would read pickles too and keep one head's attention."""

    class Converter(base):  # type: ignore[misc]
        def load_model(self, model_class: Any, path: str, **options: Any) -> Any:
            return super().load_model(model_class, path, **options, use_safetensors=True, local_files_only=True)

        def _load(self) -> Any:
            spec = super()._load()
            spec.decoder.alignment_heads = np.int16(0)  # the attention given back is the mean over all heads
            return spec

    return Converter(str(folder))
