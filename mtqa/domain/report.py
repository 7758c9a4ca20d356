"""A finished check: what presenters turn into text and gates judge."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.domain.issue import Issue, Severity
from mtqa.domain.score import DocumentScore, SentenceScore
from mtqa.domain.text import Block, Document, Sentence
from mtqa.domain.translation import BackTranslation, SentencePair, WordLink


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that could not be read or checked. Never silent: it makes the exit code 3."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceReport:
    """One sentence, judged. `line` and `column` (from 1) place its first character in the file."""

    sentence: Sentence
    issues: tuple[Issue, ...]
    score: SentenceScore
    line: int
    column: int
    back_translation: BackTranslation | None = None
    source: str | None = None
    reference: str | None = None
    links: tuple[WordLink, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A block of boilerplate that was not scored, with its place and the reason."""

    segment_index: int
    block: Block
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document, judged.

    `adequacy_note` says in one line what the French was compared with, or that it was not.
    `pairs` is the m:n alignment of its sentences with `other_sentences` (back-translation or source), if there is one.
    `unused_ignores` lists inline suppressions that silenced nothing.
    """

    document: Document
    sentences: tuple[SentenceReport, ...]
    set_aside: tuple[SetAside, ...]
    score: DocumentScore
    adequacy_note: str
    pairs: tuple[SentencePair, ...] = ()
    other_sentences: tuple[str, ...] = ()
    unused_ignores: tuple[str, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues in reading order."""
        return tuple(issue for sentence in self.sentences for issue in sentence.issues)

    def worst(self) -> Severity | None:
        """The highest severity found, None where nothing was."""
        return max((issue.severity for issue in self.issues), key=lambda s: s.rank, default=None)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The whole run. `signature` names versions and parameters that can change a score."""

    documents: tuple[DocumentReport, ...]
    failures: tuple[FailedInput, ...]
    signature: str
    engine_note: str = ""

    def worst(self) -> Severity | None:
        """The highest severity over all documents."""
        found = [worst for document in self.documents if (worst := document.worst())]
        return max(found, key=lambda s: s.rank, default=None)
