"""FR105: participles and predicate adjectives that do not agree as they must."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import (
    ANY_SHAPE,
    PLURAL,
    Kind,
    Shape,
    adjective_shape,
    is_past_participle,
    is_surely_finite,
    numbers_of,
)
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.subjects import PRONOUN_SUBJECTS, Subject, SubjectFinder

# Verbs whose predicate agrees with the subject, without "se".
_STATE_VERBS = frozenset("être sembler paraître devenir rester demeurer".split())
_BECOMING = frozenset(("devenir", "rester", "demeurer"))
_MODALS = frozenset("pouvoir devoir aller vouloir".split())
# Reflexive verbs whose "se" may be an indirect object: "elles se sont parlé", "elle s'est dit que".
_INDIRECT = frozenset(
    "parler succéder plaire complaire déplaire nuire mentir convenir ressembler sourire rire survivre suffire "
    "téléphoner écrire répondre dire demander faire rendre jurer promettre permettre reprocher donner poser offrir "
    "acheter accorder imposer voir laisser entendre croire partager répéter raconter adresser autoriser octroyer "
    "attribuer arroger disputer arracher procurer constituer aliéner interdire refuser trouver envoyer fixer assurer "
    "payer servir passer prendre mettre tirer".split()
)
# Words that stay as they are in a predicate.
_INVARIABLE = frozenset(
    "bien mieux mal plein debout ensemble tard tôt près loin demi contre pour hors fait dit même tout tel autre "
    "cher fort bon marron orange chic super pire possible censé ultra archi hyper question cas partie membre".split()
)
# Participles that an infinitive, said or understood, keeps unchanged.
_WITH_INFINITIVE = frozenset(("fait", "laissé", "dû", "pu", "voulu", "cru"))
_OBJECTS_BEFORE = frozenset(
    "que qu' l' la les le me m' te t' nous vous se s' en combien quel quelle quels quelles lequel laquelle lesquels "
    "lesquelles dont autant".split()
)


def _find_predicate(context: Context) -> Iterator[Finding]:
    finder: SubjectFinder | None = None
    for word in context.words:
        if not word.is_finite or not is_surely_finite(context, word, floor=0.6):
            continue
        predicate = _predicate_of(context, word)
        if predicate is not None and predicate.lemma in _BECOMING:
            predicate = _become(context, predicate) or predicate
        if predicate is None:
            continue
        predicates = [one for one in (predicate, *_joined(context, predicate)) if _may_disagree(context, one)]
        if not predicates:
            continue
        finder = finder or SubjectFinder(context)
        subject = _subject(finder, word)
        if subject is None or subject.shape == ANY_SHAPE or _is_open(context, subject):
            continue
        if context.words[subject.last].text.isupper() and len(context.words[subject.last].text) > 1:
            continue  # of an acronym the gender is hardly known
        for one in predicates:
            if not adjective_shape(context, one) & subject.shape and not _verb_disagrees(word, subject):
                yield _finding(context, one, subject)


def _predicate_of(context: Context, verb: Word) -> Word | None:
    """The participle or adjective after "être" ("sera votée", "a été votée", "s'est enfuie") or a state verb."""
    index = verb.index + 1
    if verb.lemma == "avoir" or verb.lemma in _MODALS:
        wanted = ("été", "semblé", "paru") if verb.lemma == "avoir" else ("être", "rester")
        been = _next_content(context, index)
        if been is None or been.lower not in wanted:
            return None
        index = been.index + 1
    elif verb.lemma not in _STATE_VERBS:
        return None
    predicate = _next_content(context, index)
    if predicate is None or predicate.text[0].isupper() or _is_adverbial(context, predicate):
        return None
    if predicate.upos != "ADJ" and not is_past_participle(context, predicate):
        return None
    return None if _is_reflexive(context, verb) and not _agrees_with_se(context, predicate) else predicate


def _is_adverbial(context: Context, word: Word) -> bool:
    """ "bien sûr", "bien entendu", "à nouveau": no predicate at all."""
    before = context.word(word.index - 1)
    pair = (before.lower if before is not None else "", word.lower)
    return pair in (("bien", "sûr"), ("bien", "entendu"), ("à", "nouveau"))


def _joined(context: Context, predicate: Word) -> Iterator[Word]:
    """The adjective that ends the clause after "et": "est grave et dangereuse"."""
    link = context.word(predicate.index + 1)
    if link is None or link.lower not in ("et", "ou", "mais"):
        return
    adjective = _next_content(context, link.index + 1)
    if adjective is None or adjective.upos != "ADJ":
        return
    after = context.word(adjective.index + 1)
    if after is None or after.upos in ("PUNCT", "ADP"):
        yield adjective


def _become(context: Context, participle: Word) -> Word | None:
    """The adjective after "est devenue", "est restée"."""
    adjective = _next_content(context, participle.index + 1)
    is_predicate = adjective is not None and adjective.upos == "ADJ" and adjective.text[0].islower()
    return adjective if is_predicate else None


def _is_reflexive(context: Context, verb: Word) -> bool:
    before = context.word(verb.index - 1)
    if before is None or before.lower not in ("se", "s'", "me", "m'", "te", "t'", "nous", "vous"):
        return False
    return before.lower not in ("nous", "vous") or _is_clitic_before(context, before)


def _agrees_with_se(context: Context, participle: Word) -> bool:
    """Whether "se" is the direct object: the verb is none of those that also take an indirect one, and no object follows."""
    after = context.word(participle.index + 1)
    if participle.lemma in _INDIRECT or not is_past_participle(context, participle):
        return False
    return after is None or (after.upos in ("ADP", "ADP+DET", "PUNCT", "ADV", "CCONJ") and after.lower != "que")


def _is_clitic_before(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    return before is not None and (before.lower in ("nous", "vous") or before.upos in ("NOUN", "PROPN", "PRON"))


def _next_content(context: Context, index: int) -> Word | None:
    """The next word that is no adverb or pronoun hanging on the verb."""
    while (word := context.word(index)) is not None and (
        word.upos == "ADV" or word.text[0] in "-‐‑" or _multiplies(context, word)
    ):
        index += 1
    return word


def _multiplies(context: Context, word: Word) -> bool:
    """Whether it is part of "deux fois" before "plus" or "aussi": "la route est deux fois plus longue"."""
    times = word if word.lower == "fois" else context.word(word.index + 1)
    if times is None or times.lower != "fois" or (word is not times and word.upos != "NUM"):
        return False
    degree = context.word(times.index + 1)
    return degree is not None and degree.lower in ("plus", "moins", "aussi")


def _may_disagree(context: Context, word: Word) -> bool:
    if word.tag.confidence < 0.5 or word.lower in _INVARIABLE or word.lemma in _INVARIABLE:
        return False
    after = context.word(word.index + 1)
    if after is not None and word.upos == "ADJ" and after.upos in ("NOUN", "PROPN"):
        return False
    # A noun reading makes "il est ministre, victime, membre" possible: nouns need not agree.
    readings = context.lexicon.analyses(word.lower)
    if word.upos == "ADJ" and any(own.category in ("ADV", "ADP", "NUM", "PRON") for own in readings):
        return False
    return adjective_shape(context, word) != ANY_SHAPE


def _subject(finder: SubjectFinder, verb: Word) -> Subject | None:
    position = next(i for i, chunk in enumerate(finder.chunks) if chunk.first <= verb.index <= chunk.last)
    if finder.chunks[position].kind is not Kind.VERB:
        return None
    if not finder.is_inverted(position):
        return finder.subject_of(position) or finder.shared_subject(position)
    hanging = finder.context.words[verb.index + 1]
    found = PRONOUN_SUBJECTS.get(hanging.lower.lstrip("-‐‑").removeprefix("t-"))
    if found is None or found[0] != "3":
        return None
    return Subject(hanging.index, hanging.index, found[1], "3", is_pronoun=True)


def _is_open(context: Context, subject: Subject) -> bool:
    """Whether agreement goes by sense: on, vous, a quantity, "ce"."""
    first = context.words[subject.first].lower
    return first in ("on", "l'on", "quelque", "autre")


def _verb_disagrees(verb: Word, subject: Subject) -> bool:
    """Whether the verb already clashes with this subject; then the subject or the verb is wrong, not the participle."""
    return verb.tag.number not in numbers_of(subject.shape)


def _finding(context: Context, word: Word, subject: Subject) -> Finding:
    phrase = context.text[context.words[subject.first].start : context.words[subject.last].end]
    message = f"“{word.text}” does not agree with its subject “{phrase}”."
    return context.finding(word, word, message, inflected(context, word, subject.shape))


def inflected(context: Context, word: Word, shape: Shape) -> str | None:
    """The form of a participle or adjective that fits a shape; None where gender or number stays open."""
    genders, numbers = {pair[0] for pair in shape}, {pair[1] for pair in shape}
    if len(numbers) > 1:
        return None
    gender = "m" if "m" in genders else "f"
    for category, features in (("VERB", {"verb_form": "part-past"}), ("ADJ", {})):
        forms = context.lexicon.forms(word.lemma, category, gender=gender, number=min(numbers), **features)
        if forms:
            return forms[0]
    return None


def _find_with_avoir(context: Context) -> Iterator[Finding]:
    """ "il a développée une idée": no agreement with avoir unless the object stands before."""
    for word in context.words:
        if word.upos != "VERB" or not is_past_participle(context, word) or word.tag.confidence < 0.7:
            continue
        verb = context.word(word.index - 1)
        while verb is not None and verb.upos == "ADV" and verb.index > 0:
            verb = context.word(verb.index - 1)
        if verb is None or verb.lemma != "avoir" or not (verb.is_finite or verb.tag.verb_form):
            continue
        if adjective_shape(context, word) & frozenset(("ms",)) or _has_object_before(context, verb):
            continue
        base = context.lexicon.forms(word.lemma, "VERB", gender="m", number="s", verb_form="part-past")
        message = f"“{word.text}” must not agree: with “avoir” only an object that stands before counts."
        yield context.finding(word, word, message, base[0] if base else None)


def _has_object_before(context: Context, verb: Word) -> bool:
    """Whether an object may stand before the verb in its clause: a pronoun, que, combien."""
    is_governed = verb.tag.verb_form == "inf"  # "les heures qu'il prétend avoir faites"
    for word in reversed(context.words[: verb.index]):
        if word.is_finite and is_governed:
            is_governed = False
            continue
        if word.is_finite or word.lower == ";":
            return False
        is_own_subject = (word.lower, verb.tag.person) in (("nous", "1"), ("vous", "2"))
        if word.lower in _OBJECTS_BEFORE and word.upos != "DET" and not is_own_subject:
            return word.lower != "en" or word.upos == "PRON"
        if word.lower in ("quel", "quelle", "quels", "quelles", "combien"):
            return True
    return False


_LES = frozenset(("les",))


def _find_preceding_object(context: Context) -> Iterator[Finding]:
    """ "il les a vu hier": a plural object pronoun right before avoir."""
    for word in context.among(_LES):
        if word.upos != "PRON":
            continue
        verb = context.word(word.index + 1)
        if verb is None or verb.lemma != "avoir" or not verb.is_finite:
            continue
        participle = _next_content(context, verb.index + 1)
        if (
            participle is None
            or not is_past_participle(context, participle)
            or participle.lower in ("fait", "laissé", "dû", "pu", "voulu")
        ):
            continue
        after = _next_content(context, participle.index + 1)
        if after is not None and (after.tag.verb_form == "inf" or after.lower in ("de", "d'", "faire")):
            continue
        shape = adjective_shape(context, participle)
        if shape & PLURAL or not shape & frozenset(("ms", "fs")):
            continue
        forms = context.lexicon.forms(participle.lemma, "VERB", gender="m", number="p", verb_form="part-past")
        message = f"“{participle.text}” must agree with the object “les” before it."
        yield context.finding(participle, participle, message, forms[0] if forms else None)


RULES = (
    Rule(
        "FR105",
        "predicate-agreement",
        _find_predicate,
        must_fail=(
            "La porte de la cave est ⟦fermé⟧ depuis lundi.",
            "Le pont a été ⟦détruite⟧ par la crue.",
            "Les routes sont ⟦couvert⟧ de neige.",
            "Elles sont ⟦arrivé⟧ hier soir.",
            "Ces maisons semblent ⟦abandonné⟧ depuis des années.",
            "La police et la mairie sont ⟦inquiet⟧.",
            "Les prisonnières se sont ⟦enfui⟧ dans la nuit.",
            "La mesure peut être ⟦levé⟧ à tout moment.",
            "La cour est devenue trop ⟦étroit⟧ pour eux.",
            "La route est deux fois plus ⟦long⟧.",
            "La situation est grave et ⟦dangereux⟧.",
        ),
        must_pass=(
            "L'OST peut être demandée par un parent.",
            "On est arrivés à Lyon.",
            "Vous êtes venue seule.",
            "Cette répartition est bien entendu indicative.",
            "Quelque chose d'étrange m'est arrivé hier.",
            "Ils se sont parlé pendant des heures.",
            "Elle s'est coupé les cheveux et s'est dit que c'était fini.",
            "Le maire et sa conseillère sont arrivés ensemble.",
            "La plupart des élèves sont rentrés chez eux.",
            "Une dizaine de maisons ont été évacuées.",
            "Sa mère est professeur.",
            "C'est fermé.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR105",
        "no-agreement-with-avoir",
        _find_with_avoir,
        must_fail=(
            "Le groupe a ⟦développée⟧ une machine.",
            "Nous avons ⟦mangés⟧ des pommes.",
            "Elle aura ⟦finie⟧ avant midi.",
        ),
        must_pass=(
            "Les heures qu'il prétend avoir accomplies sont payées.",
            "Les lettres qu'elle a écrites sont perdues.",
            "Il les a vues hier.",
            "Quelle maison a-t-il achetée ?",
            "Il a des maisons vendues à bas prix.",
            "Combien de fautes a-t-il faites ?",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR105",
        "object-before-avoir",
        _find_preceding_object,
        must_fail=(
            "Les clés ? Il les a ⟦perdu⟧ hier.",
            "Les agents les ont ⟦arrêté⟧ à la gare.",
            "Elle les a toujours ⟦aimé⟧.",
        ),
        must_pass=(
            "Il les a laissé partir.",
            "Elle les a vu tomber.",
            "Il les a perdus hier.",
            "Il les a fait venir.",
        ),
        confidence=0.8,
    ),
)
