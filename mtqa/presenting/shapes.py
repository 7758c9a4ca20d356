"""The shapes of the report's plain data, as `record` builds it and JSON writes it.

Offsets are code points into the segment's text, `segments[sentence["segment"]]["text"][start:end]`; lines and columns
count from 1; scores and confidences are unrounded. `schema/report.schema.json` says the same to machines.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class LocationRecord(TypedDict):
    """A place in an input: the name the user gave, and line and column, both from 1."""

    file: str
    line: int
    column: int


class MetricRecord(TypedDict):
    """A sacrebleu score: chrF2 and BLEU 0 to 100, TER from 0 (lower is better)."""

    name: str
    value: float
    signature: str
    against: str


class LinkRecord(TypedDict):
    """A word link: token indices of the French and of the other side, both from 0, and its score, 0 to 1."""

    french: int
    other: int
    score: float


class IssueRecord(TypedDict):
    """A flagged span; `suggestion` is null where there is none and empty where the span should go."""

    code: str
    name: str
    category: str
    severity: str
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None
    confidence: float
    evidence: list[str]
    fingerprint: str
    location: LocationRecord


class SentenceRecord(TypedDict):
    """A sentence or row. `id` is the row's own, for running text the sentence's number; `segment` is a position."""

    id: str | int
    segment: int
    text: str
    start: int
    end: int
    kind: str
    location: LocationRecord
    score_0_100: float
    fluency_0_100: float
    adequacy_0_100: float | None
    band: str
    penalty: float
    metrics: list[MetricRecord]
    source: str | None
    reference: str | None
    back_translation: str | None
    round_trip: str | None
    engine: str | None
    rough: bool | None
    links: list[LinkRecord]
    issues: list[IssueRecord]


class SetAsideRecord(TypedDict):
    """A block of boilerplate that was not scored."""

    segment: int
    start: int
    end: int
    text: str
    reason: str
    location: LocationRecord


class CodeCount(TypedDict):
    """How often a code was found."""

    code: str
    name: str
    count: int


class SummaryRecord(TypedDict):
    """Counts over a document or a run; severities and bands from the worst to the mildest."""

    sentences: int
    words: int
    bands: dict[str, int]
    severities: dict[str, int]
    codes: list[CodeCount]
    set_aside: int


class DocumentScoreRecord(TypedDict):
    """The scores of a document."""

    score_0_100: float
    fluency_0_100: float
    adequacy_0_100: float | None
    band: str
    penalty_per_100_words: float
    interval_0_100: list[float] | None
    metrics: list[MetricRecord]


class SegmentRecord(TypedDict):
    """A text that offsets count in."""

    id: str | int
    text: str
    is_row: bool


class PairRecord(TypedDict):
    """An m:n alignment of French sentences with `other_sentences`, by index from 0."""

    french: list[int]
    other: list[int]
    score: float


class DocumentRecord(TypedDict):
    """One input, judged."""

    name: str
    format: str
    encoding: str
    score: DocumentScoreRecord
    summary: SummaryRecord
    adequacy_note: str
    segments: list[SegmentRecord]
    sentences: list[SentenceRecord]
    set_aside: list[SetAsideRecord]
    other_sentences: list[str]
    pairs: list[PairRecord]
    unused_ignores: list[str]


class FailureRecord(TypedDict):
    """An input that could not be read or checked."""

    name: str
    reason: str


class RuleRecord(TypedDict):
    """A rule of a gate; `offenders` holds a line each, the worst first."""

    name: str
    limit: str
    measured: str
    passed: bool
    offenders: list[str]


class StandingRecord(TypedDict):
    """An issue that did not count in the gate, and why: known, exempt or unchanged."""

    document: str
    fingerprint: str
    standing: str


class FixedRecord(TypedDict):
    """An issue of the baseline that is gone."""

    document: str
    code: str
    text: str
    fingerprint: str


class VerdictRecord(TypedDict):
    """What a gate decided; `exit_code` is 0, 1 or 3."""

    exit_code: int
    rules: list[RuleRecord]
    not_counted: list[StandingRecord]
    fixed: list[FixedRecord]
    notes: list[str]


class ReportRecord(TypedDict):
    """A whole run; `verdict` is there where a gate decided on it."""

    format_version: int
    signature: str
    engine_note: str
    summary: SummaryRecord
    documents: list[DocumentRecord]
    failures: list[FailureRecord]
    verdict: NotRequired[VerdictRecord]
