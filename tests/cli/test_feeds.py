"""`mtqa check` and `mtqa gate` on feeds: exit codes, messages and what a second run does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.pipeline import Checker

GOOD = ("Le chat dort sur la table de la cuisine.", "Les enfants jouent dans le jardin de leur grand-mère.")
BAD = "Les maison est très grand et le fille sont contente."


def feed(*texts: str) -> str:
    items = "".join(
        f"<item><link>https://exemple.fr/{number}</link>\n<title>{text}</title></item>\n"
        for number, text in enumerate(texts)
    )
    return f'<rss version="2.0"><channel>\n{items}</channel></rss>'


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("feed.xml")


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run([*arguments, "--quiet"])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_a_bad_item_fails_the_gate_and_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(feed(*GOOD))
    assert ended(capsys, "gate", "feed.xml")[0] == 0
    path.write_text(feed(*GOOD, BAD))
    code, printed = ended(capsys, "gate", "feed.xml")
    assert code == 1
    assert "feed.xml#https://exemple.fr/2" in printed


def test_an_unreadable_item_is_never_green(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(feed(GOOD[0], " "))
    for command in ("check", "gate"):
        code, printed = ended(capsys, command, "feed.xml")
        assert code == 3
        assert "feed.xml#https://exemple.fr/1: nothing to check" in printed


@pytest.mark.parametrize("command", ["check", "gate"])
def test_a_second_run_checks_only_what_is_new_or_bad(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    checked: list[str] = []
    check = Checker.check_document

    def counted(self: Checker, document, progress=None):
        checked.append(document.segments[0].text)
        return check(self, document, progress)

    monkeypatch.setattr(Checker, "check_document", counted)
    path.write_text(feed(*GOOD))
    arguments = (command, "feed.xml", "--state", "state.json")
    assert ended(capsys, *arguments)[0] == 0
    assert (ended(capsys, *arguments)[0], len(checked)) == (0, 2)
    path.write_text(feed(*GOOD, BAD))
    assert (ended(capsys, *arguments)[0], checked[2:]) == (1, [BAD])
    assert (ended(capsys, *arguments)[0], checked[3:]) == (1, [BAD])
    path.write_text(feed(*GOOD))
    assert (ended(capsys, *arguments)[0], len(checked)) == (0, 4)


def test_an_item_that_leaves_the_feed_is_fixed_although_the_others_are_not_checked_again(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text(feed(*GOOD, BAD))
    arguments = ("gate", "feed.xml", "--state", "state.json", "--baseline", "base.json")
    assert ended(capsys, *arguments, "--update-baseline")[0] == 0
    assert "fixed:" not in ended(capsys, *arguments)[1]
    path.write_text(feed(GOOD[0], "Un autre chat dort sur la table de la cuisine.", BAD))
    assert "fixed:" not in ended(capsys, *arguments)[1]
    path.write_text(feed(GOOD[0]))
    code, printed = ended(capsys, *arguments)
    assert code == 0
    assert "passed before: 1" in printed
    assert "in feed.xml#https://exemple.fr/2" in printed


def test_other_limits_make_everything_new(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(feed(*GOOD))
    ended(capsys, "gate", "feed.xml", "--state", "state.json")
    code, printed = ended(capsys, "gate", "feed.xml", "--state", "state.json", "--min-score", "99")
    assert "documents: 2" in printed, code


def test_a_score_that_fails_is_kept_for_no_document(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(feed(BAD))
    arguments = ("gate", "feed.xml", "--state", "state.json", "--fail-level", "critical", "--min-score", "99.9")
    assert [ended(capsys, *arguments)[0] for _ in range(2)] == [1, 1]


def test_addresses_are_private_unless_allowed(path: Path, server, capsys: pytest.CaptureFixture[str]) -> None:
    url = server.put("/f", feed(*GOOD).encode()).replace("//", "//user:s3cret@")
    code, printed = ended(capsys, "gate", url)
    assert (code, "s3cret" in printed, "allow that with --allow-private" in printed) == (3, False, True)
    assert ended(capsys, "gate", url, "--allow-private")[0] == 0
    server.put("/f", b"", 503)
    code, printed = ended(capsys, "check", url, "--allow-private")
    assert (code, "s3cret" in printed, "answered 503" in printed) == (3, False, True)


def test_linked_pages_are_checked(path: Path, server, capsys: pytest.CaptureFixture[str]) -> None:
    server.put("/page", f"<html><body><p>{BAD} {GOOD[0]}</p></body></html>".encode())
    path.write_text(feed(GOOD[0]).replace("https://exemple.fr/0", f"{server.address}/page"))
    assert ended(capsys, "gate", "feed.xml")[0] == 0
    code, printed = ended(capsys, "gate", "feed.xml", "--follow", "--allow-private")
    assert code == 1
    assert f"{server.address}/page" in printed
