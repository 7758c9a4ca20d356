"""Phrases of a sentence, found from its tags: the ground on which the agreement rules stand.

`chunks(context)` cuts a sentence into noun phrases, prepositional phrases, verbs and the words that link them. Nothing
here judges: a noun phrase whose words disagree is a noun phrase all the same.

A `Shape` is the set of gender-number pairs a form can show: "élève" is {"ms", "fs"}, "heureux" {"ms", "mp"}. Two
words agree where their shapes share a member.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache, reduce

from mtqa.detecting.context import Context, Word
from mtqa.french.analysis import Analysis
from mtqa.french.lexicon import Lexicon

Shape = frozenset[str]
ANY_SHAPE: Shape = frozenset(("ms", "mp", "fs", "fp"))
SINGULAR: Shape = frozenset(("ms", "fs"))
PLURAL: Shape = frozenset(("mp", "fp"))


class Kind(Enum):
    """What a chunk is."""

    NOUN = "noun phrase"
    PREPOSITIONAL = "preposition with its noun phrase or pronoun"
    VERB = "conjugated verb or auxiliary"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"
    SUBJECT = "subject pronoun"
    CLITIC = "object pronoun or ne before a verb"
    PRONOUN = "another pronoun"
    WHO = "qui as a subject"
    WHICH = "que, dont, où, lequel, qui after a preposition"
    CONJUNCTION = "subordinating conjunction"
    COORDINATOR = "et, ou, ni, mais"
    ADJECTIVE = "adjective outside a noun phrase"
    ADVERB = "adverb"
    PREPOSITION = "preposition alone"
    COMMA = "comma"
    STOP = "another mark"
    OTHER = "anything else"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `first` to `last` (indices, both included). `head` is the noun, pronoun or verb that counts.

    `determiner` is the index of the article or determiner of a noun phrase; a contraction (du, aux) is the
    determiner of the phrase it opens.
    """

    kind: Kind
    first: int
    last: int
    head: int
    determiner: int | None = None


SUBJECT_PRONOUNS = frozenset("je j' tu il elle on l'on ils elles ce c' ça cela ceci".split())
_CLITICS = frozenset("me m' te t' se s' le la les l' lui leur y en nous vous ne n'".split())
# Pronouns that may follow a preposition though they also stand before verbs ("d'ils" in machine translation).
_NEVER_GOVERNED = _CLITICS | SUBJECT_PRONOUNS
_STRESSED = frozenset("lui elle elles ils nous vous cela ça ceci".split())
_WHICH = frozenset(
    "que qu' dont où lequel laquelle lesquels lesquelles auquel à+lequel auxquels auxquelles duquel desquels "
    "desquelles quoi".split()
)
_DETERMINING = ("DET", "ADP+DET")
_NUMERALS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quinze vingt trente cent".split()
)
_BEFORE_DE = frozenset("près loin hors lors au-delà autour auprès au-dessus au-dessous en-dehors".split())
_ASKING = frozenset("comment pourquoi combien quand".split())
# Adverbs that stand before the adjective they belong to.
_DEGREE = frozenset("très plus moins si aussi trop assez bien fort tout toute peu particulièrement".split())


@cache
def _expand(gender: str, number: str) -> Shape:
    return frozenset(g + n for g in gender or "mf" for n in number or "sp")


@cache
def _shared(shape: Shape) -> Shape:
    """The one copy of a shape: thousands of words have one of a few."""
    return shape


def shape_of(readings: Iterable[Analysis]) -> Shape:
    """The union of what the readings show; ANY_SHAPE where there is none."""
    found = reduce(frozenset.union, (_expand(own.gender, own.number) for own in readings), frozenset[str]())
    return _shared(found or ANY_SHAPE)


def noun_shape(context: Context, word: Word) -> Shape:
    """What a noun can be, by all its noun readings."""
    return _noun_shape(context.lexicon, word.text)


@lru_cache(maxsize=8192)
def _noun_shape(lexicon: Lexicon, form: str) -> Shape:
    return shape_of(own for own in lexicon.analyses(form) if own.category in ("NOUN", "PROPN"))


def adjective_shape(context: Context, word: Word) -> Shape:
    """What an adjective, ordinal or past participle can be."""
    return _adjective_shape(context.lexicon, word.text)


@lru_cache(maxsize=8192)
def _adjective_shape(lexicon: Lexicon, form: str) -> Shape:
    readings = lexicon.analyses(form)
    return shape_of(own for own in readings if own.category == "ADJ" or own.verb_form == "part-past")


def determiner_shape(context: Context, word: Word) -> Shape:
    """What a determiner or contraction asks for; ma, ta, sa become mon, ton, son before a vowel."""
    if word.lower in ("mon", "ton", "son"):
        return SINGULAR
    return _determiner_shape(context.lexicon, word.text)


