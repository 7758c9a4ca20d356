"""A document's sentences: which blocks are split, what stays whole, and what each sentence says of itself."""

from __future__ import annotations

import pytest

from mtqa.domain.text import Block, BlockKind, Document, Segment
from mtqa.segmenting import split

TITLE, FIRST, FURNITURE, SECOND = "Un titre", "Il pleut.Elle rit. Fin", "READ  Autre chose.", "Suite (enfin !) …"
TEXT = "\n\n".join((TITLE, FIRST, FURNITURE, SECOND))
KINDS = (BlockKind.HEADING, BlockKind.PROSE, BlockKind.BOILERPLATE, BlockKind.PROSE)


def _blocks() -> list[Block]:
    blocks, start = [], 0
    for text, kind in zip((TITLE, FIRST, FURNITURE, SECOND), KINDS, strict=True):
        blocks.append(Block(start, start + len(text), kind))
        start += len(text) + 2
    return blocks


def test_prose_and_headings_are_split_and_furniture_is_left_out() -> None:
    sentences = split(Document("a.txt", "text", (Segment(0, TEXT),)), [_blocks()])
    assert [one.text for one in sentences] == ["Un titre", "Il pleut.", "Elle rit.", "Fin", "Suite (enfin !) …"]
    assert [one.kind for one in sentences] == [BlockKind.HEADING] + [BlockKind.PROSE] * 4
    assert [one.glued for one in sentences] == [False, False, True, False, False]
    assert [one.terminated for one in sentences] == [False, True, True, False, True]
    assert all(TEXT[one.start : one.end] == one.text for one in sentences)


def test_sentences_are_counted_over_the_document_and_tokens_from_each_sentence() -> None:
    segments = (Segment("a", "Un. Deux."), Segment("b", "Trois."))
    sentences = split(Document("x", "text", segments), [[Block(0, 9)], [Block(0, 6)]])
    assert [(one.index, one.segment_index) for one in sentences] == [(0, 0), (1, 0), (2, 1)]
    assert [(token.text, token.start) for token in sentences[1].tokens] == [("Deux", 0), (".", 4)]


@pytest.mark.parametrize("text", ["Un. Deux.\nTrois", "", "  ", " bord "])
def test_a_row_is_one_sentence_whatever_it_holds(text: str) -> None:
    document = Document("x", "jsonl", (Segment(7, text, is_row=True),))
    for blocks in ([], [Block(0, len(text), BlockKind.BOILERPLATE)]):
        (sentence,) = split(document, [blocks])
        assert (sentence.text, sentence.start, sentence.end) == (text, 0, len(text))
        assert sentence.kind is BlockKind.PROSE


def test_a_row_that_is_a_heading_keeps_its_kind() -> None:
    (sentence,) = split(Document("x", "tsv", (Segment(0, "Titre", is_row=True),)), [[Block(0, 5, BlockKind.HEADING)]])
    assert sentence.kind is BlockKind.HEADING


def test_protected_spans_are_cut_to_the_sentence_and_count_from_its_start() -> None:
    text = "Un <b>. Il dit</b> oui. Fin."
    segment = Segment(0, text, protected=((3, 6), (14, 18), (8, 30), (0, 2)))
    sentences = split(Document("x", "html", (segment,)), [[Block(0, len(text))]])
    assert [one.text for one in sentences] == ["Un <b>.", "Il dit</b> oui.", "Fin."]
    assert [one.protected for one in sentences] == [((3, 6), (0, 2)), ((6, 10), (0, 15)), ((0, 4),)]


def test_blocks_for_another_number_of_segments_are_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        split(Document("x", "text", (Segment(0, "Un."),)), [])


def test_a_comment_at_the_end_of_a_line_is_no_sentence() -> None:
    text = "Il pleut. <!-- mtqa: ignore FR103 -->"
    segment = Segment(0, text, protected=((10, len(text)),))
    assert [s.text for s in split(Document("d", "text", (segment,)), [(Block(0, len(text)),)])] == ["Il pleut."]
