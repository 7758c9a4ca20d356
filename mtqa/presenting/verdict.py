"""A gate's verdict in plain lines: one a rule, with its limit, what was measured and the worst offenders."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.domain.report import GateVerdict, Standing
from mtqa.presenting.visible import visible

_MOST_FIXED = 10
_OUTCOMES = {0: "passed", 1: "FAILED", 3: "FAILED: an input could not be checked"}


def inert(text: str) -> str:
    """Printable, and without the older mark of a GitHub workflow command, which counts anywhere in a line."""
    return visible(text).replace("##[", r"\x23\x23[")


def verdict_text(verdict: GateVerdict) -> str:
    """The verdict as lines of text; the first says how the gate ended."""
    rows = [outcome(verdict)]
    width = max(len(rule.name) for rule in verdict.all_rules)
    for rule in verdict.all_rules:
        mark = "pass" if rule.passed else "FAIL"
        rows.append(f"  {mark}  {inert(rule.name):<{width}}  limit: {inert(rule.limit)}; measured: {rule.measured}")
        rows += [f"        - {inert(line)}" for line in rule.offenders]
    rows += [f"  {line}" for line in side_lines(verdict)]
    return "\n".join(rows) + "\n"


def outcome(verdict: GateVerdict) -> str:
    """How the gate ended, in one line."""
    return f"gate: {_OUTCOMES[verdict.exit_code]}"


def side_lines(verdict: GateVerdict) -> Iterator[str]:
    """What stands beside the rules, in printable lines: fixed issues, those that did not count, notes."""
    for item in verdict.fixed[:_MOST_FIXED]:
        yield inert(f"fixed: {item.code} “{item.text}” in {item.document}")
    if len(verdict.fixed) > _MOST_FIXED:
        yield f"fixed: {len(verdict.fixed) - _MOST_FIXED} more"
    for standing, words in (
        (Standing.KNOWN, "known to the baseline"),
        (Standing.EXEMPT, "exempt on their path"),
        (Standing.UNCHANGED, "on lines that did not change"),
    ):
        if count := sum(found is standing for found in verdict.standings.values()):
            yield f"not counted: {count} {words}"
    yield from (f"note: {inert(note)}" for note in verdict.notes)
