"""Chances of each kind of error for every piece of many sentences."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.features import FeatureMaker
from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.ngrams import Floats
from mtqa.models.detector import Run

WORDS_A_BATCH = 2048
WINDOW, CONTEXT = 160, 24  # a longer sentence is read in windows that overlap by twice the context
FARTHEST = 24  # as in training


class TokenClassifier:
    """Runs the network over sentences grouped by length, so that no sentence's result depends on another.

    Batches go to `threads` threads, each of which makes its features and runs the network (numpy and ONNX Runtime let
    go of the interpreter).
    """

    def __init__(self, features: FeatureMaker, run: Run, threads: int = 1) -> None:
        self._features = features
        self._run = run
        self._threads = threads

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[Floats]:
        """For each sentence (plain forms, see pieces) an array (pieces, len(LABELS)) of chances summing to 1."""
        windows = [(number, start) for number, forms in enumerate(sentences) for start in _starts(len(forms))]
        texts = [tuple(sentences[number][start : start + WINDOW]) for number, start in windows]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, text in enumerate(texts):
            by_length[len(text)].append(index)
        batches = [
            indices[first : first + max(WORDS_A_BATCH // length, 1)]
            for length, indices in by_length.items()
            for first in range(0, len(indices), max(WORDS_A_BATCH // length, 1))
        ]
        # One thread learns words while the others run on what it has learned.
        lines = (self._features.lines([texts[index] for index in batch]) for batch in batches)
        found: list[Floats] = [np.zeros((0, len(LABELS)), dtype=np.float32)] * len(texts)
        with ThreadPoolExecutor(self._threads) as pool:
            for batch, answers in zip(batches, pool.map(self._batch, lines), strict=True):
                for index, chances in zip(batch, answers, strict=True):
                    found[index] = chances
        result: list[list[Floats]] = [[] for _ in sentences]
        for (number, start), chances in zip(windows, found, strict=True):
            skipped = CONTEXT if start else 0
            last = start + WINDOW >= len(sentences[number])
            result[number].append(chances[skipped : None if last else WINDOW - CONTEXT])
        empty = np.zeros((0, len(LABELS)), dtype=np.float32)
        return [np.concatenate(parts) if parts else empty for parts in result]

    def _batch(self, lines: npt.NDArray[np.int64]) -> Floats:
        rows, bits, numbers = self._features.arrays(lines)
        places = np.arange(rows.shape[1])
        distances = np.clip(places[None, :] - places[:, None], -FARTHEST, FARTHEST) + FARTHEST
        inputs = {"rows": rows, "bits": bits, "numbers": numbers, "distances": distances.astype(np.int64)}
        chances: Floats = self._run(inputs)
        return chances


def _starts(length: int) -> range:
    """Where the windows over `length` pieces begin; none for an empty sentence."""
    if length <= WINDOW:
        return range(min(length, 1))
    return range(0, length - 2 * CONTEXT, WINDOW - 2 * CONTEXT)
