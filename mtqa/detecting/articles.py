"""Nouns and their articles: which nouns may stand bare, and the article that one lacks."""

from __future__ import annotations

from functools import lru_cache

from mtqa.detecting.clauses import has_finite
from mtqa.detecting.context import Context, Word
from mtqa.french.bare_nouns import BareNouns
from mtqa.french.lexicon import Lexicon

SURE = 0.9
LIKELY = 0.7
RARELY_CAPITAL = 0.12  # share of a noun's occurrences inside a sentence up to which a capital is a slip
COMMON_ENOUGH = 20  # a noun seen less often in 24 million words has not shown how it behaves
_FOLLOWERS = frozenset(("", *" .,;:!?)»\"'’…\u00a0\u202f"))
_SLIPS = 0.0005  # share of a noun's occurrences that misspelt news explains
_CALENDAR = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre "
    "octobre novembre décembre midi minuit hier demain noël pâques".split()
)
TIMES = _CALENDAR | frozenset("soir matin après-midi nuit début fin courant".split())
_ADDRESS = frozenset(
    "monsieur madame mademoiselle messieurs mesdames maman papa dieu maître sir sieur mère père sœur frère oncle tante "
    "amnistie".split()
)
# "nombre de gens", "preuve en est", "faute de temps", "grâce aux voisins"
_QUANTITIES = frozenset("nombre quantité force moitié preuve faute grâce".split())
_ADDRESSES = frozenset("place rue avenue boulevard quai square cours allée impasse".split())
UNJUDGED = _ADDRESS | _QUANTITIES | _CALENDAR
_NEVER_JUDGED = UNJUDGED | TIMES
NEVER_NOUNS = frozenset(("ADV", "PRON", "NUM", "ADP", "DET", "INTJ", "CCONJ"))
# After these a bare noun is normal: attributes ("devenir ministre"), manners ("parler affaires"), "faire salle comble".
ATTRIBUTIVE = frozenset(
    "être faire devenir rester demeurer sembler paraître redevenir nommer élire appeler baptiser juger dire désigner "
    "proclamer sacrer consacrer qualifier intituler surnommer renommer titrer tomber passer naître finir terminer "
    "mourir servir valoir jouer parler arriver aller venir partir habiter lire écrire répondre conclure".split()
)


def categories(context: Context, word: Word) -> frozenset[str]:
    """The categories that the form can have, capital or not."""
    return _categories(context.lexicon, word.lower)


@lru_cache(maxsize=8192)
def _categories(lexicon: Lexicon, form: str) -> frozenset[str]:
    return _shared(frozenset(reading.category for reading in lexicon.analyses(form)))


@lru_cache(maxsize=256)
def _shared(kinds: frozenset[str]) -> frozenset[str]:
    """The one copy of a set: thousands of words have one of a few."""
    return kinds


def common_noun(context: Context, index: int) -> Word | None:
    """The word at `index` where it is surely a common noun in lower case whose use is known."""
    word = context.word(index)
    if word is None or word.upos != "NOUN" or word.tag.confidence < SURE or word.lower in _NEVER_JUDGED:
        return None
    if word.lower in context.known_words or len(word.text) < 3 or not word.text.isalpha() or not word.text.islower():
        return None
    if context.text[word.end : word.end + 1] not in _FOLLOWERS:
        return None  # "aide-moi", "console=ttyS0"
    kinds = categories(context, word)
    known = BareNouns.load().count(word.lower) >= COMMON_ENOUGH
    return word if known and "NOUN" in kinds and not kinds & NEVER_NOUNS else None


def is_stray_noun(context: Context, word: Word) -> bool:
    """Whether a common noun that is no name carries a capital."""
    if not word.is_capitalised or word.lower in context.known_words or not word.text.isalpha():
        return False
    kinds = categories(context, word)
    if "NOUN" not in kinds or kinds & NEVER_NOUNS or word.lower in _ADDRESSES:
        return False
    if any(own.category == "PROPN" for own in context.lexicon.analyses(word.text)):
        return False
    share = context.lexicon.capital_share(word.lower)
    return share is not None and share < RARELY_CAPITAL


def is_usual(before: str, noun: str) -> bool:
    """Whether the noun was seen bare after `before`, more often than a slip of the pen would explain."""
    table = BareNouns.load()
    return table.seen(before, noun) > _SLIPS * table.count(noun)


def is_listed(context: Context, noun: Word) -> bool:
    """Whether the noun is one of several: "mêler humour et tendresse", "bus, trains, avions"."""
    if any(word.lower == noun.lower for word in context.words[max(0, noun.index - 2) : noun.index]):
        return True  # "projet contre projet"
    for word in context.words[noun.index + 1 : noun.index + 7]:
        if word.upos == "CCONJ" or word.text in (",", "/", "-", "(", "&"):
            after = context.word(word.index + 1)
            return after is None or after.upos in ("NOUN", "ADJ", "PROPN")
        if word.is_finite or not word.is_word:
            return False
        following = context.word(word.index + 1)
        if following is not None and following.lower == noun.lower:
            return True  # "semaine après semaine"
        if word.upos in ("ADP", "ADP+DET") and word.lower not in ("de", "d'", "du", "des"):
            return False  # "dans maison sans eau ni électricité" lists no houses
    return False


def with_article(context: Context, noun: Word, *, plural: str = "les") -> str | None:
    """The noun with its definite article (in the plural `plural`); None where its gender or elision is not known.

    At the start of a sentence the article takes the capital.
    """
    readings = [own for own in context.lexicon.analyses(noun.lower) if own.category == "NOUN"]
    genders = {own.gender for own in readings}
    article = None
    if any(own.number == "p" for own in readings):
        article = f"{plural} "
    elif noun.lower[0] in "aeiouyàâéèêëîïôûœ":
        article = "l'"
    elif noun.lower[0] != "h" and len(genders) == 1:
        article = "la " if genders == {"f"} else "le "
    if article is None:
        return None
    return (article.capitalize() if noun.index == 0 else article) + noun.lower


def is_after_opening(context: Context, comma: Word) -> bool:
    """Whether one opening phrase is all that stands before the comma: "En 2020, gouvernement a ..."."""
    words = context.words[: comma.index]
    opens = len(words) > 1 and words[0].upos in ("ADP", "ADP+DET", "ADV") and words[0].lower != "entre"
    return opens and all(word.is_word for word in words) and not has_finite(context, 0, comma.index)
