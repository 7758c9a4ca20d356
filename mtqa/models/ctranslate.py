"""MarianMT weights through CTranslate2: no torch, a quarter of the memory, several times as fast on a CPU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError
from mtqa.models.marian import most_output_pieces


class CTranslate2Model:
    """A converted folder, loaded."""

    def __init__(
        self, folder: Path, *, device: str = "auto", threads: int = 0, beams: int = 4, most_pieces: int = 512
    ) -> None:
        self.most_pieces = most_pieces
        self._beams = beams
        self._model = _load(folder, device, threads)

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

    if device.startswith("cuda") and ctranslate2.get_cuda_device_count() == 0:
        raise EngineError("--device cuda: CTranslate2 finds no CUDA device here; use --device cpu")
    try:
        return ctranslate2.Translator(str(folder), device=device, intra_threads=threads)
    except (RuntimeError, ValueError) as error:
        said = " ".join(str(error).split())[:300]
        raise EngineError(f"{folder}: the converted model cannot be loaded ({said}); convert it again") from None
