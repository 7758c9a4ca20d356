"""Inputs on this machine or in an object storage: what paths stand for, and how they are opened (fsspec)."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from mtqa import reading
from mtqa.domain.report import FailedInput
from mtqa.errors import InputError, UsageError
from mtqa.reading.registry import FORMAT_BY_SUFFIX, suffix_of
from mtqa.reading.rows import ROW_FORMATS
from mtqa.reading.source import printable, without_credentials

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:(//|:)", re.IGNORECASE)


def is_address(path: str) -> bool:
    """Whether `path` is one of fsspec's (`s3://bucket/key`, `zip://a.jsonl::file:///b.zip`), not a plain file."""
    return _ADDRESS.match(path) is not None


@dataclass(frozen=True, slots=True)
class Input:
    """An input: `name` as the user gave it, without credentials, and `place`, from wherever it is opened."""

    name: str
    place: str

    @property
    def is_local(self) -> bool:
        """Whether it is a plain file of the machine that the command runs on."""
        return not is_address(self.place)


def inputs_of(paths: Sequence[str]) -> list[Input | FailedInput]:
    """The inputs that `paths` stand for, in order: files, and folders and globs of them in either place.

    What is wrong with a path stands in its place. Raises UsageError for a path that a cluster cannot read.
    """
    found: list[Input | FailedInput] = []
    for path in paths:
        if path == "-":
            raise UsageError("--ray reads files and objects, not standard input: name the file")
        if path.lower().startswith(("http://", "https://")):
            raise UsageError(
                f"{printable(path)}: --ray fetches no addresses; fetch the file, or name it in its storage"
            )
        try:
            if is_address(path):
                found += [Input(without_credentials(name), name) for name in _in_storage(path)]
            else:
                found += [Input(name, str(Path(name).resolve())) for name in reading.expand([path])]
        except InputError as error:
            found.append(FailedInput(without_credentials(path), str(error)))
    return found


@contextmanager
def open_input(source: Input) -> Iterator[BinaryIO]:
    """The input's bytes as they lie there. Raises InputError."""
    # The system is kept while the file is read: that of an archive closes it when it goes.
    file, _system_kept = _opened(source)
    try:
        yield file
    finally:
        file.close()


def _opened(source: Input) -> tuple[BinaryIO, Any]:
    if source.is_local:
        try:
            return Path(source.place).open("rb"), None
        except OSError as error:
            raise InputError(
                f"{printable(source.name)}: cannot be read ({error.strerror}); check the path, which every reader of "
                "the cluster must have"
            ) from None
    system, place = _system(source.place)
    try:
        if system.size(place) == 0:  # some storages refuse to seek in nothing
            return BytesIO(), system
        return cast(BinaryIO, system.open(place, "rb")), system
    except FileNotFoundError:
        raise InputError(f"{printable(source.name)}: no such object; check the address") from None
    except Exception as error:  # storages raise the errors of their own clients
        raise _unreadable(source.place, error) from None


def _in_storage(path: str) -> list[str]:
    system, place = _system(path)
    try:
        if glob.has_magic(place):
            names = sorted(str(name) for name in system.glob(place) if not system.isdir(name))
        elif system.isdir(place):
            names = sorted(str(name) for name in system.find(place) if _is_rows(str(name)))
        else:
            return [path]
    except FileNotFoundError:
        return [path]  # who reads it says that it is not there
    except Exception as error:
        raise _unreadable(path, error) from None
    if not names:
        raise InputError(f"{printable(path)}: holds no file of rows; check the address, or name the objects themselves")
    return [str(system.unstrip_protocol(name)) for name in names]


def _is_rows(name: str) -> bool:
    hidden = any(part.startswith((".", "_")) for part in Path(name).parts[-1:])  # what Spark and Hive leave beside
    return not hidden and FORMAT_BY_SUFFIX.get(suffix_of(name)) in ROW_FORMATS


def _system(path: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(f"{printable(path)}: reading from a storage needs fsspec: pip install 'mtqa[ray]'") from None
    try:
        system, place = url_to_fs(path)
    except (ImportError, ValueError) as error:  # a storage whose client is not installed, or that nobody knows
        raise InputError(
            f"{printable(path)}: this storage cannot be opened ({_line(error)}); install its client for fsspec"
        ) from None
    except Exception as error:
        raise _unreadable(path, error) from None
    return system, str(place)


def _unreadable(path: str, error: Exception) -> InputError:
    said = _line(error) or type(error).__name__
    return InputError(f"{printable(path)}: cannot be read ({said}); check the address and your credentials for it")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
