"""What a worker makes of a unit: a report to be gathered, or the lines of a stream."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.domain.report import DocumentReport, FailedInput
from mtqa.domain.text import Document
from mtqa.errors import MtqaError
from mtqa.presenting.rows import document_text
from mtqa.reading import Window
from mtqa.working.windows import CheckedWindow, check_window, reaches_fail_level

if TYPE_CHECKING:
    from mtqa.pipeline import Checker


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """The lines of a document that is no file of rows; `fails` says that an issue reaches the fail level."""

    text: str
    fails: bool


def report_of(checker: Checker, document: Document) -> bytes | FailedInput | MtqaError:
    """The document's report, pickled, or why there is none. Raises UsageError."""
    outcome = checker.try_document(document)
    return pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL) if isinstance(outcome, DocumentReport) else outcome


def text_of(checker: Checker, unit: Window | Document, *, format: str) -> CheckedWindow | CheckedDocument | FailedInput:
    """The unit's lines in `format`. Raises EngineError and UsageError: what is wrong then is not the unit."""
    if isinstance(unit, Window):
        return check_window(checker, unit, format)
    outcome = checker.try_document(unit)
    if isinstance(outcome, MtqaError):
        raise outcome
    if isinstance(outcome, DocumentReport):
        return CheckedDocument(document_text(format, outcome), reaches_fail_level(checker, outcome))
    assert isinstance(outcome, FailedInput)
    return outcome
