"""Subjects and objects seen from the verb: whether a phrase opens a clause whose verb is yet to come."""

from __future__ import annotations

from mtqa.detecting.context import Context, Word
from mtqa.detecting.verb_groups import RELATIVES, clause_start, has_verb

_CERTAIN = 0.97
NOMINAL = frozenset(("NOUN", "PROPN"))
# Conjugated forms of these look like nouns and take an infinitive: "le groupe compte demander".
_GOVERNING = frozenset(("compter", "espérer", "oser", "risquer", "souhaiter"))
_TIME = frozenset(
    "an année après-midi automne début date dimanche été fin fois heure hier hiver instant jeudi jour journée "
    "lendemain lundi mardi matin matinée mercredi minute mois moment nuit printemps saison samedi seconde semaine "
    "siècle soir soirée trimestre vacances veille vendredi week-end décennie période époque temps".split()
)
_STRESSED = frozenset(("elle", "elles", "ce", "cela", "ça"))
_PHRASE_OPENERS = frozenset("des tout toute tous toutes".split())
_OPENING_CLAUSES = frozenset("lorsque lorsqu' quand si s' puisque puisqu' comme en".split())


def is_stressed(context: Context, pronoun: Word) -> bool:
    """Whether the pronoun is no subject: "sans elle", "pour ce faire"."""
    before = context.word(pronoun.index - 1)
    if before is None or pronoun.lower not in _STRESSED:
        return False
    if before.upos in ("SCONJ", "CCONJ"):
        return False
    return before.is_word or pronoun.lower in ("elle", "elles")


def subject_start(context: Context, last: Word) -> int | None:
    """Where a noun phrase that ends in `last` and opens its clause begins, None where it is no subject.

    `last` may be the comma after an apposition: "La ministre, Anne Roy, ...".
    """
    if last.text == ",":
        return _apposed_start(context, last)
    if last.upos not in NOMINAL and last.upos != "ADJ" and last.tag.verb_form != "part-past":
        return None
    start = clause_start(context, last.index)
    while start < last.index and context.words[start].upos == "CCONJ":
        start += 1
    words = context.words[start : last.index + 1]
    first = words[0]
    if first.lower in ("quel", "quelle", "quels", "quelles"):
        return None  # "quel dialogue avoir ?"
    opens = first.upos in ("DET", "PROPN", "NUM") or first.lower in _PHRASE_OPENERS
    if not opens and not (first.upos in ("NOUN", "ADJ") and first.text[0].isupper() and len(words) > 1):
        return None
    if has_verb(context, start, last.index + 1) or not any(word.upos in NOMINAL for word in words):
        return None
    if any(_may_be_verb(context, word) for word in words[1:]):
        return None
    if start and not _opens_clause(context, start):
        return None
    return start


def _apposed_start(context: Context, comma: Word) -> int | None:
    words = context.words[: comma.index]
    commas = [word.index for word in words if word.text == ","]
    if len(commas) != 1:
        return None
    first, apposed = words[0], context.words[commas[0] + 1]
    is_relative = apposed.lower in RELATIVES and comma.index - commas[0] > 2
    end = commas[0] if is_relative else comma.index
    if has_verb(context, 0, end) or any(_may_be_verb(context, word) for word in words[1:end]):
        return None
    fits = first.upos in ("DET", "PROPN") and words[commas[0] - 1].upos in ("NOUN", "PROPN", "ADJ")
    return 0 if fits and (is_relative or apposed.upos in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "VERB")) else None


def _may_be_verb(context: Context, word: Word) -> bool:
    """Whether the tagger may have missed a verb that governs the infinitive: "le groupe compte demander", "censée"."""
    if word.lemma in ("censé", "censer", "supposé", "supposer", "appelé", "venu"):
        return True
    for reading in context.lexicon.analyses(word.text):
        finite = reading.verb_form == "fin" and reading.person == "3"
        if (finite or reading.verb_form == "inf") and (word.tag.confidence < _CERTAIN or reading.lemma in _GOVERNING):
            return True
    return False


def _opens_clause(context: Context, start: int) -> bool:
    """Whether the mark or word before `start` lets a clause begin, with nothing open before it."""
    opener = context.words[start - 1]
    if opener.upos == "SCONJ" or opener.lower in ("que", "qu'", "mais", "car", "or"):
        return True
    if opener.upos == "CCONJ" and start == 1:
        return True
    if has_verb(context, 0, start) and not _follows_subordinate(context, start):
        return False
    return opener.text in (",", ";", "«", '"', "“")


def _follows_subordinate(context: Context, start: int) -> bool:
    """Whether one subordinate clause is all that stands before the comma: "Lorsqu'il arrive, la fille"."""
    before = context.words[: start - 1]
    return before[0].lower in _OPENING_CLAUSES and all(word.is_word for word in before)


def is_object(context: Context, position: int) -> bool:
    """Whether the noun phrase at `position` is an object, not a time ("la semaine dernière", "ce matin")."""
    for word in context.words[position + 1 : position + 4]:
        if word.lower in _TIME or word.lemma in _TIME or word.upos == "NUM":
            return False
        if word.upos in NOMINAL:
            return True
    return False
