"""HTML: one self-contained page, opened from disk without network or script.

Every text passes through `visible` (no control character, direction mark or lone surrogate reaches the page) and then
through the template engine's escaping, which is on for everything: text can never become markup. The one thing let
through unescaped is our own style sheet, and the Content-Security-Policy allows that very text, by its hash, and
nothing else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.domain.report import CheckReport
from mtqa.presenting.record import failure_line, report_record
from mtqa.presenting.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATE = "report.html.j2"
_STYLE_SHEET = "report.css"


def present(report: CheckReport, **_: object) -> str:
    """The report as one HTML page."""
    import base64  # these here, because only this format needs them: 40 ms
    import hashlib

    from markupsafe import Markup

    from mtqa.presenting.page import page_of

    environment = _environment()
    assert environment.loader is not None
    style = environment.loader.get_source(environment, _STYLE_SHEET)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    template = environment.get_template(_TEMPLATE)
    return template.render(page=page_of(report_record(report)), style=Markup(style), policy=policy)


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
    return environment
