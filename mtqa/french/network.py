"""The tagger's network in numpy: two or three convolutions over summed word vectors, then one linear layer.

Rows are computed in blocks of one fixed size: a matrix product of another shape may round differently, and a
sentence must get the same result alone and in a batch. Blocks this small gain nothing from a second thread, and on a
busy machine two threads that wait for each other take 20 times the processor time of one.
"""

from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

RADIUS = 2  # words seen on either side by one layer, and rows of padding between sentences
BLOCK_ROWS = 64

FloatArray = np.ndarray[Any, np.dtype[np.float32]]


class Network:
    """Weights of convolutions (layers x [taps, inputs, outputs]) and of the output layer [inputs, outputs]."""

    def __init__(self, convolutions: list[tuple[FloatArray, FloatArray]], output: tuple[FloatArray, FloatArray]):
        self._convolutions = convolutions
        self._output = output
        self._threads = ThreadpoolController()

    def logits(self, vectors: FloatArray, is_word: "np.ndarray[Any, np.dtype[np.bool_]]") -> FloatArray:
        """[rows, outputs] for word vectors [rows, inputs].

        Sentences are laid end to end with RADIUS rows of padding around each (is_word False, vectors zero).
        """
        with self._threads.limit(limits=1):
            return self._logits(vectors, is_word)

    def _logits(self, vectors: FloatArray, is_word: "np.ndarray[Any, np.dtype[np.bool_]]") -> FloatArray:
        rows = len(vectors)
        padded = -(-rows // BLOCK_ROWS) * BLOCK_ROWS
        keep = np.zeros((padded, 1), np.float32)
        keep[:rows, 0] = is_word
        hidden = np.zeros((padded + 2 * RADIUS, vectors.shape[1]), np.float32)
        hidden[RADIUS : RADIUS + rows] = vectors
        for weights, bias in self._convolutions:
            result = np.zeros((padded + 2 * RADIUS, weights.shape[2]), np.float32)
            for start in range(0, padded, BLOCK_ROWS):
                block = np.repeat(bias[None, :], BLOCK_ROWS, axis=0)
                for tap in range(2 * RADIUS + 1):
                    block += hidden[start + tap : start + tap + BLOCK_ROWS] @ weights[tap]
                np.maximum(block, 0.0, out=block)
                block *= keep[start : start + BLOCK_ROWS]
                result[RADIUS + start : RADIUS + start + BLOCK_ROWS] = block
            if result.shape == hidden.shape:
                result += hidden
            hidden = result
        weights, bias = self._output
        logits = np.empty((padded, weights.shape[1]), np.float32)
        for start in range(0, padded, BLOCK_ROWS):
            rows_in = hidden[RADIUS + start : RADIUS + start + BLOCK_ROWS]
            logits[start : start + BLOCK_ROWS] = rows_in @ weights + bias
        return logits[:rows]
