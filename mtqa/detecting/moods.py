"""The conjugated verb of a subordinate clause, and the moods its form can be read in."""

from __future__ import annotations

from mtqa.detecting.context import Context, Word
from mtqa.detecting.verb_groups import RELATIVES, only_finite
from mtqa.french.analysis import Analysis

_SURE = 0.85
_BETWEEN = frozenset(("pas", "aussi", "absolument", "donc", "vraiment", "toujours", "surtout", '"', "«", "“"))
_STOPS = frozenset((".", ";", ":", "?", "!", "«", '"', "—", "(", ","))


def clause_verb(context: Context, index: int) -> Word | None:
    """The conjugated verb of the clause that begins after `index`, None where another clause comes between."""
    for word in context.words[index + 1 : index + 14]:
        if word.is_finite:
            # The tagger may doubt the mood, or whether "avoir" is an auxiliary, not that it is conjugated.
            sure = word.tag.confidence >= _SURE or word.lemma in ("être", "avoir", "faire")
            return word if sure or only_finite(context, word) else None
        if word.upos == "NOUN" and _is_verb_after_nous(context, word, index):
            return word
        if word.lower in RELATIVES or word.upos in ("SCONJ", "CCONJ") or word.text in _STOPS:
            return None
        if word.tag.verb_form == "inf":
            return None
    return None


def _is_verb_after_nous(context: Context, word: Word, index: int) -> bool:
    """Whether the tagger took a verb for a noun: "nous en avions besoin"."""
    between = [other.lower for other in context.words[index + 1 : word.index]]
    return (
        between[:1] in (["nous"], ["vous"])
        and set(between[1:]) <= {"en", "y", "ne", "n'", "le", "la", "les", "l'"}
        and any(
            own.verb_form == "fin" and own.number == "p" and own.person in ("1", "2")
            for own in context.lexicon.analyses(word.text)
        )
    )


def finite_reading(context: Context, verb: Word) -> Analysis | None:
    """The verb's conjugated reading, by its tag where that is one."""
    readings = [own for own in context.lexicon.analyses(verb.text) if own.verb_form == "fin"]
    same = [own for own in readings if own.mood == verb.tag.mood and own.person == verb.tag.person]
    return next(iter(same or readings), None)


def moods_of(context: Context, word: Word) -> frozenset[str]:
    """The moods the form can have, as one of the verb that the tagger takes it for ("sommes" of être)."""
    readings = [own for own in context.lexicon.analyses(word.text) if own.verb_form == "fin"]
    same = [own for own in readings if own.lemma == word.lemma]
    return frozenset(own.mood for own in same or readings)


def before_clause(context: Context, index: int) -> Word | None:
    """The word at or before `index` on which a que-clause hangs: adverbs and opening quotation marks are skipped."""
    while index >= 0 and context.words[index].lower in _BETWEEN:
        index -= 1
    return context.word(index)
