"""Runs a model over texts: batches of like length, long texts in parts, smaller batches where memory runs out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, is_out_of_memory
from mtqa.models.pieces import MarianPieces, cut_pieces

_LOG = logging.getLogger("mtqa")


class PieceModel(Protocol):
    """A loaded model. `translate` takes and gives pieces; `most_pieces` is the longest input it takes.

    `batch_size` is what to begin with on its device, and shrinks where memory turns out to be too short.
    """

    batch_size: BatchSize

    @property
    def most_pieces(self) -> int: ...

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]: ...


@dataclass(frozen=True, slots=True)
class PieceRunner:
    """Texts in, texts out, through pieces and a model."""

    pieces: MarianPieces
    model: PieceModel

    @property
    def batch_pieces(self) -> int:
        """How many pieces the model takes at a time, as far as is known by now."""
        return self.model.batch_size.pieces

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
        for batch, found in self._translated(by_length, [part for _, part in parts]):
            for item, output in zip(batch, found, strict=True):
                outputs[item] = self.pieces.decode(output)
            if progress:
                progress(len(texts) * len(outputs) // len(parts))
        joined: list[list[str]] = [[] for _ in texts]
        for item, (index, _) in enumerate(parts):
            joined[index].append(outputs[item])
        return [" ".join(found) for found in joined]

    def _translated(
        self, order: Sequence[int], parts: Sequence[list[str]]
    ) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
        """Batches of `order` (longest first), each item counted as long as the batch's longest, and their outputs."""
        start = 0
        while start < len(order):
            longest = len(parts[order[start]])
            batch = order[start : start + self.model.batch_size.rows(longest)]
            found = self._try([parts[item] for item in batch])
            if found is None:
                self.model.batch_size.halve(len(batch), longest)
                continue
            yield batch, found
            start += len(batch)

    def _try(self, batch: list[list[str]]) -> list[list[str]] | None:
        """The outputs, None where memory is too short for so many."""
        try:
            return self.model.translate(batch)
        except (RuntimeError, MemoryError) as error:
            if is_out_of_memory(error):
                return None
            raise EngineError(f"the translation model failed: {' '.join(str(error).split())[:300]}") from None
