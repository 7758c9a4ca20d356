"""FR101: compound tenses with the wrong auxiliary: "les prix ont tombé", "ils s'avaient réunis"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import after_adverbs, conjugated, participle_lemma

# Those that never take "avoir"; "sortir", "monter" and their like may, with an object.
_ONLY_ETRE = frozenset(
    "aller arriver décéder devenir intervenir mourir naître partir parvenir redevenir repartir retomber revenir survenir "
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
    if word.tag.verb_form != "part-past" or word.tag.confidence < _SURE or word.lower in _ALSO_NOUNS:
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


RULES = (
    Rule(
        "FR101",
        "avoir-for-etre",
        _with_avoir,
        must_fail=(
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
