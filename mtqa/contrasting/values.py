"""What contrasting translations yields: systems, paired units, measures with their significance.

A *system* is one of the inputs, labelled A, B, C; differences are always against A. A *unit* is what is compared: a
row, or the sentences of the texts that say the same, with a side a system (None where it has nothing for it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

from mtqa.domain.issue import Issue
from mtqa.domain.report import DocumentReport, FailedInput, SentenceReport

LABELS = ascii_uppercase
SIGNIFICANCE_LEVEL = 0.05
TIE_POINTS = 0.5
"""Units whose scores lie closer are ties: adequacy moves by so much with any rewording."""


class Pairing(StrEnum):
    """How the sentences of a document were paired."""

    ID = "id"
    POSITION = "position"
    CONTENT = "content"


class Outcome(StrEnum):
    """What a test says of a system against A."""

    BETTER = "better"
    WORSE = "worse"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class System:
    """One translation: its label, the input as the user named it, and its documents, checked."""

    label: str
    name: str
    documents: Sequence[DocumentReport]


@dataclass(frozen=True, slots=True)
class Side:
    """What one system has for a unit.

    `text` holds its sentences, `issues` their issues with `start` and `end` counted in `text`. Scores (0 to 100) are
    means over the sentences, weighed by their words; `adequacy_0_100` is None where there is nothing to compare with.
    """

    text: str
    issues: tuple[Issue, ...]
    sentences: tuple[SentenceReport, ...]
    score_0_100: float
    fluency_0_100: float
    adequacy_0_100: float | None


@dataclass(frozen=True, slots=True)
class Unit:
    """What is compared. `document` is its document's key (`#item` of a feed, path in a folder), `id` that of a row."""

    document: str
    id: str | None
    sides: tuple[Side | None, ...]
    source: str | None = None
    reference: str | None = None

    @property
    def is_paired(self) -> bool:
        """Whether every system has a side."""
        return all(side is not None for side in self.sides)

    def change(self, system: int) -> float:
        """Score of the system less that of A, in points; 0 for a tie, and where either has no side."""
        first, other = self.sides[0], self.sides[system]
        if first is None or other is None:
            return 0.0
        difference = other.score_0_100 - first.score_0_100
        return difference if abs(difference) >= TIE_POINTS else 0.0


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """A document by its key, as each system has it (None: it has not), and how its sentences were paired."""

    key: str
    documents: tuple[DocumentReport | None, ...]
    pairing: Pairing | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A system's value less that of A, with the 95 % bootstrap interval and the p-value of the test (two-sided).

    Interval and p-value are None where there are not two units to draw from.
    """

    system: int
    difference: float
    interval: tuple[float, float] | None
    p_value: float | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure over the units that every system has a value for: a value a system, a difference each but A."""

    name: str
    against: str
    signature: str
    lower_is_better: bool
    units: int
    values: tuple[float, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CodeChange:
    """How often a code is found in the paired units of A and of another system, and how often it came and went."""

    code: str
    name: str
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Duel:
    """A system against A, unit by unit: positions in `Contrast.units`.

    `losses` (the system scores lower) has the worst regression first, `wins` the largest gain, `ties` the text's order.
    """

    system: int
    losses: tuple[int, ...]
    wins: tuple[int, ...]
    ties: tuple[int, ...]
    codes: tuple[CodeChange, ...]


@dataclass(frozen=True, slots=True)
class TestSettings:
    """How significance is tested: `method` is bootstrap or randomisation, `samples` and `seed` are its own."""

    __test__ = False  # pytest takes every class of this name for tests

    method: str = "bootstrap"
    samples: int = 1000
    seed: int = 1

    @property
    def signature(self) -> str:
        """Names what can change a p-value or an interval."""
        return f"test:{self.method}|samples:{self.samples}|seed:{self.seed}|level:{SIGNIFICANCE_LEVEL:g}"


@dataclass(frozen=True, slots=True)
class Contrast:
    """The whole comparison. `signature` is that of the checks, `test.signature` that of the tests."""

    systems: tuple[System, ...]
    documents: tuple[DocumentPair, ...]
    units: tuple[Unit, ...]
    measures: tuple[Measure, ...]
    duels: tuple[Duel, ...]
    failures: tuple[FailedInput, ...]
    test: TestSettings
    signature: str
    adequacy_note: str

    @property
    def paired(self) -> tuple[Unit, ...]:
        """The units that every system has."""
        return tuple(unit for unit in self.units if unit.is_paired)

    def only_in(self, system: int) -> Sequence[Unit]:
        """The units that the system has and some other has not."""
        return [unit for unit in self.units if not unit.is_paired and unit.sides[system] is not None]

    @property
    def regressed(self) -> tuple[int, ...]:
        """The systems that are significantly worse than A by their score."""
        score = self.measures[0]
        return tuple(one.system for one in score.differences if one.outcome is Outcome.WORSE)
