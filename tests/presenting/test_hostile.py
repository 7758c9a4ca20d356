"""What no input may do: move a cursor, turn text around, become markup, break a row, or crash a presenter."""

from __future__ import annotations

import base64
import hashlib
import re
from unicodedata import category

import pytest

from mtqa.domain.report import CheckReport, FailedInput
from mtqa.presenting import BUILT_IN, present
from mtqa.presenting.visible import visible
from tests.presenting.formats import PageReader, content
from tests.presenting.samples import issue_at, one_line_report

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style></p><script src=//evil.example/x.js></script>",
    '" onmouseover="alert(1)" x="',
    "' style='background:url(https://evil.example/)' '",
    "{{ 7 * 7 }} {% raw %}",
    "[bold red]not rich markup[/] :smile:",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "a\rb\x08\x00\x7f\x9b31m",
    "right-to-left \u202eevil\u202c \u2066isolated\u2069 \u200f",
    "lone \ud800 and \udcff",
    "zero\u200bwidth \ufeff soft\xadhyphen \U000e0041tag",
    "line\u2028and paragraph\u2029separator\x85",
    "e\u0301\u0301\u0301 日本語 👩\u200d🚀 ไทย עברית",
    "x" * 10_000,
)


def hostile_report(text: str) -> CheckReport:
    """The text everywhere that an input or a plug-in can put one."""
    flagged = issue_at(text, "FR402", 0, len(text), message=text, suggestion=text, evidence=(text,))
    middle = issue_at(text, "FR101", len(text) // 2, len(text) // 2 + 1)
    report = one_line_report(text, flagged, middle, name=text)
    return CheckReport(report.documents, (FailedInput(text, text),), text, text)


@pytest.mark.parametrize("format", BUILT_IN)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_every_format_survives_and_is_utf_8(text: str, format: str) -> None:
    assert present(hostile_report(text), format, color=True, width=80).encode()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_console_without_color_is_printable(text: str, width: int) -> None:
    from rich.cells import cell_len

    output = present(hostile_report(text), "console", width=width)
    for line in output.split("\n"):
        assert not [char for char in line if category(char) in {"Cc", "Cs", "Zl", "Zp"}], line
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", line)
        assert cell_len(line) <= width


def test_console_color_adds_nothing_but_our_own_styles() -> None:
    for text in HOSTILE:
        plain = present(hostile_report(text), "console")
        colored = present(hostile_report(text), "console", color=True)
        assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", colored)
        assert colored != plain


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
def test_html_text_stays_text(text: str) -> None:
    page = PageReader(present(hostile_report(text), "html"))
    innocent = PageReader(present(hostile_report("y" * len(text)), "html"))
    assert [element.tag for element in page.elements] == [element.tag for element in innocent.elements]
    assert [sorted(e.attributes) for e in page.elements] == [sorted(e.attributes) for e in innocent.elements]
    assert page.left_open == []
    assert content(page.of_class("text")[0]) == visible(text)
    assert content(next(e for e in page.elements if e.tag == "title")).startswith(visible(text))


def test_html_reaches_for_nothing_outside_itself() -> None:
    page = PageReader(present(hostile_report(HOSTILE[1]), "html"))
    tags = {element.tag for element in page.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "base", "form"}
    (script,) = (element for element in page.elements if element.tag == "script")
    assert not script.attributes
    assert HOSTILE[1] not in content(script)
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name in {"style", "src"}]
        assert element.attributes.get("href", "#").startswith("#")
    (policy,) = (e.attributes["content"] for e in page.elements if "http-equiv" in e.attributes)
    digest = base64.b64encode(hashlib.sha256(content(script).encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy


def test_visible_shows_what_cannot_be_seen() -> None:
    assert visible("a\x1bb\u202ec\ud800d\U000e0041") == r"a\x1bb\u202ec\ud800d\U000e0041"
    assert visible("l’œuvre « 1 000 € »\u00a0! 👩\u200d🚀") == "l’œuvre « 1 000 € »\u00a0! 👩\u200d🚀"
    assert visible("a\nb\tc") == "a b c"
