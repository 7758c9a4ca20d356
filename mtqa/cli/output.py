"""Results to standard output or to a file that is either the old one or a whole new one."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from mtqa.errors import UsageError


def write_output(text: str, path: str | None) -> None:
    """Writes `text` (UTF-8; lone surrogates become \\udXXX escapes) to `path`, or to standard output for None or "-".

    A file is written beside its place and then renamed. Raises UsageError where it cannot be written.
    """
    data = (text if text.endswith("\n") else text + "\n").encode("utf-8", "backslashreplace")
    if path is None or path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another file for the output") from None
