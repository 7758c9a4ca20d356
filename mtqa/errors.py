"""Every error that mtqa raises on purpose, with the exit code the command line gives it.

A message is one line and names the file or key, the place in it, and the remedy.
"""

import re

_LONGEST_MESSAGE = 1000
# One slash as well: a path is no place for an address, but users give one, and its two slashes become one.
_CREDENTIALS = re.compile(r"\b([a-z][a-z0-9+.-]*:/{1,2})[^\s/?#@]+@", re.IGNORECASE)


def one_line(text: str) -> str:
    """`text` with line ends, controls, direction marks and lone surrogates escaped: safe for a terminal and a log."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in text)


class MtqaError(Exception):
    """Base of all errors a user can cause or meet. `exit_code` is the process's exit code.

    Messages quote files written by strangers, so each is put on one line, and a long one loses its middle; user and
    password are cut out of addresses wherever one is quoted.
    """

    exit_code = 3

    def __init__(self, message: str = "") -> None:
        shown = _CREDENTIALS.sub(r"\1", one_line(message))
        if len(shown) > _LONGEST_MESSAGE:
            shown = f"{shown[: _LONGEST_MESSAGE * 2 // 3]} … {shown[-_LONGEST_MESSAGE // 3 :]}"
        super().__init__(shown)


class UsageError(MtqaError):
    """Arguments that do not fit together or name something that does not exist."""

    exit_code = 2


class ConfigError(MtqaError):
    """A configuration file that cannot be read, or a key or value it may not have."""

    exit_code = 2


class InputError(MtqaError):
    """An input that is missing, unreadable, empty, or not what its format says."""


class EngineError(MtqaError):
    """A back-translation engine that was named and is missing, broken, or answered badly."""


class ArtefactError(MtqaError):
    """A shipped model, lexicon or table that is missing or does not match its hash."""


class StorageError(MtqaError):
    """A disk that is full or fails where a run has to keep something."""


class WorkerError(MtqaError):
    """Worker processes that cannot be started, or that end before they have done anything."""
