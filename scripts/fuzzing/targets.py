"""What is fuzzed: each target reads bytes as one thing that mtqa reads, and holds the result to its promises.

A target returns for what is read, raises an MtqaError for what is refused, and anything else is a fault of mtqa.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import logging
import lzma
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from fuzzing.seeds import SOUND
from mtqa.backtranslating.from_file import read_translation
from mtqa.backtranslating.store import TranslationStore
from mtqa.config import load_settings
from mtqa.domain.text import Document, Segment
from mtqa.errors import EngineError, MtqaError
from mtqa.gating.baseline import read_baseline
from mtqa.models.folders import ModelFolder, read_card
from mtqa.reading import READERS, RowFile, Source, State, open_rows, read_other
from mtqa.reading.compressed import Blocks
from mtqa.reading.decoding import decode
from mtqa.reading.registry import find_reader
from mtqa.reading.suppression import find_suppressions

Target = Callable[[bytes], None]

# Formats that say exact columns: the character at the place is the character of the text, or an escape of it.
EXACT = frozenset(("text", "lines", "jsonl", "tsv", "csv"))
LINE_END = re.compile(r"\r\n|\r|\n")
JSON_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
MOST_OFFSETS = 24


class BrokenPromiseError(AssertionError):
    """What was read is not as the interfaces say."""


def require(kept: bool, promise: str) -> None:
    """Raises BrokenPromiseError unless `kept`."""
    if not kept:
        raise BrokenPromiseError(promise)


def hold_error(error: MtqaError) -> None:
    """A message is one printable line with a remedy."""
    message = str(error)
    require(message == "".join(mark for mark in message if mark.isprintable()), "a message of printable characters")
    require(len(message) < 2000, "a message that can be read")


def hold_documents(documents: Sequence[Document], data: bytes, *, format: str) -> None:
    """The promises of `Document` and `Segment`: spans in range, anchors in order, places that exist and are right."""
    require(bool(documents), "at least one document")
    for document in documents:
        require(bool(document.segments), "at least one segment a document")
        for segment in document.segments:
            _hold_segment(segment)
        if format in EXACT:
            text = decode(Source("f", data)).text
            lines = LINE_END.split(text)
            for segment in document.segments:
                _hold_places(segment, lines, escapes=format == "jsonl")


def _hold_segment(segment: Segment) -> None:
    length = len(segment.text)
    require(all(0 <= start < end <= length for start, end in segment.protected), "protected spans lie in the text")
    offsets = [anchor.offset for anchor in segment.anchors]
    require(bool(offsets) and offsets == sorted(offsets), "anchors in order")
    require(all(min(segment.locate(offset)) >= 1 for offset in _some(length)), "lines and columns from 1")


def _hold_places(segment: Segment, lines: Sequence[str], *, escapes: bool) -> None:
    for offset in _some(len(segment.text)):
        mark = segment.text[offset]
        line, column = segment.locate(offset)
        if mark in "\r\n" and not escapes:
            continue
        written = lines[line - 1][column - 1 :]
        if escapes and written.startswith("\\"):
            found = JSON_ESCAPE.match(written)
            require(
                found is not None and json.loads(f'"{found[0]}"') == mark, "the place holds an escape of the character"
            )
        else:
            require(written.startswith(mark), "the place holds the character")


def _some(length: int) -> range:
    return range(0, length, max(length // MOST_OFFSETS, 1))


def reader_target(format: str) -> Target:
    """A reader by its name."""
    reader = READERS[format]

    def read(data: bytes) -> None:
        found = reader(Source("f", data))
        hold_documents([found] if isinstance(found, Document) else found, data, format=format)

    return read


def read_by_content(data: bytes) -> None:
    """Bytes under a name that says nothing: the content decides which reader reads them."""
    source = Source("f", data)
    found = find_reader(source, None)(source)
    hold_documents([found] if isinstance(found, Document) else found, data, format="unknown")


def stream_target(format: str) -> Target:
    """Rows read piece by piece, in small blocks: where the whole file can be read, they are its segments."""
    reader = READERS[format]

    def read(data: bytes) -> None:
        opened = open_rows("-", format, io.BytesIO(data))
        require(isinstance(opened, RowFile), "a format of rows is opened as rows")
        found = [row for window in cast(RowFile, opened).windows() for row in window.rows]
        require(bool(found), "at least one row")
        for row in found:
            if isinstance(row, Segment):
                _hold_segment(row)
            else:
                hold_error(MtqaError(row.reason))
        try:
            document = reader(Source("-", data))
        except MtqaError:
            return
        require(found == list(cast(Document, document).segments), "the rows are the segments of the whole file")

    return read


def read_compressed(data: bytes) -> None:
    """gzip, xz or Zstandard: blocks of a bounded size."""
    blocks = Blocks("f", io.BytesIO(data))
    require(all(0 < len(block) <= 16 * 1024**2 for block in blocks), "blocks of a bounded size")
    require(blocks.taken_bytes <= len(data), "no more is taken than there is")


def read_suppressions(data: bytes) -> None:
    """Suppression lines in text."""
    source = Source("f", data)
    text = decode(source).text
    found = find_suppressions(source, text)
    require(all(text[start:end].startswith("<!--") for start, end in found.spans), "spans of directives")


class FileTargets:
    """Targets that read a file by its path; `folder` is best in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        logging.getLogger("mtqa").setLevel(logging.CRITICAL)  # a cache that is set aside says so each time

    def _put(self, name: str, data: bytes) -> Path:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def config(self, data: bytes) -> None:
        """mtqa.toml."""
        load_settings(str(self._put("mtqa.toml", data)))

    def pyproject(self, data: bytes) -> None:
        """[tool.mtqa] in pyproject.toml, named and found from its folder."""
        path = self._put("project/pyproject.toml", data)
        load_settings(start=path.parent)
        load_settings(str(path))

    def baseline(self, data: bytes) -> None:
        """A baseline that is read can be written, and is the same read again."""
        path = self._put("baseline.json", data)
        found = read_baseline(str(path))
        path.write_text(found.to_text(), encoding="utf-8", errors="surrogatepass")
        require(read_baseline(str(path)) == found, "a baseline is what was written")

    def state(self, data: bytes) -> None:
        """A state that is read can be written, and is the same read again."""
        path = self._put("state.json", data)
        found = State.load(str(path))
        found.save()
        require(State.load(str(path)) == found, "a state is what was written")

    def cache(self, data: bytes) -> None:
        """A translation cache of any bytes never fails a run, and keeps what is written unless it says it is off."""
        folder = self._folder / "cache"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        (folder / "translations.sqlite3").write_bytes(data)
        store = TranslationStore(folder)
        found = store.read("engine", ["Un mot.", "Deux"])
        require(all(isinstance(value, str) for value in found.values()), "outputs are strings")
        store.write("engine", {"Trois": "Three"})
        require(store.read("engine", ["Trois"]) in ({"Trois": "Three"}, {}), "what was written, or nothing")

    def side_file(self, data: bytes) -> None:
        """A back-translation beside the French."""
        found = read_translation(self._put("side.txt", data))
        require(bool(found.lines) and all(found.sentences), "lines and sentences that are not empty")

    def side_rows(self, data: bytes) -> None:
        """A source, reference or back-translation by its rows."""
        read_other(str(self._put("side.jsonl", data)))

    def words_file(self, data: bytes) -> None:
        """A word list."""
        from mtqa.pipeline import listed_words

        require(all(listed_words([str(self._put("words.txt", data))])), "words that are not empty")

    def model_card(self, data: bytes) -> None:
        """The card and configuration of a model's folder."""
        folder = self._folder / "model"
        folder.mkdir(exist_ok=True)
        for name in ("card.json", "config.json"):
            (folder / name).write_bytes(data)
        read_card(folder)
        require(isinstance(ModelFolder("m", folder).revision, str), "a revision")
        with contextlib.suppress(EngineError):  # it never is: there are no weights
            ModelFolder("m", folder).require_complete()


