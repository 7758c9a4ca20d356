"""The documents of a run where they do not crowd the memory: the first ones in it, the others in a temporary file."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, overload

from mtqa.domain.report import DocumentReport
from mtqa.errors import StorageError

# About 4 MB; a run of one document never touches the disk.
_MOST_SENTENCES_IN_MEMORY = 2000


class Spool(Sequence[DocumentReport]):
    """Documents in the order they were added, to be iterated over as often as wanted, one in memory at a time.

    The file has no name (it is removed as soon as it is open), so that nothing is left of it however the process ends.
    Each access beyond the first documents makes a new object. Raises StorageError where the disk is full or fails.
    """

    def __init__(self, most_sentences_in_memory: int = _MOST_SENTENCES_IN_MEMORY) -> None:
        self._most = most_sentences_in_memory
        self._near: list[DocumentReport] = []
        self._near_sentences = 0
        self._file: IO[bytes] | None = None
        self._ends = array("Q")

    def append(self, report: DocumentReport) -> None:
        """Adds a document."""
        sentences = len(report.sentences)
        if not self._ends and (not self._near or self._near_sentences + sentences <= self._most):
            self._near.append(report)
            self._near_sentences += sentences
        else:
            self._write(pickle.dumps(report, pickle.HIGHEST_PROTOCOL))

    def append_pickled(self, data: bytes) -> None:
        """Adds a document that another process of this run has pickled."""
        if self._ends:
            self._write(data)
        else:
            self.append(pickle.loads(data))

    def __len__(self) -> int:
        return len(self._near) + len(self._ends)

    @overload
    def __getitem__(self, index: int) -> DocumentReport: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[DocumentReport, ...]: ...
    def __getitem__(self, index: int | slice) -> DocumentReport | tuple[DocumentReport, ...]:
        if isinstance(index, slice):
            return tuple(self[position] for position in range(*index.indices(len(self))))
        position = index + len(self) if index < 0 else index
        if not 0 <= position < len(self):
            raise IndexError(f"no document {index} among {len(self)}")
        if position < len(self._near):
            return self._near[position]
        return self._read(position - len(self._near))

    def __iter__(self) -> Iterator[DocumentReport]:
        yield from self._near
        for position in range(len(self._ends)):
            yield self._read(position)

    def __del__(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # of what a full disk did not take: that has been said
                self._file.close()

    def _write(self, data: bytes) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="mtqa-")  # noqa: SIM115 - it lives as long as the spool
            end = self._ends[-1] if self._ends else 0
            self._file.seek(end)
            self._file.write(data)
        except OSError as error:
            raise _failed(error) from None
        self._ends.append(end + len(data))

    def _read(self, position: int) -> DocumentReport:
        assert self._file is not None
        start = self._ends[position - 1] if position else 0
        try:
            self._file.seek(start)
            data = self._file.read(self._ends[position] - start)
        except OSError as error:
            raise _failed(error) from None
        report: DocumentReport = pickle.loads(data)
        return report


def _failed(error: OSError) -> StorageError:
    folder = tempfile.tempdir or "the folder for temporary files"
    return StorageError(
        f"{folder}: the findings of a large run are kept there and cannot be ({error.strerror}); make room, or name "
        "another folder in TMPDIR"
    )
