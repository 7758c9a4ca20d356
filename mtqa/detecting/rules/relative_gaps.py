"""FR108: "que" before a clause that lacks nothing: "la maison que les volets sont bleus" (dont)."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_surely_finite, noun_phrase
from mtqa.detecting.rules.rule import Rule
from mtqa.french.government import government
from mtqa.french.time_words import ADVERBIAL_NOUNS

# Words with which "que" makes a conjunction, a comparison or a cleft.
_LICENSING = frozenset(
    "c' ce cela ça plus moins aussi autant tant si tel telle tels telles même mêmes autre autres ne n' mieux pire "
    "meilleur meilleure meilleurs meilleures davantage plutôt parce alors tandis afin pour sans avant après depuis bien "
    "encore soit dès lors pendant puis ainsi quoi outre sauf surtout peut-être heureusement évidemment sûrement jusqu'à "
    "est-ce -ce que qu' voilà voici quel quelle dommage".split()
)
# Nouns that a clause with "que" explains: "l'idée que les volets sont bleus".
_EXPLAINED = frozenset(
    "fait idée preuve certitude sentiment impression espoir crainte peur condition avis conviction hypothèse annonce "
    "signe constat principe doute chance possibilité risque besoin envie nouvelle affirmation argument assurance "
    "information rumeur promesse prétexte raison conclusion illusion théorie thèse règle évidence probabilité souhait "
    "vœu volonté espérance bruit accusation allégation déclaration hantise regret joie honte surprise avantage "
    "inconvénient garantie indice message pensée perspective croyance supposition mesure cas cause façon manière sorte "
    "point motif confirmation révélation critique reproche question problème bonheur malheur colère intuition "
    "soupçon présomption exigence nécessité urgence demande proposition suggestion".split()
)
# With a person as their object: "informer l'agent que".
_TELLING = frozenset("informer prévenir avertir aviser convaincre persuader assurer rassurer alerter notifier".split())
_PRONOUNS = frozenset("il elle ils elles".split())
_SEARCHED = 7


_QUE = frozenset(("que", "qu'"))


def _find(context: Context) -> Iterator[Finding]:
    for word in context.among(_QUE, 1):
        if word.text not in ("que", "qu'", "qu’") or word.index == 0:
            continue
        antecedent = context.words[word.index - 1]
        if antecedent.upos != "NOUN" or antecedent.lemma in _EXPLAINED or antecedent.lemma in ADVERBIAL_NOUNS:
            continue
        determiner, subject = context.word(antecedent.index - 1), context.word(word.index + 1)
        if determiner is None or determiner.upos not in ("DET", "ADP+DET", "ADJ", "NUM"):
            continue  # "se rendre compte que"
        if subject is None or _is_licensed(context, word):
            continue
        pronoun = subject.lower in _PRONOUNS
        phrase = None if pronoun else noun_phrase(context, subject.index)
        if not pronoun and (phrase is None or phrase.determiner is None):
            continue
        verb = context.word(subject.index + 1 if phrase is None else phrase.last + 1)
        if verb is None or not is_surely_finite(context, verb, 0.9) or not _is_complete(context, verb):
            continue
        last = subject if pronoun else word
        right = "qui" if pronoun else "dont"
        yield context.finding(word, last, f"The clause after “{word.text}” lacks nothing: use “{right}”.", right)


def _is_licensed(context: Context, relative: Word) -> bool:
    """Whether a verb, comparison or conjunction before may ask for "que"."""
    for word in context.words[: relative.index]:
        if word.lower in _LICENSING or word.upos == "PUNCT":
            return True
        if word.lemma in _TELLING:
            return True
        if word.upos == "VERB":
            frame = government(word.lemma)
            if frame is None or frame.que_clause:
                return True
    return False


def _is_complete(context: Context, verb: Word) -> bool:
    """Whether the clause has its predicate and no infinitive whose object "que" might be."""
    for later in context.words[verb.index + 1 : verb.index + _SEARCHED]:
        if later.is_finite:
            break
        if later.tag.verb_form == "inf":
            return False
    index = verb.index + 1
    while (word := context.word(index)) is not None and word.upos == "ADV":
        index += 1
    if verb.lemma == "être":
        return word is not None and (word.upos in ("DET", "ADP", "NOUN") or _is_predicate(context, word))
    frame = government(verb.lemma)
    if frame is None or not frame.well_described or frame.direct_object or frame.que_clause or verb.upos == "AUX":
        return False
    return word is None or word.upos not in ("DET", "NUM")


def _is_predicate(context: Context, word: Word) -> bool:
    """Whether it is an adjective, or the participle of a passive; "devenu" still waits for what one became."""
    readings = context.lexicon.analyses(word.text)
    participles = [own for own in readings if own.verb_form == "part-past"]
    if participles:
        frames = [government(own.lemma) for own in participles]
        passive = (frame is not None and frame.direct_object and not frame.auxiliary_etre for frame in frames)
        return all(passive) and not any(own.lemma == "devenir" for own in participles)
    return any(own.category == "ADJ" for own in readings)


RULES = (
    Rule(
        "FR108",
        "que-before-complete-clause",
        _find,
        must_fail=(
            "La femme ⟦que⟧ son mari est médecin habite ici.",
            "La maison ⟦que⟧ les volets sont bleus est à vendre.",
            "Ils habitent un village ⟦que⟧ les rues sont étroites.",
            "Le médicament ⟦qu'il⟧ est utilisé en Europe coûte cher.",
        ),
        must_pass=(
            "Il faut informer l'agent que ce document est versé à son dossier.",
            "La maison que les voisins ont vendue est grande.",
            "L'idée que les volets sont bleus lui plaît.",
            "C'est dans ce pays qu'il est fabriqué.",
            "Il dit aux voisins que les rues sont étroites.",
            "Le livre qu'il est en train de lire est long.",
            "L'homme qu'il est devenu me plaît.",
        ),
        confidence=0.75,
    ),
)
