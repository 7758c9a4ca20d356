"""Where an offset of a segment's text stands in the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.domain.text import Anchor, Block, BlockKind, Document, Segment, Sentence, Token

# "Un.\nDeux." written from line 3, column 5 on, with an escape of six characters for the line end.
ROW = Segment("a", "Un.\nDeux.", anchors=(Anchor(0, 3, 5), Anchor(4, 3, 14), Anchor(6, 7, 1)))


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        (0, (3, 5)),
        (3, (3, 8)),  # as far as the next anchor, columns go on counting
        (4, (3, 14)),
        (5, (3, 15)),
        (6, (7, 1)),
        (8, (7, 3)),
        (9, (7, 4)),  # the end of the text has a place too: something may be missing there
        (20, (7, 15)),
    ],
)
def test_columns_count_from_the_last_anchor_before(offset: int, place: tuple[int, int]) -> None:
    assert ROW.locate(offset) == place


@pytest.mark.parametrize(("offset", "place"), [(0, (3, 5)), (3, (3, 5)), (4, (3, 14)), (8, (7, 1))])
def test_inexact_columns_are_those_of_the_element(offset: int, place: tuple[int, int]) -> None:
    assert replace(ROW, exact_columns=False).locate(offset) == place


def test_what_stands_before_the_first_anchor_has_its_place() -> None:
    late = replace(ROW, anchors=(Anchor(2, 4, 1), Anchor(5, 5, 1)))
    assert [late.locate(offset) for offset in (0, 1, 2, 3, 5)] == [(4, 1), (4, 1), (4, 1), (4, 2), (5, 1)]


def test_a_text_of_its_own_begins_in_the_first_line_and_column() -> None:
    plain = Segment(0, "Un port.")
    assert (plain.locate(0), plain.locate(3)) == ((1, 1), (1, 4))
    assert not plain.is_row and plain.exact_columns
    assert (plain.protected, plain.ignore) == ((), frozenset())


def test_lines_of_an_item_count_in_its_feed() -> None:
    assert Document("feed.xml#1", "feed", (ROW,), container="feed.xml").file == "feed.xml"
    assert Document("a.txt", "text", (ROW,)).file == "a.txt"


def test_a_sentence_is_prose_that_ends_and_stands_apart_unless_said_otherwise() -> None:
    sentence = Sentence(0, 0, "Un.", 0, 3, ())
    assert (sentence.kind, sentence.glued, sentence.terminated) == (BlockKind.PROSE, False, True)
    assert "tokens" not in repr(sentence)  # a failing test would show nothing else


def test_a_block_is_prose_unless_cleaning_says_why_not() -> None:
    assert (Block(2, 9).kind, Block(2, 9).reason) == (BlockKind.PROSE, "")
    furniture = Block(2, 9, BlockKind.BOILERPLATE, "comment form")
    assert furniture == Block(2, 9, BlockKind("boilerplate"), "comment form") != Block(2, 9)


def test_tokens_are_their_words_and_places() -> None:
    assert Token("port", 3, 7) == Token("port", 3, 7) != Token("port", 4, 8)
    assert len({Token("port", 3, 7), Token("port", 3, 7)}) == 1
