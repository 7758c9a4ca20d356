"""Runs a model over texts: batches of like length, long texts in parts, half a batch where memory runs out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtqa.errors import EngineError
from mtqa.models.pieces import MarianPieces, cut_pieces

_LOG = logging.getLogger("mtqa")
_BATCH_PIECES = 2048
_MOST_BATCH = 64


class PieceModel(Protocol):
    """A loaded model. `translate` takes and gives pieces; `most_pieces` is the longest input it takes."""

    @property
    def most_pieces(self) -> int: ...

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]: ...


@dataclass(frozen=True, slots=True)
class PieceRunner:
    """Texts in, texts out, through pieces and a model."""

    pieces: MarianPieces
    model: PieceModel

    def run(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[str]:
        """One text a text; `progress` is told how many are done. Raises EngineError where the model fails."""
        parts: list[tuple[int, list[str]]] = []
        for index, text in enumerate(texts):
            encoded = self.pieces.encode(text)
            cut = cut_pieces(encoded, self.model.most_pieces) if len(encoded) > 1 else []
            if len(cut) > 1:
                _LOG.warning(
                    "mtqa: a sentence of %d pieces is more than the model takes (%d): translated in %d parts: %.40s...",
                    len(encoded), self.model.most_pieces, len(cut), text,
                )  # fmt: skip
            parts += [(index, part) for part in cut]
        outputs: dict[int, str] = {}
        by_length = sorted(range(len(parts)), key=lambda item: -len(parts[item][1]))
        for batch in _cut_batches(by_length, [len(part) for _, part in parts]):
            for item, found in zip(batch, self._run_batch([parts[item][1] for item in batch]), strict=True):
                outputs[item] = self.pieces.decode(found)
            if progress:
                progress(len(texts) * len(outputs) // len(parts))
        joined: list[list[str]] = [[] for _ in texts]
        for item, (index, _) in enumerate(parts):
            joined[index].append(outputs[item])
        return [" ".join(found) for found in joined]

    def _run_batch(self, batch: list[list[str]]) -> list[list[str]]:
        try:
            return self.model.translate(batch)
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise EngineError(f"the translation model failed: {' '.join(str(error).split())[:300]}") from None
        if len(batch) == 1:
            pieces = len(batch[0])
            raise EngineError(f"memory is too short for a sentence of {pieces} pieces; free some, or use --device cpu")
        _LOG.warning("mtqa: out of memory on a batch of %d sentences: going on with half of it", len(batch))
        half = len(batch) // 2
        return self._run_batch(batch[:half]) + self._run_batch(batch[half:])


def _cut_batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Batches of `order` (longest first) of bounded size, counting every item as long as the batch's longest."""
    batches: list[list[int]] = []
    for item in order:
        if (
            batches
            and len(batches[-1]) < _MOST_BATCH
            and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= _BATCH_PIECES
        ):
            batches[-1].append(item)
        else:
            batches.append([item])
    return batches


def _is_out_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or any(
        sign in str(error).lower() for sign in ("out of memory", "can't allocate memory", "failed to allocate")
    )
