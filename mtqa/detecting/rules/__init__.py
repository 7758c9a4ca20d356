"""The rules, one family a file, registered here by hand."""

from mtqa.detecting.rules import boundaries, capitals, marks, repetition, residue, untranslated
from mtqa.detecting.rules.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *boundaries.RULES,
    *capitals.RULES,
    *marks.RULES,
    *repetition.RULES,
    *residue.RULES,
    *untranslated.RULES,
)
