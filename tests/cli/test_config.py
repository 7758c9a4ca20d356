"""`mtqa config`: values in force with their origins, and a schema that says what the code says."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mtqa.cli import run
from mtqa.config import PROFILES, Gate, Settings, SeverityWeights, load_settings, settings_from
from mtqa.errors import ConfigError

FULL = """\
select = ["FR1", "FR204"]
ignore = ["FR103"]
min-confidence = 0.7
fail-level = "critical"
engine = "none"
round-trip = true
neural = true
metrics = ["comet"]
profile = "fr-CA"
offline = true
cache = false
device = "cpu"
signature = "mtqa:0.1.0|data:9c0d1e2f"

[words]
list = ["Vasseur"]

[models]
fr-en = "some/model"

[gate]
min-score = 80
min-document-score = 85.5
max-critical = 0
max-major = 1
max-minor = 9
max-major-per-100-words = 0.5
max-share-below = 0.1
below = "good"
max-issues = { FR303 = 5 }
baseline = "baseline.json"

[severity-weights]
minor = 2

[per-path."drafts/*"]
fail-level = "critical"
ignore = ["FR3"]
gate = { below = 50, max-minor = 99 }
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files("mtqa").joinpath("schema/mtqa.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return content


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["config", *arguments]) == 0
    return capsys.readouterr().out


def origins(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    return {
        f"{v['table']}.{v['key']}".lstrip("."): v["origin"] for v in json.loads(shown(capsys, "--json", *arguments))
    }


def test_every_value_says_where_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtqa.toml").write_text('min-confidence = 0.7\nprofile = "fr-CA"\n[gate]\nmin-score = 80\n', encoding="utf-8")
    found = origins(capsys, "--profile", "fr-BE", "--max-critical", "2", "--no-cache", "--words", "w.txt")
    assert found["min-confidence"] == found["gate.min-score"] == str(Path("mtqa.toml").resolve())
    assert found["profile"] == "--profile" and found["gate.max-critical"] == "--max-critical"
    assert found["cache"] == "--no-cache" and found["words.files"] == "--words"
    assert found["fail-level"] == found["gate.max-major"] == found["severity-weights.minor"] == "default"


def test_words_as_a_list_come_from_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtqa.toml").write_text('words = ["Vasseur"]\n', encoding="utf-8")
    found = origins(capsys)
    assert found["words.list"] != "default" and found["words.files"] == "default"


def test_without_a_file_all_is_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(origins(capsys).values()) == {"default"}
    assert shown(capsys).startswith("# configuration file: none\n")


def test_what_is_shown_is_a_configuration_with_the_same_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mtqa.toml").write_text(FULL, encoding="utf-8")
    text = shown(capsys)
    assert "# default" not in "\n".join(
        line for line in text.splitlines() if not re.match("(major|critical|punct)|words.files", line)
    )
    again = settings_from(tomllib.loads(text), str(Path("mtqa.toml").resolve()))
    first = load_settings("mtqa.toml")
    assert replace(again.gate, baseline=None) == replace(first.gate, baseline=None)
    assert Path(again.gate.baseline or "").resolve() == Path(first.gate.baseline or "").resolve()
    assert replace(again, gate=first.gate, source_file=None) == replace(first, source_file=None)


def test_a_wrong_file_or_option_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "--min-score", "200"]) == 2
    assert run(["config", "--select", "FR999"]) == 2
    Path("mtqa.toml").write_text("[gate]\nmin-scor = 1\n", encoding="utf-8")
    assert run(["config"]) == 2
    assert "did you mean 'min-score'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[gate]\nmax-major = 0.5", "gate.max-major must be a whole number"),
        ("[gate]\nmax-share-below = 2", "gate.max-share-below must be a number from 0 to 1"),
        ('[gate]\nbelow = "poor"', "gate.below must be fair, good, or a score from 0 to 100, not 'poor'"),
        ("[gate]\nbelow = true", "gate.below must be"),
        ("[gate]\nbaseline = 3", "'gate.baseline' must be a string"),
        ("[gate.max-issues]\nFR999 = 1", "gate.max-issues: no issue code begins with 'FR999'"),
        ("[gate.max-issues]\nFR303 = -1", "FR303 must be a whole number of at least 0, not -1"),
        ("[gate.max-issues]\nFR303 = true", "FR303 must be a whole number"),
        ('signature = "9c0d1e2f"', "signature must be parts such as"),
        ("per-path = 3", "write [per-path]"),
        ('[per-path."a/*"]\nselect = []', "unknown key 'per-path.a/*.select'; known keys: fail-level, gate, ignore"),
        ('[per-path."a/*"]\nignore = ["FR999"]', "per-path.a/*.ignore: no issue code begins with 'FR999'"),
        ('[per-path."a/*"]\nfail-level = "bad"', "per-path.a/*.fail-level must be one of"),
        ('[per-path."a/*".gate]\nbaseline = "b"', "one baseline serves all paths"),
    ],
)
def test_wrong_values_of_a_gate_name_themselves(schema: dict[str, Any], text: str, expected: str) -> None:
    table = tomllib.loads(text)
    with pytest.raises(ConfigError) as caught:
        settings_from(table, "mtqa.toml")
    assert expected in str(caught.value)
    if "FR999" not in text:  # which codes exist the schema leaves to the code
        assert not Draft202012Validator(schema).is_valid(table)


def test_the_schema_accepts_what_the_code_accepts(schema: dict[str, Any]) -> None:
    for text in (FULL, "", 'words = ["a"]\n', "[gate]\nbelow = 40.5\n"):
        table = tomllib.loads(text)
        assert Draft202012Validator(schema).is_valid(table), text
        settings_from(table, "mtqa.toml")


def test_schema_and_code_know_the_same_keys(schema: dict[str, Any]) -> None:
    def known(table: dict[str, Any]) -> set[str]:
        with pytest.raises(ConfigError) as caught:
            settings_from(table, "mtqa.toml")
        return set(str(caught.value).partition("known keys: ")[2].split(", "))

    parts = schema["properties"]
    assert known({"zzzzzzzz": 1}) == parts.keys()
    assert known({"gate": {"zzzzzzzz": 1}}) == parts["gate"]["properties"].keys()
    assert known({"severity-weights": {"zzzzzzzz": 1}}) == parts["severity-weights"]["properties"].keys()
    override = parts["per-path"]["additionalProperties"]["properties"]
    assert known({"per-path": {"x": {"zzzzzzzz": 1}}}) == override.keys()
    assert override["gate"]["properties"].keys() == parts["gate"]["properties"].keys() - {"baseline"}
    assert parts["profile"]["enum"] == list(PROFILES)


def test_the_schema_says_the_defaults_of_the_code(schema: dict[str, Any]) -> None:
    for part, default in ((schema, Settings()), (schema["properties"]["gate"], Gate()),
                          (schema["properties"]["severity-weights"], SeverityWeights())):  # fmt: skip
        for key, entry in part["properties"].items():
            if "default" in entry:
                assert entry["default"] == getattr(default, key.replace("-", "_")), key


def test_the_schema_can_be_had(capsys: pytest.CaptureFixture[str], schema: dict[str, Any]) -> None:
    assert json.loads(shown(capsys, "--schema")) == schema
