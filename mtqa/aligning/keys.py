"""What a sentence shares with its translation: numbers, names, cognates, marks, and what its words are in English.

Two words are taken for cognates when their first letters are the same (Simard, Foster & Isabelle 1992, "Using
cognates to align sentences in bilingual corpora"), here without accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mtqa.aligning.table import TranslationTable, key_english

_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3}(?!\d))*(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"[ \u00a0\u202f.,](?=\d{3}(?!\d))")
_MARKS = "?!;:%$€£()[]–—…"
_QUOTES = '«»“”"'
_COGNATE_LETTERS = (4, 6)
# A French word counts by its likeliest translation, where that is as likely as this; words are cut, for their endings.
_LEAST_CHANCE = 0.2
_LEAST_LETTERS = 4
_STEM_LETTERS = 8


def strip_accents(word: str) -> str:
    """`word` in lower case, without accents and ligatures: "Œuvré" gives "oeuvre"."""
    plain = word.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


def normalise_number(text: str) -> str:
    """One spelling of a number of either language: "10 000", "10,000" and "10.000" give "10000", "2,5" gives "2.5"."""
    return _SEPARATOR.sub("", text).replace(",", ".")


def extract_keys(sentence: str, french: bool) -> set[str]:
    """The sentence's keys; a sentence and its translation have many of them in common.

    Whatever else shows that two words mean the same can be added here, as a key that both of them give.
    """
    keys = {f"#{normalise_number(found.group())}" for found in _NUMBER.finditer(sentence)}
    keys.update(mark for mark in _MARKS if mark in sentence)
    if any(quote in sentence for quote in _QUOTES):
        keys.add('"')
    for word in _WORD.findall(sentence):
        keys.update(_spelling_keys(word))
    for word in _HYPHENATED.findall(sentence):
        keys.update(_translation_key(word) if french else (f"~{key_english(word)[:_STEM_LETTERS]}",))
    return keys


@lru_cache(maxsize=100_000)
def _spelling_keys(word: str) -> tuple[str, ...]:
    plain = strip_accents(word)
    if len(plain) < _COGNATE_LETTERS[0]:
        return (f"={plain}",)
    return tuple(plain[:letters] for letters in _COGNATE_LETTERS if len(plain) >= letters)


@lru_cache(maxsize=100_000)
def _translation_key(french: str) -> tuple[str, ...]:
    """Two French words that English has one word for give one key, too: it pairs paraphrases."""
    best = TranslationTable.load().translations(french)[:1] if len(french) >= _LEAST_LETTERS else ()
    return tuple(f"~{english[:_STEM_LETTERS]}" for english, chance in best if chance >= _LEAST_CHANCE)
