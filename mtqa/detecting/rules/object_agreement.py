"""FR105: participles with avoir whose object stands before them as "que": "les fleurs que tu as achetées"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import ANY_SHAPE, Kind, adjective_shape, chunks, is_past_participle, noun_shape
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


_FAIT = frozenset(("fait",))
_SET = frozenset("ailleurs conséquent exemple an jour mois semaine heure".split())


def _made_by(context: Context) -> Iterator[Finding]:
    """ "une copie fait par un forgeron prendra sa place": the participle beside a noun of another shape."""
    for word, link in context.pairs(first=_FAIT):
        noun, agent = context.word(word.index - 1), context.word(link.index + 1)
        if link.lower != "par" or noun is None or noun.upos != "NOUN" or agent is None or agent.lower in _SET:
            continue
        determiner, opener = context.word(noun.index - 1), context.word(noun.index - 2)
        if determiner is None or determiner.upos != "DET" or (opener is not None and opener.upos == "ADP"):
            continue  # "le procès en diffamation fait par": another noun may be made
        shape = noun_shape(context, noun)
        if agent.upos not in ("DET", "PROPN") or "ms" in shape or len(shape) > 1:
            continue
        if any(other.is_finite for other in context.words[agent.index :]):
            pair = next(iter(shape))
            right = context.lexicon.forms("faire", "VERB", verb_form="part-past", gender=pair[0], number=pair[1])
            message = f"“fait” must agree with “{noun.text}”."
            yield context.finding(word, word, message, right[0] if right else None)


RULES = (
    Rule(
        "FR105",
        "made-by",
        _made_by,
        must_fail=(
            "Une copie ⟦fait⟧ par un forgeron local prendra sa place.",
            "Les promesses ⟦fait⟧ par le maire seront tenues.",
            "La proposition ⟦fait⟧ par la banque a déplu.",
        ),
        must_pass=(
            "Une copie faite par un forgeron prendra sa place.",
            "La banque fait par ailleurs savoir qu'elle vend.",
            "Le choix fait par la banque a déplu.",
            "Le procès en diffamation fait par le maire aura lieu demain.",
        ),
        confidence=0.85,
    ),
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
