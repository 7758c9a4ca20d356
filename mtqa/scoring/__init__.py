"""Scoring: issues and comparisons become numbers, each with a signature."""

from mtqa.scoring.penalties import OTHER_LANGUAGE, word_count
from mtqa.scoring.second_opinion import Candidate, Metric, add_second_opinions, load_metrics
from mtqa.scoring.sentences import Companions, score_document, score_sentence

__all__ = [
    "OTHER_LANGUAGE",
    "Candidate",
    "Companions",
    "Metric",
    "add_second_opinions",
    "load_metrics",
    "score_document",
    "score_sentence",
    "word_count",
]
