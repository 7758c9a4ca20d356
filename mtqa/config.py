"""Settings: what is in force, and from which file.

`mtqa.toml`, or `[tool.mtqa]` in `pyproject.toml`; the nearest one upwards from the working folder counts. An unknown
key, a value of the wrong kind or a file that cannot be read is a ConfigError that names the file and the key.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from mtqa.domain.catalogue import CATALOGUE, codes_of
from mtqa.domain.issue import Severity
from mtqa.errors import ConfigError, UsageError

ENGINES = ("auto", "file", "embedded", "marian", "apertium", "none")
PROFILES = ("fr-FR", "fr-CA", "fr-CH", "fr-BE")


@dataclass(frozen=True, slots=True)
class Gate:
    """Limits of `mtqa gate`; None means that the limit is not set. Scores run from 0 to 100."""

    min_score: float | None = None
    min_document_score: float | None = None
    max_critical: int | None = None
    max_major_per_100_words: float | None = None
    max_share_below: float | None = None


@dataclass(frozen=True, slots=True)
class SeverityWeights:
    """Penalty points an issue costs, after MQM's 1 / 5 / 25 (Lommel et al., MQM-Core scoring model).

    `punctuation` is the weight of a minor FR304, FR305 or FR306.
    """

    minor: float = 1.0
    major: float = 5.0
    critical: float = 25.0
    punctuation: float = 0.1

    def of(self, severity: Severity) -> float:
        """The weight of a severity."""
        return {Severity.MINOR: self.minor, Severity.MAJOR: self.major, Severity.CRITICAL: self.critical}[severity]


@dataclass(frozen=True, slots=True)
class Settings:
    """All that steers a check. Frozen: `replaced` gives a changed copy.

    `select` and `ignore` hold codes or beginnings of codes. `min_confidence` (0 to 1) hides issues below it.
    `model` and `back_model` name a MarianMT model (hub name or folder), French to English and back.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    fail_level: Severity = Severity.MAJOR
    engine: str = "none"
    model: str | None = None
    back_model: str | None = None
    round_trip: bool = False
    profile: str = "fr-FR"
    words: tuple[str, ...] = ()
    words_files: tuple[str, ...] = ()
    offline: bool = False
    cache: bool = True
    device: str = "auto"
    gate: Gate = field(default_factory=Gate)
    severity_weights: SeverityWeights = field(default_factory=SeverityWeights)
    source_file: str | None = None

    def codes(self) -> frozenset[str]:
        """The codes in force: those on by default or selected, less the ignored ones.

        Raises UsageError where a pattern fits no code, or where nothing is left: no detector is no pass.
        """
        try:
            chosen = codes_of(self.select) if self.select else _defaults()
            chosen -= codes_of(self.ignore)
        except KeyError as error:
            close = difflib.get_close_matches(str(error.args[0]).upper(), CATALOGUE, 1, 0.4)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise UsageError(f"no issue code begins with {error.args[0]!r}{hint} (see `mtqa rules`)") from None
        if not chosen:
            raise UsageError("select and ignore leave no code to check: drop one of them")
        return chosen

    def replaced(self, **changes: Any) -> Settings:
        """A copy with the given fields changed; those that are None stay as they are."""
        known = {key: value for key, value in changes.items() if value is not None}
        return replace(self, **known)


def _defaults() -> frozenset[str]:
    return frozenset(code for code, entry in CATALOGUE.items() if entry.on_by_default)


def find_config(start: Path) -> Path | None:
    """The nearest mtqa.toml, or pyproject.toml with a [tool.mtqa] table, from `start` upwards."""
    for folder in (start, *start.parents):
        if (folder / "mtqa.toml").is_file():
            return folder / "mtqa.toml"
        candidate = folder / "pyproject.toml"
        if candidate.is_file() and "mtqa" in _parse(candidate).get("tool", {}):
            return candidate
    return None


def load_settings(path: str | None = None, *, start: Path | None = None) -> Settings:
    """Settings from `path`, or from the nearest configuration file, or the defaults. Raises ConfigError."""
    found = Path(path) if path else find_config(start or Path.cwd())
    if found is None:
        return Settings()
    if not found.is_file():
        raise ConfigError(f"{found}: no such configuration file; check --config")
    table = _parse(found)
    if found.name == "pyproject.toml":
        table = table.get("tool", {}).get("mtqa", {})
    return settings_from(table, str(found))


