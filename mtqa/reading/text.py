"""The reader for plain text: the file's text is the one segment, exactly as decoded."""

from __future__ import annotations

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.decoding import decode
from mtqa.reading.lines import lines_of
from mtqa.reading.source import Source
from mtqa.reading.suppression import find_suppressions


def read_text(source: Source) -> Document:
    """One segment with the whole text; offsets count in it with its own line ends, and each line is an anchor."""
    decoded = decode(source)
    suppressions = find_suppressions(source, decoded.text)
    segment = Segment(
        id=0,
        text=decoded.text,
        anchors=tuple(Anchor(line.start, line.number, 1) for line in lines_of(decoded.text)),
        protected=suppressions.spans,
        ignore=suppressions.codes,
    )
    return Document(source.name, "text", (segment,), decoded.encoding)
