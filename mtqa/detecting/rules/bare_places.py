"""FR106: places after "à" and agents after "par" without their article: "transporté à hôpital", "arrêté par police"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.articles import common_noun, is_listed, with_article
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.bare_nouns import BareNouns
from mtqa.french.persons import can_be_asked, is_person

_PREPOSITIONS = frozenset(("à", "par"))
_PLACES = frozenset(
    "hôpital école gare plage mairie maison aéroport église université prison frontière ville village port stade usine "
    "bureau marché cinéma tribunal ambassade clinique mosquée musée préfecture commissariat caserne".split()
)


def _find(context: Context) -> Iterator[Finding]:
    """ "il a été transporté à hôpital"."""
    for preposition, word in context.pairs(first=_PREPOSITIONS):
        before = context.word(preposition.index - 1)
        if preposition.upos != "ADP" or before is None or not _is_verbal(before):
            continue
        noun = common_noun(context, word.index)
        if noun is None or noun.tag.number == "p" or is_listed(context, noun):
            continue
        wanted = noun.lower in _PLACES if preposition.lower == "à" else _is_body(noun)
        if not wanted or BareNouns.load().seen(preposition.lower, noun.lower):
            continue
        message = f"After “{preposition.text}” the noun “{noun.text}” needs an article."
        yield context.finding(noun, noun, message, with_article(context, noun))


def _is_body(noun: Word) -> bool:
    """ "par police"; of a person "par" may say how much each gets: "une demande par client"."""
    return can_be_asked(noun.lemma) and not is_person(noun.lemma)


def _is_verbal(word: Word) -> bool:
    """Whether a complement of place or agent may follow; after a noun "à" makes compounds ("moteur à explosion")."""
    return word.upos == "VERB" and word.tag.confidence >= 0.8


RULES = (
    Rule(
        "FR106",
        "bare-after-a-or-par",
        _find,
        must_fail=(
            "Il a été transporté à ⟦hôpital⟧ dans un état grave.",
            "Les enfants vont à ⟦école⟧ à pied.",
            "Le suspect a été arrêté par ⟦police⟧ hier soir.",
        ),
        must_pass=(
            "Il a été transporté à l'hôpital.",
            "Elle travaille à domicile et voyage par avion.",
            "Le moteur à explosion tourne.",
            "Il passe de maison à maison.",
        ),
        confidence=0.9,
    ),
)
