"""MarianMT weights through CTranslate2: no torch, a quarter of the memory, several times as fast on a CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, cuda_index, refuse_missing
from mtqa.models.marian import Weights, most_output_pieces


class CTranslate2Model:
    """A converted folder, loaded."""

    def __init__(
        self, folder: Path, *, device: str = "auto", threads: int = 0, beams: int = 4, most_pieces: int = 512
    ) -> None:
        self.most_pieces = most_pieces
        self._beams = beams
        self._model = _load(folder, device, threads)
        self.batch_size = BatchSize.for_device(self._model.device)

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]:
        """Output pieces for each list of input pieces; a beam search, without chance."""
        return [list(result.hypotheses[0]) for result in self._run(batch, return_attention=False)]

    def attend(self, batch: Sequence[list[str]]) -> list[tuple[list[str], Weights]]:
        """Output pieces as `translate` gives them, with the attention, shape (output pieces, input pieces).

        It is that of the last layer, over the heads that the conversion chose: all, where mtqa converted the model. The
        first row is even: in the first step of a beam search CTranslate2 (4.8) looks at the filling of the batch too.
        """
        answers = []
        for item, result in zip(batch, self._run(batch, return_attention=True), strict=True):
            found = list(result.hypotheses[0])
            weights = np.array(result.attention[0][: len(found)], np.float32).reshape(len(found), len(item))
            weights[:1] = 1 / len(item)
            answers.append((found, weights))
        return answers

    def _run(self, batch: Sequence[list[str]], *, return_attention: bool) -> Any:
        return self._model.translate_batch(
            list(batch),
            beam_size=self._beams,
            max_decoding_length=most_output_pieces(max(len(item) for item in batch), self.most_pieces),
            max_input_length=0,
            return_attention=return_attention,
        )


def _load(folder: Path, device: str, threads: int) -> Any:
    import ctranslate2

    kind, index = device, 0
    if device.startswith("cuda"):
        refuse_missing(device, ctranslate2.get_cuda_device_count(), "CTranslate2")
        kind, index = "cuda", cuda_index(device)
    try:
        return ctranslate2.Translator(str(folder), device=kind, device_index=index, intra_threads=threads)
    except (RuntimeError, ValueError) as error:
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{folder}: the converted model cannot be loaded ({said}); convert it again") from None
