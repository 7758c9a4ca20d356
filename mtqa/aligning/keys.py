"""What a sentence shares with its translation without a dictionary: numbers, names, cognates, marks.

Two words are taken for cognates when their first letters are the same (Simard, Foster & Isabelle 1992, "Using
cognates to align sentences in bilingual corpora"), here without accents.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d{3}(?!\d))*(?:[.,]\d+)?")
_SEPARATOR = re.compile(r"[ \u00a0\u202f.,](?=\d{3}(?!\d))")
_MARKS = "?!;:%$€£()[]–—…"
_QUOTES = '«»“”"'
_COGNATE_LETTERS = (4, 6)


def strip_accents(word: str) -> str:
    """`word` in lower case, without accents and ligatures: "Œuvré" gives "oeuvre"."""
    plain = word.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))


def normalise_number(text: str) -> str:
    """One spelling of a number of either language: "10 000", "10,000" and "10.000" give "10000", "2,5" gives "2.5"."""
    return _SEPARATOR.sub("", text).replace(",", ".")


def extract_keys(sentence: str) -> set[str]:
    """The sentence's keys; a sentence and its translation have many of them in common.

    Whatever else shows that two words mean the same can be added here, as a key that both of them give.
    """
    keys = {f"#{normalise_number(found.group())}" for found in _NUMBER.finditer(sentence)}
    keys.update(mark for mark in _MARKS if mark in sentence)
    if any(quote in sentence for quote in _QUOTES):
        keys.add('"')
    for found in _WORD.finditer(sentence):
        word = strip_accents(found.group())
        keys.update(word[:letters] for letters in _COGNATE_LETTERS if len(word) >= letters)
        if len(word) < _COGNATE_LETTERS[0]:
            keys.add(f"={word}")
    return keys
