"""What a long run says of its progress: in place on a terminal, seldom in a log, nothing when it is to be quiet."""

from __future__ import annotations

import pytest

from mtqa.cli import progress
from mtqa.cli.progress import ProgressLine


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the line reads, to be set by the test."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_log_has_a_line_now_and_then(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    for clock[0], done in ((100.5, 1), (101.0, 2), (105.9, 3), (106.0, 4)):
        line("checking", done, 9)
    line.close()
    assert capsys.readouterr().err == "mtqa: checking 2/9\nmtqa: checking 4/9\n"


def test_a_terminal_has_one_line_that_is_cleared_at_the_end(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True)
    line = ProgressLine()
    for clock[0], done in ((101.0, 1), (101.4, 2), (101.5, 3)):
        line("checking", done, 9)
    line.close()
    line.close()
    assert capsys.readouterr().err == "\r\x1b[Kmtqa: checking 1/9\r\x1b[Kmtqa: checking 3/9\r\x1b[K"


def test_a_quiet_run_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine(quiet=True)
    clock[0] = 200.0
    line("checking", 1, 9)
    line.close()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "share", "said"),
    [
        (60.0, 0.5, "1,200 rows, 20 rows/s, 60 s left"),
        (60.0, 0.1, "1,200 rows, 20 rows/s, 9 min left"),
        (600.0, 0.04, "1,200 rows, 2 rows/s, 4 h 00 min left"),
        (60.0, None, "1,200 rows, 20 rows/s"),
        (60.0, 1.0, "1,200 rows, 20 rows/s"),
    ],
)
def test_the_rate_tells_the_time_that_is_left(
    seconds: float, share: float | None, said: str, clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    line = ProgressLine()
    line.rate(0, None if share is None else 0.0)
    assert capsys.readouterr().err == "", "a rate needs two moments"
    clock[0] += seconds
    line.rate(1200, share)
    assert capsys.readouterr().err == f"mtqa: checked {said}\n"
