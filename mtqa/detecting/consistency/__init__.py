"""Consistency: whether the French says what its source or back-translation says."""

from mtqa.detecting.consistency.counterpart import Counterpart, WordSide
from mtqa.detecting.consistency.evidence import CODES, EvidenceFound, Witness, find_evidence

__all__ = ["CODES", "Counterpart", "EvidenceFound", "Witness", "WordSide", "find_evidence"]
