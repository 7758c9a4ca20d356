"""The reader for XLIFF 1.2 and 2.x: a row a segment, the target as text and the source as source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.reading.fragment import Fragment
from mtqa.reading.inline import read_inline
from mtqa.reading.source import Source, printable
from mtqa.reading.xml import child, children, decode_xml, is_french, local_name, parse_xml, safe_text


def read_xliff(source: Source) -> Document:
    """A row a segment, in order: a `<segment>` of 2.x; in 1.2 a `<trans-unit>`, or its `<mrk mtype="seg">` parts.

    What is marked `translate="no"` or has no source text is left out; a missing target is an empty row. `id` is the
    unit's, with that of the segment where a unit has several, and that of the file where there are several. Raises
    InputError for a target language other than French, and where no segment has a target.
    """
    decoded = decode_xml(source)
    root = parse_xml(source, safe_text(source, decoded))
    if local_name(root) != "xliff":
        raise source.error(f"is no XLIFF: its root is <{local_name(root)}>; give XLIFF 1.2 or 2.x")
    files = children(root, "file")
    segments: list[Segment] = []
    for number, file in enumerate(files, start=1):
        _require_french(source, root.get("trgLang") or file.get("target-language") or "", file.sourceline)
        prefix = f"{file.get('original') or file.get('id') or number}#" if len(files) > 1 else ""
        read = _segments_1 if root.get("version", "").startswith("1") else _segments_2
        segments += (_row(source, prefix + name, part, line) for name, part, line in read(file))
    if not any(segment.text.strip() for segment in segments):
        raise source.error("holds no segment with a target; translate it first, or give the translated file")
    return Document(source.name, "xliff", tuple(segments), decoded.encoding)


_Pair = tuple[Fragment, Fragment]
"""A segment's target and source."""


def _row(source: Source, name: str, pair: _Pair, line: int) -> Segment:
    target, original = pair
    return Segment(
        id=name,
        text=target.text,
        is_row=not source.split,
        source=original.text,
        anchors=(Anchor(0, line, 1),),
        exact_columns=False,
        protected=target.protected,
    )


def _segments_1(file: Any) -> Iterator[tuple[str, _Pair, int]]:
    """Name, texts and line of the segments of a <file> of XLIFF 1.2."""
    units = (unit for unit in file.iter("{*}trans-unit", "trans-unit") if _is_for_translation(unit))
    for number, unit in enumerate(units, start=1):
        name = unit.get("id") or str(number)
        original, target = child(unit, "source"), child(unit, "target")
        parts = _parts(child(unit, "seg-source"), target)
        for part, (part_source, part_target) in parts.items():
            yield from _pair(f"{name}/{part}", part_source, part_target, unit)
        if not parts:
            yield from _pair(name, original, target, unit)


def _parts(original: Any, target: Any) -> dict[str, tuple[Any, Any]]:
    """The segments that <mrk mtype="seg"> marks in both texts; none where they differ or text stands outside them."""
    if original is None or target is None:
        return {}
    sources, targets = ({mark.get("mid"): mark for mark in _marks(text)} for text in (original, target))
    outside = (target.text or "") + "".join(mark.tail or "" for mark in target)
    if sources.keys() != targets.keys() or len(targets) != len(target) or outside.strip():
        return {}
    return {str(part): (sources[part], targets[part]) for part in targets}


def _marks(text: Any) -> list[Any]:
    return [mark for mark in children(text, "mrk") if mark.get("mtype") == "seg"]


def _segments_2(file: Any) -> Iterator[tuple[str, _Pair, int]]:
    """The same of a <file> of XLIFF 2.x."""
    units = (unit for unit in file.iter("{*}unit", "unit") if _is_for_translation(unit))
    for number, unit in enumerate(units, start=1):
        name = unit.get("id") or str(number)
        parts = children(unit, "segment")
        for place, part in enumerate(parts, start=1):
            own = f"{name}/{part.get('id') or place}" if len(parts) > 1 else name
            yield from _pair(own, child(part, "source"), child(part, "target"), part)


def _pair(name: str, original: Any, target: Any, unit: Any) -> Iterator[tuple[str, _Pair, int]]:
    """The segment, unless there was nothing to translate."""
    source_text = Fragment("") if original is None else read_inline(original)
    target_text = Fragment("") if target is None else read_inline(target)
    if source_text.text.strip() or target_text.text.strip():
        place = unit if target is None else target
        yield name, (target_text, source_text), place.sourceline


def _is_for_translation(unit: Any) -> bool:
    path = (unit, *unit.iterancestors())
    return next((value != "no" for part in path if (value := part.get("translate"))), True)


def _require_french(source: Source, language: str, line: int) -> None:
    if language and not is_french(language):
        problem = f"its target language is {printable(language)[:40]}, not French; give the French translation"
        raise source.error(problem, line)
