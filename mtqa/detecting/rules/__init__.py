"""The rules, one family a file, registered here by hand."""

from mtqa.detecting.rules import (
    boundaries,
    capitals,
    clitics,
    determiners,
    lost_auxiliary,
    marks,
    nominal,
    missing_verb,
    pronouns,
    relatives,
    repetition,
    residue,
    subject_verb,
    tense_mood,
    untranslated,
    verb_chain,
    verb_form,
)
from mtqa.detecting.rules.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *boundaries.RULES,
    *capitals.RULES,
    *clitics.RULES,
    *determiners.RULES,
    *lost_auxiliary.RULES,
    *marks.RULES,
    *nominal.RULES,
    *missing_verb.RULES,
    *pronouns.RULES,
    *relatives.RULES,
    *repetition.RULES,
    *residue.RULES,
    *subject_verb.RULES,
    *tense_mood.RULES,
    *untranslated.RULES,
    *verb_chain.RULES,
    *verb_form.RULES,
)
