"""What the HTML page shows, as data: rows of the reading view, bars of the distribution, the worst sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.domain.catalogue import CATALOGUE, CatalogueEntry
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport, DocumentReport, GateVerdict, Standing
from mtqa.domain.score import Band
from mtqa.presenting.compared import Comparison, comparison_of
from mtqa.presenting.record import document_record, run_record
from mtqa.presenting.runs import runs
from mtqa.presenting.shapes import (
    DocumentRecord,
    IssueRecord,
    ReportRecord,
    SegmentRecord,
    SentenceRecord,
    SetAsideRecord,
)

_WORST = 5
_BINS = 10
_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text: `severity` and `note` (the anchor of the issue's note) are empty where nothing is flagged."""

    text: str
    severity: str = ""
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An issue in the list beside its sentence. `standing` is that of a gate, empty for one that counts in it."""

    anchor: str
    issue: IssueRecord
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence (or row of the input) in the order of the text."""

    anchor: str
    sentence: SentenceRecord
    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]
    begins_paragraph: bool
    row_id: str | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Aside:
    """A block of boilerplate at its place in the text."""

    anchor: str
    block: SetAsideRecord


@dataclass(frozen=True, slots=True)
class Bar:
    """How many sentences of each band, the worst first, score from `low` to `high`."""

    low: int
    high: int
    bands: dict[str, int]

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.bands.values())


@dataclass(frozen=True, slots=True)
class Article:
    """One document as the page shows it; `silenced` are code and words of what inline suppressions took out."""

    anchor: str
    record: DocumentRecord
    parts: tuple[Row | Aside, ...]
    silenced: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The sentences alone."""
        return tuple(part for part in self.parts if isinstance(part, Row))

    @property
    def asides(self) -> tuple[Aside, ...]:
        """The boilerplate alone."""
        return tuple(part for part in self.parts if isinstance(part, Aside))


class Articles:
    """The documents of a report as articles, made anew each time they are gone through: one in memory at a time."""

    def __init__(self, report: CheckReport) -> None:
        self._report = report

    def __len__(self) -> int:
        return len(self._report.documents)

    def __iter__(self) -> Iterator[Article]:
        for number, document in enumerate(self._report.documents, start=1):
            yield _article(document_record(document), document, self._report.verdict, f"d{number}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A document in the table of all: `severities` counts its issues, from the worst to the mildest."""

    anchor: str
    name: str
    score_0_100: float
    band: str
    sentences: int
    severities: dict[str, int]

    @property
    def issue_count(self) -> int:
        """How many issues the document has."""
        return sum(self.severities.values())


