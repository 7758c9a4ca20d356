"""`mtqa bench` as a user meets it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mtqa.benchmarking import report
from mtqa.benchmarking.bundled import bundled_sets
from mtqa.cli import run

GOLD = [
    {
        "text": "Il vit dans dans un port.",
        "spans": [{"start": 7, "end": 16, "severity": "major", "category": "Doubled"}],
    },
    {"text": "Les ouvriers finit à midi.", "spans": [{"start": 13, "end": 18, "category": "Agreement"}]},
    {"text": "Il a mangé une étrange idée.", "spans": [{"start": 5, "end": 10, "category": "Sense"}]},
    {"text": "Il vit dans un port.", "spans": []},
    {"text": "Elle va à la école.", "label": "bad"},
    {"text": "Elle va à la plage.", "label": "good"},
]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def gold() -> str:
    Path("gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GOLD), encoding="utf-8")
    return "gold.jsonl"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    path = files("mtqa.benchmarking").joinpath("schema/benchmark.schema.json")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return content


def test_gold_is_measured_and_advice_refused_on_so_little(
    gold: str, schema: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bench", "--gold", gold, "--format", "json", "--quiet"]) == 0
    record = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(record)
    found = record["gold"]
    assert (found["texts"], found["marked_texts"], found["good"], found["bad"]) == (6, 4, 2, 4)
    assert (found["spans"]["precision"], found["spans"]["recall"]) == (1.0, pytest.approx(2 / 3))
    assert found["spans"]["false_alarms"] == 0.0
    assert {one["category"]: one["found"] for one in found["categories"]} == {"Doubled": 1, "Agreement": 1, "Sense": 0}
    assert {one["code"]: (one["flags"], one["right"]) for one in found["codes"]} == {"FR103": (1, 1), "FR204": (1, 1)}
    assert found["auc"]["value"] > 0.5 and found["auc"]["pairs"] > 0
    assert found["confidences"]["current"] == 0.5 and found["confidences"]["advice"]["threshold"] is None
    assert "3 marked errors where advice needs 100" in found["confidences"]["advice"]["reason"]
    assert found["scores"]["advice"]["threshold"] is None and record["sets"] == []


def test_the_settings_count(gold: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "--gold", gold, "--ignore", "FR103", "--min-confidence", "0.6", "--quiet"]) == 0
    text = capsys.readouterr().out
    assert "FR204" in text and "FR103" not in text and "0.6 " in text and "in force" in text
    assert max(map(len, text.splitlines())) <= 130  # the signature


def test_labels_alone_measure_scores_alone(schema: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    Path("labels.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GOLD[4:]), encoding="utf-8")
    assert run(["bench", "--gold", "labels.jsonl", "--format", "json", "--quiet"]) == 0
    record = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema).validate(record)
    assert record["gold"]["spans"] is None and record["gold"]["confidences"] is None
    assert run(["bench", "--gold", "labels.jsonl", "--quiet"]) == 0
    assert "--min-confidence" not in capsys.readouterr().out


def test_what_ships_is_measured(
    schema: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {name: texts[:1] for name, texts in bundled_sets().items()}
    monkeypatch.setattr(report, "bundled_sets", lambda: few)
    assert run(["bench", "--format", "json", "-o", "bench.json", "--quiet"]) == 0
    record = json.loads(Path("bench.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(record)
    sets = {one["name"]: one for one in record["sets"]}
    assert list(sets) == list(few)
    assert (
        sets["dev"]["f_half"] > 0.5 and sets["dev-corrected"]["f_half"] is None and sets["dev-corrected"]["right_texts"]
    )
    assert record["speed"]["sentences"] > 50 and record["speed"]["cpu_seconds"] > 0
    assert run(["bench", "--quiet"]) == 0
    assert "articles that nothing was developed on" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["--gold", "none.jsonl"], 3, "none.jsonl: cannot be read"),
        (["--gold", "gold.jsonl", "-o", "gold.jsonl"], 2, "would be overwritten"),
        (["--select", "FR9"], 2, "no issue code begins with 'FR9'"),
    ],
)
def test_what_cannot_be_is_one_line(
    gold: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, expected: str
) -> None:
    assert run(["bench", *arguments]) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and expected in lines[0]
