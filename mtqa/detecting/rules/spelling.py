"""FR303: words that neither the lexicon, nor a word list, nor French word formation knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.lexicon import Lexicon
from mtqa.french.respelling import near_words, with_accents
from mtqa.french.word_lists import attested_words, english_words

_SHORTEST = 4
# Occurrences in a million words that make a known word a likely correction.
_LIKELY = 0.5
_LIKELY_SHORT = 30.0  # up to five letters: many foreign words have a short French neighbour
_SHORT = 5
_PREFIXES = tuple(
    "anti auto bio chrono contre cyber dé dés éco électro extra géo hydro hyper hypo infra inter intra macro maxi méga méta "
    "micro mini mono multi nano narco néo neuro non omni ortho paléo para péri photo poly post pré pro proto pseudo psycho "
    "radio re ré rétro semi socio sous sur super supra techno télé thermo trans turbo ultra uni vidéo zoo".split()
)
# Endings of learned and recent formations: their stems are open.
_LEARNED = re.compile(
    r"(?:log(?:ie|ue|ique)|graph(?:ie|ique|e)|thérapi?e(?:ute|utique)?|path(?:ie|ique)|scop(?:ie|ique|e)|métrie?|mètre|"
    r"phob(?:ie|e|ique)|phil(?:ie|e)|cratie|crate|isation|iser|isée?|isme|iste|issime|ectomie|plastie|génèse|gène|génique|"
    r"ase|ine|ol|yle|ane|ène|émie|oïde|icide|ose|ite|vore|forme|phage|cène|urie|algie|oxyde|able|ible|esque|itude|ifier|"
    r"ification|ment|eur|euse|rice|erie|ard|arde|age|ette|ique|aire|al|el|elle|if|ive|ien|ienne|ois|oise|ais|aise)s?$"
)
_FOREIGN_GAPS = '«»"“”()[]/@#_&*'


def _find(context: Context) -> Iterator[Finding]:
    unknown = [word for word in context.words if _is_unknown(context, word)]
    for word in unknown:
        if _is_set_off(context, word) or _beside_unknown(context, word):
            continue
        accented = with_accents(word.lower, context.lexicon)
        if accented is not None and context.lexicon.frequency(accented) > 0:
            text = f"“{word.text}” lacks its accents: “{accented}”."
            yield context.finding(word, word, text, accented, confidence=0.9)
            continue
        if _is_formed(context, word):
            continue
        near = near_words(word.lower, context.lexicon)
        wanted = _LIKELY_SHORT if len(word.text) <= _SHORT else _LIKELY
        if near and context.lexicon.frequency(near[0]) >= wanted:
            text = f"“{word.text}” is no French word; “{near[0]}” is near."
            yield context.finding(word, word, text, near[0])
        elif not _LEARNED.search(word.lower):
            yield context.finding(word, word, f"“{word.text}” is no known French word.", confidence=0.45)


def _is_unknown(context: Context, word: Word) -> bool:
    return _is_unlisted(context.lexicon, word.text) and word.text not in context.known_words


@lru_cache(maxsize=8192)
def _is_unlisted(lexicon: Lexicon, form: str) -> bool:
    """Whether a form in lower case of four letters or more stands in no list of words."""
    if len(form) < _SHORTEST or not form.islower() or not form.isalpha():
        return False
    return not (lexicon.knows(form) or form in attested_words() or form in english_words())


def _is_set_off(context: Context, word: Word) -> bool:
    """Whether it is quoted, in brackets, part of an address or tag, or stretched for effect ("ouiiii")."""
    before, after = context.text[: word.start], context.text[word.end :]
    if (before[-1:] in _FOREIGN_GAPS and before) or (after[:1] in _FOREIGN_GAPS and after):
        return True
    if before.count("«") > before.count("»") or before.count('"') % 2 or before.count("“") > before.count("”"):
        return True
    return (
        (before[-1:] in ".-'’" and bool(before))
        or (after[:1] in "'’-" and bool(after))
        or bool(re.search(r"(.)\1\1", word.lower))
    )


def _beside_unknown(context: Context, word: Word) -> bool:
    """Whether a name or another foreign word stands beside it: then it is part of a foreign phrase."""
    for index in (word.index - 1, word.index + 1):
        other = context.word(index)
        if other is None or not other.is_word:
            continue
        foreign = other.lower in english_words() or not context.lexicon.analyses(other.text)
        if other.text.isalpha() and foreign:
            return True
        if index > 0 and other.index > word.index and other.text[0].isupper():
            return True
    return False


def _is_formed(context: Context, word: Word) -> bool:
    """Whether it is a known word after a living prefix ("microcrédit")."""
    for prefix in _PREFIXES:
        rest = word.lower[len(prefix) :]
        if word.lower.startswith(prefix) and len(rest) >= 4 and context.lexicon.analyses(rest):
            return True
    return False


RULES = (
    Rule(
        "FR303",
        "unknown-word",
        _find,
        must_fail=(
            "Le ⟦gouvernemant⟧ a démissionné.",
            "Les dégâts sont ⟦serieux⟧ dans le village.",
            "Elle attend le ⟦resultat⟧ de l'examen.",
            "Le ⟦dévelopement⟧ de la région prendra dix ans.",
        ),
        must_pass=(
            "Elle a reçu un courriel pendant la fin de semaine.",
            "Il restait septante francs et nonante centimes.",
            "Le microcrédit aide les artisans.",
            "Le site propose des « schmurtz » en bois.",
            "La votation et le bourgmestre font débat.",
        ),
        confidence=0.8,
    ),
)