@dataclass(frozen=True, slots=True)
class Flagged:
    """A sentence with issues, and where it is."""

    anchor: str
    sentence: SentenceRecord


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `record` is the run's without its documents, `single` the one article where there is but one.

    `worst` are the flagged sentences to read first, `codes` those found that the catalogue knows, `families` how many
    issues there are of each category, the most first, `notes` what was compared, `skipped` the documents that were not
    checked again.
    """

    record: ReportRecord
    verdict: GateVerdict | None
    articles: Articles
    single: Article | None
    headings: tuple[Heading, ...]
    bars: tuple[Bar, ...]
    worst: tuple[Flagged, ...]
    codes: tuple[CatalogueEntry, ...]
    families: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    skipped: tuple[str, ...]


def page_of(report: CheckReport) -> Page:
    """The page for a report."""
    record = run_record(report)
    articles = Articles(report)
    overview = _Overview()
    for number, document in enumerate(report.documents, start=1):
        overview.add(document_record(document), f"d{number}")
    return Page(
        record=record,
        verdict=report.verdict,
        articles=articles,
        single=next(iter(articles)) if len(articles) == 1 else None,
        headings=tuple(overview.headings),
        bars=overview.bars(),
        worst=tuple(overview.worst),
        codes=tuple(
            CATALOGUE[item["code"]]
            for item in sorted(record["summary"]["codes"], key=lambda item: item["code"])
            if item["code"] in CATALOGUE
        ),
        families=tuple(sorted(overview.families.items(), key=lambda item: (-item[1], item[0]))),
        notes=tuple(overview.notes),
        skipped=report.skipped,
    )


class _Overview:
    """What the head of the page says of all documents, gathered from one after the other."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.worst: list[Flagged] = []
        self.families: Counter[str] = Counter()
        self.notes: dict[str, None] = {}
        self._bins = [Counter[str]() for _ in range(_BINS)]

    def add(self, document: DocumentRecord, anchor: str) -> None:
        summary, score = document["summary"], document["score"]
        self.headings.append(
            Heading(
                anchor, document["name"], score["score_0_100"], score["band"], summary["sentences"],
                summary["severities"],
            )
        )  # fmt: skip
        self.notes[document["adequacy_note"]] = None
        self.families.update(issue["category"] for sentence in document["sentences"] for issue in sentence["issues"])
        for sentence in document["sentences"]:
            place = min(max(int(sentence["score_0_100"]) * _BINS // 100, 0), _BINS - 1)
            self._bins[place][sentence["band"]] += 1
        flagged = [
            Flagged(f"{anchor}s{number}", sentence)
            for number, sentence in enumerate(document["sentences"], start=1)
            if sentence["issues"]
        ]
        self.worst = sorted([*self.worst, *flagged], key=lambda row: row.sentence["score_0_100"])[:_WORST]

    def bars(self) -> tuple[Bar, ...]:
        step = 100 // _BINS
        worst_first = (Band.POOR, Band.FAIR, Band.GOOD)
        return tuple(
            Bar(at * step, (at + 1) * step, {band.value: counts[band] for band in worst_first if counts[band]})
            for at, counts in enumerate(self._bins)
        )


def _article(document: DocumentRecord, report: DocumentReport, verdict: GateVerdict | None, anchor: str) -> Article:
    placed: list[tuple[tuple[int, int], Row | Aside]] = []
    for row in _rows(document, report, verdict, anchor):
        placed.append(((row.sentence["segment"], row.sentence["start"]), row))
    for number, block in enumerate(document["set_aside"], start=1):
        placed.append(((block["segment"], block["start"]), Aside(f"{anchor}b{number}", block)))
    parts = tuple(part for _, part in sorted(placed, key=lambda item: item[0]))
    silenced = tuple(f"{item.issue.code} {item.issue.text}" for item in report.silenced)
    return Article(anchor, document, parts, silenced)


def _rows(document: DocumentRecord, report: DocumentReport, verdict: GateVerdict | None, anchor: str) -> Iterator[Row]:
    sentences = document["sentences"]
    anchors = [f"{anchor}s{number}" for number in range(1, len(sentences) + 1)]
    notes = [
        [
            Note(f"{name}i{number}", issue, _standing(verdict, report, judged))
            for number, (issue, judged) in enumerate(zip(sentence["issues"], origin.issues, strict=True), start=1)
        ]
        for name, sentence, origin in zip(anchors, sentences, report.sentences, strict=True)
    ]
    for index, sentence in enumerate(sentences):
        before = sentences[index - 1] if index else None
        segment = document["segments"][sentence["segment"]]
        # A span may reach into the sentence before or after the one that its issue is filed under.
        near = [
            note
            for position in range(max(index - 1, 0), min(index + 2, len(sentences)))
            if sentences[position]["segment"] == sentence["segment"]
            for note in notes[position]
        ]
        yield Row(
            anchor=anchors[index],
            sentence=sentence,
            stretches=tuple(_stretches(sentence, segment, near)),
            notes=tuple(notes[index]),
            begins_paragraph=_begins_paragraph(before, sentence, segment),
            row_id=str(sentence["id"]) if segment["is_row"] else None,
            comparison=comparison_of(report.sentences[index]),
        )


def _standing(verdict: GateVerdict | None, report: DocumentReport, issue: Issue) -> str:
    standing = verdict.standing(report.document.name, issue) if verdict else Standing.NEW
    return "" if standing is Standing.NEW else standing.value


def _stretches(sentence: SentenceRecord, segment: SegmentRecord, notes: Sequence[Note]) -> Iterator[Stretch]:
    own = {id(issue) for issue in sentence["issues"]}
    inside = [
        note.issue
        for note in notes
        if id(note.issue) in own or (note.issue["start"] < sentence["end"] and note.issue["end"] > sentence["start"])
    ]
    anchors = {id(note.issue): note.anchor for note in notes}
    for run in runs(sentence["start"], sentence["end"], inside):
        title = " | ".join(_title(issue) for issue in run.issues)
        note = anchors[id(run.issues[0])] if run.issues else ""
        yield Stretch(segment["text"][run.start : run.end], run.severity, note, title)


def _title(issue: IssueRecord) -> str:
    fix = "" if issue["suggestion"] is None else f" → {issue['suggestion'] or 'remove it'}"
    return f"{issue['severity']}: {issue['message']}{fix} ({issue['code']} {issue['name']})"


def _begins_paragraph(before: SentenceRecord | None, sentence: SentenceRecord, segment: SegmentRecord) -> bool:
    if before is None or before["segment"] != sentence["segment"]:
        return True
    return bool(_PARAGRAPH_BREAK.search(segment["text"], before["end"], sentence["start"]))
