"""What must not happen in the page: text that acts, a reader who cannot use it, colours that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from mtqa.presenting.visible import visible
from tests.browser.conftest import OpenPage
from tests.browser.reports import feed_report, linked_report
from tests.presenting.samples import article_report, issue_at, one_line_report, rows_report

Open = Callable[..., OpenPage]

HOSTILE = (
    "</script></template><script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"
    '" onmouseover="window.owned = 1" \u202eright to left\u202c lone \ud800 ' + "x" * 10_000
)


def hostile_report(documents: int) -> CheckReport:
    """The text as name, sentence, message, suggestion, evidence and signature."""
    flagged = issue_at(HOSTILE, "FR402", 0, len(HOSTILE), message=HOSTILE, suggestion=HOSTILE, evidence=(HOSTILE,))
    (document,) = one_line_report(HOSTILE, flagged, name=HOSTILE).documents
    return CheckReport((document,) * documents, (), HOSTILE, HOSTILE)


@pytest.mark.parametrize("documents", [1, 401])  # as it stands, and packed
def test_hostile_text_stays_text(open_page: Open, documents: int) -> None:
    if documents > 1:
        report = feed_report(1, documents)
        report = replace(hostile_report(1), documents=(*hostile_report(1).documents, *report.documents))
    else:
        report = hostile_report(1)
    page = open_page(report, "#d1s1")
    page.press("j")
    page.click("[data-language=fr]")
    page.choose("#order", "worst")
    assert page.js("return window.owned") is None
    assert (
        page.js("return document.images.length + document.querySelectorAll('[onmouseover], script[src]').length") == 0
    )
    assert page.js("return document.scripts.length") == 1
    shown = page.js("return document.querySelector('#d1s1 .text').textContent")
    assert "\\u202e" in shown and "\\ud800" in shown and "<script>" in shown and "\u202e" not in shown
    assert page.js("return visible(arguments[0])", "a\x1b\u202e\U000e0041\t\u200db") == visible(
        "a\x1b\u202e\U000e0041\t\u200db"
    )
    assert "\u202e" not in page.js("return markdown()")
    assert page.js("return document.documentElement.scrollWidth <= innerWidth")
    assert page.console() == []
    assert page.requests() == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("report", [article_report, rows_report, linked_report], ids=["article", "rows", "linked"])
def test_axe_finds_nothing_serious(open_page: Open, axe: str, report: Callable[[], CheckReport], dark: bool) -> None:
    page = open_page(report(), "#d1s1")
    mode = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", mode)
    page.press("c", "j")
    page.js("for (const details of document.querySelectorAll('details')) details.open = true")
    page.js(axe)
    found = page.driver.execute_async_script("axe.run().then(arguments[0])")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found["passes"]
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert not [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in serious]


def test_without_script_an_article_is_complete(driver: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(present(article_report(), "html"), encoding="utf-8")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get(path.as_uri() + "#d1s2i1")
        shown = driver.find_element("css selector", "main").text
        buttons = driver.find_elements("css selector", "button")
        assert not [button for button in buttons if button.is_displayed()]
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    for words in ("Il ouvre fenêtre.", "Days have no capital in French.", "Laisser un commentaire", "rule sample"):
        assert words in shown


def test_narrow_screens_do_not_scroll_sideways(open_page: Open) -> None:
    page = open_page(rows_report())
    metrics = {"width": 360, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    wide = page.js("return document.documentElement.scrollWidth")
    page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 360
