"""Settings: what is in force, and from which file.

`mtqa.toml`, or `[tool.mtqa]` in `pyproject.toml`; the nearest one upwards from the working folder counts. An unknown
key, a value of the wrong kind or a file that cannot be read is a ConfigError that names the file and the key.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mtqa.config_values import a_boolean, a_device, a_number, a_string, a_table, one_of, refuse_unknown, strings
from mtqa.domain.catalogue import CATALOGUE, codes_of
from mtqa.domain.issue import Severity
from mtqa.domain.names import is_path
from mtqa.domain.score import Band
from mtqa.errors import ConfigError, UsageError

ENGINES = ("auto", "file", "embedded", "marian", "apertium", "none")
_WHOLE = frozenset({"max-critical", "max-major", "max-minor"})
PROFILES = ("fr-FR", "fr-CA", "fr-CH", "fr-BE")


@dataclass(frozen=True, slots=True)
class Gate:
    """Limits of `mtqa gate`; None means that the limit is not set. Scores run from 0 to 100.

    `max_share_below` is a share of sentences, 0 to 1, that may lie below `below`: a band, or a score. `max_issues`
    holds (code or its beginning, highest number). `baseline` is a file.
    """

    min_score: float | None = None
    min_document_score: float | None = None
    max_critical: int | None = None
    max_major: int | None = None
    max_minor: int | None = None
    max_major_per_100_words: float | None = None
    max_share_below: float | None = None
    below: Band | float = Band.FAIR
    max_issues: tuple[tuple[str, int], ...] = ()
    baseline: str | None = None

    def over(self, other: Gate) -> Gate:
        """`other` with the limits that are set here in place of its own."""
        default = Gate()
        own = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != getattr(default, f.name)}
        return replace(other, **own)


@dataclass(frozen=True, slots=True)
class PathOverride:
    """What holds on paths that fit `pattern` (shell wildcards; `*` crosses folders too). `gate` is for `mtqa gate`.

    A check does not look for the codes of `ignore`; a gate shows them and lets them pass.
    """

    pattern: str
    fail_level: Severity | None = None
    ignore: tuple[str, ...] = ()
    gate: Gate = field(default_factory=Gate)


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
    `neural` adds the neural detector to the rules: more is found, and more false alarms are raised.
    `metrics` names plug-ins of `mtqa.metrics`, `language_model` a masked or causal model (hub name or folder): second
    opinions beside the scores, never in them.
    `model` and `back_model` name a MarianMT model (hub name or folder), French to English and back. `signature` pins
    the parts of a report's signature (`name:value|name:value`) that the limits of a gate were chosen for.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    fail_level: Severity = Severity.MAJOR
    engine: str = "none"
    model: str | None = None
    back_model: str | None = None
    round_trip: bool = False
    neural: bool = False
    metrics: tuple[str, ...] = ()
    language_model: str | None = None
    profile: str = "fr-FR"
    words: tuple[str, ...] = ()
    words_files: tuple[str, ...] = ()
    offline: bool = False
    cache: bool = True
    device: str = "auto"
    gate: Gate = field(default_factory=Gate)
    severity_weights: SeverityWeights = field(default_factory=SeverityWeights)
    signature: str = ""
    per_path: tuple[PathOverride, ...] = ()
    source_file: str | None = None

    def overrides_for(self, name: str) -> tuple[PathOverride, ...]:
        """The overrides that fit a document's name, as the user wrote it or from the configuration file's folder."""
        names = {name.replace(os.sep, "/")}
        if self.source_file and is_path(name):
            names.add(os.path.relpath(name, Path(self.source_file).parent).replace(os.sep, "/"))
        return tuple(entry for entry in self.per_path if any(fnmatchcase(known, entry.pattern) for known in names))

    def fail_level_for(self, name: str) -> Severity:
        """The severity that fails a document of this name; of several overrides the later one in the file counts."""
        levels = [entry.fail_level for entry in self.overrides_for(name) if entry.fail_level]
        return levels[-1] if levels else self.fail_level

    def ignored_for(self, name: str) -> frozenset[str]:
        """The codes that the overrides take out of a document of this name."""
        return frozenset(code for entry in self.overrides_for(name) if entry.ignore for code in codes_of(entry.ignore))

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
    name, table = read_table(path, start=start)
    return settings_from(table, name) if name else Settings()


def read_table(path: str | None = None, *, start: Path | None = None) -> tuple[str | None, dict[str, Any]]:
    """The configuration file's name and its table as written; None and nothing where there is no file."""
    found = Path(path) if path else find_config(start or Path.cwd())
    if found is None:
        return None, {}
    if not found.is_file():
        raise ConfigError(f"{found}: no such configuration file; check --config")
    table = _parse(found)
    if found.name == "pyproject.toml":
        table = table.get("tool", {}).get("mtqa", {})
    return str(found), table


