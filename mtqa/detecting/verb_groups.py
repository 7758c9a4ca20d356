"""Verbs in their clause: what several verb rules ask of a sentence, and the forms they propose."""

from __future__ import annotations

from functools import lru_cache

from mtqa.detecting.context import Context, Word
from mtqa.french.lexicon import Lexicon

PERSONS = {
    "je": "1",
    "j'": "1",
    "tu": "2",
    "il": "3",
    "elle": "3",
    "on": "3",
    "ils": "3",
    "elles": "3",
    "ce": "3",
    "c'": "3",
    "ça": "3",
    "cela": "3",
}
CLITICS = frozenset("ne n' me m' te t' se s' le la les l' lui leur y en nous vous".split())
RELATIVES = frozenset("qui que qu' dont où lequel laquelle lesquels lesquelles duquel auquel à+lequel".split())
# Adverbs that stand between an auxiliary or subject and its verb.
MIDDLE = frozenset(
    "pas plus jamais rien guère point déjà toujours encore aussi bien mal souvent également ensuite enfin alors même "
    "tout peu trop beaucoup assez tant presque parfois donc depuis ainsi hier désormais vite notamment".split()
)
_SURE = 0.85
_FREQUENT = frozenset(("être", "avoir", "faire", "devoir", "pouvoir"))
# These verbs make their compound tenses with être (besides the reflexive ones).
_WITH_ETRE = frozenset(
    "aller arriver décéder devenir entrer intervenir mourir naître partir parvenir provenir redevenir rentrer repartir "
    "rester retomber retourner revenir survenir tomber venir".split()
)


# Words in which no clause begins or ends are no French; looking on from each of them would take time by their square.
LONGEST_CLAUSE = 200


def is_adverb(word: Word) -> bool:
    """Whether the word may stand inside a verb group."""
    return word.lower in MIDDLE or (word.upos == "ADV" and word.lower.endswith("ment"))


def before_verb(context: Context, index: int, *, clitics: bool = True) -> Word | None:
    """The word that a verb form at `index` follows: adverbs, negation and object pronouns are skipped."""
    position = index - 1
    while (word := context.word(position)) is not None:
        if not (is_adverb(word) or (clitics and word.lower in CLITICS and word.upos in ("PRON", "ADV"))):
            return word
        position -= 1
    return None


def after_adverbs(context: Context, index: int) -> Word | None:
    """The next word after `index` that is no adverb and no negation."""
    position = index + 1
    while (word := context.word(position)) is not None and is_adverb(word):
        position += 1
    return word


def clause_start(context: Context, index: int) -> int:
    """Where the clause around `index` begins: after a mark, a conjunction or a relative pronoun, or far before."""
    start, first = index, max(index - LONGEST_CLAUSE, 0)
    while start > first:
        word = context.words[start - 1]
        if not word.is_word or word.upos in ("PUNCT", "SCONJ") or word.lower in RELATIVES:
            break
        start -= 1
    return start


def clause_end(context: Context, index: int) -> int:
    """Where the clause that goes on after `index` ends (excluded): at a mark, conjunction or relative pronoun."""
    end, last = index + 1, min(index + LONGEST_CLAUSE, len(context.words))
    while end < last:
        word = context.words[end]
        if not word.is_word or word.upos in ("PUNCT", "SCONJ") or word.lower in RELATIVES:
            break
        end += 1
    return end


def has_verb(context: Context, start: int, end: int) -> bool:
    """Whether a conjugated verb, an infinitive or a present participle stands from `start` to `end` (excluded)."""
    return any(word.tag.verb_form in ("fin", "inf") or is_gerund(word) for word in context.words[start:end])


def is_infinitive(word: Word) -> bool:
    """Whether it is surely an infinitive. In "être" or "devoir" the tagger may suspect a noun."""
    if word.tag.verb_form != "inf":
        return False
    return word.tag.confidence >= _SURE or (word.lemma in _FREQUENT and word.tag.confidence >= 0.5)


def is_gerund(word: Word) -> bool:
    """Whether it is a present participle; the tagger may take a past one that lacks its auxiliary for one."""
    return word.tag.verb_form == "part-pres" and word.lower.endswith("ant")


def participle_lemma(context: Context, word: Word) -> str | None:
    """The verb whose past participle the form is, None where it is none or could be conjugated in the third person."""
    return _participle_lemma(context.lexicon, word.text)


@lru_cache(maxsize=8192)
def _participle_lemma(lexicon: Lexicon, form: str) -> str | None:
    lemma = None
    for reading in lexicon.analyses(form):
        if reading.verb_form == "fin" and reading.person == "3":
            return None
        if reading.verb_form == "part-past" and lemma is None:
            lemma = reading.lemma
    return lemma


def only_finite(context: Context, word: Word) -> bool:
    """Whether the form can be nothing but a conjugated verb."""
    readings = context.lexicon.analyses(word.text)
    return bool(readings) and all(reading.verb_form == "fin" for reading in readings)


def is_plural(words: tuple[Word, ...]) -> bool:
    """Whether a noun phrase is plural, as its first telling word shows, or "et" between two names."""
    for word in words:
        if word.lower == "et":
            return True
        if word.upos in ("DET", "NUM", "NOUN", "PRON", "ADP+DET") and word.tag.number:
            return word.tag.number == "p"
    return False


def compound_past(context: Context, lemma: str, *, plural: bool, reflexive: bool = False) -> str | None:
    """ "a réuni", "ont réuni", "est parti": the passé composé in the third person, None where a form is unknown."""
    participles = context.lexicon.forms(lemma, "VERB", verb_form="part-past", gender="m", number="s")
    if not participles:
        return None
    with_etre = reflexive or lemma in _WITH_ETRE
    auxiliary = ("sont" if plural else "est") if with_etre else ("ont" if plural else "a")
    participle = participles[0] + ("s" if with_etre and plural and not participles[0].endswith("s") else "")
    return f"{auxiliary} {participle}"


def conjugated(
    context: Context, lemma: str, *, person: str = "3", plural: bool = False, mood: str = "ind", tense: str = "pres"
) -> str | None:
    """A conjugated form of a verb, None where the lexicon has none."""
    number = "p" if plural else "s"
    for category in ("VERB", "AUX"):
        found = context.lexicon.forms(lemma, category, mood=mood, tense=tense, person=person, number=number)
        if found:
            return found[0]
    return None
