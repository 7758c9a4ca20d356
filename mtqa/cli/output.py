"""Results to standard output, to a file that is either the old one or a whole new one, or into a device or pipe."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from mtqa.errors import MtqaError, UsageError


def write_output(text: str, path: str | None) -> None:
    """Writes `text` (UTF-8; lone surrogates become \\udXXX escapes) to `path`, or to standard output for None or "-".

    A file is written beside its place and then renamed; a link stays and its target is replaced; devices and pipes are
    written to. Raises UsageError where the output cannot be written.
    """
    data = (text if text.endswith("\n") else text + "\n").encode("utf-8", "backslashreplace")
    if path is None or path == "-":
        _write_stdout(data)
        return
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.write(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another file for the output") from None


def refuse_clashes(outputs: Iterable[str | None], inputs: Sequence[str]) -> None:
    """Raises UsageError where an output has no name, is read in this run as well, or is named twice.

    `inputs` may name folders and globs: their files count. What an input lacks is for the reader to say.
    """
    from mtqa.reading import expand

    read: dict[object, str] = {}
    for name in inputs:
        try:
            read |= {_identity(file): file for file in expand([name])}
        except MtqaError:
            continue
    written: dict[object, str] = {}
    for path in outputs:
        if path is None or path == "-":
            continue
        if not path:
            raise UsageError("the output has no name: give a file, or - for standard output")
        identity = _identity(path)
        if identity is None:
            continue
        if identity in read:
            raise UsageError(
                f"{path}: is read in this run and would be overwritten; choose another file for the output"
            )
        if identity in written:
            raise UsageError(f"{path}: named twice, and only one result would be left; give every output its own file")
        written[identity] = path


def _identity(path: str) -> object:
    """Equal for two names of one file; None for devices, pipes and folders, which keep nothing that could be lost."""
    target = Path(os.path.realpath(path))
    try:
        found = target.stat()
    except (OSError, ValueError):
        return str(target)
    return (found.st_dev, found.st_ino) if target.is_file() else None


def _write_stdout(data: bytes) -> None:
    if sys.stdout is None:
        raise UsageError("standard output is closed; name a file with -o")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        raise UsageError(f"standard output cannot be written ({error.strerror}); name a file with -o") from None


def silence_stdout() -> None:
    """What is still to be written goes nowhere, so that Python does not fail over it once more at its end."""
    if sys.stdout is None:
        return
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)


def _replace(target: Path, data: bytes) -> None:
    """A new file keeps the permissions of the old one, or gets those that any new file here gets."""
    if target.exists():
        mode = target.stat().st_mode & 0o7777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
