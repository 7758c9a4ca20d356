"""Blocks of a segment: prose, headings, and the furniture of its page, which is set aside with a reason.

Precision comes first: a line of furniture left in the article costs a finding or two, a paragraph of the article set
aside goes unchecked. So phrases must match whole blocks, and what has no fixed words (titles of other articles, an
author's name and biography) is taken for furniture only after the last paragraph of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtqa.cleaning.furniture import AUTHOR, CROSS_LINK, NAVIGATION, SHARING
from mtqa.cleaning.paragraphs import find_paragraphs
from mtqa.cleaning.recognising import (
    heads_a_biography,
    heads_a_list,
    is_label_list,
    is_name,
    is_quoted,
    reason_near_others,
    sure_reason,
)
from mtqa.domain.text import Block, BlockKind, Segment

NOT_PROSE = "code, markup or a suppression"
WITHOUT_WORDS = "a line without words"

# The first block of a text is its headline, which may be long; later ones are short.
MOST_WORDS_HEADLINE = 30
MOST_WORDS_HEADING = 14
MOST_WORDS_LABEL = 4
# A block of this many words that ends like a sentence is a paragraph of the article.
LEAST_WORDS_PARAGRAPH = 12
MOST_WORDS_LINK_TITLE = 25
MOST_WORDS_BIOGRAPHY = 80
MENUS = (NAVIGATION, SHARING)
LEAST_MENU = 3

SENTENCE_END = re.compile(r"[.!?…;,]['\"»”’)\]\s]*$")
HEADING_START = re.compile(r"[^\w]*[A-ZÀ-ÖØ-ÞŒŸ0-9]")
WORD = re.compile(r"\w")


def find_blocks(segment: Segment) -> tuple[Block, ...]:
    """The blocks of `segment` in order; what lies between them is white space.

    A row is one block of prose, whatever it says. An empty text has no block.
    """
    if segment.is_row:
        return (Block(0, len(segment.text)),) if segment.text.strip() else ()
    spans = find_paragraphs(segment.text, segment.protected)
    texts = [segment.text[start:end] for start, end in spans]
    reasons = [_own_reason(segment, start, end) for start, end in spans]
    _add_by_structure(texts, reasons)
    _add_beside_others(texts, reasons)
    return tuple(
        Block(start, end, BlockKind.BOILERPLATE, reason) if reason else Block(start, end, _kind(text, position))
        for position, ((start, end), text, reason) in enumerate(zip(spans, texts, reasons, strict=True))
    )


def _own_reason(segment: Segment, start: int, end: int) -> str:
    text = segment.text[start:end]
    if not WORD.search(text):
        return WITHOUT_WORDS
    bare, place = "", start
    for opening, closing in segment.protected:
        if start <= opening < end:
            bare += segment.text[place:opening]
            place = max(place, closing)
    return sure_reason(text) if WORD.search(bare + segment.text[place:end]) else NOT_PROSE


def _add_by_structure(texts: Sequence[str], reasons: list[str]) -> None:
    """Author boxes and lists of titles after the article's last paragraph."""
    for position in range(_tail(texts, reasons), len(texts)):
        before = position - 1
        if reasons[position]:
            continue
        if before >= 0 and heads_a_biography(texts[before]) and len(texts[position].split()) <= MOST_WORDS_BIOGRAPHY:
            reasons[position] = AUTHOR
        elif is_label_list(texts[position]) and _has_author(texts, reasons, position):
            reasons[position] = AUTHOR
            if before >= 0 and is_name(texts[before]):
                reasons[before] = AUTHOR
        elif before >= 0 and reasons[before] == CROSS_LINK and _is_link_title(texts, reasons, position):
            reasons[position] = CROSS_LINK


def _tail(texts: Sequence[str], reasons: Sequence[str]) -> int:
    """The position after the last block that is a paragraph of the article."""
    for position in reversed(range(len(texts))):
        text = texts[position]
        is_article = not reasons[position] and _is_paragraph(text)
        in_author_box = is_label_list(text) or (position > 0 and heads_a_biography(texts[position - 1]))
        if is_article and not in_author_box:
            return position + 1
    return 0


def _is_paragraph(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS_PARAGRAPH and SENTENCE_END.search(text) is not None


def _has_author(texts: Sequence[str], reasons: Sequence[str], position: int) -> bool:
    """Labels are a biography under a name, or in quotation marks next to other furniture."""
    named = position > 0 and is_name(texts[position - 1])
    followed = position + 1 < len(texts) and bool(reasons[position + 1])
    return named or (is_quoted(texts[position]) and followed)


def _is_link_title(texts: Sequence[str], reasons: Sequence[str], position: int) -> bool:
    """A title in the run that a heading like "Related Posts" opens."""
    opening = position - 1
    while opening > 0 and reasons[opening] == CROSS_LINK and not heads_a_list(texts[opening]):
        opening -= 1
    is_title = len(texts[position].split()) <= MOST_WORDS_LINK_TITLE and not texts[position].rstrip().endswith(".")
    return is_title and reasons[opening] == CROSS_LINK and heads_a_list(texts[opening])


def _add_beside_others(texts: Sequence[str], reasons: list[str]) -> None:
    """Words that are furniture beside furniture: of its own kind anywhere, of any kind before or after the article.

    There, three words of menus in a row need no other furniture beside them.
    """
    words = ["" if reason else reason_near_others(text) for text, reason in zip(texts, reasons, strict=True)]
    own = [reason or word for reason, word in zip(reasons, words, strict=True)]
    head = next((position for position, reason in enumerate(own) if not reason), 0)
    tail = _tail(texts, reasons)

    def is_outside(position: int) -> bool:
        return position < head or position >= tail

    for start in range(len(texts) - LEAST_MENU + 1):
        menu = range(start, start + LEAST_MENU)
        if all(words[position] in MENUS and is_outside(position) for position in menu):
            for position in menu:
                reasons[position] = words[position]
    downwards = [(position, position - 1) for position in range(1, len(texts))]
    upwards = [(position, position + 1) for position in reversed(range(len(texts) - 1))]
    for position, beside in downwards + upwards:
        other = reasons[beside]
        if not reasons[position] and other and words[position] and (other == words[position] or is_outside(position)):
            reasons[position] = words[position]


def _kind(text: str, position: int) -> BlockKind:
    """A heading begins like a title, is short, and ends without the mark of a sentence."""
    most = MOST_WORDS_HEADING if position else MOST_WORDS_HEADLINE
    if text.endswith(":"):  # "Ingrédients :" heads a list, "Le ministre a déclaré :" opens a quotation
        most = MOST_WORDS_LABEL
    is_heading = len(text.split()) <= most and HEADING_START.match(text) and not SENTENCE_END.search(text)
    return BlockKind.HEADING if is_heading else BlockKind.PROSE