def targets(folder: Path | None = None) -> dict[str, Target]:
    """Every target by its name."""
    files = FileTargets(folder or Path(tempfile.mkdtemp(prefix="mtqa-fuzz-")))
    found: dict[str, Target] = {format: reader_target(format) for format in READERS}
    found |= {f"{format}_stream": stream_target(format) for format in ("jsonl", "tsv", "csv", "lines")}
    found |= {"compressed": read_compressed, "content": read_by_content, "suppression": read_suppressions}
    names = (
        "config", "pyproject", "baseline", "state", "cache", "side_file", "side_rows", "words_file", "model_card"
    )  # fmt: skip
    return found | {name: getattr(files, name) for name in names}


def binary_seeds(name: str, folder: Path) -> list[bytes]:
    """Sound files of the formats that are no text: a cache, compressed rows, Parquet; none for other targets."""
    rows = SOUND["jsonl"][0].encode()
    if name == "cache":
        return [_cache_seed(folder)]
    if name == "compressed":
        import zstandard

        packed = [gzip.compress(rows), lzma.compress(rows), zstandard.ZstdCompressor().compress(rows)]
        return [*packed, packed[0] * 2 + b"\0\0", gzip.compress(bytes(100_000)), lzma.compress(bytes(100_000))]
    if name == "parquet":
        import pyarrow
        from pyarrow import parquet

        files = []
        for compression in ("none", "snappy", "zstd"):
            table = pyarrow.table(
                {"id": [1, 2, 3], "text": ["Un mot", "", "Été"], "source": ["a", "b", "c"], "n": [1.5, 2.5, None]}
            )
            parquet.write_table(table, folder / "seed.parquet", compression=compression)
            files.append((folder / "seed.parquet").read_bytes())
        return files
    return []


def _cache_seed(folder: Path) -> bytes:
    store = TranslationStore(folder)
    store.write("engine", {"Un mot.": "A word.", "Deux": "Two"})
    return (folder / "translations.sqlite3").read_bytes()
