"""FR108: relative pronouns of the wrong function (que for qui, qui for que or dont) or of the wrong shape (lequel)."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import (
    is_adjectival,
    is_surely_finite,
    noun_phrase,
    noun_shape,
    numbers_of,
    shape_of,
)
from mtqa.detecting.quantities import COLLECTIVES
from mtqa.detecting.rules.rule import Rule
from mtqa.french.government import government
from mtqa.french.time_words import ADVERBIAL_NOUNS, TIME_NOUNS

_CLITICS = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en".split())
# After these "que" compares or belongs to a conjunction.
_COMPARING = frozenset(
    "plus moins aussi autant tant si tel telle tels telles même mêmes autre autres ne n' mieux pire meilleur meilleure "
    "davantage seulement plutôt rien autrement ailleurs quel quelle quels quelles".split()
)
_PARENTHETIC = frozenset("croire penser dire paraître sembler espérer estimer supposer imaginer savoir".split())
_VOWELS = "aeéèêiîoôuyhœ"


def _antecedent(context: Context, relative: Word) -> Word | None:
    """The noun, name or "ce", "celui" right before a relative pronoun, a comma or adjective between them at most."""
    index = relative.index - 1
    before = context.word(index)
    if before is not None and before.text == ",":
        index -= 1
    while (before := context.word(index)) is not None and index > 0 and (is_adjectival(before) or before.upos == "ADV"):
        index -= 1
    if before is None or (
        before.upos not in ("NOUN", "PROPN") and before.lower not in ("ce", "celui", "celle", "ceux", "celles")
    ):
        return None
    return before


def _compared(context: Context, relative: Word) -> bool:
    """Whether a word of comparison stands before it in the same stretch."""
    for word in reversed(context.words[max(0, relative.index - 8) : relative.index]):
        if word.text in ',;:«»"':
            return False
        if word.lower in _COMPARING:
            return True
    return False


_QUE = frozenset(("que", "qu'"))


def _que_without_subject(context: Context) -> Iterator[Finding]:
    for word in context.among(_QUE, 1):
        if word.text not in ("que", "qu'", "qu’") or word.index == 0 or _antecedent(context, word) is None:
            continue
        index = word.index + 1
        while (verb := context.word(index)) is not None and verb.lower in _CLITICS and verb.upos in ("PRON", "ADV"):
            index += 1
        if (
            verb is None
            or not verb.is_finite
            or verb.tag.person != "3"
            or not is_surely_finite(context, verb)
            or verb.tag.mood == "sub"
        ):
            continue
        if verb.lemma in ("importer", "falloir") or _compared(context, word):
            continue
        if word.text != "que" and verb.lemma in ("avoir", "être"):
            continue  # "ce qu'a affirmé le ministre": the subject follows far more often than "qui" was meant
        if _may_be_inverted(context, word, verb):
            continue
        yield context.finding(
            word, word, f"“{verb.text}” has no subject after “{word.text}”: the subject is “qui”.", "qui"
        )


def _may_be_inverted(context: Context, relative: Word, verb: Word) -> bool:
    """Whether a subject may follow the verb ("le livre qu'a écrit Paul")."""
    elision_lost = (
        relative.text == "que"
        and relative.index + 1 == verb.index
        and verb.lower[0] in _VOWELS
        and verb.lower[0] != "h"
    )
    last = _main_verb(context, verb)
    frame = government(last.lemma)
    transitive = frame is None or frame.direct_object or frame.que_clause or last.lemma == "être"
    index = last.index + 1
    while (word := context.word(index)) is not None and word.text not in ".;:?!»" and not word.is_finite:
        if word.upos in ("ADP", "ADP+DET"):
            if word.upos == "ADP+DET" or not (phrase := noun_phrase(context, index + 1)):
                phrase = noun_phrase(context, index)
            index = phrase.last + 1 if phrase else index + 1
            if phrase and (follower := context.word(index)) is not None and follower.lower in ("et", "ou"):
                joined = noun_phrase(context, index + 1)
                index = joined.last + 1 if joined else index
            continue
        if word.upos == "SCONJ" or (word.upos == "PRON" and word.lower not in _CLITICS):
            return True
        if word.upos in ("DET", "NUM", "NOUN", "PROPN"):
            phrase = noun_phrase(context, index)
            if phrase is None:
                return True
            if context.words[phrase.head].lemma in TIME_NOUNS or context.words[phrase.last].lemma in TIME_NOUNS:
                index = phrase.last + 1
                continue
            if context.words[phrase.head].lemma in COLLECTIVES:
                return transitive and not elision_lost
            numbers = numbers_of(noun_shape(context, context.words[phrase.head]))
            if phrase.determiner is not None:
                numbers &= numbers_of(shape_of(context.lexicon.analyses(context.words[phrase.determiner].text)))
            if verb.tag.number in numbers or not verb.tag.number:
                return transitive and not elision_lost
            return context.words[phrase.head].upos == "PROPN" or (
                phrase.last + 1 < len(context.words) and context.words[phrase.last + 1].lower == "et"
            )
        index += 1
    return False


def _main_verb(context: Context, verb: Word) -> Word:
    """The participle after an auxiliary or the infinitive after a modal verb, else the verb itself."""
    for word in context.words[verb.index + 1 : verb.index + 4]:
        if word.tag.verb_form in ("part-past", "inf"):
            return _main_verb(context, word) if word.lemma in ("être", "avoir") else word
        if word.upos != "ADV":
            break
    return verb


_QUI = frozenset(("qui",))


def _qui_with_subject(context: Context) -> Iterator[Finding]:
    for word in context.among(_QUI, 1):
        if word.text != "qui" or word.index == 0 or _antecedent(context, word) is None:
            continue
        subject = context.word(word.index + 1)
        if subject is None:
            continue
        if subject.lower in ("il", "ils", "elle", "elles", "je", "j'", "tu", "on", "nous", "vous"):
            if _verb_of_pronoun(context, subject):
                shorter = "qu'" if subject.lower[0] in _VOWELS else "que"
                yield context.finding(
                    word, word, f"“{subject.text}” is the subject of the clause: “qui” cannot be.", shorter
                )
        elif subject.upos in ("DET", "PRON") and (verb := _verb_of_phrase(context, subject)) is not None:
            suggestion = "dont" if verb.lemma == "être" else None
            yield context.finding(
                word, word, f"The clause has its own subject: “qui” cannot be the subject of “{verb.text}”.", suggestion
            )


def _verb_of_pronoun(context: Context, subject: Word) -> bool:
    index = subject.index + 1
    while (verb := context.word(index)) is not None and verb.lower in _CLITICS:
        if verb.lower == "y" and subject.lower == "il":
            return False  # "qui il y a dix ans était"
        index += 1
    if verb is None or not is_surely_finite(context, verb):
        return False
    after = context.word(verb.index + 1)
    if after is not None and after.is_finite and verb.lemma in _PARENTHETIC:
        return False  # "qui je crois est très partagée"
    if subject.lower in ("nous", "vous"):
        own = "1" if subject.lower == "nous" else "2"
        return verb.tag.number == "p" and verb.tag.person == own
    return True


def _verb_of_phrase(context: Context, first: Word) -> Word | None:
    """The conjugated verb right after the noun phrase at `first`, where that can be nothing but a subject."""
    noun = context.word(first.index + 1)
    if noun is None or first.lower not in (
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "ce",
        "cette",
        "ces",
    ):
        return None
    if any(own.category in ("VERB", "AUX") for own in context.lexicon.analyses(noun.text)) or noun.upos != "NOUN":
        return None
    if noun.lemma in ADVERBIAL_NOUNS:
        return None
    phrase = noun_phrase(context, noun.index)
    if phrase is None:
        return None
    verb = context.word(phrase.last + 1)
    while verb is not None and verb.lower in _CLITICS:
        verb = context.word(verb.index + 1)
    return verb if verb is not None and is_surely_finite(context, verb, 0.9) else None


RULES = (
    Rule(
        "FR108",
        "que-without-subject",
        _que_without_subject,
        must_fail=(
            "Il répare les machines ⟦que⟧ fonctionnent au gaz.",
            "La tour, ⟦que⟧ dépasse trois cents mètres, attire les touristes.",
            "Elle cherche un vendeur ⟦que⟧ parle chinois.",
            "Le village ⟦que⟧ est situé près du lac est désert.",
        ),
        must_pass=(
            "Le livre que vend la librairie est épuisé.",
            "Le texte qu'a signé le maire est clair.",
            "Ce que veulent les ouvriers, c'est une hausse.",
            "Les mesures que réclament depuis des mois les syndicats sont prêtes.",
            "Elle est plus forte que prévu.",
            "Il faut que soient réunies trois conditions.",
            "Je demande à la présidente que soit votée la loi.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR108",
        "qui-with-subject",
        _qui_with_subject,
        must_fail=(
            "Le tableau ⟦qui⟧ elle regarde est célèbre.",
            "La maison ⟦qui⟧ les volets sont bleus est à vendre.",
            "Les lettres ⟦qui⟧ nous avons envoyées sont perdues.",
        ),
        must_pass=(
            "Il ignore qui il a rencontré.",
            "L'homme à qui elle parle est son père.",
            "Le voisin qui les a vus a appelé la police.",
            "Les élèves qui un jour deviendront médecins sont rares.",
            "C'est vous qui nous avez aidés.",
        ),
        confidence=0.85,
    ),
)
