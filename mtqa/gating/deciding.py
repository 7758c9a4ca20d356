"""The decision: a report, settings and a baseline become a verdict. A pure function of what it is given."""

from __future__ import annotations

from dataclasses import replace

from mtqa.config import Settings
from mtqa.domain.report import CheckReport, GateVerdict, RuleVerdict
from mtqa.gating.baseline import Baseline
from mtqa.gating.judged import groups_of
from mtqa.gating.signatures import differences
from mtqa.gating.standings import Lines, Scope, fixed_issues
from mtqa.gating.thresholds import MOST_OFFENDERS, rules_of


def judge(
    report: CheckReport,
    settings: Settings,
    *,
    baseline: Baseline | None = None,
    changed: Lines | None = None,
    keep_going: bool = False,
) -> GateVerdict:
    """The verdict on a report.

    With a `baseline` only what it does not know can fail. With `changed` (document name to its changed lines; None or
    an absent name: all of them) only those lines are judged. Never green: a failed input, unless `keep_going` and
    something else was checked; a report without a sentence, unless all passed before; a signature that is not the
    pinned one.
    """
    scope = Scope(settings, baseline, changed)
    standings = scope.standings(report)
    rules = [rule for group in groups_of(report, scope, standings) for rule in rules_of(group)]
    if settings.signature:
        rules.append(_pin(settings.signature, report.signature))
    return GateVerdict(
        inputs=_inputs(report, keep_going),
        rules=tuple(rules),
        standings=standings,
        fixed=fixed_issues(report, baseline) if baseline else (),
        notes=_notes(report, scope),
        has_baseline=baseline is not None,
    )


def with_verdict(report: CheckReport, verdict: GateVerdict) -> CheckReport:
    """The report as presenters want it: with what was decided on it."""
    return replace(report, verdict=verdict)


def _inputs(report: CheckReport, keep_going: bool) -> RuleVerdict:
    sentences = sum(len(document.sentences) for document in report.documents)
    failed = len(report.failures)
    limit = "at least one sentence" if keep_going else "every input read, at least one sentence"
    measured = f"documents: {len(report.documents)}, sentences: {sentences}, failed: {failed}"
    if report.skipped:
        measured += f", passed before: {len(report.skipped)}"
    passed = (sentences > 0 or bool(report.skipped)) and (keep_going or not failed)
    reasons = [failure.reason for failure in report.failures[:MOST_OFFENDERS]]
    if failed > MOST_OFFENDERS:
        reasons.append(f"and {failed - MOST_OFFENDERS} more")
    return RuleVerdict("inputs", limit, measured, passed, tuple(reasons))


def _pin(pinned: str, actual: str) -> RuleVerdict:
    changed = differences(pinned, actual)
    measured = "changed" if changed else "unchanged"
    return RuleVerdict("signature", f"as pinned ({pinned})", measured, not changed, changed)


def _notes(report: CheckReport, scope: Scope) -> tuple[str, ...]:
    notes = []
    if scope.baseline and (changed := _moved(scope.baseline.signature, report.signature)):
        notes.append(
            f"the baseline was written with another signature ({'; '.join(changed)}): issues can be new because the "
            "checker or its settings changed; look at them, then run --update-baseline"
        )
    covered = (scope.covers(document, sentence) for document in report.documents for sentence in document.sentences)
    if scope.changed is not None and not any(covered):
        notes.append("no changed line holds a sentence: nothing was judged")
    return tuple(notes)


def _moved(old: str, new: str) -> tuple[str, ...]:
    if not old or old == new:
        return ()
    return differences(old, new) or ("parts were added",)
