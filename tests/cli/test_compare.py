"""`mtqa compare` as a user meets it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from mtqa.cli import run

RIGHT = [
    "Le maire a présenté son budget lundi.", "Les ouvriers finissent à midi.", "La porte est fermée.",
    "Il vit dans un port.", "Elle va à l'école.", "Il faut que tu viennes.", "Ils habitent des maisons blanches.",
]  # fmt: skip
WRONG = [
    "Le maire présenter son budget lundi.", "Les ouvriers finit à midi.", "La porte est fermé.",
    "Il vit dans dans un port.", "Elle va à la école.", "Il faut que tu viens.", "Ils habitent des maisons blanc.",
]  # fmt: skip
FEED = '<rss version="2.0"><channel><title>N</title>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>https://example.org/{}</link><description>{}</description></item>"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, lines: list[str]) -> str:
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["compare", *arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_regression_is_found_and_fails_only_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG)
    assert run(["compare", right, wrong, "--from", "lines"]) == 0
    text = capsys.readouterr().out
    assert "7 units paired by position" in text and "7 worse, 0 better, 0 equal" in text
    assert run(["compare", right, wrong, "--from", "lines", "--fail-on-regression"]) == 1
    assert run(["compare", wrong, right, "--from", "lines", "--fail-on-regression"]) == 0
    assert run(["compare", right, right, "--from", "lines", "--fail-on-regression"]) == 0


def test_a_reference_brings_sacrebleu_with_signatures(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG)
    found = compared(capsys, right, wrong, "--from", "lines", "--reference", right)
    measures = {one["name"]: one for one in found["measures"]}
    assert list(measures) == ["score", "fluency", "chrF2", "BLEU", "TER"]
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    assert measures["chrF2"]["values"] == pytest.approx({"A": 100.0, "B": chrf.corpus_score(WRONG, [RIGHT]).score})
    assert measures["chrF2"]["signature"] == str(chrf.get_signature())
    assert measures["TER"]["differences"][0]["difference"] > 0 and measures["TER"]["lower_is_better"]
    assert [one["differences"][0]["outcome"] for one in found["measures"]] == ["worse"] * 5


def test_the_source_is_shared_by_texts_of_other_shape(capsys: pytest.CaptureFixture[str]) -> None:
    one = write("a.txt", [" ".join(RIGHT)])
    two = write("b.txt", [" ".join(RIGHT[:3]), "", " ".join(RIGHT[3:])])
    english = write("en.txt", [
        "The mayor presented his budget on Monday.", "The workers finish at noon.", "The door is closed.",
        "He lives in a port.", "She goes to school.", "You must come.", "They live in white houses.",
    ])  # fmt: skip
    found = compared(capsys, one, two, "--source", english)
    assert found["pairing"]["methods"] == {"content": 1} and found["pairing"]["units"] == 7
    assert "adequacy" in [one["name"] for one in found["measures"]]
    assert found["units"][0]["source"] == "The mayor presented his budget on Monday."
    assert "source (en.txt)" in found["adequacy_note"]


def test_feeds_of_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    items = [ITEM.format(text, number, text) for number, text in enumerate(RIGHT)]
    worse = ITEM.format(WRONG[1], 1, WRONG[1])
    Path("old.xml").write_text(FEED.format("".join(items[:3])), encoding="utf-8")
    Path("new.xml").write_text(FEED.format(items[3] + worse + items[0]), encoding="utf-8")
    found = compared(capsys, "old.xml", "new.xml")
    assert [(one["key"], [bool(side) for side in one["in"].values()]) for one in found["documents"]] == [
        ("#https://example.org/0", [True, True]), ("#https://example.org/1", [True, True]),
        ("#https://example.org/2", [True, False]), ("#https://example.org/3", [False, True]),
    ]  # fmt: skip
    assert run(["compare", "old.xml", "new.xml"]) == 0
    text = capsys.readouterr().out
    assert "added: #https://example.org/3" in text and "removed: #https://example.org/2" in text
    assert "Worst regressions" in text and "FR103" in text


def test_one_can_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    right = write("right.txt", RIGHT)
    data = "\n".join(WRONG).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert compared(capsys, right, "-", "--from", "lines")["against_first"][0]["losses"]


def test_the_result_is_the_same_every_time_and_the_seed_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG[:3] + RIGHT[3:])
    runs = [compared(capsys, right, wrong, "--from", "lines", "--seed", seed) for seed in ("3", "3", "4")]
    assert runs[0] == runs[1] and runs[0]["test"]["seed"] == 3
    assert runs[0]["measures"] != runs[2]["measures"]


def test_a_page_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG)
    assert run(["compare", right, wrong, "--format", "html", "-o", "page.html", "--from", "lines"]) == 0
    assert "B is worse than A" in Path("page.html").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["right.txt", "absent.txt"], 3, "absent.txt"),
        (["right.txt", "empty.txt"], 3, "empty.txt: is empty"),
        (["right.txt", "right.txt", "--samples", "5"], 2, "--samples must lie between 100 and 100000"),
        (["right.txt", "right.txt", "--seed", "-5"], 2, "--seed and --show must be 0 or more"),
        (["-", "-"], 2, "only one translation can come from standard input"),
        (["right.txt", "wrong.txt", "-o", "wrong.txt"], 2, "would be overwritten"),
        (["right.txt", "right.txt", "--metric", "comet"], 2, "no metric 'comet'"),
    ],
)
def test_what_cannot_be_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, expected: str
) -> None:
    write("right.txt", RIGHT), write("wrong.txt", WRONG), Path("empty.txt").write_bytes(b"")
    assert run(["compare", *arguments]) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("mtqa: ") and expected in lines[0], lines


def test_one_translation_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stop:
        run(["compare", "right.txt"])
    assert stop.value.code == 2
