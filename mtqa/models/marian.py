"""MarianMT through transformers and torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, free_memory, is_out_of_memory, pick_device
from mtqa.models.folders import ModelFolder, read_config
from mtqa.models.pieces import END, MarianPieces

Weights = NDArray[np.float32]
_T = TypeVar("_T")


class MarianModel:
    """A model's folder, loaded. Code that came with a model is never run, and weights are safetensors alone."""

    def __init__(
        self, folder: Path, pieces: MarianPieces, *, device: str = "auto", threads: int = 0, beams: int = 4
    ) -> None:
        self._torch, self._model = _load(folder, threads)
        self._device = pick_device(self._torch, device)
        self._model.to(self._device)
        self.batch_size = BatchSize.for_device(self._device)
        self._pieces = pieces
        self._beams = beams
        self.most_pieces = int(read_config(folder).get("max_position_embeddings", 512))

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]:
        """Output pieces for each list of input pieces; a beam search, without chance.

        Raises MemoryError where the batch is too large for the device.
        """
        return self._within_memory(lambda: self._translate(batch))

    def attend(self, batch: Sequence[list[str]]) -> list[tuple[list[str], Weights]]:
        """Output pieces as `translate` gives them, with the attention, shape (output pieces, input pieces).

        It is the mean over the heads of the last layer, read in one more pass over what the search has found. Raises
        MemoryError as `translate` does.
        """
        found = self.translate(batch)
        return list(zip(found, self._within_memory(lambda: self._look(batch, found)), strict=True))

    def _within_memory(self, action: Callable[[], _T]) -> _T:
        try:
            return action()
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
        # Here and not above: the error's traceback holds the tensors that filled the device.
        free_memory(self._torch, self._device)
        raise MemoryError(f"out of memory on {self._device}")

    def _translate(self, batch: Sequence[list[str]]) -> list[list[str]]:
        numbers, mask = self._numbers([self._pieces.to_ids(item) for item in batch])
        pad = int(self._model.config.pad_token_id)
        with self._torch.inference_mode():
            found = self._model.generate(
                input_ids=numbers,
                attention_mask=mask,
                num_beams=self._beams,
                do_sample=False,
                max_length=None,
                max_new_tokens=most_output_pieces(numbers.shape[1], self.most_pieces),
                bad_words_ids=[[pad]],
                early_stopping=False,
                length_penalty=1.0,
            )
        return [_until_end(self._pieces.to_pieces(row[1:])) for row in found.tolist()]

    def _look(self, batch: Sequence[list[str]], found: Sequence[list[str]]) -> list[Weights]:
        numbers, mask = self._numbers([self._pieces.to_ids(item) for item in batch])
        start = int(self._model.config.decoder_start_token_id)
        written, _ = self._numbers([[start, *self._pieces.to_ids(item)[:-1]] for item in found])
        with self._torch.inference_mode():
            # The model without its output layer: the chances of the words are not asked for.
            seen = self._model.model(
                input_ids=numbers,
                attention_mask=mask,
                decoder_input_ids=written,
                output_attentions=True,
                use_cache=False,
            )
        weights = seen.cross_attentions[-1].mean(dim=1).float().cpu().numpy()
        return [
            weights[row, : len(pieces), : len(item)]
            for row, (item, pieces) in enumerate(zip(batch, found, strict=True))
        ]

    def _numbers(self, rows: Sequence[list[int]]) -> tuple[Any, Any]:
        """Rows filled up to one width, and the mask of what is not filling."""
        width, pad = max(len(row) for row in rows), int(self._model.config.pad_token_id)
        numbers = [row + [pad] * (width - len(row)) for row in rows]
        mask = [[1] * len(row) + [0] * (width - len(row)) for row in rows]
        return tuple(self._torch.tensor(each, device=self._device) for each in (numbers, mask))


def most_output_pieces(input_pieces: int, most: int) -> int:
    """How long an answer may grow: a loop ends there, a translation before."""
    return min(2 * input_pieces + 20, most - 1)


def _until_end(pieces: list[str]) -> list[str]:
    return pieces[: pieces.index(END)] if END in pieces else pieces


def _load(folder: Path, threads: int) -> tuple[Any, Any]:
    ModelFolder(str(folder), folder).require_safe_weights()
    try:
        import torch
        from transformers import MarianMTModel
        from transformers.utils import logging
    except ImportError as error:
        raise EngineError(
            f"engine marian needs torch and transformers ({error}); install mtqa[neural], or convert the model"
        ) from None
    if threads:
        torch.set_num_threads(threads)
    silence: Any = logging.disable_progress_bar
    silence()
    try:
        # Eager attention is the one that can be read; for sentences it is as fast as the fused one.
        model = MarianMTModel.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            attn_implementation="eager",
        )
    except Exception as error:  # whatever a broken file makes the loaders raise
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{folder}: the model cannot be loaded ({said}); fetch it again") from None
    model.train(False)
    return torch, model
