"""The comparison for a terminal: the table of measures, then for each system its losses, its gains and its codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.contrasting.changes import new_issues, stretches
from mtqa.contrasting.summary import (
    difference_text,
    documents_text,
    interval_text,
    outcome_text,
    p_text,
    pairing_text,
    signatures,
    value_text,
)
from mtqa.contrasting.values import Contrast, Duel, Measure, Outcome, Side, Unit
from mtqa.domain.issue import Issue
from mtqa.presenting.layout import NARROW, Glyph, Line, glyphs, mark_row, text_row, wrap

DEFAULT_WIDTH = 80
_NARROWEST, _WIDEST = 40, 120
_NAME_WIDTH, _VALUE_WIDTH, _TABLE_WIDTH = 14, 7, 72
_MARKS = {"critical": "^", "major": "^", "minor": "~"}
_OUTCOME_STYLES = {Outcome.BETTER: "good", Outcome.WORSE: "poor", Outcome.UNDECIDED: ""}
_MOST_CODES = 12
_MOST_DOCUMENTS = 10


def present(contrast: Contrast, *, color: bool = False, width: int | None = None, show: int = 5) -> str:
    """The comparison as terminal text; `show` is how many units of losses and of gains it prints for each system.

    `width` is in columns, 80 where None, and kept between 40 and 120. Without `color` no escape sequence is in it.
    """
    width = min(max(width or DEFAULT_WIDTH, _NARROWEST), _WIDEST)
    rows = _rows(contrast, width, show)
    return "\n".join(_printed(rows, color)).rstrip("\n") + "\n"


def _printed(rows: Iterator[tuple[Line, bool]], color: bool) -> Iterator[str]:
    """Each line, and under those that have them their marks."""
    for line, is_marked in rows:
        yield text_row(line, color=color)
        if is_marked and (marks := mark_row(line, color=color)):
            yield marks


def _rows(contrast: Contrast, width: int, show: int) -> Iterator[tuple[Line, bool]]:
    def plain(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
        yield from ((line, False) for line in lines)

    for system in contrast.systems:
        yield from plain(wrap(glyphs(f"{system.label}  ", "strong") + glyphs(system.name), width, rest=glyphs("   ")))
    yield from plain([[], *wrap(glyphs(pairing_text(contrast)), width), *_documents(contrast, width), []])
    yield from plain(_measures(contrast, width))
    for duel in contrast.duels:
        yield from plain([[], *_duel_head(contrast, duel, width)])
        for title, positions in (("Worst regressions", duel.losses), ("Largest gains", duel.wins)):
            for number, position in enumerate(positions[:show]):
                if number == 0:
                    more = f" ({show} of {len(positions)})" if len(positions) > show else f" ({len(positions)})"
                    yield from plain([[], glyphs(title + more, "strong")])
                yield from _unit(contrast, contrast.units[position], duel.system, width)
        yield from plain(_codes(duel, contrast.systems[duel.system].label, width))
    yield from plain([[], *_footer(contrast, width)])


def _documents(contrast: Contrast, width: int) -> list[Line]:
    lines = []
    texts = documents_text(contrast)
    for text in texts[:_MOST_DOCUMENTS]:
        lines += wrap(glyphs(text), width, first=glyphs("  "), rest=glyphs("    "))
    if len(texts) > _MOST_DOCUMENTS:
        lines += wrap(
            glyphs(f"  and {len(texts) - _MOST_DOCUMENTS} more; --format json lists them all", "faint"), width
        )
    return lines


def _measures(contrast: Contrast, width: int) -> list[Line]:
    labels = [system.label for system in contrast.systems]
    head = f"{'':<{_NAME_WIDTH}}" + "".join(f"{label:>{_VALUE_WIDTH}}" for label in labels)
    lines: list[Line] = []
    if width < _TABLE_WIDTH or len(labels) > 2 or any(len(_name(one)) >= _NAME_WIDTH for one in contrast.measures):
        for measure in contrast.measures:
            lines += _measure_block(measure, labels, width)
        return lines
    lines.append(glyphs(f"{head}{'B - A':>{_VALUE_WIDTH}}  {'95 % interval':<16}{'p':<8}", "faint"))
    for measure in contrast.measures:
        one = measure.differences[0]
        row = glyphs(f"{_name(measure):<{_NAME_WIDTH}}", "strong")
        row += glyphs("".join(f"{value_text(value):>{_VALUE_WIDTH}}" for value in measure.values))
        row += glyphs(f"{difference_text(one.difference):>{_VALUE_WIDTH}}  ")
        row += glyphs(f"{interval_text(one):<16}{p_text(one):<8}")
        lines.append(row + glyphs(outcome_text(one), _OUTCOME_STYLES[one.outcome]))
    return lines


def _name(measure: Measure) -> str:
    """With an arrow down where lower is better."""
    return f"{measure.name} ↓" if measure.lower_is_better else measure.name


def _measure_block(measure: Measure, labels: Sequence[str], width: int) -> list[Line]:
    values = ", ".join(f"{label} {value_text(value)}" for label, value in zip(labels, measure.values, strict=True))
    lines = wrap(glyphs(_name(measure), "strong") + glyphs(f"  {values}"), width, rest=glyphs("  "))
    for one in measure.differences:
        text = f"{labels[one.system]} - A  {difference_text(one.difference)}"
        if one.interval:
            text += f" ({interval_text(one)}), p {p_text(one)}"
        line = glyphs(text) + glyphs(f"  {outcome_text(one)}", _OUTCOME_STYLES[one.outcome])
        lines += wrap(line, width, first=glyphs("  "), rest=glyphs("    "))
    return lines


def _duel_head(contrast: Contrast, duel: Duel, width: int) -> list[Line]:
    label = contrast.systems[duel.system].label
    line = glyphs(f"{label} against A", "strong") + glyphs("  ")
    line += glyphs(f"{len(duel.losses)} worse", "poor" if duel.losses else "") + glyphs(", ")
    line += glyphs(f"{len(duel.wins)} better", "good" if duel.wins else "") + glyphs(f", {len(duel.ties)} equal")
    return wrap(line, width)


def _unit(contrast: Contrast, unit: Unit, system: int, width: int) -> Iterator[tuple[Line, bool]]:
    sides = unit.sides[0], unit.sides[system]
    assert sides[0] and sides[1]
    pair = (("A", sides[0]), (contrast.systems[system].label, sides[1]))
    change = unit.change(system)
    place = unit.document or contrast.systems[0].name
    where = f"{place}  id {unit.id}" if unit.id is not None else f"{place}:{sides[0].sentences[0].line}"
    head = glyphs(where, "faint") + glyphs(
        f"  {sides[0].score_0_100:.0f} → {sides[1].score_0_100:.0f}", "good" if change > 0 else "poor"
    )
    yield from ((line, False) for line in [[], *wrap(head, width)])
    for label, side in pair:
        for line in wrap(_marked(side), width, first=glyphs(f"  {label}  ", "strong"), rest=glyphs("     ")):
            yield line, True
    for sign, issues, style in (
        ("+", new_issues(sides[0], sides[1]), "poor"),
        ("-", new_issues(sides[1], sides[0]), "good"),
    ):
        for issue in issues:
            yield from ((line, False) for line in _issue(sign, issue, style, width))


def _marked(side: Side) -> Line:
    line: Line = []
    for text, issues, _ in stretches(side.text, side.issues, ()):
        severity = issues[0].severity.value if issues else ""
        mark = _MARKS.get(severity, " ")
        if issues and not text:  # something is missing here: a proof-reader's caret
            line.append(Glyph("‸", 1, severity, mark))
        line += [glyph._replace(mark=mark) for glyph in glyphs(text, severity)]
    return line


def _issue(sign: str, issue: Issue, style: str, width: int) -> list[Line]:
    text = glyphs(f"{issue.severity.value} {issue.code} {issue.name}")
    text += glyphs(f": “{issue.text}”" if issue.text else "")
    text += glyphs(f" → “{issue.suggestion}”" if issue.suggestion else "")
    return wrap(text, width, first=glyphs(f"  {sign}  ", style), rest=glyphs("       "))


def _codes(duel: Duel, label: str, width: int) -> list[Line]:
    if not duel.codes:
        return []
    wide = width >= NARROW
    head = f"{'Issues':<32}{'A':>6}{label:>6}   gained, lost" if wide else "Issues (gained, lost)"
    lines: list[Line] = [[], glyphs(head, "strong")]
    for change in duel.codes[:_MOST_CODES]:
        name = f"{change.code} {change.name}"
        counts = f"{change.before:>6}{change.after:>6}   " if wide else f"  {change.before} → {change.after}  "
        line = glyphs(f"  {name:<{30 if wide else 0}}{counts}")
        line += glyphs(f"+{change.gained}", "poor" if change.gained else "faint") + glyphs(" ")
        line += glyphs(f"-{change.lost}", "good" if change.lost else "faint")
        lines += wrap(line, width, rest=glyphs("    "))
    if len(duel.codes) > _MOST_CODES:
        lines += wrap(
            glyphs(f"  and {len(duel.codes) - _MOST_CODES} more codes; --format json has all", "faint"), width
        )
    return lines


def _footer(contrast: Contrast, width: int) -> list[Line]:
    lines = []
    for label, text in (("Meaning", contrast.adequacy_note), *signatures(contrast)):
        lines += wrap(glyphs(text, "faint"), width, first=glyphs(f"{label:<10} ", "faint"), rest=glyphs(" " * 11))
    for failure in contrast.failures:
        lines += wrap(glyphs(failure.reason, "major"), width, first=glyphs("FAILED     ", "faint"))
    return lines
