"""Which documents and which sentences of the systems say the same: by id, by position, or by content."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtqa import aligning
from mtqa.contrasting.values import DocumentPair, Pairing, Side, System, Unit
from mtqa.domain.issue import Issue
from mtqa.domain.names import is_path
from mtqa.domain.report import DocumentReport, SentenceReport
from mtqa.domain.text import Segment

Group = tuple[tuple[int, ...], ...]
"""The sentences of a unit: for each system their positions in its document, none where it lacks the unit."""


def pair_documents(systems: Sequence[System]) -> list[DocumentPair]:
    """The documents of all systems by their keys: those of A in order, then those that A lacks.

    The key is what the name adds to the input's own: `#link` or `#id` for an item of a feed, a relative path for a file
    of a folder; of several documents with one key the later ones are numbered. Two inputs of one document each pair.
    """
    keyed = [_keyed(system) for system in systems]
    if all(len(documents) == 1 for documents in keyed):
        documents = tuple(next(iter(found.values())) for found in keyed)
        return [DocumentPair("", documents, _pairing(documents))]
    keys = dict.fromkeys(key for found in keyed for key in found)
    pairs = []
    for key in keys:
        found = tuple(documents.get(key) for documents in keyed)
        present = tuple(document for document in found if document)
        pairs.append(DocumentPair(key, found, _pairing(present) if len(present) > 1 else None))
    return pairs


def _keyed(system: System) -> dict[str, DocumentReport]:
    files = list(dict.fromkeys(document.document.file for document in system.documents))
    base = _base(system.name, files)
    seen: Counter[str] = Counter()
    keyed = {}
    for report in system.documents:
        file = report.document.file
        own = os.path.relpath(file, base).replace(os.sep, "/") if base is not None and is_path(file) else ""
        key = own + report.document.name.removeprefix(file)
        seen[key] += 1
        keyed[key if seen[key] == 1 else f"{key}~{seen[key]}"] = report
    return keyed


def _base(name: str, files: Sequence[str]) -> str | None:
    """The folder that the files' keys start from, None where the input is one file, a feed or standard input."""
    if is_path(name) and Path(name).is_dir():
        return name
    if len(files) < 2 or not all(map(is_path, files)):
        return None
    return os.path.commonpath([Path(file).parent for file in files])


def _pairing(documents: Sequence[DocumentReport]) -> Pairing:
    """By id where all are rows with ids of their own, by position where all have the same shape, else by content."""
    if all(_is_rows(document) for document in documents):
        counted = [_ids_are_numbers(document) for document in documents]
        first, *others = ({str(row.id) for row in document.document.segments} for document in documents)
        if not all(counted) and all(first & other for other in others):
            return Pairing.ID
    shapes = {_shape(document) for document in documents}
    return Pairing.POSITION if len(shapes) == 1 else Pairing.CONTENT


def _is_rows(document: DocumentReport) -> bool:
    return all(segment.is_row for segment in document.document.segments)


def _ids_are_numbers(document: DocumentReport) -> bool:
    """Whether the ids say no more than the rows' order: the readers count from 0 where an input has none."""
    ids = [str(segment.id) for segment in document.document.segments]
    return any(ids == [str(number) for number in range(start, start + len(ids))] for start in (0, 1))


def _shape(document: DocumentReport) -> tuple[int, ...]:
    """How many sentences each paragraph or row has."""
    counts: list[int] = []
    before: SentenceReport | None = None
    for report in document.sentences:
        segment = document.document.segments[report.sentence.segment_index]
        if before is None or _begins_paragraph(before, report, segment):
            counts.append(0)
        counts[-1] += 1
        before = report
    return tuple(counts)


def _begins_paragraph(before: SentenceReport, report: SentenceReport, segment: Segment) -> bool:
    if before.sentence.segment_index != report.sentence.segment_index:
        return True
    return segment.text[before.sentence.end : report.sentence.start].count("\n") > 1


def pair_sentences(pair: DocumentPair) -> list[Unit]:
    """The units of a document, in its order; where a system lacks the document it has no side."""
    present = [index for index, document in enumerate(pair.documents) if document is not None]
    documents = [document for document in pair.documents if document is not None]
    groups: list[Group]
    if pair.pairing is None:
        groups = [((position,),) for position in range(len(documents[0].sentences))]
    elif pair.pairing is Pairing.ID:
        groups = _group_by_id(documents)
    elif pair.pairing is Pairing.POSITION:
        groups = [((position,),) * len(documents) for position in range(len(documents[0].sentences))]
    else:
        groups = _group_by_content([[one.sentence.text for one in document.sentences] for document in documents])
    return [_unit(pair, present, group) for group in groups]


