"""What each issue counts for: new, known to the baseline, exempt on its path, or on lines that did not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mtqa.config import Settings
from mtqa.domain.catalogue import codes_of
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport, DocumentReport, FixedIssue, SentenceReport, Standing
from mtqa.domain.text import Document
from mtqa.gating.baseline import Baseline, Checked

Key = tuple[str, str]
"""Document name and fingerprint."""

Lines = Mapping[str, frozenset[int] | None]
"""By file, its changed lines (from 1); None, or no entry, where all of them count."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a report is judged. `changed` is None where all lines are."""

    settings: Settings
    baseline: Baseline | None = None
    changed: Lines | None = None

    def standings(self, report: CheckReport) -> dict[Key, Standing]:
        """The standing of every issue that is not new; of several the last counts: known, unchanged, exempt."""
        found: dict[Key, Standing] = {}
        if self.baseline:
            known, _ = _match(report, self.baseline)
            found |= dict.fromkeys(known, Standing.KNOWN)
        for document in report.documents:
            name = document.document.name
            exempt = {
                code for entry in self.settings.overrides_for(name) if entry.ignore for code in codes_of(entry.ignore)
            }
            for sentence in document.sentences:
                for issue in sentence.issues:
                    if not self._touches(document, sentence.sentence.segment_index, issue.start, issue.end):
                        found[name, issue.fingerprint] = Standing.UNCHANGED
                    if issue.code in exempt:
                        found[name, issue.fingerprint] = Standing.EXEMPT
        return found

    def covers(self, document: DocumentReport, sentence: SentenceReport) -> bool:
        """Whether a sentence is judged: some line of it changed."""
        part = sentence.sentence
        return self._touches(document, part.segment_index, part.start, part.end)

    def is_old(self, sentence: SentenceReport) -> bool:
        """Whether the baseline accepts the sentence as it is."""
        return self.baseline is not None and self.baseline.knows(sentence)

    def _touches(self, document: DocumentReport, segment_index: int, start: int, end: int) -> bool:
        if self.changed is None:
            return True
        lines = self.changed.get(document.document.file)
        if lines is None:
            return True
        locate = document.document.segments[segment_index].locate
        first, last = locate(start)[0], locate(max(end - 1, start))[0]
        return any(line in lines for line in range(first, last + 1))


def fixed_issues(report: CheckReport, baseline: Baseline) -> tuple[FixedIssue, ...]:
    """What the baseline knows and its document, checked in this run, no longer has."""
    _, left = _match(report, baseline)
    checked = Checked(report, baseline)
    return tuple(
        FixedIssue(name, baseline.issues[fingerprint].code, baseline.issues[fingerprint].text, fingerprint)
        for fingerprint, names in left.items()
        for name in sorted(names.elements())
        if checked.covers(name)
    )


def _match(report: CheckReport, baseline: Baseline) -> tuple[set[Key], dict[str, Counter[str]]]:
    """The known issues, and the places of the baseline that none of them took.

    An issue takes the place recorded for its own document first; one that moved takes any place that is left.
    """
    left = {fingerprint: Counter(known.documents) for fingerprint, known in baseline.issues.items()}
    known: set[Key] = set()
    moved: list[tuple[str, Issue]] = []
    for document, issue in _issues(report):
        name = document.name
        places = left.get(issue.fingerprint)
        if places is None:
            continue
        if places[own := baseline.name_of(document)] > 0:
            places[own] -= 1
            known.add((name, issue.fingerprint))
        else:
            moved.append((name, issue))
    for name, issue in moved:
        places = left[issue.fingerprint]
        free = next((place for place, count in sorted(places.items()) if count > 0), None)
        if free is not None:
            places[free] -= 1
            known.add((name, issue.fingerprint))
    return known, left


def _issues(report: CheckReport) -> Iterator[tuple[Document, Issue]]:
    return ((document.document, issue) for document in report.documents for issue in document.issues)
