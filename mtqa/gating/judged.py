"""What the rules of a gate look at: the sentences in scope and the issues that count, by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mtqa.config import Gate, PathOverride, Settings
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.report import CheckReport, DocumentReport, SentenceReport, Standing
from mtqa.gating.standings import Key, Scope


class Finding(NamedTuple):
    """An issue that counts; `place` is its line, and its column where that is known (both from 1): `3:14`."""

    document: str
    issue: Issue
    place: str

    @property
    def key(self) -> Key:
        """Document name and fingerprint."""
        return self.document, self.issue.fingerprint


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document with its sentences in scope and its new issues; `fresh` are those the baseline does not accept."""

    report: DocumentReport
    sentences: tuple[SentenceReport, ...]
    fresh: tuple[SentenceReport, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """As the user wrote it."""
        return self.report.document.name

    @property
    def is_whole(self) -> bool:
        """Whether every sentence is in scope."""
        return len(self.sentences) == len(self.report.sentences)

    @property
    def has_accepted(self) -> bool:
        """Whether the baseline accepts some of the sentences in scope."""
        return len(self.fresh) < len(self.sentences)

    @property
    def words(self) -> int:
        """Words and numbers of the sentences in scope."""
        if self.is_whole:
            return self.report.score.words
        return sum(sentence.words for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Group:
    """The documents that the same limits hold for; `label` names the overrides, empty for none."""

    label: str
    gate: Gate
    fail_level: Severity
    documents: tuple[JudgedDocument, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The issues that count, in the order of the report."""
        return tuple(finding for document in self.documents for finding in document.findings)


def groups_of(report: CheckReport, scope: Scope, standings: Mapping[Key, Standing]) -> list[Group]:
    """The documents by the limits that hold for them, in the order of the report."""
    by_overrides: dict[tuple[PathOverride, ...], list[JudgedDocument]] = {}
    for document in report.documents:
        overrides = scope.settings.overrides_for(document.document.name)
        by_overrides.setdefault(overrides, []).append(_judged(document, scope, standings))
    return [_group(scope.settings, overrides, tuple(found)) for overrides, found in by_overrides.items()]


def _group(settings: Settings, overrides: tuple[PathOverride, ...], documents: tuple[JudgedDocument, ...]) -> Group:
    gate, level = settings.gate, settings.fail_level
    for entry in overrides:  # the later one in the file counts
        gate, level = entry.gate.over(gate), entry.fail_level or level
    return Group(", ".join(entry.pattern for entry in overrides), gate, level, documents)


def _judged(document: DocumentReport, scope: Scope, standings: Mapping[Key, Standing]) -> JudgedDocument:
    name = document.document.name
    findings = []
    for sentence in document.sentences:
        segment = document.document.segments[sentence.sentence.segment_index]
        for issue in sentence.issues:
            if (name, issue.fingerprint) not in standings:
                line, column = segment.locate(issue.start)
                findings.append(Finding(name, issue, f"{line}:{column}" if segment.exact_columns else f"{line}"))
    sentences = tuple(sentence for sentence in document.sentences if scope.covers(document, sentence))
    fresh = tuple(sentence for sentence in sentences if not scope.is_old(sentence))
    return JudgedDocument(document, sentences, fresh, tuple(findings))
