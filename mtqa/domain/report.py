"""A finished check, and the verdict on it: what presenters turn into text and gates judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import DocumentScore, SentenceScore
from mtqa.domain.text import Block, Document, Sentence, Token
from mtqa.domain.translation import BackTranslation, SentencePair, WordLink


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that could not be read or checked. Never silent: it makes the exit code 3."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """One sentence, judged. `line` and `column` (from 1) place its first character in the file.

    `links` join the sentence's tokens with `other_tokens`: those of the source, or of the back-translation without one.
    Without links the sentence is kept without its tokens; `words` counts its words and numbers.
    """

    sentence: Sentence
    issues: tuple[Issue, ...]
    score: SentenceScore
    line: int
    column: int
    back_translation: BackTranslation | None = None
    source: str | None = None
    reference: str | None = None
    links: tuple[WordLink, ...] = ()
    other_tokens: tuple[Token, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A block of boilerplate that was not scored, with its place and the reason."""

    segment_index: int
    block: Block
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Silenced:
    """An issue that an inline suppression took out of its sentence."""

    segment_index: int
    issue: Issue


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document, judged.

    `adequacy_note` says in one line what the French was compared with, or that it was not.
    `pairs` is the m:n alignment of its sentences with `other_sentences` (back-translation or source), if there is one.
    `unused_ignores` lists inline suppressions that silenced nothing, `silenced` what the others took out.
    """

    document: Document
    sentences: tuple[SentenceReport, ...]
    set_aside: tuple[SetAside, ...]
    score: DocumentScore
    adequacy_note: str
    pairs: tuple[SentencePair, ...] = ()
    other_sentences: tuple[str, ...] = ()
    unused_ignores: tuple[str, ...] = ()
    silenced: tuple[Silenced, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues in reading order."""
        return tuple(issue for sentence in self.sentences for issue in sentence.issues)

    def worst(self) -> Severity | None:
        """The highest severity found, None where nothing was."""
        return max((issue.severity for issue in self.issues), key=lambda s: s.rank, default=None)


class Standing(StrEnum):
    """What an issue counts for in a gate; only NEW ones can fail it.

    KNOWN: the baseline holds it. EXEMPT: configuration ignores its code on this path. UNCHANGED: git says that none of
    its lines changed.
    """

    NEW = "new"
    KNOWN = "known"
    EXEMPT = "exempt"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FixedIssue:
    """An issue of the baseline that its document no longer has."""

    document: str
    code: str
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """One rule of a gate: its limit, what was measured, and the worst offenders, a line each, the worst first.

    `offending` holds (document name, fingerprint) of every issue that counted against the rule.
    """

    name: str
    limit: str
    measured: str
    passed: bool
    offenders: tuple[str, ...] = ()
    offending: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a gate decided. `inputs` says whether all was read and checked; `rules` hold the limits in force.

    `standings` holds (document name, fingerprint) of every issue that is not new. `notes` are for people: a changed
    signature, inputs that could not be compared.
    """

    inputs: RuleVerdict
    rules: tuple[RuleVerdict, ...]
    standings: Mapping[tuple[str, str], Standing] = field(default_factory=dict)
    fixed: tuple[FixedIssue, ...] = ()
    notes: tuple[str, ...] = ()
    has_baseline: bool = False

    @property
    def all_rules(self) -> tuple[RuleVerdict, ...]:
        """The rule on inputs, then the others."""
        return (self.inputs, *self.rules)

    @property
    def exit_code(self) -> int:
        """3 where an input could not be checked, else 1 where a rule failed, else 0."""
        if not self.inputs.passed:
            return 3
        return 0 if all(rule.passed for rule in self.rules) else 1

    def standing(self, document: str, issue: Issue) -> Standing:
        """What an issue of a document counts for."""
        return self.standings.get((document, issue.fingerprint), Standing.NEW)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The whole run. `signature` names versions and parameters that can change a score; a gate adds its `verdict`.

    `documents` can be gone over as often as wanted; those of a large run are read from disk, one at a time, so that two
    passes give equal objects and not the same ones. `skipped` names documents that are there and were not checked,
    since they are as they were on the last run.
    """

    documents: Sequence[DocumentReport]
    failures: tuple[FailedInput, ...]
    signature: str
    engine_note: str = ""
    verdict: GateVerdict | None = None
    skipped: tuple[str, ...] = ()

    def worst(self) -> Severity | None:
        """The highest severity over all documents."""
        found = [worst for document in self.documents if (worst := document.worst())]
        return max(found, key=lambda s: s.rank, default=None)
