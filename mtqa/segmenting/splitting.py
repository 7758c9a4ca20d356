"""A document's sentences: its prose and headings cut, its rows kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtqa.domain.text import Block, BlockKind, Document, Segment, Sentence
from mtqa.french.tokens import tokenize
from mtqa.segmenting.sentences import split_text

_TERMINATED = re.compile(r"[.!?…][\s»”’\"')\]]*$")
_LONGEST_ENDING = 12


def split(document: Document, blocks: Sequence[Sequence[Block]]) -> tuple[Sentence, ...]:
    """The sentences of the document in reading order; `blocks` holds the blocks of each of its segments.

    A row is one sentence, its whole text, even where that is empty; boilerplate blocks are left out, and
    comments (a suppression at the end of a line). Raises
    ValueError where `blocks` is not one sequence a segment.
    """
    sentences: list[Sentence] = []
    for segment_index, (segment, segment_blocks) in enumerate(zip(document.segments, blocks, strict=True)):
        for start, end, kind in _spans(segment, segment_blocks):
            sentences.append(_sentence(segment, segment_index, len(sentences), start, end, kind))
    return tuple(sentences)


def _spans(segment: Segment, blocks: Sequence[Block]) -> Iterator[tuple[int, int, BlockKind]]:
    if segment.is_row:
        is_heading = [block.kind for block in blocks] == [BlockKind.HEADING]
        yield 0, len(segment.text), BlockKind.HEADING if is_heading else BlockKind.PROSE
        return
    for block in blocks:
        if block.kind is not BlockKind.BOILERPLATE:
            for start, end in split_text(segment.text, block.start, block.end):
                is_comment = segment.text.startswith("<!--", start)
                if not (is_comment and any(left <= start and end <= right for left, right in segment.protected)):
                    yield start, end, block.kind


def _sentence(segment: Segment, segment_index: int, index: int, start: int, end: int, kind: BlockKind) -> Sentence:
    text = segment.text[start:end]
    return Sentence(
        index=index,
        segment_index=segment_index,
        text=text,
        start=start,
        end=end,
        tokens=tokenize(text),
        kind=kind,
        glued=start > 0 and not segment.text[start - 1].isspace(),
        terminated=_TERMINATED.search(text[-_LONGEST_ENDING:]) is not None,
        protected=tuple(
            (max(left, start) - start, min(right, end) - start)
            for left, right in segment.protected
            if left < end and right > start
        ),
    )
