"""The reader for TMX, the exchange format of translation memories: a row a French variant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.inline import read_inline
from mtqa.reading.source import Source
from mtqa.reading.xml import child, children, decode_xml, is_french, language_of, local_name, parse_xml, safe_text


def read_tmx(source: Source) -> Document:
    """A row for each French variant, in order; units without one are left out, they belong to other languages.

    `source` is the variant in the header's source language, else the first one that is not French; `id` is the
    unit's `tuid`, else its number from 0. The file's `<!DOCTYPE tmx SYSTEM "...">` is passed over, never loaded.
    Raises InputError where nothing is French.
    """
    decoded = decode_xml(source)
    root = parse_xml(source, safe_text(source, decoded, bare_doctype=True))
    if local_name(root) != "tmx":
        raise source.error(f"is no TMX: its root is <{local_name(root)}>; give a TMX file")
    header = child(root, "header")
    source_language = "" if header is None else header.get("srclang", "")
    units = root.iter("{*}tu", "tu")
    segments = tuple(row for number, unit in enumerate(units) for row in _rows(source, unit, number, source_language))
    if not segments:
        raise source.error('holds no French variant; give it <tuv xml:lang="fr"> elements')
    return Document(source.name, "tmx", segments, decoded.encoding)


def _rows(source: Source, unit: Any, number: int, source_language: str) -> Iterator[Segment]:
    variants = children(unit, "tuv")
    others = [variant for variant in variants if not is_french(language_of(variant))]
    others.sort(key=lambda variant: not _same_language(language_of(variant), unit.get("srclang") or source_language))
    original = child(others[0], "seg") if others else None
    for variant in variants:
        text = child(variant, "seg")
        if text is None or not is_french(language_of(variant)):
            continue
        french = read_inline(text)
        yield Segment(
            id=unit.get("tuid") or number,
            text=french.text,
            is_row=not source.split,
            source=None if original is None else read_inline(original).text,
            anchors=(Anchor(0, text.sourceline, 1),),
            exact_columns=False,
            protected=french.protected,
        )


def _same_language(one: str, other: str) -> bool:
    return one.lower().split("-")[0] == other.lower().split("-")[0]
