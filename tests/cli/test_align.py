"""`mtqa align` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa.cli import run

FRENCH = "Le ministre Paul Girard part. La ville de Rennes compte 340 écoles.\nLes syndicats attendent une garantie. Anna chante."
ENGLISH = (
    "Minister Paul Girard is leaving. The city of Rennes has 340 schools.\nThe unions await a guarantee. Anna sings."
)


@pytest.fixture
def sides(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "fr.txt", tmp_path / "en.txt"]
    for path, text in zip(paths, (FRENCH, ENGLISH), strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return [str(path) for path in paths]


def test_jsonl_gives_a_pair_a_row(sides: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["align", *sides, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(row["french"], row["other"]) for row in rows] == [([i], [i]) for i in range(4)]
    linked = {(rows[1]["french_tokens"][i], rows[1]["other_tokens"][j]) for i, j in rows[1]["links"]}
    assert {("Rennes", "Rennes"), ("340", "340")} <= linked
    assert all(0 < row["score"] <= 1 for row in rows)


def test_tsv_and_pharaoh_say_the_same(sides: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["align", *sides]) == 0
    header, *rows = [line.split("\t") for line in capfd.readouterr().out.splitlines()]
    assert run(["align", *sides, "--format", "pharaoh"]) == 0
    assert capfd.readouterr().out.splitlines() == [row[header.index("links")] for row in rows]
    assert rows[2][header.index("french_text")] == "Les syndicats attendent une garantie."


def test_lines_stay_whole_where_asked_for(sides: list[str], tmp_path: Path) -> None:
    output = tmp_path / "pairs.jsonl"
    assert run(["align", *sides, "--from", "lines", "--format", "jsonl", "-o", str(output)]) == 0
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [(row["french"], row["other"]) for row in rows] == [([0], [0]), ([1], [1])]


def test_a_text_of_one_sentence_a_line_keeps_its_lines(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines = [f"Ligne {n} du registre de M. Girard" for n in range(9)]
    (tmp_path / "fr.txt").write_text("\n".join([*lines, "Fin 10. Vraiment."]), encoding="utf-8")
    (tmp_path / "en.txt").write_text(
        "\n".join(f"Line {n} of the register of Mr. Girard" for n in range(11)), encoding="utf-8"
    )
    assert run(["align", str(tmp_path / "fr.txt"), str(tmp_path / "en.txt"), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert sorted(i for row in rows for i in row["french"]) == list(range(10))


def test_errors_are_one_line_with_exit_code_3(
    sides: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    missing, empty = tmp_path / "nowhere.txt", tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    for path in (missing, empty):
        assert run(["align", sides[0], str(path)]) == 3
        said = capfd.readouterr().err
        assert said.startswith("mtqa: ") and str(path) in said and said.count("\n") == 1
