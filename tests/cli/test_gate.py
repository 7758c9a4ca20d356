"""`mtqa gate` as CI meets it: exit codes, the verdict, baselines and changed lines, outputs for each system."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mtqa.cli import run

GOOD = "Le maire a ouvert le port lundi matin."
BAD = "Il vit dans dans un port de la côte."
OTHER = "Les pêcheurs attendent sur le quai."
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs in an empty folder and outside CI: neither configuration nor environment may leak into the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


def write(name: str, *paragraphs: str) -> str:
    Path(name).write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return name


def test_a_bad_translation_turns_green_to_red_and_its_removal_shows_as_fixed(capsys: Captured) -> None:
    """The life of a baseline: good, worse, reworded elsewhere, repaired."""
    write("old.txt", BAD)
    write("a.txt", GOOD, OTHER)
    everything = ["gate", "a.txt", "old.txt", "--baseline", "base.json"]
    assert run([*everything, "--update-baseline"]) == 0
    assert run(everything) == 0
    assert "not counted: 1 known to the baseline" in capsys.readouterr().out

    write("a.txt", GOOD, OTHER, "Le chat dort dort au soleil.")
    assert run(everything) == 1
    verdict = capsys.readouterr().out.partition("\ngate: ")[2]
    assert "FAIL  fail-level" in verdict and "measured: 1 major" in verdict
    assert "- a.txt:5:9: FR204 major “dort dort”" in verdict and "old.txt" not in verdict

    write("a.txt", "Le maire a fermé le port mardi soir.", OTHER)
    assert run(everything) == 0

    write("old.txt", "Il vit dans un port de la côte.")
    assert run(everything) == 0
    assert "fixed: FR204 “dans dans” in old.txt" in capsys.readouterr().out
    assert run([*everything, "--update-baseline"]) == 0
    assert json.loads(Path("base.json").read_text(encoding="utf-8"))["issues"] == []


def test_a_failed_input_is_never_green_and_leaves_the_baseline_of_others(capsys: Captured) -> None:
    write("a.txt", GOOD)
    write("b.txt", BAD)
    assert run(["gate", "a.txt", "b.txt", "--baseline", "base.json", "--update-baseline"]) == 0
    before = json.loads(Path("base.json").read_text(encoding="utf-8"))
    Path("b.txt").write_bytes(b"\x00\x01\x02\x03" * 20)
    assert run(["gate", "a.txt", "b.txt", "--baseline", "base.json", "--update-baseline"]) == 3
    assert json.loads(Path("base.json").read_text(encoding="utf-8")) == before
    captured = capsys.readouterr()
    assert "FAIL  inputs" in captured.out and "b.txt" in captured.err
    assert run(["gate", "a.txt", "b.txt", "--keep-going"]) == 0
    assert run(["gate", "b.txt", "--keep-going"]) == 3
    assert run(["gate", "absent.txt"]) == 3


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--update-baseline"], "--update-baseline needs --baseline"),
        (["--baseline", "none.json"], "no such baseline"),
        (["--min-score", "101"], "--min-score must be at least 0 and at most 100"),
        (["--max-share-below", "-0.1"], "--max-share-below must be at least 0"),
        (["--max-critical", "-1"], "--max-critical must be at least 0"),
        (["--below", "poor"], "--below must be fair, good, or a score"),
        (["--max-issues", "FR204"], "--max-issues takes CODE=N"),
        (["--max-issues", "FR999=1"], "no issue code begins with 'FR999'"),
        (["--diff", "HEAD"], "is not in a git repository"),
        (["--format", "xml"], "unknown format 'xml'"),
        (["--output", "sarif"], "FORMAT=FILE"),
    ],
)
def test_bad_usage_is_exit_2_and_one_line(capsys: Captured, arguments: list[str], expected: str) -> None:
    write("a.txt", GOOD)
    assert run(["gate", "a.txt", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert expected in line


def test_a_corrupt_baseline_is_exit_2_and_stays(capsys: Captured) -> None:
    write("a.txt", GOOD)
    write("base.json", '{"kind": "other"}')
    for extra in ([], ["--update-baseline"]):
        assert run(["gate", "a.txt", "--baseline", "base.json", *extra]) == 2
        assert "base.json: not a baseline of mtqa" in capsys.readouterr().err
    assert "other" in Path("base.json").read_text(encoding="utf-8")


def test_flags_and_file_set_limits(capsys: Captured) -> None:
    write("a.txt", BAD)
    assert run(["gate", "a.txt", "--max-major", "1"]) == 0
    assert run(["gate", "a.txt", "--max-major", "1", "--min-score", "99"]) == 1
    assert run(["gate", "a.txt", "--fail-level", "critical"]) == 0
    assert run(["gate", "a.txt", "--max-issues", "FR204=1"]) == 0
    capsys.readouterr()
    write("mtqa.toml", "[gate]\nmax-major = 0\n[per-path.'draft/*']\ngate = { max-major = 9 }")
    assert run(["gate", "a.txt", "--max-major", "3"]) == 0
    assert run(["gate", "a.txt"]) == 1
    Path("draft").mkdir()
    write("draft/a.txt", BAD)
    assert run(["gate", "draft/a.txt"]) == 0
    assert "max-major [draft/*]" in capsys.readouterr().out


def test_a_pinned_signature_is_said_before_the_check_and_in_the_verdict(capsys: Captured) -> None:
    write("a.txt", GOOD)
    write("mtqa.toml", 'signature = "data:00000000|profile:fr-FR"')
    assert run(["gate", "a.txt"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("mtqa: the signature is not the one pinned: data: 00000000, now ")
    assert "FAIL  signature" in captured.out and "- data: 00000000, now " in captured.out
    write("mtqa.toml", 'signature = "profile:fr-FR"')
    assert run(["gate", "a.txt"]) == 0


def test_a_baseline_of_another_version_is_said_first(capsys: Captured) -> None:
    write("a.txt", BAD)
    assert run(["gate", "a.txt", "--baseline", "base.json", "--update-baseline"]) == 0
    text = Path("base.json").read_text(encoding="utf-8")
    Path("base.json").write_text(text.replace("mtqa:", "mtqa:0.0.", 1), encoding="utf-8")
    assert run(["gate", "a.txt", "--baseline", "base.json"]) == 0
    captured = capsys.readouterr()
    assert "mtqa: the signature is not the one of the baseline: mtqa: 0.0." in captured.err
    assert "note: the baseline was written with another signature" in captured.out


def test_only_lines_that_git_says_changed_are_judged(capsys: Captured) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    write("a.txt", BAD, GOOD)
    git("init", "--quiet")
    git("add", "a.txt")
    git("commit", "--quiet", "-m", "Text")
    assert run(["gate", "a.txt", "--diff", "HEAD"]) == 0
    write("a.txt", BAD, GOOD, OTHER)
    assert run(["gate", "a.txt", "--diff", "HEAD"]) == 0
    assert "not counted: 1 on lines that did not change" in capsys.readouterr().out
    write("a.txt", BAD, GOOD, "Le chat dort dort au soleil.")
    assert run(["gate", "a.txt", "--diff", "HEAD"]) == 1
    assert run(["gate", "a.txt", "absent.txt", "--diff", "HEAD"]) == 3
    capsys.readouterr()
    assert run(["gate", "a.txt", "--diff", "no-such"]) == 2
    assert "git knows no revision 'no-such'" in capsys.readouterr().err


def test_several_outputs_at_once_and_the_verdict_on_stderr(capsys: Captured) -> None:
    write("a.txt", BAD)
    outputs = [f"--output={name}=out.{name}" for name in ("sarif", "junit", "gitlab", "rdjson", "github", "html")]
    assert run(["gate", "a.txt", "--format", "json", *outputs]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["documents"] and captured.err.startswith("gate: FAILED\n")
    assert json.loads(Path("out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"][0]["ruleId"] == "FR204"
    suites = ET.parse("out.junit").getroot()
    assert [suite.get("name") for suite in suites] == ["a.txt", "mtqa gate"]
    assert json.loads(Path("out.gitlab").read_text(encoding="utf-8"))[0]["check_name"] == "FR204"
    assert json.loads(Path("out.rdjson").read_text(encoding="utf-8"))["diagnostics"][0]["code"]["value"] == "FR204"
    assert Path("out.github").read_text(encoding="utf-8").startswith("::warning file=a.txt,line=1,")


def test_in_github_actions_annotations_and_summary(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", BAD)
    write("summary.md", "# Before")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert run(["gate", "a.txt", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::warning file=a.txt,line=1,endLine=1,col=8,endColumn=17,title=FR204 ")
    text = Path("summary.md").read_text(encoding="utf-8")
    assert text.startswith("# Before\n## mtqa") and "**gate: FAILED**" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/summary.md")
    assert run(["gate", "a.txt", "--format", "github"]) == 2


def test_in_github_actions_the_console_obeys_no_command_of_a_text(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "::error::owned", BAD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run(["gate", "a.txt"])
    lines = capsys.readouterr().out.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert lines[0] != token and len(token) == 32 and lines[-1] == f"::{token}::"


def test_standard_input_can_be_gated(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode()), encoding="utf-8"))
    assert run(["gate", "-", "--output", "sarif=out.sarif"]) == 1
    assert '"uri": "stdin"' in Path("out.sarif").read_text(encoding="utf-8")
    assert run(["gate", "-", "--diff", "HEAD"]) == 2
    assert "standard input has no history" in capsys.readouterr().err


def test_a_feed_goes_through_the_same_life(capsys: Captured) -> None:
    """With a state, too: an item that passes only by the baseline is looked at again, so that its repair is seen."""

    def feed(*texts: str) -> None:
        items = "".join(f"<item><guid>{n}</guid><title>{text}</title></item>" for n, text in enumerate(texts) if text)
        write("feed.xml", f'<rss version="2.0"><channel>{items}</channel></rss>')

    arguments = ["gate", "feed.xml", "--baseline", "base.json", "--state", "state.json"]
    feed(GOOD, BAD)
    assert run([*arguments, "--update-baseline"]) == 0
    assert run(arguments) == 0
    assert "documents: 1, sentences: 1, failed: 0, passed before: 1" in capsys.readouterr().out
    feed(GOOD, BAD, "Le chat dort dort au soleil.")
    assert run(arguments) == 1
    assert "- feed.xml#2:1: FR204 major “dort dort”" in capsys.readouterr().out
    feed("Le maire a fermé le port mardi soir.", BAD)
    assert run(arguments) == 0
    capsys.readouterr()
    feed(GOOD, "", OTHER)
    assert run([value for value in arguments if "state" not in value]) == 0
    assert "fixed: FR204 “dans dans” in feed.xml#1" in capsys.readouterr().out
    write("base.json", Path("base.json").read_text(encoding="utf-8").replace('"fingerprint": "', '"fingerprint": "0'))
    feed(GOOD, BAD)
    assert run(arguments) == 1  # the state does not vouch for what the baseline no longer knows
