"""Names that one side has and the other has not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from mtqa.detecting.consistency.bridge import Span
from mtqa.detecting.consistency.counterpart import Counterpart, WordSide
from mtqa.french.lexicon import Lexicon
from mtqa.french.word_lists import english_words

# Words rarer than this are as good as unknown: two of them spelled alike so far (0 to 1) are one name.
_UNKNOWN_BITS = 18.0
_ONE_NAME = 0.72
# Below this share of capitals inside sentences a word is a common one.
_RARELY_CAPITAL = 0.5
_SHORTEST = 3
_TITLE_SHARE = 0.6
# A name that only one side has must be as rare as this, in bits; a changed one has two sides to speak for it.
_FRENCH_BITS, _OTHER_BITS = 13.0, 15.0
# After these a capital only says that something begins.
_OPENERS = frozenset(".?!:;\"'«“‘(–—-…*•")


@dataclass(frozen=True, slots=True)
class NameChange:
    """A name without an answer: `french` and `other` are (start, end) on their sides, None where only one has one."""

    french: Span | None
    other: Span | None


def compare_names(counterpart: Counterpart) -> list[NameChange]:
    """Names in which two texts differ: those without an answer on the other side, each with the nearest of the other.

    A name without such a partner counts only where it is rare, and on the other side only where no part of the same
    name is answered ("United States": "États-Unis").
    """
    french, other = counterpart.french, counterpart.other
    ours, theirs = _unanswered(french, other.text), _unanswered(other, french.text)
    changes: list[NameChange] = []
    for index in ours:
        place = counterpart.bridge.project(_middle(french.span(index)))
        partner = min(theirs, key=lambda far: abs(_middle(other.span(far)) - place), default=None)
        if partner is not None:
            theirs.remove(partner)
            if _is_respelling(french, index, other, partner):
                continue
            changes.append(NameChange(french.span(index), other.span(partner)))
        elif french.rarity[index] >= _FRENCH_BITS and not _is_french_word(french.tokens[index].text):
            changes.append(NameChange(french.span(index), None))
    return changes + [
        NameChange(None, other.span(index))
        for index in theirs
        if other.rarity[index] >= _OTHER_BITS
        and not _has_answered_part(other, index)
        and other.tokens[index].text.lower() not in english_words()
    ]


def _is_french_word(name: str) -> bool:
    """Whether the name is a common word too: where only one side has it, the capital may be an accident."""
    share = Lexicon.load().capital_share(name.lower())
    return share is not None and share < _RARELY_CAPITAL


def _is_respelling(french: WordSide, index: int, other: WordSide, partner: int) -> bool:
    """Whether the two spell one name in two ways ("Poutine", "Putin"); names that are well known keep their own."""
    if french.rarity[index] < _UNKNOWN_BITS and other.rarity[partner] < _UNKNOWN_BITS:
        return False
    words = _fold(french.tokens[index].text), _fold(other.tokens[partner].text)
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= _ONE_NAME


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def _unanswered(side: WordSide, other: str) -> list[int]:
    if _is_title(side):
        return []
    spelled = _fold(other)
    return [
        index
        for index, token in enumerate(side.tokens)
        if _is_name(side, index) and side.is_unanswered(index) and _fold(token.text) not in spelled
    ]


def _is_title(side: WordSide) -> bool:
    """Whether most longer words have a capital, as in English titles: there it says nothing of a name."""
    words = [token.text for token in side.tokens if len(token.text) > _SHORTEST and token.text[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > _TITLE_SHARE * len(words)


def _has_answered_part(side: WordSide, index: int) -> bool:
    return any(
        side.tokens[near].text[0].isupper() and not side.is_unanswered(near)
        for near in (index - 1, index + 1)
        if 0 < near < len(side.tokens)
    )


def _is_name(side: WordSide, index: int) -> bool:
    """Whether the token has a capital that nothing but a name explains; words all in capitals are left out."""
    word = side.tokens[index].text
    if len(word) < _SHORTEST or not word[0].isupper() or word.isupper() or not index:
        return False
    return side.tokens[index - 1].text not in _OPENERS


def _fold(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char))
