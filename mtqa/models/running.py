"""Runs a model over texts: batches of like length, long texts in parts, smaller batches where memory runs out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mtqa.domain.translation import Attention
from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, is_out_of_memory
from mtqa.models.marian import Weights
from mtqa.models.pieces import MarianPieces, cut_pieces

_Answers = Sequence[tuple[list[str], Weights | None]]
_LOG = logging.getLogger("mtqa")


class PieceModel(Protocol):
    """A loaded model. `translate` takes and gives pieces; `most_pieces` is the longest input it takes.

    `attend` gives with each output where the model looked, shape (output pieces, input pieces), rows adding up to 1.

    `batch_size` is what to begin with on its device, and shrinks where memory turns out to be too short.
    """

    batch_size: BatchSize

    @property
    def most_pieces(self) -> int: ...

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]: ...

    def attend(self, batch: Sequence[list[str]]) -> list[tuple[list[str], Weights]]: ...


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
        answers = self._run(texts, progress, lambda batch: [(found, None) for found in self.model.translate(batch)])
        return [text for text, _ in answers]

    def attend(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[tuple[str, Attention | None]]:
        """As `run`, with the attention of each translation; None for a text without words."""
        return self._run(texts, progress, self.model.attend)

    def _run(
        self,
        texts: Sequence[str],
        progress: Callable[[int], None] | None,
        ask: Callable[[list[list[str]]], _Answers],
    ) -> list[tuple[str, Attention | None]]:
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
        outputs: dict[int, tuple[list[str], Weights | None]] = {}
        by_length = sorted(range(len(parts)), key=lambda item: -len(parts[item][1]))
        for batch, found in self._translated(by_length, [part for _, part in parts], ask):
            for item, output in zip(batch, found, strict=True):
                outputs[item] = output
            if progress:
                progress(len(texts) * len(outputs) // len(parts))
        joined: list[list[tuple[list[str], Weights | None]]] = [[] for _ in texts]
        for item, (index, _) in enumerate(parts):
            joined[index].append(outputs[item])
        return [
            (" ".join(self.pieces.decode(pieces) for pieces, _ in found), self._join(text, found))
            for text, found in zip(texts, joined, strict=True)
        ]

    def _join(self, text: str, parts: _Answers) -> Attention | None:
        """The attention of a text translated in parts, each of which saw itself alone."""
        # The last column is the end mark's, which is no word.
        seen = [(pieces, weights[:, :-1]) for pieces, weights in parts if weights is not None]
        if not seen:
            return None
        source = self.pieces.source_texts(text)
        target = [piece for pieces, _ in seen for piece in self.pieces.target_texts(pieces)]
        whole = np.zeros((len(target), len(source)), np.float32)
        row = column = 0
        for _, weights in seen:
            rows, columns = weights.shape
            whole[row : row + rows, column : column + columns] = weights
            row, column = row + rows, column + columns
        return Attention(tuple(source), tuple(target), whole)

    def _translated(
        self, order: Sequence[int], parts: Sequence[list[str]], ask: Callable[[list[list[str]]], _Answers]
    ) -> Iterator[tuple[Sequence[int], _Answers]]:
        """Batches of `order` (longest first), each item counted as long as the batch's longest, and their outputs."""
        start = 0
        while start < len(order):
            longest = len(parts[order[start]])
            batch = order[start : start + self.model.batch_size.rows(longest)]
            found = _try(ask, [parts[item] for item in batch])
            if found is None:
                self.model.batch_size.halve(len(batch), longest)
                continue
            yield batch, found
            start += len(batch)


def _try(ask: Callable[[list[list[str]]], _Answers], batch: list[list[str]]) -> _Answers | None:
    """The outputs, None where memory is too short for so many."""
    try:
        return ask(batch)
    except (RuntimeError, MemoryError) as error:
        if is_out_of_memory(error):
            return None
        raise EngineError(f"the translation model failed: {' '.join(str(error).split())[:300]}") from None
