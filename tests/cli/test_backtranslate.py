"""`mtqa backtranslate` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mtqa import backtranslating
from mtqa.backtranslating import EngineSettings, Progress, TranslatorEngine
from mtqa.backtranslating.cached import CachedTranslator
from mtqa.backtranslating.store import TranslationStore
from mtqa.cli import run
from mtqa.errors import EngineError


class Upper:
    """A translator into capitals; "boucle" sends it into a loop, "panne" kills it."""

    identity = "upper"
    batch_texts = 2
    asked = 0

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        if progress:
            progress(len(texts), len(texts))
        Upper.asked += len(texts)
        if any("panne" in text for text in texts):
            raise EngineError("the translator broke")
        return ["loop " * 20 if "boucle" in text else text.upper() for text in texts]


@pytest.fixture(autouse=True)
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[EngineSettings]:
    """Puts the translator in place of all engines; returns the settings it was opened with."""
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path / "cache"))
    seen: list[EngineSettings] = []
    Upper.asked = 0

    def select(settings: EngineSettings) -> TranslatorEngine:
        seen.append(settings)
        forward = CachedTranslator(Upper(), TranslationStore()) if settings.use_cache else Upper()
        return TranslatorEngine("upper", forward, forward if settings.round_trip else None, note="by capitals")

    monkeypatch.setattr(backtranslating, "select_engine", select)
    return seen


def rows_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_rows_of_jsonl_keep_their_ids_and_are_never_split(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "a", "text": "Un. Deux."}\n{"text": "Trois."}\n', encoding="utf-8")
    assert run(["backtranslate", str(path), "--round-trip", "--no-cache"]) == 0
    out, err = capfd.readouterr()
    assert [(row["id"], row["back_translation"], row["round_trip"], row["engine"]) for row in rows_of(out)] == [
        ("a", "UN. DEUX.", "UN. DEUX.", "upper"),
        (1, "TROIS.", "TROIS.", "upper"),
    ]
    assert "by capitals" in err


def test_a_text_gives_a_row_a_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text("Le chat dort. Le chien mange.\n\nFin.\n", encoding="utf-8")
    assert run(["backtranslate", str(tmp_path / "in.txt"), "--jobs", "2"]) == 0
    rows = rows_of(capfd.readouterr().out)
    assert [(row["id"], row["text"]) for row in rows] == [(0, "Le chat dort."), (1, "Le chien mange."), (2, "Fin.")]
    assert "round_trip" not in rows[0]


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.txt"
    path.write_text("Une phrase longue.\nUne autre longue.\npanne\n", encoding="utf-8")
    assert run(["backtranslate", str(path), "--from", "lines"]) == 3
    assert "the translator broke" in capfd.readouterr().err
    asked = Upper.asked
    path.write_text("Une phrase longue.\nUne autre longue.\nfin\n", encoding="utf-8")
    assert run(["backtranslate", str(path), "--from", "lines"]) == 0
    assert Upper.asked == asked + 1
    assert len(rows_of(capfd.readouterr().out)) == 3
    assert run(["backtranslate", "--clear-cache"]) == 0
    assert "3 translations forgotten" in capfd.readouterr().err


def test_a_loop_is_reported_and_makes_exit_code_3(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text("Une boucle.\nBien.\n", encoding="utf-8")
    assert run(["backtranslate", str(tmp_path / "in.txt"), "--from", "lines"]) == 3
    out, err = capfd.readouterr()
    first, second = rows_of(out)
    assert (first["back_translation"], first["problem"]) == (None, "repeats itself")
    assert second["back_translation"] == "BIEN." and "problem" not in second
    assert "1 of 2 rows got no usable translation" in err


def test_over_long_sentences_are_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text("mot " * 400 + "\n", encoding="utf-8")
    run(["backtranslate", str(tmp_path / "in.txt"), "--from", "lines"])
    assert "a sentence of 1599 characters is longer than engines translate well" in capfd.readouterr().err


def test_an_input_that_fails_does_not_stop_the_others(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text("Bien.\n", encoding="utf-8")
    output = tmp_path / "out.jsonl"
    arguments = ["backtranslate", str(tmp_path / "nowhere.txt"), str(tmp_path / "in.txt"), "-o", str(output)]
    assert run(arguments) == 3
    assert "nowhere.txt" in capfd.readouterr().err
    assert [row["back_translation"] for row in rows_of(output.read_text(encoding="utf-8"))] == ["BIEN."]


def test_wrong_arguments_are_usage_errors(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Bien.\n", encoding="utf-8")
    for arguments in (
        [],
        ["x", "--engine", "none"],
        ["x", "--jobs", "-1"],
        [str(tmp_path / "in.txt"), "-o", str(tmp_path)],
    ):
        assert run(["backtranslate", *arguments]) == 2
        assert capfd.readouterr().err.startswith("mtqa: ")


def test_nothing_to_translate_with_is_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from mtqa.backtranslating.none import NoEngine

    monkeypatch.setattr(backtranslating, "select_engine", lambda _: NoEngine())
    assert run(["backtranslate", "x"]) == 3
    assert "nothing to translate with" in capfd.readouterr().err
