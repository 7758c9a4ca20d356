"""The Python interface: `mtqa.check` and its report."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from mtqa.config import Settings, checked_settings
from mtqa.domain.report import CheckReport
from mtqa.domain.score import SentenceScore
from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError, UsageError
from mtqa.pipeline import Checker as Pipeline

if TYPE_CHECKING:
    import pandas


# One character as two: JSON and UTF-8 cannot tell it from the character, so that offsets behind it would lie.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True, slots=True)
class Report(CheckReport):
    """A CheckReport that can be taken elsewhere."""

    def to_dict(self) -> dict[str, Any]:
        """The same data as `mtqa check --format json`: plain lists, dicts, strings and numbers."""
        from mtqa.presenting.record import report_record

        return dict(report_record(self))

    def to_json(self) -> str:
        """The text that `mtqa check --format json` writes."""
        from mtqa.presenting import present

        return present(self, "json")

    def to_pandas(self) -> pandas.DataFrame:
        """One row an issue, with its document and sentence. Needs pandas; raises UsageError without it."""
        try:
            import pandas
        except ImportError:
            raise UsageError("to_pandas needs pandas: pip install pandas") from None
        rows = [
            {"document": document.document.name, "sentence": sentence.sentence.text,
             "score_0_100": sentence.score.score_0_100,
             **{field.name: getattr(issue, field.name) for field in fields(issue)}}
            for document in self.documents
            for sentence in document.sentences
            for issue in sentence.issues
        ]  # fmt: skip
        return pandas.DataFrame(rows)


class Checker:
    """A loaded pipeline for many calls. `settings` as in mtqa.toml with underscores: `Checker(ignore=("FR305",))`."""

    def __init__(self, settings: Settings | None = None, **changes: Any) -> None:
        self._pipeline = Pipeline(checked_settings(settings or Settings(), changes))

    def check(self, content: str | os.PathLike[str] | Iterable[str]) -> Report:
        """Checks a text (str), a file (a path object) or segments (any iterable of str, each one row).

        Raises InputError where the input cannot be read or has nothing to check, UsageError for anything else.
        """
        if isinstance(content, os.PathLike):
            report = self._pipeline.check_paths([os.fspath(content)])
            if report.failures:
                raise InputError(report.failures[0].reason)
            documents = report.documents
        else:
            documents = (self._pipeline.check_document(_document(content)),)
        return Report(documents, (), self._pipeline.signature, self._pipeline.engine_note)

    def check_batch(self, sentences: Sequence[str]) -> list[SentenceScore]:
        """One score a sentence, in order; the sentences are taken as they are, never split."""
        if isinstance(sentences, str):
            raise UsageError("check_batch takes a list of sentences: put the one sentence in a list")
        document = _document(sentences)
        if not document.segments:
            return []
        report = self._pipeline.check_document(document, may_be_empty=True)
        return [sentence.score for sentence in report.sentences]


def check(content: str | os.PathLike[str] | Iterable[str], **settings: Any) -> Report:
    """Checks a text (str), a file (a path object) or segments (any iterable of str).

    `settings` are those of mtqa.toml with underscores, e.g. `check(text, select=("FR1",), min_confidence=0.7)`.
    Configuration files are not read. Raises MtqaError for bad settings or input.
    """
    return Checker(**settings).check(content)


def _document(content: str | Iterable[str]) -> Document:
    if isinstance(content, str):
        # Path.is_file raises for a text too long to be a name.
        if "\n" not in content and os.path.isfile(content):  # noqa: PTH113
            raise UsageError(f"{content!r} is the name of a file, not a text: pass pathlib.Path({content!r})")
        _refuse_pairs("the text", content)
        return Document("text", "text", (Segment(0, content, exact_columns=False),))
    if isinstance(content, bytes | bytearray | Mapping) or not isinstance(content, Iterable):
        raise UsageError(f"cannot check {type(content).__name__}: pass a text (str), a pathlib.Path or a list of texts")
    rows = list(content)
    for number, text in enumerate(rows):
        if not isinstance(text, str):
            raise UsageError(f"segment {number} is {type(text).__name__}: every segment must be a text (str)")
        _refuse_pairs(f"segment {number}", text)
    segments = tuple(Segment(number, text, is_row=True) for number, text in enumerate(rows))
    return Document("rows", "rows", segments)


def _refuse_pairs(what: str, text: str) -> None:
    """Raises InputError for a text that is UTF-16 by halves; a half alone is a character like any other."""
    found = _PAIR.search(text)
    if found:
        raise InputError(
            f"{what} holds a surrogate pair as two characters at {found.start()}; decode it as UTF-16, for instance "
            'text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")'
        )
