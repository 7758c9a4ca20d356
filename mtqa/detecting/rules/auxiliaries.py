"""FR101: compound tenses with the wrong auxiliary: "les prix ont tombé", "ils s'avaient réunis"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import after_adverbs, conjugated, participle_lemma

# Those that never take "avoir"; "sortir", "monter" and their like may, with an object.
_ONLY_ETRE = frozenset(
    "aller arriver décéder devenir intervenir mourir naitre naître partir parvenir redevenir repartir retomber revenir survenir "
    "tomber venir".split()
)
# Their participles are nouns too: "ils ont parti lié".
_ALSO_NOUNS = frozenset("parti partis mort morts arrivée arrivées allée allées venue venues".split())
_OBJECTS = frozenset("le la l' les".split())
_REFLEXIVE = frozenset(("se", "s'"))
_AVOIR = frozenset(("avoir",))
_SURE = 0.5


def _with_avoir(context: Context) -> Iterator[Finding]:
    """ "le cours a tombé": a verb of movement or change without its "être"."""
    for word in context.of_lemma(_AVOIR):
        if not word.is_finite or word.text == "A":
            continue
        before = context.word(word.index - 1)
        if before is not None and before.lower in _OBJECTS:
            continue  # "il l'a tombé"
        participle = after_adverbs(context, word.index)
        if participle is None or not _is_participle(context, participle):
            continue
        yield context.finding(
            word, word, f"“{participle.text}” takes “être”, not “{word.text}”.", _form_of_etre(context, word)
        )


def _is_participle(context: Context, word: Word) -> bool:
    is_tagged = word.tag.verb_form == "part-past" or (word.upos == "ADJ" and word.lower in ("né", "née", "nés", "nées"))
    if not is_tagged or word.tag.confidence < _SURE or word.lower in _ALSO_NOUNS:
        return False
    return participle_lemma(context, word) in _ONLY_ETRE


def _reflexive(context: Context) -> Iterator[Finding]:
    """ "ils s'avaient réunis"."""
    for pronoun, verb in context.pairs(first=_REFLEXIVE):
        if verb.lemma != "avoir" or not verb.is_finite or verb.tag.person != "3":
            continue
        yield context.finding(
            verb, verb, f"After “{pronoun.text}” the auxiliary is “être”.", _form_of_etre(context, verb)
        )


def _form_of_etre(context: Context, verb: Word) -> str | None:
    """The form of "être" that the form of "avoir" stands for."""
    tag = verb.tag
    return conjugated(context, "être", person=tag.person, plural=tag.number == "p", mood=tag.mood, tense=tag.tense)


_BEEN = frozenset(("été",))


def _passive(context: Context) -> Iterator[Finding]:
    """ "la victime a été décédée": these verbs have no passive."""
    for been, participle in context.pairs(first=_BEEN):
        auxiliary = context.word(been.index - 1)
        if auxiliary is None or auxiliary.lemma != "avoir" or not _is_participle(context, participle):
            continue
        yield context.finding(
            auxiliary, been, f"“{participle.text}” takes “être” alone.", _form_of_etre(context, auxiliary)
        )


_GIVEN = frozenset("donner offrir accorder remettre proposer promettre attribuer envoyer refuser montrer".split())
_RECEIVERS = frozenset("elle ils elles nous vous je".split())
_GIFTS = frozenset("un une des deux trois plusieurs".split())


def _given(context: Context) -> Iterator[Finding]:
    """ "ils étaient donnés une médaille": English lets the receiver be the subject."""
    for participle in context.of_lemma(_GIVEN):
        verb, after = context.word(participle.index - 1), context.word(participle.index + 1)
        if participle.tag.verb_form != "part-past" or verb is None or after is None or after.lower not in _GIFTS:
            continue
        noun = context.word(after.index + 1)
        if verb.lower == "été":
            verb = context.word(verb.index - 1)
        subject = context.word(verb.index - 1) if verb is not None else None
        if verb is None or verb.lemma not in ("être", "avoir") or subject is None or noun is None:
            continue
        if verb.lemma == "avoir" and context.words[participle.index - 1].lower != "été":
            continue
        if subject.lower in _RECEIVERS and subject.upos == "PRON" and noun.upos in ("NOUN", "ADJ"):
            message = f"In French who is given something is no subject of “{participle.text}”."
            yield context.finding(verb, participle, message)


RULES = (
    Rule(
        "FR101",
        "passive-of-etre-verb",
        _passive,
        must_fail=(
            "La victime ⟦a été⟧ décédée dans l'ambulance.",
            "Les colis ⟦avaient été⟧ arrivés la veille.",
            "Elle ⟦a été⟧ devenue célèbre.",
        ),
        must_pass=(
            "La victime est décédée dans l'ambulance.",
            "La mesure a été prise hier.",
            "Il a été tué sur le coup.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "receiver-as-subject",
        _given,
        must_fail=(
            "Ils ⟦étaient donnés⟧ une médaille à la fin de la course.",
            "Elle ⟦a été offerte⟧ un poste à Paris.",
            "Nous ⟦sommes accordés⟧ deux jours de repos.",
        ),
        must_pass=(
            "Une médaille leur a été donnée.",
            "Elle a été offerte au musée par un collectionneur.",
            "Il leur est accordé un délai.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "avoir-for-etre",
        _with_avoir,
        must_fail=(
            "Il ⟦a⟧ né en 1985 dans une petite ville.",
            "Le cours de son action ⟦a⟧ tombé de 7 % en une heure.",
            "Ses parents ⟦ont⟧ arrivés hier soir à la gare.",
            "Elle ⟦avait⟧ déjà devenu célèbre.",
            "La balle ⟦a⟧ retombé du bon côté.",
        ),
        must_pass=(
            "Le cours de son action est tombé de 7 %.",
            "Ils ont convenu d'un prix et subvenu à ses besoins.",
            "Elle a sorti la voiture et monté les valises.",
            "Il l'a tombé d'une prise.",
            "Le parti a parti lié avec la banque.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "reflexive-with-avoir",
        _reflexive,
        must_fail=(
            "Les deux conseils s'⟦avaient⟧ réunis en secret.",
            "La foule se ⟦a⟧ dispersée dans le calme.",
            "Les rails s'⟦ont⟧ déformés.",
        ),
        must_pass=(
            "Les deux conseils s'étaient réunis en secret.",
            "S'il a raison, nous avons tort.",
            "Elle m'a vue et nous a salués.",
        ),
        confidence=0.95,
    ),
)
