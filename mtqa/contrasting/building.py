"""From checked translations to the whole comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa import scoring
from mtqa.contrasting.measures import measure
from mtqa.contrasting.pairing import pair_documents, pair_sentences
from mtqa.contrasting.values import LABELS, CodeChange, Contrast, Duel, System, TestSettings, Unit
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.report import CheckReport, FailedInput
from mtqa.errors import InputError, UsageError


def contrast(
    names: Sequence[str],
    reports: Sequence[CheckReport],
    *,
    metrics: Sequence[scoring.Metric] = (),
    test: TestSettings | None = None,
) -> Contrast:
    """Compares checked translations, the first being A; `names` are the inputs as the user wrote them.

    Raises UsageError for fewer than two or more than 26 translations, InputError where one has no document or where
    nothing in them pairs.
    """
    if not 2 <= len(names) <= len(LABELS):
        raise UsageError(f"{len(names)} translations: give from 2 to {len(LABELS)} of them")
    test = test or TestSettings()
    systems = tuple(
        System(label, name, tuple(report.documents))
        for label, name, report in zip(LABELS, names, reports, strict=False)
    )
    for system in systems:
        if not system.documents:
            raise InputError(f"{system.name}: nothing was checked in it, so that there is nothing to compare")
    documents = tuple(pair_documents(systems))
    units = tuple(unit for pair in documents for unit in pair_sentences(pair))
    paired = [position for position, unit in enumerate(units) if unit.is_paired]
    if not paired:
        raise InputError(
            f"{', '.join(names)}: no sentence of one belongs to a sentence of the others; "
            "are they translations of one text, with the same ids?"
        )
    signature = reports[0].signature
    notes = dict.fromkeys(document.adequacy_note for system in systems for document in system.documents)
    return Contrast(
        systems=systems,
        documents=documents,
        units=units,
        measures=measure([units[position] for position in paired], metrics, test, signature),
        duels=tuple(_duel(system, units, paired) for system in range(1, len(systems))),
        failures=tuple(_failures(reports)),
        test=test,
        signature=signature,
        adequacy_note=" ".join(notes),
    )


def _failures(reports: Sequence[CheckReport]) -> Iterator[FailedInput]:
    for report in reports:
        yield from report.failures


def _duel(system: int, units: Sequence[Unit], paired: Sequence[int]) -> Duel:
    changes = {position: units[position].change(system) for position in paired}
    return Duel(
        system,
        losses=tuple(sorted((p for p in paired if changes[p] < 0), key=lambda p: (changes[p], p))),
        wins=tuple(sorted((p for p in paired if changes[p] > 0), key=lambda p: (-changes[p], p))),
        ties=tuple(position for position in paired if not changes[position]),
        codes=tuple(_code_changes(system, [units[position] for position in paired])),
    )


def _code_changes(system: int, units: Sequence[Unit]) -> list[CodeChange]:
    """The codes found in either, those with the largest balance of issues gained first."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for unit in units:
        counts = [_counts(unit, index) for index in (0, system)]
        before.update(counts[0])
        after.update(counts[1])
        gained.update(counts[1] - counts[0])
        lost.update(counts[0] - counts[1])
    changes = [
        CodeChange(code, _name(code, units, system), before[code], after[code], gained[code], lost[code])
        for code in before | after
    ]
    return sorted(changes, key=lambda change: (change.lost - change.gained, change.code))


def _counts(unit: Unit, system: int) -> Counter[str]:
    side = unit.sides[system]
    return Counter(issue.code for issue in side.issues) if side else Counter()


def _name(code: str, units: Sequence[Unit], system: int) -> str:
    """The catalogue's, or for the code of a plug-in that of its issues."""
    if code in CATALOGUE:
        return CATALOGUE[code].name
    sides = (side for unit in units for side in (unit.sides[0], unit.sides[system]) if side)
    return next(issue.name for side in sides for issue in side.issues if issue.code == code)