def _group_by_id(documents: Sequence[DocumentReport]) -> list[Group]:
    found: list[dict[Hashable, list[int]]] = []
    for document in documents:
        seen: Counter[str] = Counter()
        numbered = []
        for segment in document.document.segments:
            seen[str(segment.id)] += 1
            numbered.append((str(segment.id), seen[str(segment.id)]))
        places: dict[Hashable, list[int]] = {}
        for position, report in enumerate(document.sentences):
            places.setdefault(numbered[report.sentence.segment_index], []).append(position)
        found.append(places)
    keys = dict.fromkeys(key for places in found for key in places)
    return [tuple(tuple(places.get(key, ())) for places in found) for key in keys]


def _group_by_content(texts: Sequence[Sequence[str]]) -> list[Group]:
    """Aligns every other text with the first, and joins what any of these alignments joins.

    What only another text has stands where its own order puts it.
    """
    first = texts[0]
    owner = list(range(len(first)))  # the first sentence of the group that a sentence of the first text is in
    beads = [[(pair.french, pair.other) for pair in aligning.align_sentences(first, other)] for other in texts[1:]]
    for own, _ in (bead for found in beads for bead in found):
        for position in own:
            owner[position] = min(owner[position], owner[own[0]])
    for position, head in enumerate(owner):
        owner[position] = owner[head]
    places: dict[tuple[int, int, int], list[list[int]]] = {}
    for position, head in enumerate(owner):
        places.setdefault((head, -1, -1), [[] for _ in texts])[0].append(position)
    for system, found in enumerate(beads, start=1):
        last = -1
        for own, other in found:
            last = owner[own[0]] if own else last
            key = (last, -1, -1) if own else (last, system, other[0])
            places.setdefault(key, [[] for _ in texts])[system].extend(other)
    return [tuple(map(tuple, places[key])) for key in sorted(places)]


def _unit(pair: DocumentPair, present: Sequence[int], group: Group) -> Unit:
    sides: list[Side | None] = [None] * len(pair.documents)
    for index, positions in zip(present, group, strict=True):
        document = pair.documents[index]
        if document is not None and positions:
            sides[index] = _side(document, [document.sentences[position] for position in positions])
    first = next((side, pair.documents[index]) for index, side in enumerate(sides) if side is not None)
    return Unit(
        pair.key,
        _row_id(*first),
        tuple(sides),
        source=_joined(side.source for side in first[0].sentences),
        reference=_joined(side.reference for side in first[0].sentences),
    )


def _row_id(side: Side, document: DocumentReport | None) -> str | None:
    assert document is not None
    segment = document.document.segments[side.sentences[0].sentence.segment_index]
    return str(segment.id) if segment.is_row else None


def _joined(texts: Iterator[str | None]) -> str | None:
    """What the sentences of a unit are compared with, each once: sentences of one pair share it."""
    found = dict.fromkeys(text for text in texts if text)
    return " ".join(found) or None


def _side(document: DocumentReport, sentences: Sequence[SentenceReport]) -> Side:
    text, issues = "", []
    for part, segment in _parts(document, sentences):
        # An issue may reach into the sentence before or after the one that it is filed under.
        start = min(first for one in part for first in (one.sentence.start, *(issue.start for issue in one.issues)))
        end = max(last for one in part for last in (one.sentence.end, *(issue.end for issue in one.issues)))
        text += " " if text else ""
        shift = len(text) - start
        issues += [_shifted(issue, shift) for one in part for issue in one.issues]
        text += segment.text[start:end]
    weights = [max(one.words, 1) for one in sentences]
    adequacies = [(one.score.adequacy_0_100, weight) for one, weight in zip(sentences, weights, strict=True)]
    known = [(value, weight) for value, weight in adequacies if value is not None]
    return Side(
        text,
        tuple(issues),
        tuple(sentences),
        _mean([one.score.score_0_100 for one in sentences], weights),
        _mean([one.score.fluency_0_100 for one in sentences], weights),
        _mean([value for value, _ in known], [weight for _, weight in known]) if known else None,
    )


def _parts(
    document: DocumentReport, sentences: Sequence[SentenceReport]
) -> Iterator[tuple[list[SentenceReport], Segment]]:
    """The sentences that stand in one segment together."""
    for index in dict.fromkeys(one.sentence.segment_index for one in sentences):
        part = [one for one in sentences if one.sentence.segment_index == index]
        yield part, document.document.segments[index]


def _shifted(issue: Issue, shift: int) -> Issue:
    return replace(issue, start=issue.start + shift, end=issue.end + shift)


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
