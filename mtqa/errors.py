"""Every error that mtqa raises on purpose, with the exit code the command line gives it.

A message is one line and names the file or key, the place in it, and the remedy.
"""


class MtqaError(Exception):
    """Base of all errors a user can cause or meet. `exit_code` is the process's exit code."""

    exit_code = 3


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
