"""A back-translation (or the source) that the user has as a file: one line a sentence, or a whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.backtranslating.base import EngineSettings, Progress
from mtqa.backtranslating.degenerate import find_problem
from mtqa.domain.translation import BackTranslation
from mtqa.errors import InputError, UsageError

_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# A full stop, what may close it, white space, and then something that can open a sentence.
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…])((?:\s?»|[\"”’')\]])*)\s+(?=[\"“‘'(\[«]?\s?[A-ZÀ-ÖØ-ÞŒ0-9])")
_TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Jr|Sr|vs|No|Inc|Ltd"
_ABBREVIATION = re.compile(rf"(?:\b(?:{_TITLES}|e\.g|i\.e|[A-Z])\.)$")


@dataclass(frozen=True, slots=True)
class FileEngine:
    """The engine `file`. `lines` are the file's lines that are not empty; `sentences` those lines split in sentences.

    Which sentence of the file belongs to which French one is only plain where there are as many lines as sentences
    (`translate`); else the caller aligns `sentences` with the French.
    """

    path: Path
    lines: tuple[str, ...]
    name: str = "file"
    rough: bool = False

    @property
    def identity(self) -> str:
        """The file's name: answers from a file are never cached."""
        return f"file {self.path}"

    @property
    def note(self) -> str:
        """Where the back-translation comes from."""
        return f"back-translation read from {self.path}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences of the file, in order."""
        return tuple(sentence for line in self.lines for sentence in split_english(line))

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[BackTranslation]:
        """Line n for text n. Raises InputError where the numbers differ."""
        if len(texts) != len(self.lines):
            raise InputError(
                f"{self.path}: {len(self.lines)} lines for {len(texts)} texts; give one line a text, in the same order"
            )
        if progress:
            progress(len(texts), len(texts))
        problems = [find_problem(text, line) for text, line in zip(texts, self.lines, strict=True)]
        return [
            BackTranslation("" if problem else line, self.name, problem=problem)
            for line, problem in zip(self.lines, problems, strict=True)
        ]


def open_engine(settings: EngineSettings) -> FileEngine:
    """The engine `file` of `settings.file`."""
    if settings.file is None:
        raise UsageError("engine file: name the file with --back-translation FILE")
    return read_translation(settings.file)


def read_translation(path: Path) -> FileEngine:
    """Reads a translation as text. Raises InputError where the file is missing, empty or not text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a text file of the translation") from None
    encoding = next((name for mark, name in _ENCODINGS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: byte {error.start} is not {encoding}; save the file as UTF-8, "
            "for example with iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
    if "\0" in text:
        raise InputError(f"{path}: is not text; give a text file of the translation")
    lines = tuple(stripped for line in re.split(r"\r\n|\r|\n", text) if (stripped := line.strip()))
    if not lines:
        raise InputError(f"{path}: is empty; give a text file of the translation")
    return FileEngine(path, lines)


def split_english(text: str) -> list[str]:
    """Splits a line of English into sentences at final marks, not after initials and common abbreviations."""
    sentences: list[str] = []
    start = 0
    for found in _SENTENCE_BREAK.finditer(text):
        end = found.end(1)
        if not _ABBREVIATION.search(text[start:end]):
            sentences.append(text[start:end].strip())
            start = found.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]
