"""Grouping by length and windows, with a network that only repeats what it was given."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.detecting.neural.classifier import WINDOW, TokenClassifier
from mtqa.detecting.neural.labels import LABELS


class Numbered:
    """Features of a word "17" are the number 17."""

    def lines(self, sentences: Any) -> Any:
        return np.array([[int(form) for form in forms] for forms in sentences], dtype=np.int32)

    def arrays(self, lines: Any) -> Any:
        return lines, lines, lines


def echo(inputs: Mapping[str, Any]) -> Any:
    """Chances whose first class is the word's number; also checks what goes in."""
    rows = inputs["rows"]
    assert rows.shape[1] <= WINDOW
    assert inputs["distances"].shape == (rows.shape[1], rows.shape[1])
    return np.repeat(rows[..., None], len(LABELS), axis=2).astype(np.float32)


@given(st.lists(st.integers(0, 3 * WINDOW), max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_word_gets_its_own_answer_in_order(lengths: list[int]) -> None:
    sentences = [[str(number) for number in range(length)] for length in lengths]
    found = TokenClassifier(Numbered(), echo, threads=2).classify(sentences)  # type: ignore[arg-type]
    assert [chances[:, 0].tolist() for chances in found] == [list(range(length)) for length in lengths]
    assert all(chances.shape[1] == len(LABELS) for chances in found)
