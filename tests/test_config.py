from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.config import Settings, find_config, load_settings
from mtqa.domain.issue import Severity
from mtqa.errors import ConfigError, UsageError


def write(folder: Path, text: str, name: str = "mtqa.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_values_are_taken_over(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'ignore = ["FR3"]\nmin-confidence = 0.7\nfail-level = "critical"\nengine = "apertium"\nprofile = "fr-CA"\n'
        'words = ["Vasseur"]\n[gate]\nmin-score = 80\nmax-critical = 0\n[severity-weights]\nmajor = 4\n',
    )
    settings = load_settings(path)
    assert settings.ignore == ("FR3",) and settings.min_confidence == 0.7 and settings.fail_level is Severity.CRITICAL
    assert settings.engine == "apertium" and settings.profile == "fr-CA" and settings.words == ("Vasseur",)
    assert (
        settings.gate.min_score == 80 and settings.severity_weights.major == 4 and settings.severity_weights.minor == 1
    )
    assert not any(code.startswith("FR3") for code in settings.codes())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ingore = []", "unknown key 'ingore'; did you mean 'ignore'?"),
        ("min_confidence = 0.5", "unknown key 'min_confidence'; did you mean 'min-confidence'?"),
        ("[gate]\nmin-scor = 5", "unknown key 'gate.min-scor'; did you mean 'min-score'?"),
        ("[severity-weights]\nhuge = 5", "unknown key 'severity-weights.huge'; known keys: critical, major"),
        ("min-confidence = 7", "min-confidence must be a number from 0 to 1, not 7"),
        ("min-confidence = true", "must be a number"),
        ('ignore = "FR101"', "'ignore' must be a list of strings"),
        ('select = ["FR9"]', "no issue code begins with 'FR9'"),
        ('ignore = ["FR", "BT"]', "leave no code to check"),
        ('fail-level = "fatal"', "fail-level must be one of minor, major, critical"),
        ("[gate]\nmax-critical = 1.5", "must be a whole number"),
        ("[gate]\nmax-critical = 1e400", "must be a whole number"),
        ("words = 3", "'words' must be a list"),
        ("offline = 1", "offline must be true or false"),
        ("gate = 3", "write [gate]"),
        ("engine = 3", "'engine' must be a string"),
        ('models = "opus"', "'models' must be a table"),
        ('[models]\nfr-de = "x"', "unknown key 'models.fr-de'"),
        ('round-trip = "yes"', "round-trip must be true or false"),
        ("not toml", "not a readable TOML file"),
    ],
)
def test_a_wrong_file_names_itself_and_the_key(tmp_path: Path, text: str, expected: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert expected in str(caught.value) and path in str(caught.value)
    assert "\n" not in str(caught.value)


def test_models_and_round_trip(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, 'round-trip = true\nneural = true\n[models]\nfr-en = "a"\nen-fr = "b"\n'))
    assert (settings.model, settings.back_model, settings.round_trip, settings.neural) == ("a", "b", True, True)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        load_settings(str(tmp_path / "none.toml"))


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, "min-confidence = 0.1")
    assert find_config(inner) == tmp_path / "mtqa.toml"
    write(tmp_path / "a", "[project]\nname = 'x'\n", "pyproject.toml")
    assert find_config(inner) == tmp_path / "mtqa.toml"
    write(tmp_path / "a", "[tool.mtqa]\nmin-confidence = 0.2\n", "pyproject.toml")
    assert load_settings(start=inner).min_confidence == 0.2


def test_word_files_are_relative_to_the_configuration(tmp_path: Path) -> None:
    path = write(tmp_path, '[words]\nlist = ["Vasseur"]\nfiles = ["terms.txt"]\n')
    settings = load_settings(path)
    assert settings.words == ("Vasseur",) and settings.words_files == (str(tmp_path / "terms.txt"),)


def test_defaults_leave_typography_off() -> None:
    codes = Settings().codes()
    assert "FR101" in codes and "FR305" not in codes
    assert "FR305" in Settings(select=("FR305",)).codes()


def test_a_mistyped_code_gets_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean FR11"):
        Settings(select=("FR11O",)).codes()
