"""Whether a document is French at all: one finding for one that is not, not four hundred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue

if TYPE_CHECKING:
    from mtqa.detecting.detector import TaggedSentence

# The commonest function words tell European languages apart in a few sentences (Grefenstette 1995); forms that are
# frequent in two of the languages ("on", "a", "des") are left out of both lists.
_FRENCH = frozenset(
    "le la les l' un une du de d' et est sont dans pour que qu' qui pas au aux ce cette ces il elle ils elles nous "
    "vous je j' ne n' se s' sur avec par plus mais ou où être été ont cet leur leurs son sa ses mon ma c' y".split()
)
_OTHERS = {
    "English": "the of and to in is was that for with it his her they are were be have has had this from by at not "
    "which but you will would their been an or".split(),
    "German": "der die das und ist nicht mit von den dem ein eine zu auf für sich auch wird bei oder sind war ich".split(),
    "Spanish": "el los las y en una por con para del se su más pero como está son fue lo también había muy esta".split(),
    "Italian": "il di che è per non con sono della nel gli anche più alla dei dal essere questo ha delle una i".split(),
    "Dutch": "het een van en in is dat op te zijn voor met niet aan er ook maar om bij door wordt naar".split(),
    "Portuguese": "o os as em um uma do da dos das não com para por mais são foi ao pela pelo também seu sua".split(),
    "Catalan": "el els les i amb per una dels del als que és va han seva seu més aquest aquesta no també".split(),
}
_OTHER_WORDS = {language: frozenset(words) - _FRENCH for language, words in _OTHERS.items()}

_MIN_WORDS = 8
_MIN_SHARE = 0.12


def foreign_document(document: Sequence[TaggedSentence]) -> Issue | None:
    """An FR403 issue over the first sentence of a document in another language, else None.

    The document counts as foreign where the function words of one other language outnumber the French ones two to
    one and make up an eighth of its words; texts under 8 words are left alone. A text in a script other than Latin
    is foreign too.
    """
    words = [token.text.lower().replace("’", "'") for tagged in document for token in tagged.sentence.tokens]
    words = [word for word in words if any(character.isalpha() for character in word)]
    if len(words) < _MIN_WORDS:
        return None
    language = _language_of(words)
    if language is None:
        return None
    sentence = document[0].sentence
    entry = CATALOGUE["FR403"]
    return Issue(
        code=entry.code,
        name=entry.name,
        category=entry.category,
        severity=entry.severity,
        start=sentence.start,
        end=sentence.end,
        text=sentence.text,
        message=f"This text is not French: it reads as {language}. Nothing else was checked in it.",
        confidence=0.95,
        evidence=("function words",),
    )


def _language_of(words: Sequence[str]) -> str | None:
    letters = [character for word in words for character in word if character.isalpha()]
    latin = sum(1 for character in letters if character < "ɐ")
    if latin < len(letters) / 2:
        return "a language in another script"
    french = sum(1 for word in words if word in _FRENCH)
    counts = {language: sum(1 for word in words if word in listed) for language, listed in _OTHER_WORDS.items()}
    language = max(counts, key=lambda name: (counts[name], name))
    if counts[language] >= 2 * french and counts[language] >= _MIN_SHARE * len(words):
        return language
    return None
