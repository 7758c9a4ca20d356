"""What earlier runs found to be good: a JSON file, so that a run checks only what is new.

Only what passed is kept in it, by its content. What failed is checked again, and fails again, until it is corrected.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError
from mtqa.reading.fetching import NO_VALIDATORS, Validators
from mtqa.reading.source import printable

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class InputState:
    """One input: what to ask its server with, and the digests of its documents that passed."""

    validators: Validators = NO_VALIDATORS
    passed: frozenset[str] = frozenset()


@dataclass(slots=True)
class State:
    """The state file. `key` names what a verdict depends on besides the text (see `use_key`)."""

    path: Path
    key: str = ""
    inputs: dict[str, InputState] = field(default_factory=dict)

    @classmethod
    def load(cls, path: str) -> State:
        """The state in the file, an empty one where there is no file yet.

        Raises InputError for a file that is no state: to take it for empty would lose what it holds at the next save.
        """
        try:
            record = json.loads(Path(path).read_bytes())
        except FileNotFoundError:
            return cls(Path(path))
        except OSError as error:
            raise _error(path, f"the state cannot be read ({error.strerror}); check its permissions") from None
        except (ValueError, RecursionError):
            raise _error(
                path, "is no state file of mtqa; name another, or delete it to check everything again"
            ) from None
        try:
            if record["format_version"] != FORMAT_VERSION:
                raise ValueError
            inputs = {str(name): _input_state(entry) for name, entry in record["inputs"].items()}
            key = str(record["key"])
        except (ValueError, TypeError, KeyError, AttributeError):
            problem = "is no state file of this version of mtqa; name another, or delete it to check everything again"
            raise _error(path, problem) from None
        return cls(Path(path), key, inputs)

    def use_key(self, key: str) -> None:
        """Forgets all that passed under another key, for instance with other rules: it might not pass now."""
        if key != self.key:
            self.key, self.inputs = key, {}

    def of(self, name: str) -> InputState:
        """What is known of an input, nothing for a new one."""
        return self.inputs.get(name, InputState())

    def save(self) -> None:
        """Writes the file whole or not at all. Raises InputError where it cannot be written."""
        record = {
            "format_version": FORMAT_VERSION,
            "key": self.key,
            "inputs": {name: _record(entry) for name, entry in sorted(self.inputs.items())},
        }
        try:
            _replace(self.path, json.dumps(record, indent=1).encode() + b"\n")
        except OSError as error:
            problem = f"the state cannot be written ({error.strerror}); check the folder and its permissions"
            raise _error(str(self.path), problem) from None


def digest_of(document: Document) -> str:
    """A SHA-256 over all that a check of the document sees, without its name and place."""
    content: list[Any] = [
        (part.id, part.text, part.is_row, part.protected, sorted(part.ignore), _sides(part))
        for part in document.segments
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _sides(segment: Segment) -> tuple[str | None, ...]:
    return segment.source, segment.back_translation, segment.reference


def _input_state(entry: Any) -> InputState:
    etag, last_modified, passed = entry["etag"], entry["last_modified"], entry["passed"]
    if not isinstance(etag, str | None) or not isinstance(last_modified, str | None) or not _are_strings(passed):
        raise TypeError
    return InputState(Validators(etag, last_modified), frozenset(passed))


def _are_strings(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _record(entry: InputState) -> dict[str, Any]:
    validators, passed = entry.validators, sorted(entry.passed)
    return {"etag": validators.etag, "last_modified": validators.last_modified, "passed": passed}


def _replace(path: Path, data: bytes) -> None:
    """Writes beside the file, on the disk, and then takes its place: a run killed here leaves the old one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _error(path: str, problem: str) -> InputError:
    return InputError(f"{printable(path)}: {problem}")
