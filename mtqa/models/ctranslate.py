"""MarianMT weights through CTranslate2: no torch, a quarter of the memory, several times as fast on a CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, cuda_index, refuse_missing
from mtqa.models.marian import most_output_pieces


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
        found = self._model.translate_batch(
            list(batch),
            beam_size=self._beams,
            max_decoding_length=most_output_pieces(max(len(item) for item in batch), self.most_pieces),
            max_input_length=0,
        )
        return [list(result.hypotheses[0]) for result in found]


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
