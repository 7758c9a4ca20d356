"""The spool: documents that come back as they were, wherever they are kept, and nothing left on the disk."""

from __future__ import annotations

import errno
import gc
import os
import pickle
import stat
import tempfile
from pathlib import Path

import pytest

import mtqa
from mtqa.domain.report import DocumentReport
from mtqa.errors import StorageError
from mtqa.spool import Spool


def documents(count: int = 5) -> list[DocumentReport]:
    rows = [[f"Il vit dans dans un port {number}.", "Il est venu hier."] for number in range(count)]
    return [mtqa.check(texts).documents[0] for texts in rows]


@pytest.mark.parametrize("most", [0, 3, 100])
def test_it_gives_back_what_it_was_given(most: int) -> None:
    given, spool = documents(), Spool(most)
    for number, document in enumerate(given):
        if number % 2:
            spool.append_pickled(pickle.dumps(document))
        else:
            spool.append(document)
    assert len(spool) == 5
    assert list(spool) == given == list(spool)
    assert spool[-1] == given[-1] and spool[1:4] == tuple(given[1:4])
    assert [one for pair in zip(spool, spool, strict=True) for one in pair] == [d for d in given for _ in "ab"]
    with pytest.raises(IndexError):
        spool[5]


def test_one_document_never_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("a file was made"))
    spool = Spool(0)
    spool.append(documents(1)[0])
    assert len(list(spool)) == 1


def test_nothing_is_left_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool(0)
    for document in documents():
        spool.append(document)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    spool = Spool(0)
    with pytest.raises(StorageError, match=r"No space left on device.*TMPDIR"):
        for document in documents(2):
            spool.append(document)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full all the time is a thing of Linux")
def test_a_disk_that_fills_up_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file held what it could not write, tried again when it was closed, and Python showed a traceback for it."""
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Path("/dev/full").open("r+b"))  # noqa: SIM115
    spool = Spool(0)
    with pytest.raises(StorageError, match="No space left on device"):
        for document in documents(9):
            spool.append(document)
        list(spool)
    del spool
    gc.collect()


@pytest.mark.skipif(os.name != "posix", reason="Windows removes it when it is closed")
def test_nobody_else_can_put_a_pickle_into_the_file() -> None:
    """It has no name by which it could be opened, and is its owner's alone."""
    given, spool = documents(2), Spool(0)
    for document in given:
        spool.append(document)
    assert spool._file is not None
    status = os.fstat(spool._file.fileno())
    assert status.st_nlink == 0 and stat.S_IMODE(status.st_mode) == 0o600
    assert list(spool) == given
