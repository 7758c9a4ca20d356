"""HTML: one self-contained page, opened from disk without network.

Every text passes through `visible` (no control character, direction mark or lone surrogate reaches the page) and then
through the template engine's escaping, which is on for everything: text can never become markup. Let through unescaped
are our own style sheet and script alone, and the Content-Security-Policy allows those very texts, by their hashes, and
nothing else.

A page of one document, or of few sentences, is complete as it stands; script adds filters, keys, comparison and export.
The sentences of a larger one travel packed, as the same markup, and are drawn as they are scrolled to.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import failure_line
from mtqa.presenting.verdict import side_lines
from mtqa.presenting.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

    from mtqa.presenting.page import Page

_TEMPLATE = "report.html.j2"
_STYLE_SHEET = "report.css"
# One script in files of one subject each; the last one starts it.
_SCRIPTS = ("language.js", "reading.js", "inspecting.js", "comparing.js", "deciding.js", "copying.js", "start.js")
_FRENCH = "french.json"
# Several documents with more sentences than this are drawn as they are scrolled to.
_MOST_SENTENCES_AT_ONCE = 400


def present(report: CheckReport, **_: object) -> str:
    """The report as one HTML page."""
    from markupsafe import Markup  # these here, because only this format needs them: 40 ms

    from mtqa.presenting.packing import pack
    from mtqa.presenting.page import page_of

    style = _source(_STYLE_SHEET)
    script = "".join(map(_source, _SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = page_of(report)
    at_once = len(page.articles) == 1 or page.record["summary"]["sentences"] <= _MOST_SENTENCES_AT_ONCE
    return (
        _environment()
        .get_template(_TEMPLATE)
        .render(
            page=page,
            style=Markup(style),
            script=Markup(script),
            policy=policy,
            french=_source(_FRENCH),
            packed_report=pack(page.record),
            packed_rows="" if at_once else pack(_rows(page)),
        )
    )


def _rows(page: Page) -> list[list[tuple[str, str]]]:
    """For each document the anchor and the markup of its head and of each of its parts, in order."""
    parts = _environment().get_template("parts.html.j2").module
    return [
        [
            (article.anchor, str(parts.head(article, False))),  # type: ignore[attr-defined]
            *(
                (part.anchor, str(parts.row(part) if hasattr(part, "sentence") else parts.aside(part)))  # type: ignore[attr-defined]
                for part in article.parts
            ),
        ]
        for article in page.articles
    ]


def _digest(text: str) -> str:
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtqa.presenting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["failure_line"] = failure_line
    environment.filters["side_lines"] = side_lines
    return environment
