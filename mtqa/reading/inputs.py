"""From the paths on the command line to the inputs they stand for, and their bytes."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from mtqa.errors import InputError
from mtqa.reading.compressed import read_whole
from mtqa.reading.registry import FORMAT_BY_SUFFIX, LOOKED_AT_CHARS, is_readable_xml, suffix_of
from mtqa.reading.source import printable

STANDARD_INPUT = "-"


def expand(paths: Sequence[str]) -> list[str]:
    """The inputs that `paths` stand for, each once, in order; those of folders and globs in alphabetical order.

    A path is a file, a folder (searched down for the readable suffixes, and for XML that a reader takes; hidden names
    left out), a glob, an http(s) address, or `-`.
    Raises InputError for the first one that stands for nothing; who wants to go on with the others asks for one by one.
    """
    inputs = (name for path in paths for name in _expand_one(path))
    return list({_identity(name): name for name in inputs}.values())


def is_url(path: str) -> bool:
    """Whether `path` is an address to fetch, not a file."""
    return path.lower().startswith(("http://", "https://"))


def read_bytes(path: str, stdin: bytes | None) -> bytes:
    """The bytes, unpacked, of a file, or of standard input for `-` (`stdin` where the caller has them already)."""
    if path == STANDARD_INPUT:
        if stdin is None and sys.stdin is None:
            raise InputError("-: standard input is closed; name a file, or pipe the text in")
        return read_whole(path, sys.stdin.buffer if stdin is None else io.BytesIO(stdin))
    try:
        with Path(path).open("rb") as file:
            return read_whole(path, file)
    except FileNotFoundError:
        raise _missing(path) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _expand_one(path: str) -> list[str]:
    if path == STANDARD_INPUT:
        return [path]
    if not path:
        raise InputError("an empty path names no input; give a file, a folder, a glob or -")
    if is_url(path):
        return [path]
    try:
        if Path(path).is_dir():
            return _in_folder(path)
        if Path(path).exists():
            return [path]
        if glob.has_magic(path):
            return _in_glob(path)
    except (OSError, ValueError) as error:  # a name too long, a folder that may not be listed
        raise _unreadable(path, error) from None
    raise _missing(path)


def _in_folder(path: str) -> list[str]:
    folder = Path(path)
    files = (name for name in folder.rglob("*") if _is_readable(name) and name.is_file())
    found = _sorted(name for name in files if not any(part.startswith(".") for part in name.relative_to(folder).parts))
    if not found:
        suffixes = " ".join(sorted(FORMAT_BY_SUFFIX))
        raise InputError(
            f"{printable(path)}: the folder holds no readable file ({suffixes}); name the files themselves"
        )
    return found


def _is_readable(name: Path) -> bool:
    suffix = suffix_of(name.name)
    if suffix != ".xml" or not name.is_file():
        return suffix in FORMAT_BY_SUFFIX
    try:
        with name.open("rb") as file:
            return is_readable_xml(file.read(LOOKED_AT_CHARS))
    except OSError:
        return True  # who reads it says why it cannot be read


def _in_glob(path: str) -> list[str]:
    matches = glob.iglob(path, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    found = _sorted(name for name in map(Path, matches) if name.is_file())
    if not found:
        raise InputError(f"{printable(path)}: the pattern matches no file; check it, or name the files themselves")
    return found


def _sorted(names: Iterable[Path]) -> list[str]:
    return [str(name) for name in sorted(names)]


def _identity(name: str) -> str:
    """What makes two names the same input: the file they lead to."""
    return name if name == STANDARD_INPUT or is_url(name) else str(Path(name).resolve())


def _missing(path: str) -> InputError:
    return InputError(f"{printable(path)}: no such file; check the path")


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return InputError(f"{printable(path)}: cannot be read ({reason}); check the path and its permissions")
