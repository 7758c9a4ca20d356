"""`mtqa check` as a user meets it: exit codes, one-line errors, results where they belong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtqa.cli import run

WRONG = "Il vit dans dans un port de la côte.\n"
RIGHT = "Il vit dans un port de la côte depuis dix ans.\n"


def write(folder: Path, content: str | bytes, name: str = "texte.txt") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def error_of(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("mtqa: ")
    return lines[0]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in an empty folder: the project's own configuration must not leak into the tests."""
    monkeypatch.chdir(tmp_path_factory.mktemp("cwd"))


@pytest.mark.parametrize(("text", "code"), [(WRONG, 1), (RIGHT, 0)])
def test_exit_code_says_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int
) -> None:
    assert run(["check", write(tmp_path, text)]) == code
    assert ("FR204" in capsys.readouterr().out) is (code == 1)


def test_the_fail_level_decides(tmp_path: Path) -> None:
    path = write(tmp_path, WRONG)
    assert run(["check", path, "--fail-level", "critical"]) == 0
    assert run(["check", path, "--ignore", "FR204"]) == 0
    assert run(["check", path, "--select", "FR2"]) == 1
    assert run(["check", path, "--select", "FR101"]) == 0


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "vide.txt", "empty"),
        (b"  \n \n", "blanc.txt", "empty"),
        (b"PK\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00", "archive.txt", "zip archive"),
        (bytes(range(256)) * 4, "noise.txt", "binary"),
        (b'{"text": "Bonjour."}\n{"text": \n', "rows.jsonl", "rows.jsonl:2"),
        (b'{"texte": "Bonjour."}\n', "rows.jsonl", "text"),
        (b"id\ttexte\n1\tBonjour.\n", "rows.tsv", "text"),
        (b"id\ttext\n1\n", "rows.tsv", "rows.tsv:2"),
    ],
)
def test_bad_input_is_one_line_and_exit_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, name: str, expected: str
) -> None:
    assert run(["check", write(tmp_path, content, name)]) == 3
    line = error_of(capsys)
    assert name in line and expected in line


@pytest.mark.parametrize("name", ["absent.txt", "absent/*.txt", "https://"])
def test_a_missing_input_is_exit_3(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(["check", name]) == 3
    assert name in error_of(capsys)


def test_a_folder_without_readable_files_is_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, b"\x00\x01", "image.bin")
    assert run(["check", str(tmp_path)]) == 3
    assert str(tmp_path) in error_of(capsys)


def test_a_failed_input_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, RIGHT)
    assert run(["check", path, str(tmp_path / "absent.txt"), "--format", "json"]) == 3
    captured = capsys.readouterr()
    data = json.loads(captured.out)
    assert len(data["documents"]) == 1 and len(data["failures"]) == 1
    assert "absent.txt" in captured.err
    assert run(["check", path, str(tmp_path / "absent.txt"), "--keep-going"]) == 0
    assert "absent.txt" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "absent.txt"), "--keep-going"]) == 3


def test_a_back_translation_of_another_length_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write(tmp_path, '{"text": "Bonjour à tous."}\n{"text": "Au revoir."}\n', "rows.jsonl")
    back = write(tmp_path, "Hello.\n", "back.txt")
    assert run(["check", rows, "--back-translation", back]) == 3
    assert "back.txt" in (line := error_of(capsys)) and "1 line" in line and "2 segments" in line


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--config", "absent.toml"], "absent.toml"),
        (["--select", "FR999"], "FR999"),
        (["--ignore", "FR,BT"], "leave no code to check"),
        (["--select", ""], "--select names no code"),
        (["--ignore", " , "], "--ignore names no code"),
        (["--min-confidence", "3"], "--min-confidence"),
        (["--format", "xml"], "xml"),
        (["--engine", "oracle"], "oracle"),
        (["--output", "json"], "FORMAT=FILE"),
        (["--from", "xml"], "xml"),
    ],
)
def test_bad_usage_is_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert run(["check", write(tmp_path, RIGHT), *arguments]) == 2
    assert expected in error_of(capsys)


@pytest.mark.parametrize("arguments", [["--select", "BT"], ["--select", "BT103"], ["--ignore", "FR"]])
def test_evidence_without_anything_to_compare_with_is_no_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    article = write(tmp_path, RIGHT)
    assert run(["check", article, *arguments]) == 3
    assert "nothing to compare the French with" in error_of(capsys)
    rows = write(tmp_path, json.dumps({"text": "Il a 12 ans.", "source": "He is 13 years old."}) + "\n", "rows.jsonl")
    assert run(["check", rows, *arguments]) == 1


def test_an_unknown_configuration_key_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'ingore = ["FR101"]\n', "mtqa.toml")
    monkeypatch.chdir(tmp_path)
    assert run(["check", write(tmp_path, RIGHT)]) == 2
    line = error_of(capsys)
    assert "mtqa.toml" in line and "'ingore'" in line and "did you mean 'ignore'" in line


