"""The baseline: what a gate has accepted, keyed by content.

An issue is known by its fingerprint (its code, its words and its sentence), wherever it stands, as often as it was
recorded. Sentences that were flagged or not good are known by their words, so that a score limit does not fail them
again. Names of documents serve two ends only: they tell a fixed issue from one whose document was not checked this
time, and an update leaves the entries of other documents alone.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtqa.domain.names import is_path
from mtqa.domain.report import CheckReport, DocumentReport, SentenceReport
from mtqa.domain.score import Band
from mtqa.domain.text import Document
from mtqa.errors import ConfigError

# A line a change, the newest last:
# 1: the first form.
FORMAT_VERSION = 1
_KIND = "mtqa-baseline"


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An accepted issue; `documents` holds a name for each place where it stood."""

    code: str
    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was accepted, and the signature of the run that was. `folder` is the one that document names start from."""

    folder: str
    signature: str = ""
    issues: Mapping[str, KnownIssue] = field(default_factory=dict)
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def name_of(self, document: Document) -> str:
        """A document's name as the baseline has it: from its own folder, so that any working folder will do."""
        return self.place_of(document.file) + document.name.removeprefix(document.file)

    def place_of(self, file: str) -> str:
        """A file's path from the baseline's folder; an address or standard input as it is."""
        if not is_path(file):
            return file
        return os.path.relpath(file, self.folder or ".").replace(os.sep, "/")

    def knows(self, sentence: SentenceReport) -> bool:
        """Whether the sentence's very words were accepted."""
        return digest_of(sentence.sentence.text) in self.sentences

    def to_text(self) -> str:
        """The file: JSON with a line an entry, sorted, so that version control shows what came and went."""
        head = {"kind": _KIND, "format_version": FORMAT_VERSION, "signature": self.signature}
        issues = [
            {"fingerprint": key, "code": known.code, "text": known.text, "documents": list(known.documents)}
            for key, known in sorted(self.issues.items(), key=lambda item: (item[1].documents, item[0]))
        ]
        sentences = [{"digest": key, "documents": list(names)} for key, names in sorted(self.sentences.items())]
        lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)},' for key, value in head.items()]
        lines += ['"issues": [', *_rows(issues), "],", '"sentences": [', *_rows(sentences), "]"]
        return "{\n" + "\n".join(lines) + "\n}\n"


class Checked:
    """Which documents of a baseline a run has looked at: those of the report, and the items that left their feed.

    An item that failed or was skipped is still in its feed. A feed that failed or was skipped as a whole tells nothing.
    """

    def __init__(self, report: CheckReport, baseline: Baseline) -> None:
        documents = [document.document for document in report.documents]
        unread = {*report.skipped, *(failure.name for failure in report.failures)}
        feeds = {document.container for document in documents if document.container}
        feeds |= {name[:mark] for name in report.skipped for mark in _marks(name)}
        self._names = {baseline.name_of(document) for document in documents}
        self._feeds = {baseline.place_of(feed) for feed in feeds - unread}
        self._unread = {baseline.place_of(name[:mark]) + name[mark:] for name in unread for mark in _marks(name)}

    def covers(self, name: str) -> bool:
        """Whether the run says something of the document that the baseline calls `name`."""
        has_left = name not in self._unread and any(name[:mark] in self._feeds for mark in _marks(name))
        return name in self._names or has_left


def _marks(name: str) -> Iterator[int]:
    """Where the name of a feed may end in the name of its item; names of files may hold the mark as well."""
    return (place for place, char in enumerate(name) if char == "#")


def digest_of(text: str) -> str:
    """16 hexadecimal digits over a sentence's words; white space is folded."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def baseline_of(report: CheckReport, old: Baseline) -> Baseline:
    """A baseline that accepts all of `report`, and keeps what `old` knows of documents that are not in it."""
    checked = Checked(report, old)
    issues = {
        key: KnownIssue(known.code, known.text, _others(known.documents, checked)) for key, known in old.issues.items()
    }
    sentences = {key: _others(names, checked) for key, names in old.sentences.items()}
    for document in report.documents:
        name = old.name_of(document.document)
        for issue in document.issues:
            known = issues.get(issue.fingerprint) or KnownIssue(issue.code, issue.text, ())
            issues[issue.fingerprint] = KnownIssue(known.code, known.text, tuple(sorted((*known.documents, name))))
        for digest in _notable(document):
            sentences[digest] = tuple(sorted({*sentences.get(digest, ()), name}))
    return Baseline(
        old.folder,
        report.signature,
        {key: known for key, known in issues.items() if known.documents},
        {key: names for key, names in sentences.items() if names},
    )


def read_baseline(path: str, *, may_be_absent: bool = False) -> Baseline:
    """The baseline in a file, or an empty one where the file is absent and may be.

    Raises ConfigError where it is missing, cannot be read, or is not what this version of mtqa writes.
    """
    folder = str(Path(path).parent)
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        if may_be_absent:
            return Baseline(folder)
        raise ConfigError(f"{path}: no such baseline; write it with --update-baseline") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: not a readable baseline ({error}); {_REMEDY}") from None
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise ConfigError(f"{path}: not a baseline of mtqa; {_REMEDY}")
    if data.get("format_version") != FORMAT_VERSION:
        raise ConfigError(
            f"{path}: format_version {data.get('format_version')!r} where this mtqa reads {FORMAT_VERSION}; {_REMEDY}"
        )
    try:
        return _from_data(data, folder)
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"{path}: a damaged baseline ({type(error).__name__}: {error}); {_REMEDY}") from None


_REMEDY = "restore it, or move it away and write a new one with --update-baseline"


def _from_data(data: Mapping[str, Any], folder: str) -> Baseline:
    issues = {
        _text(entry["fingerprint"]): KnownIssue(_text(entry["code"]), _text(entry["text"]), _names(entry["documents"]))
        for entry in data["issues"]
    }
    sentences = {_text(entry["digest"]): _names(entry["documents"]) for entry in data["sentences"]}
    return Baseline(folder, _text(data["signature"]), issues, sentences)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} where a string must be")
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r} where a list must be")
    return tuple(map(_text, value))


def _others(names: tuple[str, ...], checked: Checked) -> tuple[str, ...]:
    return tuple(name for name in names if not checked.covers(name))


def _notable(document: DocumentReport) -> Iterator[str]:
    """Digests of the sentences that a score limit may catch: those flagged, and those not good."""
    for sentence in document.sentences:
        if sentence.issues or sentence.score.band is not Band.GOOD:
            yield digest_of(sentence.sentence.text)


def _rows(entries: list[dict[str, Any]]) -> list[str]:
    rows = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    return [*(row + "," for row in rows[:-1]), *rows[-1:]]
