"""Scores and the signatures that say what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """A sentence's score in one word."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class MetricScore:
    """A reference metric (sacrebleu): chrF2, BLEU 0 to 100, TER 0 and up (lower is better), with its signature.

    `against` says which two texts were compared, e.g. "round trip / French".
    """

    name: str
    value: float
    signature: str
    against: str


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """Scores of one sentence. `adequacy_0_100` is None where there is nothing to compare with."""

    score_0_100: float
    fluency_0_100: float
    adequacy_0_100: float | None
    band: Band
    penalty: float
    metrics: tuple[MetricScore, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Scores of one document. `penalty_per_100_words` is the sum of the sentences' penalties over its words.

    `interval_0_100` is the 95 % interval of `score_0_100`, None for a document of one sentence.
    """

    score_0_100: float
    fluency_0_100: float
    adequacy_0_100: float | None
    band: Band
    penalty_per_100_words: float
    words: int
    sentences: int
    metrics: tuple[MetricScore, ...] = ()
    interval_0_100: tuple[float, float] | None = None
