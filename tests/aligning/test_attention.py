"""Attention of a translation model: from pieces to words, and into the links."""

from __future__ import annotations

import numpy as np
import pytest

from mtqa.aligning import attend_words, link_words
from mtqa.aligning.lexical import Floats
from mtqa.domain.translation import Attention

FRENCH = "il a vu un blork zumpf hier".split()
ENGLISH = "he saw a quash drindle yesterday".split()


def test_pieces_of_one_word_are_taken_together() -> None:
    weights = np.array([[0.5, 0.1, 0.2, 0.2], [0.0, 0.6, 0.3, 0.1], [0.0, 0.8, 0.1, 0.0]], np.float32)
    found = attend_words(
        Attention(("Le", "ch", "at", "."), ("The", "c", "at"), weights), ["Le", "chat", "."], ["The", "cat"]
    )
    assert found == pytest.approx(np.array([[0.5, 0.0], [0.3, 0.9], [0.2, 0.05]]), abs=1e-6)


def test_marks_that_the_model_saw_plainer_and_pieces_across_words_find_their_words() -> None:
    source = ('"', "L", "'ac", "cord", '"', "...", "10", "000")
    words = ["«", "L’", "accord", "»", "…", "10\u00a0000"]
    found = attend_words(Attention(source, tuple("abcdefgh"), np.eye(8, dtype=np.float32)), words, list("abcdefgh"))
    assert found[0, 0] == found[3, 4] == found[4, 5] == found[1, 1] == 1
    assert found[1, 2] == pytest.approx(1 / 3) and found[2, 2] == pytest.approx(2 / 3)
    assert found[5, 6] == found[5, 7] == 1
    assert found.sum(axis=0) == pytest.approx(np.ones(8))


def test_a_piece_that_stands_for_no_text_is_left_out() -> None:
    attention = Attention(("le", "chat"), ("the", "", "cat"), np.array([[1, 0], [1, 0], [0, 1]], np.float32))
    assert attend_words(attention, ["le", "chat"], ["the", "cat"]).tolist() == [[1, 0], [0, 1]]
    assert attend_words(attention, [], ["the"]).shape == (0, 1)


def _links(attention: Floats | None) -> dict[tuple[str, str], float]:
    links = link_words(FRENCH, ENGLISH, attention=attention)
    return {(FRENCH[link.french], ENGLISH[link.other]): link.score for link in links}


def test_attention_links_words_that_the_dictionary_does_not_know() -> None:
    straight, crossed = np.full((7, 6), 0.02), np.full((7, 6), 0.02)
    straight[4, 3] = straight[5, 4] = crossed[4, 4] = crossed[5, 3] = 0.9
    unknown = {(fr, en) for fr in ("blork", "zumpf") for en in ("quash", "drindle")}
    assert not _links(None).keys() & unknown
    assert _links(straight).keys() & unknown == {("blork", "quash"), ("zumpf", "drindle")}
    assert _links(crossed).keys() & unknown == {("blork", "drindle"), ("zumpf", "quash")}
    # What nothing lexical supports stays below what the dictionary knows.
    assert all(_links(straight)[pair] <= 0.3 for pair in (("blork", "quash"), ("zumpf", "drindle")))


def test_the_dictionary_outweighs_attention_and_even_attention_says_nothing() -> None:
    misled = np.full((7, 6), 0.02)
    misled[0, 5] = 0.9
    assert ("hier", "yesterday") in _links(misled) and _links(misled)["hier", "yesterday"] > 0.3
    assert _links(np.full((7, 6), 1 / 7)) == _links(None)


def test_a_sentence_too_long_is_linked_with_its_part_of_the_attention() -> None:
    french, other = [f"blork{n}" for n in range(900)], [f"quash{n}" for n in range(900)]
    found = {(link.french, link.other) for link in link_words(french, other, attention=np.eye(900))}
    assert {(n, n) for n in range(900)} <= found
