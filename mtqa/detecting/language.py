"""Whether a document is French at all: one finding for one that is not, not four hundred.

One that is French in part was half translated: its French is checked, and its English sentences are found one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue
from mtqa.french.lexicon import Lexicon
from mtqa.french.word_lists import attested_words, english_words

if TYPE_CHECKING:
    from mtqa.detecting.detector import TaggedSentence

# The commonest function words tell European languages apart in a few sentences (Grefenstette 1995). Each list holds
# what the language shares with its neighbours as well: two languages are compared on the words that only one has.
_FRENCH = frozenset(
    "le la les l' un une du de d' des et est sont dans en pour que qu' qui pas au aux ce cette ces il "
    "elle ils elles nous vous je j' tu on a à ont ai as avait ne n' se s' sur avec par plus mais ou où "
    "être été cet leur leurs son sa ses mon ma mes me m' te si c' y lui non va es dont sans comme tout "
    "très aussi bien fait chez entre sous depuis deux".split()
)
_OTHERS = {
    "English": "the of and to in is was that for with it his her they are were be have has had this from by at not a "
    "on which but you will would their been an or as there who said more than one all can if so he she "
    "its two".split(),
    "German": "der die das und ist nicht mit von den dem ein eine einen zu auf für sich auch wird bei oder sind war "
    "ich im am des er sie es hat dass als an nach um aus zum zur über noch wie in man so aber durch "
    "werden".split(),
    "Spanish": "el la los las y en una un por con para del se su más pero como está son fue lo también había muy "
    "esta que de a al es no sin sobre este ya o ha me si porque cuando ayer según hay todo dos".split(),
    "Italian": "il la lo gli le i di che è per non con sono della dello dei delle degli del nel nella anche più alla "
    "al ai dal dalla da essere questo questa ha hanno una un uno e si come ma se su in ci due secondo "
    "ogni".split(),
    "Dutch": "de het een van en in is dat op te zijn voor met niet aan er ook maar om bij door wordt naar die gaat "
    "heeft hij ze wij zij was als uit over twee nog dan zo of alles genoeg gisteren".split(),
    "Portuguese": "o a os as em um uma do da dos das no na nos nas não com por para mais são foi ao à pela pelo também "
    "seu sua que de e é se como mas ou há tem muito vai ontem dois duas".split(),
    "Catalan": "el la els les l' i amb per una un dels del d' de al als que és va van han ha no seu seva més aquest "
    "aquesta també hi en es s' a ahir dues dos segons però tot molt són com o barri".split(),
}
_OTHER_WORDS = {language: frozenset(words) for language, words in _OTHERS.items()}

_MIN_WORDS = 4
_SHORT_WORDS = 8
_MIN_SHARE = 0.12
_MIN_SHARE_SHORT = 0.4
# French knows over four fifths of its own words even where their accents were lost; Creole, Polish, Turkish a fifth.
_MIN_WORDS_KNOWN = 20
_MIN_SHARE_KNOWN = 0.4
_SHORT = 2  # letters: words that many languages share
_FRENCH_IN_PART = 0.15  # of a document's words in sentences that are French


def foreign_document(document: Sequence[TaggedSentence]) -> Issue | None:
    """An FR403 issue over the first sentence of a document in another language, else None.

    The document counts as foreign where the telling words of one other language outnumber the French ones two to
    one and make up an eighth of its words, two fifths in a text under 8 words; texts under 4 words are left alone.
    Telling are a language's function words, and for English every word of the list of mtqa.french.word_lists too. A
    text in a script other than Latin is foreign as well, and so is one of 20 words or more of which French knows less
    than two fifths (lower-case words over two letters). A document of which more than 15 % of the words stand in
    sentences that read as French is not foreign.
    """
    counts = _words_of(document)
    if sum(counts.values()) < _MIN_WORDS:
        return None
    language = _language_of(counts)
    if language is None or (len(document) > 1 and _is_french_in_part(document, sum(counts.values()))):
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


def _words_of(document: Sequence[TaggedSentence]) -> dict[str, int]:
    """The words of the sentences, each with its number of occurrences; figures and marks are none."""
    words = Counter(token.text.replace("’", "'") for tagged in document for token in tagged.sentence.tokens)
    return {word: count for word, count in words.items() if any(character.isalpha() for character in word)}


def _is_french_in_part(document: Sequence[TaggedSentence], words: int) -> bool:
    """Whether enough of the document's `words` stand in sentences that read as French."""
    french = 0
    for tagged in document:
        counts = _words_of([tagged])
        lower: Counter[str] = Counter()
        for word, count in counts.items():
            lower[word.lower()] += count
        sentence_words = sum(counts.values())
        margins = [_counts(lower, counts, language) for language in _OTHER_WORDS]
        own, telling = min(margins, key=lambda margin: margin[1] - margin[0])
        common = _common(counts)
        if (
            sentence_words >= _MIN_WORDS
            and telling > own
            and telling >= _MIN_SHARE * sentence_words
            and _known(common) > sum(common.values()) / 2
        ):
            french += sentence_words
    return french > _FRENCH_IN_PART * words


def _language_of(words: Mapping[str, int]) -> str | None:
    """The language that the words, each with its number of occurrences, are of; None for French."""
    letters = latin = 0
    for word, count in words.items():
        own = [character for character in word if character.isalpha()]
        letters += count * len(own)
        latin += count * sum(1 for character in own if character < "ɐ")
    if latin < letters / 2:
        return "a language in another script"
    lower: Counter[str] = Counter()
    for word, count in words.items():
        lower[word.lower()] += count
    margins = {language: _counts(lower, words, language) for language in _OTHER_WORDS}
    language = max(margins, key=lambda name: (margins[name][0] - margins[name][1], name))
    own_words, french = margins[language]
    total = sum(words.values())
    share = _MIN_SHARE if total >= _SHORT_WORDS else _MIN_SHARE_SHORT
    if own_words >= 2 * french and own_words >= share * total:
        return language
    return None if _is_known(words) else "a language whose words French does not have"


def _is_known(words: Mapping[str, int]) -> bool:
    """Whether French has enough of the words, or there are too few of them to tell."""
    common = _common(words)
    if sum(words.values()) < _MIN_WORDS_KNOWN or 2 * sum(common.values()) < _MIN_WORDS_KNOWN:
        return True
    return _known(common) >= _MIN_SHARE_KNOWN * sum(common.values())


def _common(words: Mapping[str, int]) -> dict[str, int]:
    """The words in lower case over two letters. Those with capitals do not count: names are at home everywhere."""
    return {word: n for word, n in words.items() if word.islower() and word.isalpha() and len(word) > _SHORT}


def _known(words: Mapping[str, int]) -> int:
    lexicon = Lexicon.load()
    return sum(count for word, count in words.items() if lexicon.knows(word) or word in attested_words())


def _counts(lower: Mapping[str, int], words: Mapping[str, int], language: str) -> tuple[int, int]:
    """How many words only `language` has, and how many only French. English words count in lower case alone: names."""
    own, french = _OTHER_WORDS[language] - _FRENCH, _FRENCH - _OTHER_WORDS[language]
    number = sum(lower.get(word, 0) for word in own)
    if language == "English":
        english = english_words()
        number += sum(count for word, count in words.items() if word in english and word not in own)
    return number, sum(lower.get(word, 0) for word in french)
