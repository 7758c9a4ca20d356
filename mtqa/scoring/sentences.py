"""Scores of sentences and documents from issues and from what the French was compared with.

Fluency is the chance that a reader accepts the French (see calibration). Adequacy, where there is something to compare
with, is chrF2 between two texts of one language (back-translation and source, or round trip and French), else the
support that sentence alignment found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.config import SeverityWeights
from mtqa.domain.issue import Issue
from mtqa.domain.score import DocumentScore, MetricScore, SentenceScore
from mtqa.domain.text import Sentence
from mtqa.scoring.calibration import doubt, issue_load, shipped_calibration
from mtqa.scoring.interval import score_interval
from mtqa.scoring.overlap import compare_corpus, compare_sentence
from mtqa.scoring.penalties import band_of, is_unread, penalty_of, unread_penalty, word_count

# Until people's judgements calibrate it, fluency decides: the comparison moves a score by at most a quarter, and that
# of a rough engine, whose word choice proves little, by a twentieth.
_ADEQUACY_WEIGHT = 0.25
_ROUGH_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Companions:
    """What one sentence is compared with.

    `support_0_1` is the alignment's similarity, None where nothing was aligned.
    """

    back_translation: str | None = None
    source: str | None = None
    reference: str | None = None
    round_trip: str | None = None
    support_0_1: float | None = None
    rough: bool = False


def text_pairs(french: str, companions: Companions) -> list[tuple[str, str, str]]:
    """(hypothesis, reference text, name) of each comparison that can be made, the one for adequacy first."""
    pairs = []
    if companions.back_translation and companions.source:
        pairs.append((companions.back_translation, companions.source, "back-translation / source"))
    if companions.round_trip:
        pairs.append((companions.round_trip, french, "round trip / French"))
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
    unread = unread or is_unread(issues)
    penalty = unread_penalty(sentence) if unread else penalty_of(issues, weights)
    fluency = 0.0 if unread else 100.0 * _acceptance(sentence, issues, weights, expected_errors)
    pairs = text_pairs(sentence.text, companions)
    metrics = tuple(score for pair in pairs for score in compare_sentence(*pair))
    adequacy = None if unread else _adequacy(metrics, companions)
    score = _combine(fluency, adequacy, companions.rough)
    return SentenceScore(score, fluency, adequacy, band_of(penalty), penalty, metrics)


def score_document(
    sentences: Sequence[Sentence], scores: Sequence[SentenceScore], companions: Sequence[Companions]
) -> DocumentScore:
    """The scores of a document: fluency and adequacy as means over words, penalty per 100 words, corpus metrics.

    A document without words has no penalty and scores 100; the caller refuses empty inputs before.
    """
    lengths = [word_count(sentence) for sentence in sentences]
    words = sum(lengths)
    penalty = 100.0 * sum(score.penalty for score in scores) / max(words, 1)
    fluency = _mean_over_words([score.fluency_0_100 for score in scores], lengths)
    adequacy = _mean_over_words([score.adequacy_0_100 for score in scores], lengths)
    rough = any(companion.rough for companion in companions)
    fluency = 100.0 if fluency is None else fluency
    return DocumentScore(
        score_0_100=_combine(fluency, adequacy, rough),
        fluency_0_100=fluency,
        adequacy_0_100=adequacy,
        band=band_of(penalty),
        penalty_per_100_words=penalty,
        words=words,
        sentences=len(sentences),
        metrics=_corpus_metrics(sentences, companions),
        interval_0_100=score_interval(scores, lengths, lambda f, a: _combine(f, a, rough)),
    )


def _acceptance(
    sentence: Sentence, issues: Sequence[Issue], weights: SeverityWeights, expected_errors: float | None
) -> float:
    calibration, load = shipped_calibration(), issue_load(issues, weights)
    if expected_errors is None:
        return calibration.rules.chance(load)
    return calibration.network.chance(load, doubt(expected_errors, word_count(sentence)))


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


def _adequacy(metrics: Sequence[MetricScore], companions: Companions) -> float | None:
    for against in ("back-translation / source", "round trip / French"):
        for metric in metrics:
            if metric.name == "chrF2" and metric.against == against:
                return metric.value
    return None if companions.support_0_1 is None else 100.0 * companions.support_0_1


def _combine(fluency: float, adequacy: float | None, rough: bool) -> float:
    if adequacy is None:
        return fluency
    weight = _ROUGH_WEIGHT if rough else _ADEQUACY_WEIGHT
    return (1 - weight) * fluency + weight * adequacy
