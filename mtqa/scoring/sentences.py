"""Scores of sentences and documents from issues and from what the French was compared with.

Fluency is the chance that a reader accepts the French. Adequacy, where there is something to compare with, is the
agreement of the words with source and back-translation and of these with each other, lowered by the issues that they
are evidence for. The score is fluency alone without it, and with it the grade that people give on average (see
calibration for the curves of both).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue
from mtqa.domain.score import DocumentScore, MetricScore, SentenceScore
from mtqa.domain.text import Sentence
from mtqa.scoring.calibration import doubt, evidence_load, issue_load, issue_term, shipped_calibration
from mtqa.scoring.interval import score_interval
from mtqa.scoring.overlap import compare_corpus, compare_sentence
from mtqa.scoring.penalties import band_of, is_unread, penalty_of, unread_penalty, word_count

_OVERLAP, _ROUND_TRIP = "back-translation / source", "round trip / French"


@dataclass(frozen=True, slots=True)
class Companions:
    """What one sentence is compared with.

    `source_agreement_0_1` and `translation_agreement_0_1` say how far its words and theirs answer each other
    (mtqa.aligning.agreement), 0 where an alignment found it no counterpart, None where there is nothing to agree with.
    """

    back_translation: str | None = None
    source: str | None = None
    reference: str | None = None
    round_trip: str | None = None
    source_agreement_0_1: float | None = None
    translation_agreement_0_1: float | None = None


def text_pairs(french: str, companions: Companions) -> list[tuple[str, str, str]]:
    """(hypothesis, reference text, name) of each comparison that can be made, the one for adequacy first."""
    pairs = []
    if companions.back_translation and companions.source:
        pairs.append((companions.back_translation, companions.source, _OVERLAP))
    if companions.round_trip:
        pairs.append((companions.round_trip, french, _ROUND_TRIP))
    if companions.reference:
        pairs.append((french, companions.reference, "French / reference"))
    return pairs


def score_sentence(
    sentence: Sentence,
    issues: Sequence[Issue],
    companions: Companions,
    weights: SeverityWeights,
    *,
    expected_errors: float | None = None,
    unread: bool = False,
) -> SentenceScore:
    """The scores of one sentence; every score runs from 0 to 100, higher is better.

    `expected_errors` is how many of its words the network takes for wrong, None where no network read it.
    `unread` says that its document was not checked (FR403): like a sentence too long to be checked it
    scores 0, whatever it is compared with.
    """
    pairs = text_pairs(sentence.text, companions)
    metrics = tuple(score for pair in pairs for score in compare_sentence(*pair))
    if unread or is_unread(issues):
        penalty = unread_penalty(sentence)
        return SentenceScore(0.0, 0.0, None, band_of(penalty), penalty, metrics)
    penalty = penalty_of(issues, weights)
    load, words = issue_load(issues, weights), word_count(sentence)
    doubtful = None if expected_errors is None else doubt(expected_errors, words)
    fluency = _acceptance(load, doubtful)
    evidence = evidence_load(issues, weights)
    adequacy = _adequacy(metrics, companions, evidence)
    score = fluency if adequacy is None else _grade(load + evidence, words, adequacy, doubtful)
    shown = None if adequacy is None else 100.0 * adequacy
    band = band_of(penalty + evidence)  # a changed number makes no good sentence, however fluent
    return SentenceScore(100.0 * score, 100.0 * fluency, shown, band, penalty, metrics)


def score_document(
    sentences: Sequence[Sentence], scores: Sequence[SentenceScore], companions: Sequence[Companions]
) -> DocumentScore:
    """The scores of a document: each score as a mean over words, penalty per 100 words, corpus metrics.

    A document without words has no penalty and scores 100; the caller refuses empty inputs before.
    """
    lengths = [word_count(sentence) for sentence in sentences]
    words = sum(lengths)
    penalty = 100.0 * sum(score.penalty for score in scores) / max(words, 1)
    fluency = _mean_over_words([score.fluency_0_100 for score in scores], lengths)
    adequacy = _mean_over_words([score.adequacy_0_100 for score in scores], lengths)
    score = _mean_over_words([score.score_0_100 for score in scores], lengths)
    return DocumentScore(
        score_0_100=100.0 if score is None else score,
        fluency_0_100=100.0 if fluency is None else fluency,
        adequacy_0_100=adequacy,
        band=band_of(penalty),
        penalty_per_100_words=penalty,
        words=words,
        sentences=len(sentences),
        metrics=_corpus_metrics(sentences, companions),
        interval_0_100=score_interval([score.score_0_100 for score in scores], lengths),
    )


def _acceptance(load: float, doubtful: float | None) -> float:
    calibration = shipped_calibration()
    return calibration.rules.chance(load) if doubtful is None else calibration.network.chance(load, doubtful)


def _grade(load: float, words: int, adequacy: float, doubtful: float | None) -> float:
    calibration = shipped_calibration()
    if doubtful is None:
        return calibration.rules_grade.grade(load, words, adequacy)
    return calibration.network_grade.grade(load, words, adequacy, doubtful)


def _mean_over_words(values: Sequence[float | None], lengths: Sequence[int]) -> float | None:
    """Mean of the known values, each counted as often as its sentence has words (one at least); None where none is."""
    known = [(value, max(length, 1)) for value, length in zip(values, lengths, strict=True) if value is not None]
    return sum(value * length for value, length in known) / sum(length for _, length in known) if known else None


def _corpus_metrics(sentences: Sequence[Sentence], companions: Sequence[Companions]) -> tuple[MetricScore, ...]:
    grouped: dict[str, list[tuple[str, str]]] = {}
    for sentence, companion in zip(sentences, companions, strict=True):
        for hypothesis, reference, name in text_pairs(sentence.text, companion):
            grouped.setdefault(name, []).append((hypothesis, reference))
    return tuple(
        score
        for name, pairs in grouped.items()
        for score in compare_corpus([h for h, _ in pairs], [r for _, r in pairs], name)
    )


def _adequacy(metrics: Sequence[MetricScore], companions: Companions, evidence: float) -> float | None:
    """0 to 1, None where there is nothing to compare with; a major issue's worth of evidence halves it."""
    overlaps = {metric.against: metric.value / 100.0 for metric in metrics if metric.name == "chrF2"}
    agreed = shipped_calibration().adequacy.combine(
        companions.source_agreement_0_1,
        companions.translation_agreement_0_1,
        overlaps.get(_OVERLAP),
        overlaps.get(_ROUND_TRIP),
    )
    return None if agreed is None else agreed * math.exp(-issue_term(evidence))
