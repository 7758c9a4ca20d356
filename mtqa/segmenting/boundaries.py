"""Whether a sentence ends at a mark: judged by the word before it and by what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtqa.french import abbreviations

_WORD_BEFORE = re.compile(r"[^\W_](?:[\w’'-]|\.(?=[^\W_]|-))*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"\s*(?:[«“‘\"'(\[–—―•*-]\s*)*")
_ELLIPSIS = re.compile(r"\.{3,}|…")
_OMISSION = re.compile(r"\s*[(\[](?:\.{2,}|…)[)\]]")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]{1,5})")
_INITIALS = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]|[A-ZÀ-ÖØ-ÞŒ](?:[.-]{1,2}[A-ZÀ-ÖØ-ÞŒ]){1,4}|[A-Z][a-z]?\.?-[A-Z][a-z]?")
_NUMERAL = re.compile(r"\d|[IVXLC]+\b(?!['’])|[A-Za-z]\b(?!\s?['’])")
# Abbreviations break off before a vowel and are short; most words of that length end otherwise.
_LIKELY_FULL_WORD = re.compile(r"\d{4}|[^\W\d].{5,}|[^\W\d].*[aeiouyàâéèêëîïôûùœs]|[^\W\d].+[xtrn]", re.IGNORECASE)
_UNIT = re.compile(r"(?:\d\s?|°\s?)(?!M)[A-Za-z]$")
_PAR_EXEMPLE = re.compile(r"\bp(?:ar|\.)\s?ex$", re.IGNORECASE)
_CAPITALS_WITH_POINT = frozenset(["MM", "MME", "MMES", "MLLE", "DR", "ST", "STE"])
_CLOSING = '"»”)]%'
_WINDOW = 30
_ENUMERATOR_WINDOW = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of sentence-final marks in `text[:end]`, with the closing marks after it.

    `sentence_start` is where the sentence so far begins; `start` the first mark, `stop` the end of the run, `close`
    the end of the closing marks (= `stop` where there are none).
    """

    text: str
    sentence_start: int
    start: int
    stop: int
    close: int
    end: int

    @property
    def run(self) -> str:
        return self.text[self.start : self.stop]

    @property
    def window_before(self) -> str:
        """The last code points of the sentence before the run."""
        return self.text[max(self.start - _WINDOW, self.sentence_start) : self.start]

    @property
    def word_before(self) -> str:
        """The word that the run follows directly, with inner points ("J.-C"), or ''."""
        found = _WORD_BEFORE.search(self.window_before)
        return found[0] if found else ""

    @property
    def bare_word_before(self) -> str:
        """`word_before` without what is elided before it: "art" of "l'art"."""
        return self.word_before.rpartition("’")[2].rpartition("'")[2]

    @property
    def next_start(self) -> int:
        """Where the next word, number or other sign stands, past white space and opening marks."""
        found = _OPENING.match(self.text, self.close, self.end)
        return found.end() if found else self.close

    @property
    def next_word(self) -> str:
        found = _WORD_AFTER.match(self.text, self.next_start, self.end)
        return found[0] if found else ""


def ends_sentence(mark: Mark) -> bool:
    """Whether the sentence ends after the mark and its closing marks. At the end of the text it always does."""
    if mark.next_start >= mark.end or _is_inside_brackets(mark) or _is_enumerator(mark):
        return False
    if not mark.text[mark.close].isspace():
        return _ends_glued(mark)
    follower = _follower(mark)
    if follower == "mark" or _is_name_with_mark(mark):
        return False
    if mark.run == "." and mark.close == mark.stop:
        known = _after_abbreviation(mark, follower)
        if known is not None:
            return known
    if follower == "lower":
        return _ends_before_lower_case(mark)
    return not (_ELLIPSIS.fullmatch(mark.run) and mark.text[mark.next_start].isdigit())  # "un record de... 145 ans"


def _follower(mark: Mark) -> str:
    """What comes next: "lower" or "upper" case letters, a "mark" that goes on, or something "other"."""
    if _OMISSION.match(mark.text, mark.close, mark.end):
        return "other"
    sign = mark.text[mark.next_start]
    if sign in ",;:.!?…)]»”%/":
        return "mark"
    if sign.islower():
        word = mark.next_word
        return "upper" if word[1:2].isupper() or word in ("http", "https", "www") else "lower"
    return "upper" if sign.isupper() else "other"