def checked_settings(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """`settings` with changes by a program, all held to what a configuration file may say. Raises UsageError."""
    texts = ("select", "ignore", "words", "words_files", "metrics")
    try:
        refuse_unknown(changes, {field.name for field in fields(Settings)}, "settings", "")
        changed = settings.replaced(**changes)
        values: dict[str, Any] = {key: tuple(strings(_listed(getattr(changed, key)), "settings", key)) for key in texts}
        for key, choices in (("fail_level", [*Severity]), ("profile", PROFILES)):
            values[key] = one_of(getattr(changed, key), choices, "settings", key)
        values["device"] = a_device(changed.device, "settings", "device")
        values["fail_level"] = Severity(values["fail_level"])
        a_number(changed.min_confidence, "settings", "min_confidence", 0, 1)
        for key in ("round_trip", "neural", "offline", "cache"):
            a_boolean(getattr(changed, key), "settings", key)
        for key in ("engine", "model", "back_model", "language_model", "signature", "source_file"):
            if getattr(changed, key) is not None:
                a_string(getattr(changed, key), "settings", key)
    except ConfigError as error:
        raise UsageError(str(error)) from None
    for key, kind in (("gate", Gate), ("severity_weights", SeverityWeights), ("per_path", tuple)):
        if not isinstance(getattr(changed, key), kind):
            raise UsageError(f"settings: {key} must be a {kind.__name__}, not {getattr(changed, key)!r}")
    return replace(changed, **values)


def _listed(value: Any) -> Any:
    """A tuple or set as the list that the file would have."""
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def settings_from(table: Mapping[str, Any], name: str) -> Settings:
    """Settings from a parsed table; `name` is the file for messages. Raises ConfigError."""
    known = {
        "select", "ignore", "min-confidence", "fail-level", "engine", "models", "round-trip", "neural", "metrics",
        "language-model", "profile", "words", "offline", "cache", "device", "gate", "severity-weights", "signature",
        "per-path",
    }  # fmt: skip
    refuse_unknown(table, known, name, "")
    values: dict[str, Any] = {"source_file": name}
    for key in ("select", "ignore", "metrics"):
        if key in table:
            values[key] = tuple(strings(table[key], name, key))
    if "words" in table:
        values["words"], values["words_files"] = _words(table["words"], name)
    if "min-confidence" in table:
        values["min_confidence"] = a_number(table["min-confidence"], name, "min-confidence", 0, 1)
    if "fail-level" in table:
        values["fail_level"] = Severity(one_of(table["fail-level"], [*Severity], name, "fail-level"))
    for key in ("engine", "language-model"):
        if key in table:
            values[key.replace("-", "_")] = a_string(table[key], name, key)
    if "profile" in table:
        values["profile"] = one_of(table["profile"], PROFILES, name, "profile")
    if "device" in table:
        values["device"] = a_device(table["device"], name, "device")
    if "models" in table:
        values["model"], values["back_model"] = _models(table["models"], name)
    for key in ("offline", "cache", "round-trip", "neural"):
        if key in table:
            values[key.replace("-", "_")] = a_boolean(table[key], name, key)
    if "gate" in table:
        values["gate"] = _gate(table["gate"], name, "gate")
    if "signature" in table:
        values["signature"] = _signature(table["signature"], name)
    if "per-path" in table:
        values["per_path"] = tuple(
            _override(pattern, entry, name) for pattern, entry in a_table(table["per-path"], name, "per-path").items()
        )
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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            f"{path}: not a readable TOML file ({error}); correct it or pass another with --config"
        ) from None


