"""Which formats there are, and the one call that the pipeline makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from mtqa.domain.report import CheckReport
from mtqa.errors import UsageError
from mtqa.presenting import console, github, gitlab, html, jsonl, junit, rdjson, sarif, to_json, tsv

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

ENTRY_POINT_GROUP = "mtqa.presenters"


class Presenter(Protocol):
    """Turns a finished report into the text of one format: whole, or in pieces, of which one is in memory at a time.

    `color` asks for terminal colours and `width` for a line width in columns (None: the presenter's own choice); a
    format that is not meant for a terminal ignores both. The text can always be encoded as UTF-8.
    """

    def __call__(self, report: CheckReport, *, color: bool, width: int | None) -> str | Iterable[str]: ...


BUILT_IN: dict[str, Presenter] = {
    "console": console.present,
    "json": to_json.present,
    "jsonl": jsonl.present,
    "tsv": tsv.present,
    "html": html.present,
    "sarif": sarif.present,
    "junit": junit.present,
    "github": github.present,
    "gitlab": gitlab.present,
    "rdjson": rdjson.present,
}


def present(report: CheckReport, format: str, *, color: bool = False, width: int | None = None) -> str:
    """The text of `pieces`, whole."""
    return "".join(pieces(report, format, color=color, width=width))


def pieces(report: CheckReport, format: str, *, color: bool = False, width: int | None = None) -> Iterator[str]:
    """The report in `format`: a built-in name, or that of a plug-in (entry point group `mtqa.presenters`).

    In pieces, so that the text of a large report is never whole in memory. Plug-ins are looked up only when no
    built-in has the name, so that they cost nothing otherwise and replace nothing. Raises UsageError for a name that
    nobody has, or a plug-in that cannot be loaded.
    """
    made = presenter_of(format)(report, color=color, width=width)
    return iter((made,) if isinstance(made, str) else made)


def presenter_of(format: str) -> Presenter:
    """The presenter of that name, for who wants to know before a long run that there is one. Raises as `present`."""
    return BUILT_IN.get(format) or _plug_in(format)


def format_names() -> tuple[str, ...]:
    """Every name that `present` knows, the built-in ones first."""
    return (*BUILT_IN, *sorted(_plug_ins().names - BUILT_IN.keys()))


def _plug_ins() -> EntryPoints:
    from importlib.metadata import entry_points  # here: its import and its search take 50 ms

    return entry_points(group=ENTRY_POINT_GROUP)


def _plug_in(name: str) -> Presenter:
    found = _plug_ins().select(name=name)
    if not found:
        raise UsageError(f"unknown format {name!r}: use one of {', '.join(format_names())}")
    point = next(iter(found))
    try:
        presenter: Presenter = point.load()
    except Exception as error:  # whatever a foreign package does when it is imported
        raise UsageError(
            f"format {name!r}: its plug-in {point.value} cannot be loaded ({type(error).__name__}: {error}); "
            "repair or uninstall the package it comes from"
        ) from error
    return presenter
