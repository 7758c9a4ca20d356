"""mtqa: a quality checker for machine-translated French.

>>> import mtqa
>>> report = mtqa.check("Les ouvriers finit à midi.")

Importing the package loads nothing heavy; the pipeline is imported at the first use of `check` or `Checker`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtqa.version import VERSION

if TYPE_CHECKING:
    from mtqa.api import Checker, Report, check
    from mtqa.config import Settings
    from mtqa.domain.issue import Issue, Severity
    from mtqa.domain.report import CheckReport, DocumentReport, SentenceReport
    from mtqa.domain.score import DocumentScore, SentenceScore
    from mtqa.errors import MtqaError

__all__ = [
    "CheckReport", "Checker", "DocumentReport", "DocumentScore", "Issue", "MtqaError", "Report", "SentenceReport",
    "SentenceScore", "Settings", "Severity", "__version__", "check",
]  # fmt: skip

__version__ = VERSION

_HOMES = {
    "Checker": "api", "Report": "api", "check": "api", "Settings": "config",
    "Issue": "domain.issue", "Severity": "domain.issue",
    "CheckReport": "domain.report", "DocumentReport": "domain.report", "SentenceReport": "domain.report",
    "DocumentScore": "domain.score", "SentenceScore": "domain.score", "MtqaError": "errors",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'mtqa' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"mtqa.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
