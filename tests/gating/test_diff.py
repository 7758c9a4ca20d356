"""What git says changed, asked of a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mtqa.errors import UsageError
from mtqa.gating import changed_lines


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose only commit holds `a.txt` with four lines."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "a.txt").write_text("un\ndeux\ntrois\nquatre\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "Text")


def lines_of(text: str, name: str = "a.txt") -> frozenset[int] | None:
    Path(name).write_text(text, encoding="utf-8")
    return changed_lines([name], "HEAD")[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un\ndeux\ntrois\nquatre\n", set()),
        ("un\nDEUX\ntrois\nquatre\n", {2}),
        ("zéro\nun\ndeux\ntrois\nquatre\ncinq\nsix\n", {1, 6, 7}),
        ("un\nquatre\n", set()),  # what was only deleted leaves no line
        ("un\ndeux\ntrois\nquatre", {4}),
    ],
)
def test_lines_count_in_the_new_text(repository: Path, text: str, expected: set[int]) -> None:
    assert lines_of(text) == expected


def test_a_new_file_counts_whole(repository: Path) -> None:
    assert lines_of("neuf\n", "new.txt") is None
    git(repository, "add", "new.txt")
    assert lines_of("neuf\n", "new.txt") == {1}


def test_older_revisions_and_other_folders(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "a.txt").write_text("un\ndeux\nTROIS\nquatre\n", encoding="utf-8")
    commit(repository)
    assert changed_lines(["a.txt"], "HEAD") == {"a.txt": frozenset()}
    assert changed_lines(["a.txt"], "HEAD~1") == {"a.txt": frozenset({3})}
    monkeypatch.chdir("/")
    assert changed_lines([str(repository / "a.txt")], "HEAD~1") == {str(repository / "a.txt"): frozenset({3})}


def test_names_are_no_patterns_and_no_options(repository: Path) -> None:
    for name in ("[a].txt", "-x.txt", "é ü.txt", ":(top)b.txt"):
        Path(name).write_text("un\n", encoding="utf-8")
    commit(repository)
    for name in ("[a].txt", "-x.txt", "é ü.txt", ":(top)b.txt"):
        assert lines_of("deux\n", name) == {1}, name


def test_text_that_git_takes_for_binary_has_lines_too(repository: Path) -> None:
    Path("b.txt").write_bytes("un\n".encode("utf-16"))
    commit(repository)
    Path("b.txt").write_bytes("un\ndeux\n".encode("utf-16"))
    assert changed_lines(["b.txt"], "HEAD")["b.txt"]


@pytest.mark.parametrize("revision", ["no-such", "--output=x", "HEAD:a.txt", ""])
def test_an_unknown_revision_is_a_usage_error(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="git knows no revision"):
        changed_lines(["a.txt"], revision)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "a.txt"]


def test_what_is_not_in_a_repository_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.txt").write_text("un\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is not in a git repository"):
        changed_lines([str(tmp_path / "a.txt")], "HEAD")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("-", "standard input"),
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
    ],
)
def test_what_is_no_file_has_no_history(name: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"^--diff: {said} has no history in git"):
        changed_lines([name], "HEAD")


def test_without_git_the_message_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git cannot be run"):
        changed_lines(["a.txt"], "HEAD")