def _is_inside_brackets(mark: Mark) -> bool:
    """Whether the run stands for an omission or a doubt: "(...)", "[…]", "(!)"."""
    return mark.start > 0 and mark.text[mark.start - 1] in "([" and mark.text[mark.stop : mark.stop + 1] in (")", "]")


def _is_enumerator(mark: Mark) -> bool:
    """Whether the sentence so far is only a number or letter ("1.", "b.", "IV."), or only points ("... suite")."""
    if mark.start - mark.sentence_start > _ENUMERATOR_WINDOW:
        return False
    so_far = mark.text[mark.sentence_start : mark.start].strip()
    if mark.run != ".":
        return set(mark.run) <= set(".…") and not any(sign.isalnum() for sign in so_far)
    return not so_far or _ENUMERATOR.fullmatch(so_far) is not None


def _is_name_with_mark(mark: Mark) -> bool:
    return mark.run == "!" and mark.word_before.lower() in abbreviations.NAMES_WITH_MARK


def _after_abbreviation(mark: Mark, follower: str) -> bool | None:
    """Whether a sentence ends after an abbreviation's point; None where the word is no abbreviation."""
    form = mark.bare_word_before
    key = form.lower() + "."
    if _after_unit(mark):
        return None
    is_sigle = len(form) > 1 and form.isalpha() and form.isupper() and form not in _CAPITALS_WITH_POINT
    if key in abbreviations.BEFORE_NAME and not is_sigle and (len(form) > 2 or form[:1].isupper()):
        return False
    if _INITIALS.fullmatch(form):
        return follower == "upper" and mark.next_word.lower() in abbreviations.SENTENCE_STARTERS
    if (key in abbreviations.BEFORE_ANYTHING and not is_sigle) or _PAR_EXEMPLE.search(mark.window_before):
        return False
    if key in abbreviations.BEFORE_NUMBER:
        return follower != "lower" and _NUMERAL.match(mark.text, mark.next_start) is None
    if key in abbreviations.MAY_END:
        return follower == "upper"
    return None


def _after_unit(mark: Mark) -> bool:
    """Whether a unit of one letter stands before: "6 h", "3 °C", "100 F"."""
    return _UNIT.search(mark.window_before) is not None


def _ends_before_lower_case(mark: Mark) -> bool:
    """A full stop before a lower-case word ends a sentence (the next one lost its start) after a likely full word.

    After a closing mark that follows the stop, and after "!", "?" and an ellipsis, the sentence goes on.
    """
    if mark.run not in (".", "..") or mark.close > mark.stop or "(" in mark.text[mark.close : mark.next_start]:
        return False
    if mark.start > mark.sentence_start and mark.text[mark.start - 1] in _CLOSING:
        return True
    return _LIKELY_FULL_WORD.fullmatch(mark.bare_word_before) is not None


def _ends_glued(mark: Mark) -> bool:
    """Whether a sentence ends where no space follows: "à l'AFP.Aucune décision", but not in "U.S.A", "ASP.NET"."""
    word = mark.next_word
    if not word[:1].isupper() or mark.text[mark.close] in "-–—―•*'":
        return False
    if mark.run != "." or mark.close > mark.stop or mark.text[mark.start - 1] in _CLOSING:
        return True
    before = mark.word_before
    if before.isdigit():
        return not word.isupper()
    if "." in before and before.rpartition(".")[2] in abbreviations.NAME_SUFFIXES:  # an address: "sur make.org.Entre"
        return not word.isupper()
    if (len(before) < 2 and not _after_unit(mark)) or "." in before or _after_abbreviation(mark, "upper") is False:
        return False
    return not word.isupper() or (len(word) == 1 and (before[-1].islower() or _stands_alone(mark)))


def _stands_alone(mark: Mark) -> bool:
    """Whether the next letter is a word of its own: "A", "L'", "M."."""
    return mark.text[mark.next_start + 1 : mark.next_start + 2] in (" ", "'", "’") or mark.text.startswith(
        "M. ", mark.next_start
    )
