"""What the HTML page shows, as data: a row for each unit whose score changed, its words marked, what came and went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.contrasting.changes import Span, changed_words, new_issues, stretches
from mtqa.contrasting.values import Contrast, Duel, Side, Unit
from mtqa.domain.issue import Issue, Severity

MOST_ROWS = 300
"""Rows of one kind on the page; what is left out is counted, and JSON has it all."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `severity` is empty where nothing is flagged, `changed` says that the other side differs here."""

    text: str
    severity: str
    changed: bool
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a row with the issues that the other side has not."""

    label: str
    score: float
    band: str
    pieces: tuple[Piece, ...]
    notes: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, A's text beside the other system's; `change` is in points."""

    place: str
    change: float
    source: str | None
    texts: tuple[Text, Text]


@dataclass(frozen=True, slots=True)
class DuelView:
    """A system against A; `more` counts the rows left out of losses, gains and equal ones."""

    label: str
    duel: Duel
    losses: tuple[Row, ...]
    wins: tuple[Row, ...]
    reworded: tuple[Row, ...]
    more: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SystemView:
    """A system's card: `severities` counts its issues in the paired units, the gravest first."""

    label: str
    name: str
    score: float
    documents: int
    severities: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    contrast: Contrast
    systems: tuple[SystemView, ...]
    duels: tuple[DuelView, ...]


def page_of(contrast: Contrast) -> Page:
    """The page of a comparison."""
    return Page(
        contrast,
        tuple(_system(contrast, index) for index in range(len(contrast.systems))),
        tuple(_duel(contrast, duel) for duel in contrast.duels),
    )


def _system(contrast: Contrast, index: int) -> SystemView:
    system = contrast.systems[index]
    issues = [issue for unit in contrast.paired if (side := unit.sides[index]) for issue in side.issues]
    counts = tuple(
        (severity.value, sum(issue.severity is severity for issue in issues)) for severity in reversed(Severity)
    )
    return SystemView(
        system.label, system.name, contrast.measures[0].values[index], len(system.documents), counts
    )  # fmt: skip


def _duel(contrast: Contrast, duel: Duel) -> DuelView:
    reworded = [position for position in duel.ties if _differs(contrast.units[position], duel.system)]
    kinds: tuple[Sequence[int], ...] = (duel.losses, duel.wins, reworded)
    rows = [tuple(_row(contrast, contrast.units[p], duel.system) for p in kind[:MOST_ROWS]) for kind in kinds]
    more = tuple(max(0, len(kind) - MOST_ROWS) for kind in kinds)
    return DuelView(
        contrast.systems[duel.system].label, duel, rows[0], rows[1], rows[2], (more[0], more[1], more[2])
    )  # fmt: skip


def _differs(unit: Unit, system: int) -> bool:
    first, other = _sides(unit, system)
    return first.text != other.text


def _sides(unit: Unit, system: int) -> tuple[Side, Side]:
    first, other = unit.sides[0], unit.sides[system]
    assert first is not None and other is not None  # paired units have every side
    return first, other


def _row(contrast: Contrast, unit: Unit, system: int) -> Row:
    first, other = _sides(unit, system)
    changed = changed_words(first.text, other.text)
    label = contrast.systems[system].label
    return Row(
        _place(unit, first),
        unit.change(system),
        unit.source,
        (_text("A", first, other, changed[0]), _text(label, other, first, changed[1])),
    )


def _place(unit: Unit, first: Side) -> str:
    where = f"id {unit.id}" if unit.id is not None else f"line {first.sentences[0].line}"
    return f"{unit.document}, {where}" if unit.document else where


def _text(label: str, side: Side, other: Side, changed: Sequence[Span]) -> Text:
    pieces = tuple(
        Piece(text, issues[0].severity.value if issues else "", differs, " | ".join(map(_title, issues)))
        for text, issues, differs in stretches(side.text, side.issues, changed)
    )
    worst = min(side.sentences, key=lambda one: one.score.score_0_100).score.band.value
    return Text(label, side.score_0_100, worst, pieces, new_issues(other, side))


def _title(issue: Issue) -> str:
    fix = "" if issue.suggestion is None else f" → {issue.suggestion or 'remove it'}"
    return f"{issue.severity}: {issue.message}{fix} ({issue.code} {issue.name})"
