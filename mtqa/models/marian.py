"""MarianMT through transformers and torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, free_memory, is_out_of_memory, pick_device
from mtqa.models.folders import read_config
from mtqa.models.pieces import END, MarianPieces


class MarianModel:
    """A model's folder, loaded. Code that came with a model is never run, pickled weights are read as data alone."""

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
        try:
            return self._translate(batch)
        except RuntimeError as error:
            if not is_out_of_memory(error):
                raise
        # Here and not above: the error's traceback holds the tensors that filled the device.
        free_memory(self._torch, self._device)
        raise MemoryError(f"out of memory on {self._device}")

    def _translate(self, batch: Sequence[list[str]]) -> list[list[str]]:
        torch, rows = self._torch, [self._pieces.to_ids(item) for item in batch]
        width = max(len(row) for row in rows)
        pad = int(self._model.config.pad_token_id)
        numbers = torch.tensor([row + [pad] * (width - len(row)) for row in rows], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows], device=self._device)
        with torch.inference_mode():
            found = self._model.generate(
                input_ids=numbers,
                attention_mask=mask,
                num_beams=self._beams,
                do_sample=False,
                max_length=None,
                max_new_tokens=most_output_pieces(width, self.most_pieces),
                bad_words_ids=[[pad]],
                early_stopping=False,
                length_penalty=1.0,
            )
        return [_until_end(self._pieces.to_pieces(row[1:])) for row in found.tolist()]


def most_output_pieces(input_pieces: int, most: int) -> int:
    """How long an answer may grow: a loop ends there, a translation before."""
    return min(2 * input_pieces + 20, most - 1)


def _until_end(pieces: list[str]) -> list[str]:
    return pieces[: pieces.index(END)] if END in pieces else pieces


def _load(folder: Path, threads: int) -> tuple[Any, Any]:
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
        model = MarianMTModel.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # whatever a broken file makes the loaders raise
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{folder}: the model cannot be loaded ({said}); fetch it again") from None
    model.train(False)
    return torch, model
