"""Every issue of a report with its place and standing: what the formats for CI systems share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.domain.issue import Issue
from mtqa.domain.names import is_path
from mtqa.domain.report import CheckReport, DocumentReport, GateVerdict, Standing
from mtqa.domain.text import Segment
from mtqa.presenting.visible import visible

# Formats whose text is the file's own, character by character: only there can a tool replace what a span covers.
_PLAIN_FORMATS = frozenset({"text", "lines"})
_EXCUSES = {
    Standing.KNOWN: "known to the baseline",
    Standing.EXEMPT: "exempt on this path",
    Standing.UNCHANGED: "on lines that did not change",
}


class Place(NamedTuple):
    """A line and a column, both from 1; the column is None where only the enclosing element is known."""

    line: int
    column: int | None


class Flag(NamedTuple):
    """An issue in its document. `is_silenced` says that an inline suppression took it out of its sentence."""

    document: DocumentReport
    segment: Segment
    issue: Issue
    standing: Standing
    is_silenced: bool = False

    @property
    def path(self) -> str:
        """The file that lines count in; without needless steps, so that CI systems find it by its path."""
        file = self.document.document.file
        return posixpath.normpath(file) if file and is_path(file) else file

    @property
    def start(self) -> Place:
        """Where the issue begins."""
        return self._place(self.issue.start)

    @property
    def end(self) -> Place:
        """Where it ends: just after its last character, in that character's line."""
        if self.issue.end <= self.issue.start:
            return self.start
        last, after = self._place(self.issue.end - 1), self._place(self.issue.end)
        if last.column is None or after.line > last.line:
            return Place(last.line, last.column + 1 if last.column is not None else None)
        return after  # further on than by one where the file writes the character with several

    @property
    def is_replaceable(self) -> bool:
        """Whether the suggestion can be put in the file in place of the span."""
        exact = self.segment.exact_columns and self.document.document.format in _PLAIN_FORMATS
        return exact and self.issue.suggestion is not None

    @property
    def excuse(self) -> str:
        """Why the issue does not count in a gate; empty where it does."""
        return "silenced in the text" if self.is_silenced else _EXCUSES.get(self.standing, "")

    @property
    def sentence(self) -> str:
        """Words, message and suggestion in one printable line: `“dans dans”: words that were doubled → “dans”`."""
        issue = self.issue
        words = f"“{visible(issue.text)}”: " if issue.text else ""
        fix = (
            "" if issue.suggestion is None else f" → “{visible(issue.suggestion)}”" if issue.suggestion else " → remove"
        )
        excuse = f" ({self.excuse})" if self.excuse else ""
        return f"{words}{visible(issue.message)}{fix}{excuse}"

    def _place(self, offset: int) -> Place:
        line, column = self.segment.locate(offset)
        return Place(line, column if self.segment.exact_columns else None)


def flags(report: CheckReport) -> Iterator[Flag]:
    """Every issue of the report, in its order."""
    for document in report.documents:
        yield from flags_of(document, report.verdict)


def flags_of(document: DocumentReport, verdict: GateVerdict | None) -> Iterator[Flag]:
    """Every issue of a document, in its order."""
    name, segments = document.document.name, document.document.segments
    for sentence in document.sentences:
        segment = segments[sentence.sentence.segment_index]
        for issue in sentence.issues:
            yield Flag(document, segment, issue, verdict.standing(name, issue) if verdict else Standing.NEW)


def silenced_flags(report: CheckReport) -> Iterator[Flag]:
    """What inline suppressions took out, in the order of the report."""
    for document in report.documents:
        yield from silenced_flags_of(document)


def silenced_flags_of(document: DocumentReport) -> Iterator[Flag]:
    """What inline suppressions took out of a document."""
    for item in document.silenced:
        yield Flag(document, document.document.segments[item.segment_index], item.issue, Standing.NEW, True)
