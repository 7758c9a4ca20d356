"""Results to standard output, to a file that is either the old one or a whole new one, or into a device or pipe."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mtqa.errors import MtqaError, UsageError


def write_output(text: str | Iterable[str], path: str | None) -> None:
    """Writes a text, or one in pieces (UTF-8; lone surrogates become \\udXXX escapes), to `path`, or to standard output
    for None or "-". What does not end in a line feed gets one; nothing stays nothing.

    A file is written beside its place and then renamed; a link stays and its target is replaced; devices and pipes are
    written to. Raises UsageError where the output cannot be written.
    """
    pieces = _encoded((text,) if isinstance(text, str) else text)
    if path is None or path == "-":
        _write_stdout(pieces)
        return
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            with target.open("wb") as stream:
                stream.writelines(pieces)
        else:
            _replace(target, pieces)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another file for the output") from None


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    last = ""
    for piece in pieces:
        yield piece.encode("utf-8", "backslashreplace")
        last = piece or last
    if last and not last.endswith("\n"):
        yield b"\n"


def refuse_clashes(outputs: Iterable[str | None], inputs: Sequence[str]) -> None:
    """Raises UsageError where an output has no name, is read in this run as well, is named twice, or has a folder that
    takes no files: better said before a long run than after it.

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
        _refuse_folder(path)
        if identity in read:
            raise UsageError(
                f"{path}: is read in this run and would be overwritten; choose another file for the output"
            )
        if identity in written:
            raise UsageError(f"{path}: named twice, and only one result would be left; give every output its own file")
        written[identity] = path


def _refuse_folder(path: str) -> None:
    """A result is written beside its place: what counts is the folder, also where the file is there already."""
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise UsageError(f"{path}: its folder is not there; make it, or choose another file for the output")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"{path}: its folder cannot be written; choose another file for the output")


def _identity(path: str) -> object:
    """Equal for two names of one file; None for devices, pipes and folders, which keep nothing that could be lost."""
    target = Path(os.path.realpath(path))
    try:
        found = target.stat()
    except (OSError, ValueError):
        return str(target)
    return (found.st_dev, found.st_ino) if target.is_file() else None


def _write_stdout(pieces: Iterable[bytes]) -> None:
    if sys.stdout is None:
        raise UsageError("standard output is closed; name a file with -o")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
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


def _replace(target: Path, pieces: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())  # a machine that goes down after the renaming must not leave an empty file
        take_place(Path(name), target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def take_place(finished: Path, target: Path) -> None:
    """Renames a finished file to `target`, with the permissions of what was there, or those that any new file gets."""
    if target.exists():
        mode = target.stat().st_mode & 0o7777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    finished.chmod(mode)
    finished.replace(target)
