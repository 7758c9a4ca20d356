"""The comparison as plain data: what JSON writes, by `schema/comparison.schema.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mtqa.contrasting.changes import new_issues
from mtqa.contrasting.values import (
    SIGNIFICANCE_LEVEL,
    TIE_POINTS,
    Contrast,
    DocumentPair,
    Duel,
    Measure,
    Side,
    System,
    Unit,
)
from mtqa.domain.issue import Issue, Severity

# A line a change, the newest last:
# 1: the first form.
FORMAT_VERSION = 1
KIND = "mtqa-comparison"


def contrast_record(contrast: Contrast) -> dict[str, Any]:
    """The comparison as plain data; systems are named by their labels, units by their positions in `units`."""
    labels = [system.label for system in contrast.systems]
    return {
        "kind": KIND,
        "format_version": FORMAT_VERSION,
        "signature": contrast.signature,
        "adequacy_note": contrast.adequacy_note,
        "test": {
            "method": contrast.test.method,
            "samples": contrast.test.samples,
            "seed": contrast.test.seed,
            "level": SIGNIFICANCE_LEVEL,
            "signature": contrast.test.signature,
        },
        "systems": [_system(system, contrast, index) for index, system in enumerate(contrast.systems)],
        "pairing": {
            "units": len(contrast.paired),
            "tie_points": TIE_POINTS,
            "methods": dict(Counter(pair.pairing.value for pair in contrast.documents if pair.pairing)),
            "only_in": {label: len(contrast.only_in(index)) for index, label in enumerate(labels)},
        },
        "measures": [_measure(one, labels) for one in contrast.measures],
        "against_first": [_duel(duel, labels) for duel in contrast.duels],
        "documents": [_document(pair, labels) for pair in contrast.documents],
        "units": [_unit(unit, labels) for unit in contrast.units],
        "failures": [{"name": failure.name, "reason": failure.reason} for failure in contrast.failures],
    }


def _system(system: System, contrast: Contrast, index: int) -> dict[str, Any]:
    sides = [side for unit in contrast.paired if (side := unit.sides[index])]
    severities = Counter(issue.severity for side in sides for issue in side.issues)
    return {
        "label": system.label,
        "name": system.name,
        "documents": len(system.documents),
        "sentences": sum(len(document.sentences) for document in system.documents),
        "issues_in_paired_units": {severity.value: severities[severity] for severity in reversed(Severity)},
    }


def _measure(measure: Measure, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "name": measure.name,
        "against": measure.against,
        "signature": measure.signature,
        "lower_is_better": measure.lower_is_better,
        "units": measure.units,
        "values": dict(zip(labels, measure.values, strict=True)),
        "differences": [
            {
                "system": labels[one.system],
                "difference": one.difference,
                "interval_95": list(one.interval) if one.interval else None,
                "p_value": one.p_value,
                "outcome": one.outcome.value,
            }
            for one in measure.differences
        ],
    }


def _duel(duel: Duel, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "system": labels[duel.system],
        "losses": list(duel.losses),
        "wins": list(duel.wins),
        "ties": list(duel.ties),
        "codes": [
            {
                "code": change.code,
                "name": change.name,
                "before": change.before,
                "after": change.after,
                "gained": change.gained,
                "lost": change.lost,
            }
            for change in duel.codes
        ],
    }


def _document(pair: DocumentPair, labels: Sequence[str]) -> dict[str, Any]:
    return {
        "key": pair.key,
        "pairing": pair.pairing.value if pair.pairing else None,
        "in": {
            label: {"name": document.document.name, "score_0_100": document.score.score_0_100} if document else None
            for label, document in zip(labels, pair.documents, strict=True)
        },
    }


def _unit(unit: Unit, labels: Sequence[str]) -> dict[str, Any]:
    first = unit.sides[0]
    return {
        "document": unit.document,
        "id": unit.id,
        "source": unit.source,
        "reference": unit.reference,
        "sides": {
            label: _side(side, None if index == 0 else first)
            for index, (label, side) in enumerate(zip(labels, unit.sides, strict=True))
        },
    }


def _side(side: Side | None, first: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    new = set(map(id, new_issues(first, side))) if first else set()
    return {
        "text": side.text,
        "line": side.sentences[0].line,
        "column": side.sentences[0].column,
        "sentences": len(side.sentences),
        "score_0_100": side.score_0_100,
        "fluency_0_100": side.fluency_0_100,
        "adequacy_0_100": side.adequacy_0_100,
        "issues": [_issue(issue, id(issue) in new) for issue in side.issues],
    }


def _issue(issue: Issue, is_new: bool) -> dict[str, Any]:
    return {
        "code": issue.code,
        "name": issue.name,
        "severity": issue.severity.value,
        "start": issue.start,
        "end": issue.end,
        "text": issue.text,
        "message": issue.message,
        "suggestion": issue.suggestion,
        "confidence": issue.confidence,
        "fingerprint": issue.fingerprint,
        "not_in_first": is_new,
    }
