"""The rules of a gate: each compares what was measured with its limit and names the worst offenders.

A value equal to its limit passes. Edge cases: without sentences a share and a density are 0; a text with issues and no
words counts as one of one word; a severity or code with a limit of its own is left to that limit by the fail level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.domain.catalogue import codes_of
from mtqa.domain.issue import Severity
from mtqa.domain.report import RuleVerdict, SentenceReport
from mtqa.domain.score import Band
from mtqa.gating.judged import Finding, Group, JudgedDocument

MOST_OFFENDERS = 5
_LONGEST_QUOTE = 60
_RANKS = {Band.POOR: 0, Band.FAIR: 1, Band.GOOD: 2}


def rules_of(group: Group) -> Iterator[RuleVerdict]:
    """A verdict for each limit in force in the group, issues before scores."""
    yield from _fail_level(group)
    yield from _counts(group)
    yield from _density(group)
    yield from _sentence_score(group)
    yield from _document_score(group)
    yield from _share(group)


def _fail_level(group: Group) -> Iterator[RuleVerdict]:
    gate = group.gate
    own_limit = {
        Severity.MINOR: gate.max_minor is not None,
        Severity.MAJOR: gate.max_major is not None or gate.max_major_per_100_words is not None,
        Severity.CRITICAL: gate.max_critical is not None,
    }
    levels = [level for level in reversed(Severity) if level.rank >= group.fail_level.rank and not own_limit[level]]
    if not levels:
        return
    apart = {code for pattern, _ in gate.max_issues for code in codes_of([pattern])}
    found = [f for f in group.findings if f.issue.severity in levels and f.issue.code not in apart]
    counts = Counter(finding.issue.severity for finding in found)
    measured = ", ".join(f"{counts[level]} {level}" for level in levels if counts[level]) or "none"
    limit = f"no {' or '.join(levels)} issue"
    yield _issue_rule("fail-level", group, limit, measured, not found, found)


def _counts(group: Group) -> Iterator[RuleVerdict]:
    gate = group.gate
    for level, most in ((Severity.CRITICAL, gate.max_critical), (Severity.MAJOR, gate.max_major),
                        (Severity.MINOR, gate.max_minor)):  # fmt: skip
        if most is not None:
            found = [finding for finding in group.findings if finding.issue.severity is level]
            limit = f"at most {most} {level}"
            yield _issue_rule(f"max-{level}", group, limit, str(len(found)), len(found) <= most, found)
    for pattern, most in gate.max_issues:
        codes = codes_of([pattern])
        found = [finding for finding in group.findings if finding.issue.code in codes]
        limit = f"at most {most} {pattern}"
        yield _issue_rule("max-issues", group, limit, str(len(found)), len(found) <= most, found)


def _density(group: Group) -> Iterator[RuleVerdict]:
    most = group.gate.max_major_per_100_words
    if most is None:
        return
    found = [finding for finding in group.findings if finding.issue.severity is Severity.MAJOR]
    words = sum(document.words for document in group.documents)
    value = 100 * len(found) / max(words, 1)
    measured = f"{value:.2f} ({len(found)} major, {words} words)"
    yield _issue_rule("max-major-per-100-words", group, f"at most {most:g}", measured, value <= most, found)


def _sentence_score(group: Group) -> Iterator[RuleVerdict]:
    least = group.gate.min_score
    if least is None:
        return
    fresh = _fresh(group)
    below = [(d, sentence) for d, sentence in fresh if sentence.score.score_0_100 < least]
    lowest = min((sentence.score.score_0_100 for _, sentence in fresh), default=None)
    measured = f"lowest {_score(lowest)}, {len(below)} below" if lowest is not None else "no sentence to judge"
    yield _rule("min-score", group, f"at least {least:g} a sentence", measured, not below, _worst_sentences(below))


def _document_score(group: Group) -> Iterator[RuleVerdict]:
    """A document in which nothing is new is not failed again; one of which only lines are judged has no score."""
    least = group.gate.min_document_score
    if least is None:
        return
    whole = [document for document in group.documents if document.is_whole]
    below = [d for d in whole if d.report.score.score_0_100 < least and (d.findings or _low(d) or not d.has_accepted)]
    lowest = min((document.report.score.score_0_100 for document in whole), default=None)
    measured = f"lowest {_score(lowest)}, {len(below)} below" if lowest is not None else "no whole document to judge"
    below.sort(key=lambda document: document.report.score.score_0_100)
    offenders = [f"{document.name}: {_score(document.report.score.score_0_100)}" for document in below]
    yield _rule("min-document-score", group, f"at least {least:g} a document", measured, not below, offenders)


def _low(document: JudgedDocument) -> bool:
    return any(sentence.score.band is not Band.GOOD for sentence in document.fresh)


def _share(group: Group) -> Iterator[RuleVerdict]:
    most = group.gate.max_share_below
    if most is None:
        return
    total = sum(len(document.sentences) for document in group.documents)
    below = [(d, sentence) for d, sentence in _fresh(group) if _is_below(sentence, group.gate.below)]
    value = len(below) / max(total, 1)
    edge = group.gate.below if isinstance(group.gate.below, Band) else f"{group.gate.below:g}"
    measured = f"{value:.1%} ({len(below)} of {total})"
    yield _rule("max-share-below", group, f"at most {most:.4g} below {edge}", measured, value <= most,
                _worst_sentences(below))  # fmt: skip


def _is_below(sentence: SentenceReport, edge: Band | float) -> bool:
    if isinstance(edge, Band):
        return _RANKS[sentence.score.band] < _RANKS[edge]
    return sentence.score.score_0_100 < edge


def _fresh(group: Group) -> list[tuple[JudgedDocument, SentenceReport]]:
    return [(document, sentence) for document in group.documents for sentence in document.fresh]


def _worst_sentences(found: list[tuple[JudgedDocument, SentenceReport]]) -> list[str]:
    found = sorted(found, key=lambda pair: pair[1].score.score_0_100)
    return [
        f"{document.name}:{sentence.line}: {_score(sentence.score.score_0_100)} “{_quoted(sentence.sentence.text)}”"
        for document, sentence in found
    ]


def _issue_rule(
    name: str, group: Group, limit: str, measured: str, passed: bool, found: Sequence[Finding]
) -> RuleVerdict:
    worst = sorted(found, key=lambda finding: (-finding.issue.severity.rank, -finding.issue.confidence))
    offenders = [f"{f.document}:{f.place}: {f.issue.code} {f.issue.severity} “{_quoted(f.issue.text)}”" for f in worst]
    keys = frozenset(finding.key for finding in found)
    return _rule(name, group, limit, measured, passed, offenders, keys)


def _rule(
    name: str,
    group: Group,
    limit: str,
    measured: str,
    passed: bool,
    offenders: Sequence[str],
    offending: frozenset[tuple[str, str]] = frozenset(),
) -> RuleVerdict:
    """The verdict; one that passed names nobody."""
    shown = list(offenders[:MOST_OFFENDERS])
    if len(offenders) > MOST_OFFENDERS:
        shown.append(f"and {len(offenders) - MOST_OFFENDERS} more")
    full_name = f"{name} [{group.label}]" if group.label else name
    if passed:
        return RuleVerdict(full_name, limit, measured, True)
    return RuleVerdict(full_name, limit, measured, False, tuple(shown), offending)


def _score(value: float) -> str:
    """Cut, not rounded: 79.99 must not read as 80 beside a limit of 80."""
    return f"{int(value * 10) / 10:g}"


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
