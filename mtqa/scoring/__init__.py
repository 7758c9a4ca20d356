"""Scoring: issues and comparisons become numbers, each with a signature."""

from mtqa.scoring.penalties import OTHER_LANGUAGE, word_count
from mtqa.scoring.sentences import Companions, score_document, score_sentence

__all__ = ["OTHER_LANGUAGE", "Companions", "score_document", "score_sentence", "word_count"]
