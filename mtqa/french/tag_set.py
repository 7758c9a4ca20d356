"""The tags the tagger chooses from, and how they fall into the network's outputs.

The network scores each property of a word apart (category, gender, number, person, verbal form); a tag's score is
the sum over its properties. So rare tags ("VERB, second person plural, passé simple") need no training examples.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from mtqa.french.analysis import parse_feature_code

FloatArray = np.ndarray[Any, np.dtype[np.float32]]
PROPERTIES = ("category", "gender", "number", "person", "verbal")


def properties(code: str) -> tuple[str, ...]:
    """The values of PROPERTIES in a feature code; mood, tense and verb form are one property."""
    category, (gender, number, person, *verbal) = parse_feature_code(code)
    return category, gender, number, person, "|".join(verbal)


class TagSet:
    """Feature codes with the columns of their properties in the network's output."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        self.index = {code: position for position, code in enumerate(self.codes)}
        self.names = [position for position, code in enumerate(self.codes) if code.startswith("PROPN|")]
        parts = [properties(code) for code in self.codes]
        self.values = [sorted({own[which] for own in parts}) for which in range(len(PROPERTIES))]
        starts = [0, *np.cumsum([len(values) for values in self.values]).tolist()]
        self.slices = [slice(*pair) for pair in pairwise(starts)]
        self.output_count: int = starts[-1]
        self.columns = np.array(
            [[start + v.index(p) for start, v, p in zip(starts, self.values, own, strict=False)] for own in parts]
        )
        self.members = np.zeros((self.output_count, len(self.codes)), np.float32)
        for position, columns in enumerate(self.columns):
            self.members[columns, position] = 1.0
        # Tags that differ in gender, number or person alone count as one for the confidence.
        kinds = sorted({(own[0], own[4]) for own in parts})
        self.kind_of = np.array([kinds.index((own[0], own[4])) for own in parts])

    def scores(self, logits: FloatArray) -> FloatArray:
        """[rows, tags] log probabilities of the tags, for the network's outputs [rows, output_count].

        Sums of gathered columns, not a matrix product: a row's sum does not depend on how many rows there are.
        """
        single = self.log_probabilities(logits)
        total = np.take(single, self.columns[:, 0], axis=1)
        for which in range(1, len(PROPERTIES)):
            total += np.take(single, self.columns[:, which], axis=1)
        return total

    def log_probabilities(self, logits: FloatArray) -> FloatArray:
        """Network outputs [rows, output_count] normalised within each property."""
        result = np.empty_like(logits)
        for part in self.slices:
            own = logits[:, part]
            own = own - own.max(axis=1, keepdims=True)
            result[:, part] = own - np.log(np.exp(own).sum(axis=1, keepdims=True))
        return result
