"""HTML: one self-contained page, opened from disk without network.

Every text passes through `visible` (no control character, direction mark or lone surrogate reaches the page) and then
through the template engine's escaping, which is on for everything: text can never become markup. Let through unescaped
are our own style sheet and script alone, and the Content-Security-Policy allows those very texts, by their hashes, and
nothing else.

A page of one document, or of few sentences, is complete as it stands; script adds filters, keys, comparison and export.
The sentences of a larger one travel packed, as the same markup, and are drawn as they are scrolled to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import failure_line
from mtqa.presenting.verdict import side_lines
from mtqa.presenting.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

    from mtqa.presenting.page import Article

_TEMPLATE = "report.html.j2"
_STYLE_SHEET = "report.css"
# One script in files of one subject each; the last one starts it.
_SCRIPTS = ("language.js", "reading.js", "inspecting.js", "comparing.js", "deciding.js", "copying.js", "start.js")
_FRENCH = "french.json"
# Several documents with more sentences than this are drawn as they are scrolled to.
_MOST_SENTENCES_AT_ONCE = 400


def present(report: CheckReport, **_: object) -> Iterator[str]:
    """The report as one HTML page, in pieces."""
    from markupsafe import Markup  # these here, because only this format needs them: 40 ms

    from mtqa.presenting.packing import compact, compact_list, pack
    from mtqa.presenting.page import page_of
    from mtqa.presenting.record import document_record

    style = _source(_STYLE_SHEET)
    script = "".join(map(_source, _SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = page_of(report)
    at_once = len(page.articles) == 1 or page.record["summary"]["sentences"] <= _MOST_SENTENCES_AT_ONCE
    # What is packed can be many times as large as the rest: these words stand for it, and are replaced on the way.
    report_here, rows_here = (f"packed-{secrets.token_hex(16)}" for _ in range(2))
    before, after = compact(page.record).split('"documents":[]', 1)  # within a string its quotation marks are escaped
    documents = compact_list(document_record(document) for document in report.documents)
    packed = {
        report_here: pack(chain([before, '"documents":'], documents, [after])),
        rows_here: pack(compact_list(map(_rows, page.articles))),
    }
    pieces = (
        _environment()
        .get_template(_TEMPLATE)
        .generate(
            page=page,
            style=Markup(style),
            script=Markup(script),
            policy=policy,
            french=_source(_FRENCH),
            packed_report=report_here,
            packed_rows="" if at_once else rows_here,
        )
    )
    for piece in pieces:
        if piece in packed:
            yield from packed[piece]
        else:
            yield piece


def _rows(article: Article) -> list[tuple[str, str]]:
    """The anchor and the markup of a document's head and of each of its parts, in order."""
    parts = _environment().get_template("parts.html.j2").module
    return [
        (article.anchor, str(parts.head(article, False))),  # type: ignore[attr-defined]
        *(
            (part.anchor, str(parts.row(part) if hasattr(part, "sentence") else parts.aside(part)))  # type: ignore[attr-defined]
            for part in article.parts
        ),
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
