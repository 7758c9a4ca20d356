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
    "volume taux stock flux gamme liste succession suite variété diversité combinaison mélange horde meute "
    "total demi-million ribambelle chapelet brochette noyau carré poignee fraction tranche".split()
)
# Of those, the ones whose complement may be left out: "la majorité pensent".
_ALONE = frozenset(
    "dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier million "
    "milliard majorité minorité moitié tiers quart cinquième dixième nombre plupart reste pourcentage pour-cent % cent "
    "gros essentiel demi totalité part partie".split()
)
# Countries and ranges in the plural: "les États-Unis sont", while "Les Échos" may be the name of one thing.
_PLURAL_PLACES = frozenset(
    "états états-unis etats-unis pays-bas philippines émirats maldives seychelles comores bahamas fidji alpes pyrénées "
    "ardennes vosges cévennes balkans antilles canaries baléares açores malouines carpates andes caraïbes".split()
)
_MEASURES = frozenset(
    "an année mois semaine jour heure minute seconde euro dollar franc livre kilomètre mètre centimètre hectare tonne "
    "kilo kilogramme gramme litre point degré % but set place voix fois page siècle".split()
)


def phrase_shape(context: Context, chunks: Sequence[Chunk], position: int) -> Shape:
    """What a verb or a predicate that agrees with the phrase `chunks[position]` may show."""
    chunk = chunks[position]
    head = context.words[chunk.head]
    if head.lower in ("un", "une"):
        return SINGULAR
    if is_numeral(head):
        return PLURAL if head.text.isalpha() and _has_complement(context, chunks, position) else ANY_SHAPE
    if head.lemma.removeprefix("quasi-") in COLLECTIVES or head.lower.rstrip("s") in COLLECTIVES:
        return _with_complement(context, chunks, position)
    own = noun_shape(context, head) if head.upos in ("NOUN", "PROPN") else ANY_SHAPE
    numeral = _numeral(context, chunk)
    if head.upos == "PROPN" and (chunk.determiner is None or chunk.last > chunk.head):
        own = frozenset(gender + number for gender in "mf" for number in numbers_of(own))  # a person of either sex
    if numeral and head.lemma in _MEASURES:
        return ANY_SHAPE
    if chunk.determiner is None:
        if numeral:
            return PLURAL & own or PLURAL
        return _bare(context, chunk, own)
    asked = determiner_shape(context, context.words[chunk.determiner])
    if numeral and (asked & PLURAL or context.words[chunk.determiner].lemma == "quelque"):
        asked = PLURAL
    if "p" in numbers_of(asked) and _is_title(context, chunk) and head.lower not in _PLURAL_PLACES:
        return ANY_SHAPE
    if asked & own:
        return asked & own
    # They disagree, which is another rule's business; a plural determiner leaves no doubt, a singular one may.
    return frozenset(pair for pair in own | asked if asked <= SINGULAR or pair[1] in numbers_of(asked))


def _has_complement(context: Context, chunks: Sequence[Chunk], position: int) -> bool:
    """Whether "de ..." follows the phrase."""
    after = position + 1
    if after >= len(chunks) or chunks[after].kind is not Kind.PREPOSITIONAL:
        return False
    return context.words[chunks[after].first].lower in ("de", "d'", "des", "du")


def _with_complement(context: Context, chunks: Sequence[Chunk], position: int) -> Shape:
    chunk = chunks[position]
    head = context.words[chunk.head]
    own = noun_shape(context, head)
    if chunk.determiner is not None:
        own = own & determiner_shape(context, context.words[chunk.determiner]) or own
    if _has_complement(context, chunks, position):
        if _counts(context, chunk):
            return own
        both = own | phrase_shape(context, chunks, position + 1)
        return both & PLURAL if own <= PLURAL else both
    return ANY_SHAPE if head.lemma in _ALONE or head.lower.rstrip("s") in _ALONE else own


def _counts(context: Context, chunk: Chunk) -> bool:
    """Whether it is "le nombre de", the count itself: singular, unlike "un grand nombre de"."""
    article = context.word(chunk.head - 1)
    return article is not None and article.lower == "le" and context.words[chunk.head].lower in ("nombre", "taux")


def _bare(context: Context, chunk: Chunk, own: Shape) -> Shape:
    """A phrase without determiner: a name is singular unless it may be a plural, a common noun is as its form says."""
    words = context.words[chunk.first : chunk.last + 1]
    if context.words[chunk.head].upos != "PROPN":
        return own
    if chunk.kind is Kind.PREPOSITIONAL and own == ANY_SHAPE:
        return SINGULAR
    if not all(word.upos == "PROPN" for word in words):
        return ANY_SHAPE
    first_name = any(
        reading.category == "PROPN" and reading.gender for reading in context.lexicon.analyses(words[0].text)
    )
    if len(words) > 1 and not first_name and words[-1].lower.endswith(("s", "x", "z")):
        return ANY_SHAPE
    if len(words) == 1 and (not first_name or words[0].lower.endswith("s")):
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
