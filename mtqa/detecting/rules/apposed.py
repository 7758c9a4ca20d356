"""FR104: participles in apposition and compared adjectives that do not agree with their noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import (
    ANY_SHAPE,
    Chunk,
    Kind,
    Shape,
    adjective_shape,
    chunks,
    is_numeral,
    is_past_participle,
)
from mtqa.detecting.quantities import COLLECTIVES, phrase_shape
from mtqa.detecting.rules.participles import inflected
from mtqa.detecting.rules.rule import Rule

_SURE = 0.7
_BY_SENSE = COLLECTIVES | frozenset("couple duo trio victime personnalité star vedette recrue".split())
_NOMINAL = frozenset((Kind.NOUN, Kind.PREPOSITIONAL))
_TIMES = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche il".split())  # "écrit il y a dix ans"
_DEGREES = frozenset(("plus", "moins", "aussi"))
# Adverbs in the form of adjectives: "deux fois plus cher", "trois fois plus vite".
_ADVERBIAL = frozenset("cher haut bas fort vite loin long tard tôt lourd grand-chose important difficile".split())


def _find_apposed(context: Context) -> Iterator[Finding]:
    """ "La maison, construit en 1900, ...": a participle between commas after the subject that opens the sentence."""
    found = chunks(context)
    if len(found) < 4 or found[0].kind is not Kind.NOUN or found[0].determiner is None:
        return
    position = 1
    while position < len(found) and found[position].kind is Kind.PREPOSITIONAL:
        position += 1
    if position >= len(found) or found[position].kind is not Kind.COMMA:
        return
    word = context.word(found[position].last + 1)
    if word is None or not _opens_apposition(context, word) or not _is_closed(context, word):
        return
    if any(context.words[chunk.head].lemma in _BY_SENSE for chunk in found[:position]):
        return
    yield from _disagreement(context, found, range(position), word)


def _opens_apposition(context: Context, word: Word) -> bool:
    """Whether the word is a participle with a complement after it."""
    after = context.word(word.index + 1)
    is_complement = after is not None and (after.upos in ("ADP", "ADP+DET", "ADV") or after.lower in _TIMES)
    if not is_complement or word.tag.confidence < _SURE:
        return False
    return is_past_participle(context, word) or (word.upos == "ADJ" and word.lemma == "âgé")


def _is_closed(context: Context, word: Word) -> bool:
    """Whether a comma closes the apposition and the sentence's verb comes after it."""
    rest = context.words[word.index + 1 :]
    comma = next((other for other in rest if other.text == ","), None)
    if comma is None or any(other.is_finite for other in context.words[word.index : comma.index]):
        return False
    after = context.words[comma.index + 1 : comma.index + 5]
    return any(other.is_finite for other in after) and after[0].upos not in ("PRON", "DET", "NOUN", "PROPN")


def _find_compared(context: Context) -> Iterator[Finding]:
    """ "une fusée deux fois plus puissant": the compared adjective agrees with the noun before."""
    if "fois" not in context.lowers:
        return
    found = chunks(context)
    for word in context.words[4:]:
        degree, times, count = (context.words[word.index - step] for step in (1, 2, 3))
        if degree.lower not in _DEGREES or times.lower != "fois" or not is_numeral(count) or word.upos != "ADJ":
            continue
        after = context.word(word.index + 1)
        if word.lemma in _ADVERBIAL or (after is not None and after.upos in ("NOUN", "ADJ", "ADP")):
            continue
        last = next(i for i, chunk in enumerate(found) if chunk.last >= count.index - 1)
        first = last
        while first > 0 and found[first].kind is Kind.PREPOSITIONAL and found[first - 1].kind in _NOMINAL:
            first -= 1
        if found[first].last < count.index and found[first].kind in _NOMINAL:
            yield from _disagreement(context, found, range(first, last + 1), word)


def _disagreement(context: Context, found: Sequence[Chunk], phrases: range, word: Word) -> Iterator[Finding]:
    """The finding that `word` agrees with no noun of the phrases; the first of them is the one meant."""
    heads = [context.words[found[position].head] for position in phrases]
    if heads[0].upos != "NOUN" or heads[0].tag.confidence < _SURE:
        return
    shapes = [phrase_shape(context, found, position) for position in phrases]
    shape = adjective_shape(context, word)
    if any(other == ANY_SHAPE or other & shape for other in shapes):
        return
    yield context.finding(
        word, word, f"“{word.text}” does not agree with “{heads[0].text}”.", _form(context, word, shapes[0])
    )


def _form(context: Context, word: Word, shape: Shape) -> str | None:
    form = inflected(context, word, shape)
    return form if form != word.lower else None


RULES = (
    Rule(
        "FR104",
        "apposition-agreement",
        _find_apposed,
        must_fail=(
            "La maison, ⟦bâti⟧ par un architecte italien, est à vendre.",
            "Le tableau, ⟦peinte⟧ en 1890, a été volé.",
            "Les otages, ⟦libéré⟧ après trois jours, sont rentrés.",
            "La chanteuse, ⟦âgé⟧ de 30 ans, vit à Lyon.",
            "Les deux sœurs, ⟦opéré⟧ mardi, sont sorties hier.",
        ),
        must_pass=(
            "La maison, bâtie par un architecte italien, est à vendre.",
            "Le groupe de musiciens, réunis dans la salle, a joué.",
            "Le couple, mariés depuis dix ans, a vendu la ferme.",
            "La route du col, fermé depuis mardi, reste dangereuse.",
            "Les voisins, inquiets, ont appelé les pompiers.",
            "La veille, blessé à la jambe, il avait quitté le terrain.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR104",
        "compared-adjective",
        _find_compared,
        must_fail=(
            "Il a acheté une voiture deux fois plus ⟦puissant⟧.",
            "Elle dirige une équipe trois fois plus ⟦petit⟧ que la nôtre.",
            "Ils vivent dans des maisons deux fois plus ⟦grand⟧.",
        ),
        must_pass=(
            "Il a acheté une voiture deux fois plus puissante.",
            "Il vend ses tomates deux fois plus cher.",
            "La dette est deux fois plus lourde.",
            "Elle a reçu un lot de pommes trois fois plus petites.",
        ),
        confidence=0.85,
    ),
)