@lru_cache(maxsize=1_000)
def _determiner_shape(lexicon: Lexicon, form: str) -> Shape:
    readings = lexicon.analyses(form)
    return shape_of(own for own in readings if own.category in _DETERMINING)


def numbers_of(shape: Shape) -> frozenset[str]:
    """The numbers ("s", "p") of a shape."""
    return frozenset(pair[1] for pair in shape)


def is_adjectival(word: Word) -> bool:
    """Whether it qualifies a noun: an adjective or a past participle."""
    return word.upos == "ADJ" or (word.tag.verb_form == "part-past" and word.upos == "VERB")


def is_past_participle(context: Context, word: Word) -> bool:
    """Whether it is read as a participle and its form is that of a past one; the tagger mixes the two up at times."""
    if not word.tag.verb_form.startswith("part"):
        return False
    return any(own.verb_form == "part-past" for own in context.lexicon.analyses(word.lower))


def is_numeral(word: Word) -> bool:
    """Whether it is a cardinal number; the tagger takes some for names."""
    return word.upos == "NUM" or word.lower in _NUMERALS


def is_surely_finite(context: Context, word: Word, floor: float = 0.75) -> bool:
    """Whether a conjugated verb is read with confidence, stands after a clitic, or the form can be nothing else."""
    if not word.is_finite:
        return False
    before = context.word(word.index - 1)
    if word.tag.confidence >= floor or (before is not None and before.lower in ("se", "s'", "ne", "n'", "y")):
        return True
    readings = context.lexicon.analyses(word.lower)
    return bool(readings) and all(own.verb_form == "fin" for own in readings)


_memo: tuple[Context, tuple[Chunk, ...]] | None = None


def chunks(context: Context) -> tuple[Chunk, ...]:
    """The chunks of the sentence, in order, without gaps. Remembered for the last sentence asked for."""
    global _memo
    if _memo is None or _memo[0] is not context:
        _memo = (context, tuple(_cut(context)))
    return _memo[1]


def _cut(context: Context) -> list[Chunk]:
    found: list[Chunk] = []
    index = 0
    while index < len(context.words):
        chunk = _chunk_at(context, index, found[-1] if found else None)
        found.append(chunk)
        index = chunk.last + 1
    return found


def _chunk_at(context: Context, index: int, previous: Chunk | None) -> Chunk:
    word = context.words[index]
    if word.upos == "ADP" and not is_numeral(word):
        return _prepositional(context, index)
    if word.upos == "ADP+DET" or (word.lower == "des" and _continues_phrase(context, previous)):
        phrase = noun_phrase(context, index)
        if phrase is None:
            return Chunk(Kind.PREPOSITION, index, index, index)
        return Chunk(Kind.PREPOSITIONAL, index, phrase.last, phrase.head, index)
    if word.upos in ("DET", "NUM", "NOUN", "PROPN", "ADJ") or is_numeral(word):
        phrase = noun_phrase(context, index)
        if phrase is not None:
            return phrase
    return Chunk(_kind_of_word(word, previous), index, index, index)


def _continues_phrase(context: Context, previous: Chunk | None) -> bool:
    """Whether "des" is de+les whatever its tag: after a noun, or after "et" where it continues "de la"."""
    if previous is None:
        return False
    if previous.kind is Kind.COORDINATOR:
        before = context.word(previous.first - 1)
        opener = context.word(previous.first - 2)
        if before is None or opener is None:
            return False
        return opener.lower in ("l'", "la", "des", "du") or _goes_on(context, previous.first)
    if previous.kind is Kind.ADVERB:
        return context.words[previous.head].lower in _BEFORE_DE
    return previous.kind in (Kind.NOUN, Kind.PREPOSITIONAL)


def _goes_on(context: Context, link: int) -> bool:
    """Whether "et des" continues an earlier "des": "le contour des zones d'impression et des sauts de page"."""
    for word in reversed(context.words[max(0, link - 6) : link]):
        if word.lower in ("des", "du") and word.upos in ("DET", "ADP+DET"):
            return not any(other.is_finite for other in context.words[:link])
        if word.upos not in ("NOUN", "ADJ", "ADP"):
            return False
    return False


def _prepositional(context: Context, index: int) -> Chunk:
    """A preposition with the noun phrase, pronoun or infinitive after it."""
    start = index + 1
    while (inner := context.word(start)) is not None and inner.upos in ("ADP", "ADV") and start < index + 3:
        start += 1
    if inner is None:
        return Chunk(Kind.PREPOSITION, index, index, index)
    if inner.lower == "qui" or inner.lower in _WHICH or inner.upos == "ADP+PRON":
        return Chunk(Kind.WHICH, index, start, start)
    if inner.tag.verb_form == "inf":
        return Chunk(Kind.INFINITIVE, index, start, start)
    if inner.upos == "PRON" and (inner.lower in _STRESSED or inner.lower not in _NEVER_GOVERNED):
        return Chunk(Kind.PREPOSITIONAL, index, start, start)
    phrase = noun_phrase(context, start)
    if phrase is None:
        return Chunk(Kind.PREPOSITION, index, index, index)
    return Chunk(Kind.PREPOSITIONAL, index, phrase.last, phrase.head, phrase.determiner)


