"""The comparison as one self-contained HTML page, in the style of the report, without any script.

As in the report, every text passes through `visible` and the template engine's escaping; only our own style sheet is
let through, and the Content-Security-Policy allows it by its hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.contrasting import summary
from mtqa.contrasting.values import Contrast
from mtqa.presenting.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE_SHEETS = (("mtqa.presenting", "report.css"), ("mtqa.contrasting", "compare.css"))


def present(contrast: Contrast) -> str:
    """The page, as HTML."""
    from markupsafe import Markup

    from mtqa.contrasting.page import page_of

    style = "".join(files(package).joinpath("templates", name).read_text("utf-8") for package, name in _STYLE_SHEETS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    template = _environment().get_template("compare.html.j2")
    return template.render(page=page_of(contrast), style=Markup(style), policy=policy)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("mtqa.contrasting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in ("value_text", "difference_text", "interval_text", "p_text", "outcome_text"):
        environment.filters[name] = getattr(summary, name)
    for name in ("pairing_text", "documents_text", "signatures"):
        environment.globals[name] = getattr(summary, name)
    return environment
