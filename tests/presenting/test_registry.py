from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from mtqa.domain.report import CheckReport
from mtqa.errors import UsageError
from mtqa.presenting import BUILT_IN, format_names, present, presenter_of
from tests.presenting.samples import article_report

GROUP = "mtqa.presenters"


def shout(report: CheckReport, *, color: bool, width: int | None) -> str:
    """A plug-in."""
    return f"{len(report.documents)} {color} {width}"


def offer(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    def entry_points(*, group: str) -> EntryPoints:
        return EntryPoints(points).select(group=group)

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(
        UsageError, match=r"unknown format 'xlsx': use one of console, json, jsonl, tsv, html"
    ) as caught:
        present(article_report(), "xlsx")
    assert caught.value.exit_code == 2


def test_plug_in_is_called_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, EntryPoint("shout", f"{__name__}:shout", GROUP))
    assert present(article_report(), "shout", color=True, width=50) == "1 True 50"
    assert format_names()[-1] == "shout"


def test_plug_in_cannot_replace_a_built_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(**_: object) -> EntryPoints:
        raise AssertionError("entry points were looked up for a built-in format")

    monkeypatch.setattr("importlib.metadata.entry_points", never)
    for name in BUILT_IN:
        assert presenter_of(name) is BUILT_IN[name]


def test_broken_plug_in_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, EntryPoint("odd", "no_such_module_here:render", GROUP))
    with pytest.raises(UsageError, match=r"format 'odd': its plug-in no_such_module_here:render cannot be loaded"):
        present(article_report(), "odd")


def test_only_the_format_asked_for_costs_start_up_time() -> None:
    """rich's Console costs 15 ms more than its styles, jinja2 45 ms; neither is loaded for nothing."""
    code = (
        "import sys; from mtqa.presenting import present; from mtqa.domain.report import CheckReport;"
        "assert not {'rich', 'jinja2', 'importlib.metadata'} & sys.modules.keys();"
        "present(CheckReport((), (), 'x'), 'console', color=True);"
        "assert not {'rich.console', 'jinja2'} & sys.modules.keys(), 'console'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
