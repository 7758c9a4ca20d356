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
    for blocks in ([], *([Block(0, len(text), kind)] for kind in (BlockKind.BOILERPLATE, BlockKind.PROSE))):
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


@pytest.mark.parametrize(
    ("span", "inside"),
    [
        ((0, 3), [((0, 3),), (), ()]),
        ((0, 4), [((0, 3),), (), ()]),  # what ends where a sentence begins is not in it
        ((3, 4), [(), (), ()]),
        ((4, 9), [(), ((0, 5),), ()]),
        ((2, 5), [((2, 3),), ((0, 1),), ()]),
        ((8, 9), [(), ((4, 5),), ()]),
        ((9, 16), [(), (), ((0, 6),)]),
        ((0, 16), [((0, 3),), ((0, 5),), ((0, 6),)]),
    ],
)
def test_a_protected_span_is_in_the_sentences_that_it_touches(
    span: tuple[int, int], inside: list[tuple[tuple[int, int], ...]]
) -> None:
    segment = Segment(0, "Un. Deux. Trois.", protected=(span,))
    sentences = split(Document("x", "text", (segment,)), [[Block(0, 16)]])
    assert [one.protected for one in sentences] == inside


def test_only_a_protected_comment_is_left_out() -> None:
    text = "Il pleut. <!-- rien --> Elle rit. <!-- mtqa: ignore FR103 -->"
    start = text.index("<!-- mtqa")

    def texts(*protected: tuple[int, int]) -> list[str]:
        sentences = split(Document("d", "text", (Segment(0, text, protected=protected),)), [[Block(0, len(text))]])
        return [sentence.text for sentence in sentences]

    assert texts((start, len(text))) == ["Il pleut.", "<!-- rien --> Elle rit."]
    assert texts((0, len(text))) == ["Il pleut."]
    assert texts((start, len(text) - 1)) == texts((start + 1, len(text))) == texts() == [
        "Il pleut.", "<!-- rien --> Elle rit.", text[start:],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Il a dit : « Oui. » )", True),
        ("Il a dit : « Oui » )", False),
        ("Fin…", True),
        ("Fin :", False),
        ("Quoi ?", True),
    ],
)
def test_a_sentence_says_whether_it_ends(text: str, ends: bool) -> None:
    (sentence,) = split(Document("x", "tsv", (Segment(0, text, is_row=True),)), [[]])
    assert sentence.terminated is ends


def test_a_sentence_at_the_start_of_its_text_is_glued_to_nothing() -> None:
    whole, inner = Segment(0, "Un. Deux"), Segment(1, "(Un.")
    sentences = split(Document("x", "text", (whole, inner)), [[Block(0, 8)], [Block(1, 4)]])
    assert [(one.text, one.glued) for one in sentences] == [("Un.", False), ("Deux", False), ("Un.", True)]
