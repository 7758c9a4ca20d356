"""Vectors of words in their sentence, by a multilingual encoder (mBERT, XLM-R, LaBSE) through transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtqa.errors import EngineError
from mtqa.models.devices import pick_device
from mtqa.models.fetching import fetch_into_hub_cache
from mtqa.models.folders import find_model
from mtqa.models.weights import require_safe

BEST_LAYER = 8
"""The hidden layer whose vectors align best in mBERT and XLM-R (Jalili Sabet et al. 2020)."""
_NO_LIMIT = 100_000  # tokenizers without a limit of their own name an absurd one


class Encoder:
    """An encoder on this machine, or fetched from the hub unless `offline`.

    Code that came with a model is never run, and weights are safetensors alone. Raises EngineError, with the
    remedy, where torch or transformers or the model are missing, or where its tokenizer cannot say which word a piece
    is of.
    """

    def __init__(self, name: str, *, device: str = "auto", offline: bool = False) -> None:
        torch, transformers = _runtimes()
        here = find_model(name)
        if here is None and (offline or Path(name).is_dir()):
            said = "no config.json in this folder" if Path(name).is_dir() else "the model is not on this machine"
            raise EngineError(f"encoder {name}: {said}; leave --offline out once, or name a folder that holds it")
        folder = (here or fetch_into_hub_cache(name)).path
        require_safe(folder, "name an encoder with safetensors")
        transformers.utils.logging.disable_progress_bar()
        safely: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokenizer: Any = transformers.AutoTokenizer.from_pretrained(folder, **safely)
            self._model: Any = transformers.AutoModel.from_pretrained(folder, use_safetensors=True, **safely)
        except Exception as error:  # whatever a broken file makes the loaders raise
            said = " ".join(str(error).split())[:300]
            raise EngineError(f"encoder {name}: cannot be loaded ({said}); check its name and files") from None
        config = self._model.config
        if config.is_encoder_decoder or not self._tokenizer.is_fast:
            raise EngineError(
                f"encoder {name}: no encoder with a fast tokenizer; name mBERT, XLM-R, LaBSE or their like"
            )
        self._torch = torch
        self._device = pick_device(torch, device)
        self._model.train(False).to(self._device)
        self._layer = min(BEST_LAYER, int(config.num_hidden_layers))
        positions = getattr(config, "max_position_embeddings", None) or _NO_LIMIT
        # RoBERTa's positions begin behind the padding's: two of them are never used.
        self._most_pieces = int(min(self._tokenizer.model_max_length, positions - 2, _NO_LIMIT))

    def embed(self, words: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Vectors of length 1 of the pieces of a sentence's words, shape (pieces, size), and the word of each piece.

        What is longer than the model takes has no vectors past that length.
        """
        pieces = self._tokenizer(
            list(words), is_split_into_words=True, truncation=True, max_length=self._most_pieces, return_tensors="pt"
        )
        owners = pieces.word_ids(0)
        places = [place for place, owner in enumerate(owners) if owner is not None]
        try:
            with self._torch.inference_mode():
                inputs = {name: pieces[name].to(self._device) for name in ("input_ids", "attention_mask")}
                states = self._model(**inputs, output_hidden_states=True).hidden_states
        except (RuntimeError, MemoryError) as error:
            said = " ".join(str(error).split())[:300]
            raise EngineError(f"the encoder failed ({said}); try a smaller model") from None
        vectors = states[self._layer][0, places].float().cpu().numpy().astype(np.float64)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-12), np.array([owners[place] for place in places], np.int64)


def _runtimes() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise EngineError(f"an encoder needs torch and transformers ({error}); install mtqa[neural]") from None
    return torch, transformers
