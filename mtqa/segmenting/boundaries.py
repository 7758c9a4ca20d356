"""Whether a sentence ends at a mark: judged by the word before it and by what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtqa.segmenting import abbreviations

_WORD_BEFORE = re.compile(r"[^\W_](?:[\w’'-]|\.(?=[^\W_]|-))*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"[\s«“‘\"'(\[–—―•*-]*")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[IVX]{1,5})")
_INITIALS = re.compile(r"[A-ZÀ-ÖØ-ÞŒ](?:\.?-?[A-ZÀ-ÖØ-ÞŒ]){0,4}|[A-Z][a-z]?\.?-[A-Z][a-z]?")
_NUMERAL = re.compile(r"\d|[IVXLC]+\b(?!['’])|[A-Za-z]\b(?![\s]?['’])")
_LIKELY_FULL_WORD = re.compile(r".{5,}|.*[aeiouyàâéèêëîïôûùœsxtrn0-9]", re.IGNORECASE)
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
    def word_before(self) -> str:
        """The word that the run follows directly, with inner points ("J.-C"), or ''."""
        window = self.text[max(self.start - _WINDOW, self.sentence_start) : self.start]
        found = _WORD_BEFORE.search(window)
        return found[0] if found else ""

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
    if mark.next_start >= mark.end:
        return False  # the end of the text ends it anyhow
    if not mark.text[mark.close].isspace():
        return _ends_glued(mark)
    if _is_inside_brackets(mark) or _is_enumerator(mark):
        return False
    follower = _follower(mark)
    if follower == "mark":
        return False
    if mark.run == "." and mark.close == mark.stop:
        known = _after_abbreviation(mark)
        if known is not None:
            return known
    if follower == "lower":
        return _ends_before_lower_case(mark)
    return True


def _follower(mark: Mark) -> str:
    """What comes next: "lower" or "upper" case letters, a "mark" that goes on, or something "other"."""
    sign = mark.text[mark.next_start]
    if sign in ",;:.!?…)]»”%/":
        return "mark"
    if sign.islower():
        word = mark.next_word
        return "upper" if word[1:2].isupper() or word in ("http", "https", "www") else "lower"
    return "upper" if sign.isupper() else "other"


def _is_inside_brackets(mark: Mark) -> bool:
    """Whether the run stands for an omission or a doubt: "(...)", "[…]", "(!)", "(sic!)"."""
    return mark.start > 0 and mark.text[mark.start - 1] in "([" and mark.text[mark.stop : mark.stop + 1] in (")", "]")


def _is_enumerator(mark: Mark) -> bool:
    """Whether the sentence so far is only a number or letter: "1.", "b.", "IV."; or only marks: "... suite"."""
    if mark.start - mark.sentence_start > _ENUMERATOR_WINDOW:
        return False
    so_far = mark.text[mark.sentence_start : mark.start].strip()
    if mark.run != ".":
        return not any(sign.isalnum() for sign in so_far) and set(mark.run) <= set(".…")
    return not so_far or _ENUMERATOR.fullmatch(so_far) is not None


def _after_abbreviation(mark: Mark) -> bool | None:
    """Whether a sentence ends after an abbreviation's point; None where the word is no abbreviation."""
    word = mark.word_before
    form = word.rpartition("’")[2].rpartition("'")[2]
    key = form.lower() + "."
    follows_upper = _follower(mark) != "lower"
    if key in abbreviations.BEFORE_NAME and (form[:1].isupper() or len(form) > 3):
        return False
    if key in abbreviations.BEFORE_ANYTHING:
        return False
    if key in abbreviations.BEFORE_NUMBER and not (len(form) == 1 and form.isupper()):
        return follows_upper and _NUMERAL.match(mark.text, mark.next_start) is None
    if key in abbreviations.MAY_END:
        return follows_upper and mark.text[mark.next_start].isalpha()
    if _INITIALS.fullmatch(form) and len(form) < 8 and not (len(form) > 1 and form.isalpha()):
        return mark.next_word.lower() in abbreviations.SENTENCE_STARTERS and mark.next_word[:1].isupper()
    return None


def _ends_before_lower_case(mark: Mark) -> bool:
    """A full stop before a lower-case word ends a sentence (one that lost its start) only after a likely full word.

    Unknown abbreviations break off before a vowel and are short. After a closing mark, and after "!", "?" and an
    ellipsis, the sentence goes on.
    """
    if mark.run not in (".", "..") or mark.close > mark.stop:
        return False
    if "(" in mark.text[mark.close : mark.next_start]:
        return False
    word = mark.word_before
    return len(word) > 2 and not word[0].isdigit() and _LIKELY_FULL_WORD.fullmatch(word) is not None


def _ends_glued(mark: Mark) -> bool:
    """Whether a sentence ends where no space follows: "à l'AFP.Aucune décision", but not in "U.S.A", "ASP.NET"."""
    word = mark.next_word
    if not mark.text[mark.next_start].isupper() or mark.text[mark.close] in "-–—*•'":
        return False
    if mark.close > mark.stop or mark.run != ".":
        return mark.run[0] != "." or mark.word_before != "" or mark.close > mark.stop
    before = mark.word_before
    if len(before) < 2 or "." in before or _after_abbreviation(mark) is False:
        return False
    return not word.isupper() or (len(word) == 1 and before[-1].islower())