def settings_from(table: Mapping[str, Any], name: str) -> Settings:
    """Settings from a parsed table; `name` is the file for messages. Raises ConfigError."""
    known = {
        "select", "ignore", "min-confidence", "fail-level", "engine", "models", "round-trip", "profile", "words",
        "offline", "cache", "device", "gate", "severity-weights",
    }  # fmt: skip
    _refuse_unknown(table, known, name, "")
    values: dict[str, Any] = {"source_file": name}
    for key in ("select", "ignore"):
        if key in table:
            values[key] = tuple(_strings(table[key], name, key))
    if "words" in table:
        values["words"], values["words_files"] = _words(table["words"], name)
    if "min-confidence" in table:
        values["min_confidence"] = _number(table["min-confidence"], name, "min-confidence", 0, 1)
    if "fail-level" in table:
        values["fail_level"] = Severity(_one_of(table["fail-level"], [*Severity], name, "fail-level"))
    if "engine" in table:
        values["engine"] = _string(table["engine"], name, "engine")
    for key, choices in (("profile", PROFILES), ("device", ("auto", "cpu", "cuda"))):
        if key in table:
            values[key] = _one_of(table[key], choices, name, key)
    if "models" in table:
        values["model"], values["back_model"] = _models(table["models"], name)
    for key in ("offline", "cache", "round-trip"):
        if key in table:
            values[key.replace("-", "_")] = _boolean(table[key], name, key)
    if "gate" in table:
        values["gate"] = _numbers_table(Gate, table["gate"], name, "gate")
    if "severity-weights" in table:
        values["severity_weights"] = _numbers_table(
            SeverityWeights, table["severity-weights"], name, "severity-weights"
        )
    settings = Settings(**values)
    try:
        settings.codes()
    except UsageError as error:
        raise ConfigError(f"{name}: {error}") from None
    return settings


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"{path}: not a readable TOML file ({error}); correct it or pass another with --config"
        ) from None


def _refuse_unknown(table: Mapping[str, Any], known: set[str], name: str, section: str) -> None:
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key.replace("_", "-"), sorted(known), 1, 0.5)
            hint = f"; did you mean {close[0]!r}?" if close else f"; known keys: {', '.join(sorted(known))}"
            raise ConfigError(f"{name}: unknown key {section + key!r}{hint}")


def _numbers_table(kind: type[Any], table: Any, name: str, section: str) -> Any:
    if not isinstance(table, dict):
        raise ConfigError(f"{name}: {section!r} must be a table: write [{section}]")
    known = {entry.name.replace("_", "-"): entry.name for entry in fields(kind)}
    _refuse_unknown(table, set(known), name, f"{section}.")
    values: dict[str, float] = {}
    for key, value in table.items():
        highest = 100 if "score" in key else 1 if "share" in key else float("inf")
        number = _number(value, name, f"{section}.{key}", 0, highest)
        if key == "max-critical" and number != int(number):
            raise ConfigError(f"{name}: {section}.{key} must be a whole number, not {value!r}")
        values[known[key]] = number
    return kind(**values)


def _models(value: Any, name: str) -> tuple[str | None, str | None]:
    """[models] names the MarianMT models of the two directions, `fr-en` and `en-fr`."""
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: 'models' must be a table: write [models] with fr-en and en-fr")
    _refuse_unknown(value, {"fr-en", "en-fr"}, name, "models.")
    named = {key: _string(model, name, f"models.{key}") for key, model in value.items()}
    return named.get("fr-en"), named.get("en-fr")


def _words(value: Any, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """[words] is a list, or a table with `list` and `files` (paths relative to the configuration file)."""
    if isinstance(value, list):
        return tuple(_strings(value, name, "words")), ()
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: 'words' must be a list of words, or a table with 'list' and 'files'")
    _refuse_unknown(value, {"list", "files"}, name, "words.")
    files = _strings(value.get("files", []), name, "words.files")
    return (
        tuple(_strings(value.get("list", []), name, "words.list")),
        tuple(str(Path(name).parent / file) for file in files),
    )


def _strings(value: Any, name: str, key: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{name}: {key!r} must be a list of strings, not {value!r}")
    return value


def _string(value: Any, name: str, key: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{name}: {key!r} must be a string, not {value!r}")
    return value


def _number(value: Any, name: str, key: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        limits = f"from {low:g} to {high:g}" if high != float("inf") else f"of at least {low:g}"
        raise ConfigError(f"{name}: {key} must be a number {limits}, not {value!r}")
    return value


def _boolean(value: Any, name: str, key: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{name}: {key} must be true or false, not {value!r}")
    return value


def _one_of(value: Any, choices: list[Any] | tuple[str, ...], name: str, key: str) -> str:
    if value not in choices:
        raise ConfigError(f"{name}: {key} must be one of {', '.join(choices)}, not {value!r}")
    return str(value)
