"""FR111: adjectives, adverbs and nouns in an order that is English and not French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import adjective_shape, determiner_shape, noun_shape
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity
from mtqa.french.collocations import adjacent, adjective_order_known, adjective_places, linked
from mtqa.french.joining import joined

# Relational adjectives and colours never precede; other adjectives may for effect ("une fracassante arrivée").
_RELATIONAL = re.compile(
    r"(?:al|el|ique|aire|ien|ais|ois|if|ain|é)$|^(?:rouge|vert|bleu|jaune|noir|blanc|gris|brun|rose|violet|turc|grec)$"
)
# Adjectives that are nouns of their own by now: "un périphérique réseau", "le mobile destinataire".
_MADE_NOUNS = frozenset("périphérique portable mobile numérique terminal périphériques portables mobiles".split())
_DETERMINERS = ("DET", "ADP+DET", "NUM")


def _adjective_first(context: Context) -> Iterator[Finding]:
    """ "une rouge voiture": an adjective that hardly ever precedes a noun."""
    for before, word in context.pairs():
        if before.upos not in _DETERMINERS:
            continue
        noun = context.word(word.index + 1)
        if noun is None or not _lower_pair(word, noun):
            continue
        adjective = _postposed(context, word)
        if adjective is None or not _only_noun(context, noun) or adjective_order_known(adjective, noun.lemma):
            continue
        if word.lower in _MADE_NOUNS:
            continue
        if adjacent(word.lemma, noun.lemma) or not adjective_shape(context, word) & noun_shape(context, noun):
            continue
        after = context.word(noun.index + 1)
        if after is not None and (after.text in ("-", "/") or after.upos == "NOUN"):
            continue
        yield context.finding(
            word,
            noun,
            f"“{word.text}” stands after its noun.",
            f"{noun.text} {word.text}",
            confidence=_confidence(word),
        )


def _confidence(word: Word) -> float:
    return 0.9 if word.upos == "ADJ" else 0.8


def _lower_pair(first: Word, second: Word) -> bool:
    return first.text.islower() and second.text.islower() and first.is_word and second.is_word


def _postposed(context: Context, word: Word) -> str | None:
    """The lemma of an adjective that nearly always follows its noun, None for another word."""
    readings = context.lexicon.analyses(word.text)
    if word.upos not in ("ADJ", "NOUN") or any(own.category in ("ADV", "ADP", "DET", "NUM") for own in readings):
        return None
    for lemma in {own.lemma for own in readings if own.category == "ADJ"}:
        counts = adjective_places(lemma)
        after, before = counts.get("after", 0), counts.get("before", 0)
        enough, share = (25, 0.012) if _RELATIONAL.search(lemma) else (80, 0.003)
        if after >= enough and before <= share * after and (word.upos == "ADJ" or counts.get("noun", 0) < 0.3 * after):
            return lemma
    return None


def _only_noun(context: Context, word: Word) -> bool:
    """Whether the word is a noun and no adjective could be meant."""
    if word.upos != "NOUN":
        return False
    readings = context.lexicon.analyses(word.text)
    return bool(readings) and not any(own.category == "ADJ" or own.verb_form == "part-past" for own in readings)


_SHORT_BEFORE = frozenset(
    "petit grand nouveau vieux jeune beau bon gros ancien premier dernier mauvais véritable".split()
)


# An adjective set off by what follows it may come last: "grande comme un château", "jeune et beau".
_HEAVY = frozenset("de d' comme que qu' et ou mais , par".split())


def _adjective_last(context: Context) -> Iterator[Finding]:
    """ "une entreprise petite": a short adjective that nearly always precedes, without anything that sets it off."""
    for word in context.of_lemma(_SHORT_BEFORE, 2):
        before, noun = context.words[word.index - 2], context.words[word.index - 1]
        after = context.word(word.index + 1)
        if word.upos != "ADJ" or noun.upos != "NOUN":
            continue
        if before.upos not in ("DET", "ADP+DET") or not _lower_pair(noun, word) or after is None:
            continue
        if after.lower in _HEAVY or after.text in '«»"' or after.upos in ("ADJ", "NOUN", "PROPN", "NUM", "ADV"):
            continue
        counts = adjective_places(word.lemma)
        if counts.get("before", 0) < 10 * counts.get("after", 0) or adjective_order_known(noun.lemma, word.lemma):
            continue
        if not adjective_shape(context, word) & noun_shape(context, noun) or _object_attribute(context, noun):
            continue
        yield context.finding(noun, word, f"“{word.text}” stands before its noun.", f"{word.text} {noun.text}")


_PREDICATING = frozenset("trouver rendre juger croire estimer avoir faire laisser voir garder".split())


def _object_attribute(context: Context, noun: Word) -> bool:
    """ "il trouve la maison petite": the adjective is said of the object."""
    return any(word.lemma in _PREDICATING for word in context.words[max(0, noun.index - 4) : noun.index])


# Nouns that follow another as its kind: "trafic réseau", "espace utilisateur", "appel système".
_APPOSED = frozenset(
    "réseau système utilisateur client serveur disque bloc mémoire écran clavier papier produit texte son image vidéo "
    "destinataire cible source santé type".split()
)


def _noun_string(context: Context) -> Iterator[Finding]:
    """ "le football joueur" (joueur de football): the noun that is described comes last, as in English."""
    for before, first in context.pairs():
        if before.upos not in _DETERMINERS:
            continue
        second = context.word(first.index + 1)
        if second is None or not _lower_pair(first, second):
            continue
        if (
            not context.lexicon.analyses(second.lower)
            or not _noun_reading(context, first)
            or not _noun_reading(context, second)
            or first.upos != "NOUN"
        ):
            continue
        if first.lemma == second.lemma or second.upos not in ("NOUN", "ADJ"):
            continue
        head, modifier = _noun_lemma(context, second), _noun_lemma(context, first)
        if head in _APPOSED:
            continue
        if not linked(head, modifier) or linked(modifier, head) or adjacent(modifier, head) or adjacent(head, modifier):
            continue
        if _is_adjective(context, second) or not determiner_shape(context, before) & noun_shape(context, second):
            continue
        yield context.finding(
            first, second, "Two nouns in the English order.", f"{second.text} {joined('de', first.text)}"
        )


def _noun_reading(context: Context, word: Word) -> bool:
    return any(own.category == "NOUN" for own in context.lexicon.analyses(word.text))


def _noun_lemma(context: Context, word: Word) -> str:
    return next(own.lemma for own in context.lexicon.analyses(word.text) if own.category == "NOUN")


def _is_adjective(context: Context, word: Word) -> bool:
    """Whether the second word may be an adjective of the first ("conseiller municipal"); "joueur" hardly ever is."""
    for own in context.lexicon.analyses(word.text):
        if own.verb_form == "part-past":
            return True
        if own.category == "ADJ":
            counts = adjective_places(own.lemma)
            if counts.get("after", 0) * 20 > counts.get("noun", 0):
                return True
    return False


RULES = (
    Rule(
        "FR111",
        "adjective-before-noun",
        _adjective_first,
        must_fail=(
            "Il a acheté une ⟦verte chemise⟧.",
            "Elle pousse un ⟦électrique vélo⟧ dans la cour.",
            "Ils préparent une ⟦internationale conférence⟧.",
        ),
        must_pass=(
            "Utilisez l'utilitaire netgroup du serveur.",
            "Chaque périphérique réseau a son adresse.",
            "Il a acheté une chemise verte.",
            "Une simple visite suffit.",
            "Les jeunes électeurs votent.",
            "Le petit Poucet dort.",
            "Un certain nombre de gens.",
        ),
    ),
    Rule(
        "FR111",
        "adjective-after-noun",
        _adjective_last,
        must_fail=(
            "Il travaille dans une ⟦usine petite⟧ en Suisse.",
            "Le ⟦problème gros⟧ reste le prix.",
            "Elle habite une ⟦maison grande⟧.",
        ),
        must_pass=(
            "Il travaille dans une petite usine.",
            "Elle trouve la maison grande.",
            "Une maison grande comme un château brûle.",
            "Le beaujolais nouveau arrive.",
            "Un homme jeune et beau entre.",
        ),
        confidence=0.7,
        severity=Severity.MINOR,
    ),
    Rule(
        "FR111",
        "noun-string",
        _noun_string,
        must_fail=(
            "Le ⟦tennis joueur⟧ est blessé.",
            "Ils attendent les ⟦élection résultats⟧.",
            "Le ⟦police chef⟧ a démissionné.",
        ),
        must_pass=(
            "Il gère le trafic réseau, l'espace utilisateur et l'appel système.",
            "Le joueur de tennis est blessé.",
            "La taxe carbone augmente.",
            "Le chef cuisinier a démissionné.",
            "Un avion cargo décolle.",
        ),
        confidence=0.85,
    ),
)
