"""Overlap metrics by sacrebleu (Post 2018), each with its signature.

chrF2 and BLEU run from 0 to 100, higher is better; TER from 0 up, lower is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from mtqa.domain.score import MetricScore

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric


@cache
def _metrics(sentence_level: bool) -> tuple[tuple[str, Metric], ...]:
    # sacrebleu takes a tenth of a second to import; most checks have nothing to compare with.
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    return (("chrF2", CHRF()), ("BLEU", BLEU(effective_order=sentence_level)), ("TER", TER()))


def compare_sentence(hypothesis: str, reference: str, against: str) -> tuple[MetricScore, ...]:
    """chrF2, BLEU (effective order) and TER of one hypothesis; `against` names the two texts."""
    scores = []
    for name, metric in _metrics(True):
        value = metric.sentence_score(hypothesis, [reference]).score
        scores.append(MetricScore(name, float(value), str(metric.get_signature()), against))
    return tuple(scores)


def compare_corpus(hypotheses: Sequence[str], references: Sequence[str], against: str) -> tuple[MetricScore, ...]:
    """Corpus chrF2, BLEU and TER over parallel lists; empty lists give no scores."""
    if not hypotheses:
        return ()
    scores = []
    for name, metric in _metrics(False):
        value = metric.corpus_score(list(hypotheses), [list(references)]).score
        scores.append(MetricScore(name, float(value), str(metric.get_signature()), against))
    return tuple(scores)
