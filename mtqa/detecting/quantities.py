"""What number and gender a noun phrase can have: its determiner's, its noun's, and for quantities its complement's."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.detecting.context import Context
from mtqa.detecting.phrases import (
    ANY_SHAPE,
    PLURAL,
    SINGULAR,
    Chunk,
    Kind,
    Shape,
    determiner_shape,
    is_numeral,
    noun_shape,
    numbers_of,
)

# After these the verb may agree with the complement: "une dizaine de maisons ont été évacuées".
COLLECTIVES = frozenset(
    "dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier million "
    "milliard majorité minorité partie moitié tiers quart cinquième dixième part nombre groupe série ensemble foule "
    "poignée multitude infinité totalité plupart reste quantité bande armée nuée masse tas lot paquet équipe poignée "
    "genre type sorte espèce catégorie pourcentage pour-cent % proportion essentiel gros demi paire couple collection "
    "troupe cortège flot vague avalanche pluie peu nombre trio duo quatuor kyrielle cascade myriade pléiade légion "
    "échantillon panel association famille génération centième millième cinquantième vingtième quelque-un pour cent "
    "somme volume taux stock flux gamme liste succession suite variété diversité combinaison mélange horde meute "
    "ribambelle chapelet brochette noyau carré poignee fraction tranche".split()
)
_MEASURES = frozenset(
    "an année mois semaine jour heure minute seconde euro dollar franc livre kilomètre mètre centimètre hectare tonne "
    "kilo kilogramme gramme litre point degré % but set place voix fois page siècle".split()
)


def phrase_shape(context: Context, chunks: Sequence[Chunk], position: int) -> Shape:
    """What a verb or a predicate that agrees with the phrase `chunks[position]` may show."""
    chunk = chunks[position]
    head = context.words[chunk.head]
    if is_numeral(head):
        return ANY_SHAPE
    if head.lemma.removeprefix("quasi-") in COLLECTIVES or head.lower.rstrip("s") in COLLECTIVES:
        return _with_complement(context, chunks, position)
    own = noun_shape(context, head) if head.upos in ("NOUN", "PROPN") else ANY_SHAPE
    numeral = _numeral(context, chunk)
    if head.upos == "PROPN" and (chunk.determiner is None or chunk.last > chunk.head):
        own = ANY_SHAPE  # of a person the gender is not known
    if numeral and head.lemma in _MEASURES:
        return ANY_SHAPE
    if chunk.determiner is None:
        if numeral:
            return PLURAL & own or PLURAL
        return _bare(context, chunk, own)
    asked = determiner_shape(context, context.words[chunk.determiner])
    if numeral and (asked & PLURAL or context.words[chunk.determiner].lemma == "quelque"):
        asked = PLURAL
    if "p" in numbers_of(asked) and _is_title(context, chunk):
        return ANY_SHAPE
    if asked & own:
        return asked & own
    # They disagree, which is another rule's business; a plural determiner leaves no doubt, a singular one may.
    return frozenset(pair for pair in own | asked if asked <= SINGULAR or pair[1] in numbers_of(asked))


def _with_complement(context: Context, chunks: Sequence[Chunk], position: int) -> Shape:
    after = position + 1
    if after < len(chunks) and chunks[after].kind is Kind.PREPOSITIONAL:
        preposition = context.words[chunks[after].first]
        if preposition.lower in ("de", "d'", "des", "du", "d’"):
            chunk = chunks[position]
            own = noun_shape(context, context.words[chunk.head])
            if chunk.determiner is not None:
                own = own & determiner_shape(context, context.words[chunk.determiner]) or own
            return own | phrase_shape(context, chunks, after)
    return ANY_SHAPE


def _bare(context: Context, chunk: Chunk, own: Shape) -> Shape:
    """A phrase without determiner: a name is singular unless it may be a plural, a common noun is as its form says."""
    words = context.words[chunk.first : chunk.last + 1]
    if context.words[chunk.head].upos != "PROPN":
        return own
    if chunk.kind is Kind.PREPOSITIONAL and own == ANY_SHAPE:
        return SINGULAR
    if not all(word.upos == "PROPN" for word in words) or words[-1].lower.endswith(("s", "x", "z")):
        return ANY_SHAPE
    known = context.lexicon.analyses(words[0].text) if len(words) == 1 else ()
    if len(words) == 1 and not any(reading.category == "PROPN" for reading in known):
        return ANY_SHAPE
    return frozenset(pair for pair in own if pair[1] == "s") or SINGULAR


def _numeral(context: Context, chunk: Chunk) -> bool:
    words = context.words[chunk.first : chunk.head]
    return any(is_numeral(word) and word.lower not in ("un", "une", "1", "0", "zéro") for word in words)


def _is_title(context: Context, chunk: Chunk) -> bool:
    """Whether "Les Échos", "Les Républicains" may be the name of one thing."""
    head = context.words[chunk.head]
    if head.upos == "PROPN":
        return True
    if not head.text[0].isupper() or head.index == 0:
        return False
    is_people = any(own.category == "ADJ" for own in context.lexicon.analyses(head.text))
    return not is_people or (context.lexicon.capital_share(head.text) or 0.0) > 0.7
