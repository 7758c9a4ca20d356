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

    Raises EngineError where torch or transformers is missing, or the model is broken. A folder half written does not
    stay behind.
    """
    model.require_complete()
    try:
        from ctranslate2.converters import TransformersConverter
    except ImportError as error:
        raise EngineError(f"converting needs torch and transformers ({error}); install mtqa[neural]") from None
    target, half = model.path / CONVERTED, model.path / f".{CONVERTED}.part"
    try:
        with warnings.catch_warnings():
            # The tokenizer, which only lends its vocabulary here, recommends a package for its punctuation.
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            converter: Any = TransformersConverter(str(model.path))
            load = converter._load  # what a converter of CTranslate2 has to define

            def load_averaging() -> Any:
                spec = load()
                spec.decoder.alignment_heads = np.int16(0)  # the attention given back is the mean over all heads
                return spec

            converter._load = load_averaging
            converter.convert(str(half), quantization=quantization, force=True)
        shutil.rmtree(target, ignore_errors=True)
        half.replace(target)
    except Exception as error:  # whatever a broken file makes the loaders raise
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{model.path}: cannot be converted ({said}); fetch the model again") from None
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return target