def _gate(value: Any, name: str, section: str) -> Gate:
    table = dict(a_table(value, name, section))
    others: dict[str, Any] = {}
    if (below := table.pop("below", None)) is not None:
        others["below"] = below_of(below, f"{name}: {section}.below")
    if (limits := table.pop("max-issues", None)) is not None:
        entries = a_table(limits, name, f"{section}.max-issues").items()
        others["max_issues"] = tuple(
            (code, issue_limit(code, n, f"{name}: {section}.max-issues")) for code, n in entries
        )
    if (baseline := table.pop("baseline", None)) is not None:
        others["baseline"] = str(Path(name).parent / a_string(baseline, name, f"{section}.baseline"))
    gate: Gate = replace(_numbers_table(Gate, table, name, section), **others)
    return gate


def below_of(value: Any, place: str) -> Band | float:
    """The `below` of a gate: "fair", "good", or a score. Raises ConfigError that begins with `place`."""
    if value in ("fair", "good"):
        return Band(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ConfigError(f"{place} must be fair, good, or a score from 0 to 100, not {value!r}")
    return float(value)


def issue_limit(code: str, number: Any, place: str) -> int:
    """The highest number of issues of a code. Raises ConfigError that begins with `place`."""
    try:
        codes_of([code])
    except KeyError:
        raise ConfigError(f"{place}: no issue code begins with {code!r} (see `mtqa rules`)") from None
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ConfigError(f"{place}: {code} must be a whole number of at least 0, not {number!r}")
    return number


def _override(pattern: str, value: Any, name: str) -> PathOverride:
    section = f"per-path.{pattern}"
    table = a_table(value, name, section)
    refuse_unknown(table, {"fail-level", "ignore", "gate"}, name, f"{section}.")
    level, ignore = table.get("fail-level"), tuple(strings(table.get("ignore", []), name, f"{section}.ignore"))
    try:
        codes_of(ignore)
    except KeyError as error:
        raise ConfigError(f"{name}: {section}.ignore: no issue code begins with {error.args[0]!r}") from None
    gate = _gate(table.get("gate", {}), name, f"{section}.gate")
    if gate.baseline:
        raise ConfigError(f"{name}: {section}.gate.baseline: one baseline serves all paths; set it in [gate]")
    chosen = Severity(one_of(level, [*Severity], name, f"{section}.fail-level")) if level is not None else None
    return PathOverride(pattern, chosen, ignore, gate)


def _signature(value: Any, name: str) -> str:
    parts = a_string(value, name, "signature").split("|")
    if not all(part.partition(":")[0].strip() and part.partition(":")[2].strip() for part in parts):
        raise ConfigError(f"{name}: signature must be parts such as 'mtqa:0.1.0|data:9c0d1e2f', not {value!r}")
    return "|".join(part.strip() for part in parts)


def _numbers_table(kind: type[Any], table: Any, name: str, section: str) -> Any:
    known = {entry.name.replace("_", "-"): entry.name for entry in fields(kind)}
    refuse_unknown(a_table(table, name, section), set(known), name, f"{section}.")
    values: dict[str, float] = {}
    for key, value in table.items():
        highest = 100 if "score" in key else 1 if "share" in key else float("inf")
        number = a_number(value, name, f"{section}.{key}", 0, highest)
        if key in _WHOLE and number % 1 != 0:  # infinity, which TOML can write, leaves no number
            raise ConfigError(f"{name}: {section}.{key} must be a whole number, not {value!r}")
        values[known[key]] = number
    return kind(**values)


def _models(value: Any, name: str) -> tuple[str | None, str | None]:
    """[models] names the MarianMT models of the two directions, `fr-en` and `en-fr`."""
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: 'models' must be a table: write [models] with fr-en and en-fr")
    refuse_unknown(value, {"fr-en", "en-fr"}, name, "models.")
    named = {key: a_string(model, name, f"models.{key}") for key, model in value.items()}
    return named.get("fr-en"), named.get("en-fr")


def _words(value: Any, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """[words] is a list, or a table with `list` and `files` (paths relative to the configuration file)."""
    if isinstance(value, list):
        return tuple(strings(value, name, "words")), ()
    if not isinstance(value, dict):
        raise ConfigError(f"{name}: 'words' must be a list of words, or a table with 'list' and 'files'")
    refuse_unknown(value, {"list", "files"}, name, "words.")
    files = strings(value.get("files", []), name, "words.files")
    return (
        tuple(strings(value.get("list", []), name, "words.list")),
        tuple(str(Path(name).parent / file) for file in files),
    )
