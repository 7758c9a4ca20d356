"""FR301: capitals of words that are no nouns: "libère Deux suspects", "chez eux Pour éviter", "un incendie Détruit"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import TITLE_NOUNS
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

_NUMBERS = frozenset("deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent mille".split())
_PREPOSITIONS = frozenset(
    "pour contre dans avec sans sur après avant depuis pendant chez par vers malgré durant".split()
)
# Streets, houses and bands bear numbers: "la rue des Trois frères".
_NAMED = frozenset(
    "rue place quartier café hôtel restaurant groupe hameau lieu-dit ferme auberge col vallée pic".split()
)
_SURE = 0.8


def _find(context: Context) -> Iterator[Finding]:
    for word in context.words[2:]:
        if not word.is_capitalised or word.lower in context.known_words:
            continue
        left, after = context.words[word.index - 1], context.word(word.index + 1)
        if after is None or not after.text[0].islower() or not context.gap(left, word).isspace():
            continue
        if not (left.text[0].islower() or left.text == "%") or left.lower in TITLE_NOUNS:
            continue
        if (
            _is_number(context, word, left, after)
            or _is_preposition(word, left)
            or _is_verb(context, word, left, after)
        ):
            message = f"“{word.text}” takes no capital inside a sentence."
            yield context.finding(word, word, message, word.lower)


def _is_number(context: Context, word: Word, left: Word, after: Word) -> bool:
    if word.lower not in _NUMBERS or after.upos != "NOUN" or left.upos not in ("VERB", "ADP", "ADV"):
        return False
    return not any(other.lower in _NAMED for other in context.words[max(0, word.index - 3) : word.index])


def _is_preposition(word: Word, left: Word) -> bool:
    if word.lower not in _PREPOSITIONS:
        return False
    return left.text == "%" or (left.upos in ("PRON", "ADJ", "NUM") and left.tag.confidence >= _SURE)


def _is_verb(context: Context, word: Word, left: Word, after: Word) -> bool:
    """Whether the form can be nothing but a verb, after its subject and before its object or complement."""
    if left.upos != "NOUN" or after.upos not in ("DET", "ADP", "ADP+DET"):
        return False
    readings = context.lexicon.analyses(word.lower)
    if not readings or any(own.category not in ("VERB", "AUX", "ADJ") for own in readings):
        return False
    if any(own.category == "PROPN" for own in context.lexicon.analyses(word.text)):
        return False
    is_third = any(own.verb_form == "fin" and own.person == "3" for own in readings)
    return is_third or any(own.verb_form == "part-pres" for own in readings)


RULES = (
    Rule(
        "FR301",
        "capital-on-a-word",
        _find,
        must_fail=(
            "Un incendie ⟦Détruit⟧ une usine de papier près de Rouen.",
            "Le juge a ordonné la libération de ⟦Deux⟧ suspects.",
            "Le vaccin est efficace à 90 % ⟦Contre⟧ les formes graves.",
            "Ils ont demandé aux gens de rester chez eux ⟦Pour⟧ éviter les accidents.",
            "La Chine a critiqué la décision ⟦Exhortant⟧ à un dialogue.",
        ),
        must_pass=(
            "Il vit rue des Trois frères à Lyon.",
            "Le parti Pour la France a voté contre.",
            "Elle a lu le roman intitulé Sur la route hier.",
            "L'association Vivre ensemble organise une fête.",
        ),
        confidence=0.8,
    ),
)
