"""FR105: participles with avoir whose object stands before them as "que": "les fleurs que tu as achetées"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import ANY_SHAPE, Kind, adjective_shape, chunks, is_past_participle
from mtqa.detecting.quantities import COLLECTIVES, phrase_shape
from mtqa.detecting.rules.participles import inflected
from mtqa.detecting.rules.rule import Rule

# No object of these verbs, or one that may stand for a length or a price: "les heures que cela a duré".
_UNCHANGED = frozenset(
    "pouvoir devoir vouloir falloir croire penser dire savoir espérer durer vivre coûter valoir peser mesurer courir "
    "marcher dormir régner laisser faire voir entendre sentir permettre prévoir souhaiter estimer demander juger avoir".split()
)
# Lengths and prices; nouns that "que" may tell the content of ("l'idée que tu as menti"); "quelque chose".
_UNITS = frozenset(
    "an année mois semaine jour heure minute fois euro franc kilomètre mètre kilo façon manière chose idée preuve "
    "impression sensation certitude conviction nouvelle peur crainte chance hypothèse possibilité sorte condition".split()
)
_QUE = frozenset(("que", "qu'"))
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles".split())


def _find(context: Context) -> Iterator[Finding]:
    if not context.among(_QUE):
        return
    found = chunks(context)
    for position, chunk in enumerate(found[1:], 1):
        que, noun = context.words[chunk.head], found[position - 1]
        if chunk.kind is not Kind.WHICH or que.lower not in ("que", "qu'") or que.upos not in ("PRON", "SCONJ"):
            continue
        if noun.kind is not Kind.NOUN or noun.determiner is None or noun.last != noun.head:
            continue
        participle = _participle_after(context, que)
        head = context.words[noun.head]
        if participle is None or head.upos != "NOUN" or head.lemma in _UNITS | COLLECTIVES:
            continue
        if position > 1 and found[position - 2].kind in (Kind.NOUN, Kind.PREPOSITIONAL, Kind.COORDINATOR, Kind.COMMA):
            continue
        shape = phrase_shape(context, found, position - 1)
        if shape == ANY_SHAPE or shape & adjective_shape(context, participle):
            continue
        message = f"“{participle.text}” must agree with the object “{head.text}” before it."
        yield context.finding(participle, participle, message, inflected(context, participle, shape))


def _participle_after(context: Context, que: Word) -> Word | None:
    """The participle of "que + subject pronoun + avoir + participle", where nothing follows that could be its object."""
    subject, auxiliary = context.word(que.index + 1), context.word(que.index + 2)
    participle, after = context.word(que.index + 3), context.word(que.index + 4)
    if subject is None or auxiliary is None or participle is None or subject.lower not in _SUBJECTS:
        return None
    if auxiliary.lemma != "avoir" or not auxiliary.is_finite or not is_past_participle(context, participle):
        return None
    if participle.lemma in _UNCHANGED or participle.lower == "été" or participle.tag.confidence < 0.5:
        return None
    stops = after is None or after.upos in ("PUNCT", "ADV", "AUX", "VERB", "ADP", "ADP+DET")
    return participle if stops and (after is None or after.tag.verb_form != "inf") else None


RULES = (
    Rule(
        "FR105",
        "object-que-before-avoir",
        _find,
        must_fail=(
            "Les maisons que tu as ⟦vendu⟧ sont vides.",
            "Elle porte la robe qu'elle a ⟦acheté⟧ hier.",
            "Il a oublié les clés qu'il avait ⟦rangé⟧ dans le tiroir.",
        ),
        must_pass=(
            "Les lettres que tu as écrites sont perdues.",
            "Les dix ans que cela a duré furent longs.",
            "Les mesures qu'il a fallu prendre ont déplu.",
            "La maison du voisin que j'ai vu hier est vide.",
            "Il sait que la ville qu'il a quittée est loin.",
        ),
        confidence=0.8,
    ),
)
