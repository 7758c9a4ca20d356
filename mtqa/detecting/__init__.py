"""Detecting: sentences become issues."""

from mtqa.detecting import consistency
from mtqa.detecting.detector import Detector, RuleDetector, TaggedSentence, detect
from mtqa.detecting.findings import Findings
from mtqa.detecting.memory import IssueMemory
from mtqa.detecting.rules import ALL_RULES
from mtqa.detecting.selection import Selection

EVIDENCE_CODES = consistency.CODES  # what a comparison finds
# FR403 is the check of the language. The neural detector finds no code that no rule finds.
FINDABLE_CODES = frozenset(rule.code for rule in ALL_RULES) | EVIDENCE_CODES | {"FR403"}

__all__ = [
    "EVIDENCE_CODES",
    "FINDABLE_CODES",
    "Detector",
    "Findings",
    "IssueMemory",
    "RuleDetector",
    "Selection",
    "TaggedSentence",
    "detect",
]