def test_outputs_go_where_they_are_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, WRONG)
    target, page = tmp_path / "out.json", tmp_path / "out.html"
    assert run(["check", path, "--format", "json", "-o", str(target), "--output", f"html={page}"]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["documents"]
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_an_output_that_cannot_be_written_is_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", write(tmp_path, RIGHT), "-o", str(tmp_path / "no" / "out.txt")]) == 2
    assert "out.txt" in error_of(capsys)


def test_rows_come_out_one_for_one_with_their_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write(
        tmp_path,
        '{"id": "a", "text": "Il vit dans dans un port. Il y est."}\n{"text": ""}\n{"text": "READ more"}\n',
        "r.jsonl",
    )
    assert run(["check", rows, "--format", "jsonl"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in found] == ["a", 1, 2]
    assert [issue["text"] for issue in found[0]["issues"]] == ["dans dans"]


def test_offsets_count_in_the_file_and_lines_are_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Un titre\n\nTout va bien ici, dit-il.\n\nIl vit dans dans un port.\n"
    assert run(["check", write(tmp_path, text), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)["documents"][0]
    issue = next(issue for sentence in document["sentences"] for issue in sentence["issues"])
    assert text[issue["start"] : issue["end"]] == issue["text"] == "dans dans"
    assert (issue["location"]["line"], issue["location"]["column"]) == (5, 8)


def test_inline_suppression_silences_and_an_unused_one_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "<!-- mtqa: ignore FR204 FR401 -->\n\n" + WRONG)
    assert run(["check", path]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "ignore FR401 silenced nothing" in out
    assert "dans dans" not in out


def test_user_words_are_never_flagged(tmp_path: Path) -> None:
    path = write(tmp_path, "Le weather de demain sera clair.\n")
    words = write(tmp_path, "weather  # the name of our club\n", "words.txt")
    assert run(["check", path]) == 1
    assert run(["check", path, "--words", words]) == 0
    assert run(["check", path, "--words", str(tmp_path / "absent.txt")]) == 3


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "(No such file or directory)"), (b"caf\xe9\n", "(byte 3 is not UTF-8)")]
)
def test_a_word_list_that_cannot_be_read_says_why_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, reason: str
) -> None:
    words = write(tmp_path, content, "words.txt") if content else str(tmp_path / "words.txt")
    assert run(["check", write(tmp_path, RIGHT), "--words", words]) == 3
    line = error_of(capsys)
    assert reason in line and line.count("words.txt") == 1


def test_source_and_back_translation_give_adequacy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "Le maire de Lyon est parti lundi. Il reviendra en 2025.\n")
    source = write(tmp_path, "The mayor of Lyon left on Monday. He will be back in 2025.\n", "en.txt")
    assert run(["check", path, "--source", source, "--back-translation", source, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)["documents"][0]
    assert [sentence["back_translation"] for sentence in document["sentences"]] != [None, None]
    assert all(sentence["adequacy_0_100"] > 50 for sentence in document["sentences"])
    assert {metric["name"] for metric in document["sentences"][0]["metrics"]} == {"chrF2", "BLEU", "TER"}
    assert run(["check", path, path, "--source", source]) == 2


def test_without_anything_to_compare_the_report_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", write(tmp_path, RIGHT)]) == 0
    assert "Adequacy was not checked" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("override", "code", "is_found"),
    [
        ("ignore = ['FR204']", 0, False),
        ("ignore = ['FR1']", 1, True),
        ("fail-level = 'critical'", 0, True),
        ("fail-level = 'minor'", 1, True),
    ],
)
def test_a_path_has_its_own_codes_and_fail_level(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    override: str,
    code: int,
    is_found: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, f"[per-path.'drafts/*']\n{override}\n", "mtqa.toml")
    (tmp_path / "drafts").mkdir()
    write(tmp_path / "drafts", WRONG)
    write(tmp_path, WRONG)
    assert run(["check", "drafts/texte.txt", "--format", "json"]) == code
    document = json.loads(capsys.readouterr().out)["documents"][0]
    assert bool(document["sentences"][0]["issues"]) is is_found
    assert (document["sentences"][0]["penalty"] == 0) is not is_found
    assert run(["check", "texte.txt", "drafts/texte.txt"]) == 1  # elsewhere nothing changes


def test_the_state_heeds_the_fail_level_of_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "fail-level = 'critical'\n[per-path.'texte*']\nfail-level = 'minor'\n", "mtqa.toml")
    write(tmp_path, WRONG)
    arguments = ["check", "texte.txt", "--state", "state.json"]
    assert (run(arguments), run(arguments)) == (1, 1)
