"""Sentences of one length -> the arrays the network reads."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.agreement_features import FEATURES as AGREEMENT_NUMBERS
from mtqa.detecting.neural.agreement_features import agreement_features
from mtqa.detecting.neural.ngrams import Floats, NgramTable
from mtqa.detecting.neural.place_features import NUMBERS as PLACE_NUMBERS
from mtqa.detecting.neural.place_features import place_features
from mtqa.detecting.neural.word_features import BOUNDARY_LINE, WordTable

Arrays = tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8], Floats]

SHAPE_COLUMN = 4
NUMBERS = PLACE_NUMBERS + AGREEMENT_NUMBERS


class FeatureMaker:
    """Joins what is known of each word by itself and in its place."""

    def __init__(self, words: WordTable, table: NgramTable) -> None:
        self._words = words
        self._table = table

    def make(self, sentences: Sequence[Sequence[str]]) -> Arrays:
        """Rows (n, t, 5), bits (n, t, BITS) and numbers (n, t, NUMBERS) of n sentences of t plain forms each."""
        return self.arrays(self.lines(sentences))

    def lines(self, sentences: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
        """The words' lines in the table of words, (n, t). Learns words: not for two threads at once."""
        numbers = self._words.numbers([form for forms in sentences for form in forms])
        return np.array(numbers, dtype=np.int64).reshape(len(sentences), -1)

    def arrays(self, lines: npt.NDArray[np.int64]) -> Arrays:
        """As `make`, from lines; any number of threads may call it, while one calls `lines` too."""
        rows = self._words.rows[lines]
        numbers = place_features(
            self._words.keys[lines],
            self._words.others[lines],
            self._words.seen_before_small[self._before(lines)] & self._words.seen_after_small[lines],
            rows[..., SHAPE_COLUMN],
            self._words.capitals[lines],
            self._table,
        )
        bits = self._words.bits[lines]
        return rows, bits, np.concatenate([numbers, agreement_features(bits)], axis=-1)

    @staticmethod
    def _before(lines: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The lines of the words before, of the boundary before the first."""
        before = np.full_like(lines, BOUNDARY_LINE)
        before[:, 1:] = lines[:, :-1]
        return before
