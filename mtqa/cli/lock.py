"""Held by the run that writes a file, so that two never write it at once; a run that was killed holds nothing."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path


class Lock:
    """A lock of the operating system on a file of no content, which is there for as long as the lock is held."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """False where another process holds it. Raises OSError where the file cannot be made."""
        while True:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _is_locked_for_us(handle):
                os.close(handle)
                return False
            if self._is_there(handle):
                self._handle = handle
                return True
            os.close(handle)  # its last holder removed it between our two steps: such a lock would be ours alone

    def release(self) -> None:
        """Does nothing where the lock is not held."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with suppress(OSError):  # removed while it is still held, or another run could take what is about to go
            self._path.unlink()
        os.close(handle)
        if sys.platform == "win32":  # which removes no open file
            with suppress(OSError):
                self._path.unlink()

    def _is_there(self, handle: int) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(handle))
        except FileNotFoundError:
            return False


def _is_locked_for_us(handle: int) -> bool:
    """True as well on a file system without locks: there is nobody to ask."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
    return True