_KIND_OF_CATEGORY = {
    "CCONJ": Kind.COORDINATOR,
    "ADJ": Kind.ADJECTIVE,
    "ADV": Kind.ADVERB,
    "PUNCT": Kind.STOP,
    "SYM": Kind.STOP,
    "ADP": Kind.PREPOSITION,
    "ADP+PRON": Kind.WHICH,
}


def _kind_of_word(word: Word, previous: Chunk | None) -> Kind:
    lower = word.lower
    if word.is_finite:
        return Kind.VERB
    if word.tag.verb_form:
        return Kind.INFINITIVE if word.tag.verb_form == "inf" else Kind.PARTICIPLE
    if lower == "qui":
        return Kind.WHICH if previous is not None and previous.kind is Kind.PREPOSITION else Kind.WHO
    if lower in ("que", "qu'", "duquel", "desquels") or (lower in _WHICH and word.upos in ("PRON", "ADV", "SCONJ")):
        return Kind.WHICH
    if word.upos == "SCONJ" or lower in _ASKING:
        return Kind.CONJUNCTION
    if lower in _CLITICS and word.upos in ("PRON", "ADV"):
        return Kind.CLITIC
    if word.upos == "PRON":
        return Kind.SUBJECT if lower in SUBJECT_PRONOUNS else Kind.PRONOUN
    if lower == ",":
        return Kind.COMMA
    return _KIND_OF_CATEGORY.get(word.upos, Kind.OTHER)


def noun_phrase(context: Context, index: int) -> Chunk | None:
    """The noun phrase whose first word is `index`: determiners, numbers and adjectives, the noun, what qualifies it.

    Prepositional phrases after it are not part of it. None where no noun follows; an adjective or number with a
    determiner stands for a noun ("les riches", "les deux").
    """
    words = context.words
    determiner, position = None, index
    while (word := context.word(position)) is not None and word.upos in _DETERMINING:
        if position > index and (word.upos == "ADP+DET" or word.lower == "des"):
            return Chunk(Kind.NOUN, index, position - 1, position - 1, index)
        determiner = position
        position += 1
    head = None
    while (word := context.word(position)) is not None:
        if word.upos in ("NOUN", "PROPN") and not is_numeral(word):
            head = position
            break
        if is_numeral(word) and _joins_one(context, position):
            position += 3
        elif word.upos == "ADJ" or is_numeral(word) or (word.upos == "ADV" and _before_adjective(context, position)):
            position += 1
        else:
            break
    if head is None:
        last = position - 1
        while last >= index and words[last].upos == "ADV":
            last -= 1
        if last < index or (not is_numeral(words[last]) and (determiner is None or last <= determiner)):
            return None
        return Chunk(Kind.NOUN, index, last, last, determiner)
    return Chunk(Kind.NOUN, index, _end_of_phrase(context, head), head, determiner)


def _joins_one(context: Context, position: int) -> bool:
    """Whether "vingt et un" stands at `position`."""
    link, one = context.word(position + 1), context.word(position + 2)
    return link is not None and one is not None and link.lower == "et" and one.lower in ("un", "une", "onze")


def _before_adjective(context: Context, position: int) -> bool:
    word, after = context.words[position], context.word(position + 1)
    return after is not None and after.upos in ("ADJ", "NUM") and (word.lower in _DEGREE or word.lower.endswith("ment"))


def _end_of_phrase(context: Context, head: int) -> int:
    """The last word that qualifies the noun at `head`: names, adjectives, participles, "et" with another adjective."""
    last = head
    while (word := context.word(last + 1)) is not None:
        if word.upos == "PROPN" or is_adjectival(word):
            last += 1
            continue
        step = context.word(last + 2)
        if step is None or not (is_adjectival(step) or word.upos == "DET"):
            return last
        if word.upos == "ADV" and (word.lower in _DEGREE or word.lower.endswith("ment")):
            last += 2
        elif word.upos == "DET" and step.lower in ("plus", "moins", "mieux") and _is_superlative(context, last + 3):
            last += 3
        elif word.upos == "CCONJ" and last > head and _no_noun_after(context, last + 2):
            last += 2
        else:
            return last
    return last


def _is_superlative(context: Context, position: int) -> bool:
    word = context.word(position)
    return word is not None and is_adjectival(word) and _no_noun_after(context, position)


def _no_noun_after(context: Context, position: int) -> bool:
    after = context.word(position + 1)
    return after is None or after.upos not in ("NOUN", "PROPN")
