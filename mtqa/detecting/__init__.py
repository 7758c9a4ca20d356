"""Detecting: sentences become issues."""

from mtqa.detecting.detector import Detector, RuleDetector, TaggedSentence, detect
from mtqa.detecting.selection import Selection

__all__ = ["Detector", "RuleDetector", "Selection", "TaggedSentence", "detect"]
