"""FR304 punctuation, FR305 typography (off by default), FR306 unbalanced marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity
from mtqa.domain.text import Sentence

_DOUBLED = re.compile(r"(?<=[\w)»\"”%])(?:,\s*,|;\s*;|:\s+:|[,;:]\s*\.(?!\.|\d)|\.\s*,(?!\d)|\.\s?\.(?![.\w]))")
_TWO_MARKS = re.compile(r"[,;:.]\s*[,;:.]")  # what every match of the above holds, and much faster to look for
_REPAIR = {"..": ".", ",,": ",", ";;": ";", "::": ":", ",.": ".", ";.": ".", ":.": ".", ".,": ","}
_SPACE_BEFORE_COMMA = re.compile(r"(?<=[\w)»])[ \u00a0](?=,(?:\s|$)|\.(?:\s|$))")
_ABBREVIATED = re.compile(r"(?:\b\w{1,5}\.|\.\w)$")


def _doubled(context: Context) -> Iterator[Finding]:
    if not _TWO_MARKS.search(context.text):
        return
    for match in _DOUBLED.finditer(context.text):
        marks = "".join(match[0].split())
        # "etc.," and "M. Dupont, J.-C.," are right: an abbreviation keeps its point before a comma.
        if marks == ".," and _ABBREVIATED.search(context.text[: match.start() + 1]):
            continue
        yield Finding(match.start(), match.end(), f"“{match[0]}”: punctuation marks run together.", _REPAIR.get(marks))


def _space_before_comma(context: Context) -> Iterator[Finding]:
    if not any(pair in context.text for pair in (" ,", " .", "\u00a0,", "\u00a0.")):
        return
    for match in _SPACE_BEFORE_COMMA.finditer(context.text):
        mark = context.text[match.end()]
        yield Finding(match.start(), match.end() + 1, f"A space before “{mark}”, which French never has.", mark)


_HIGH_MARK = re.compile(r"(?<=[^\s\u00a0\u202f:;!?/»(\[])[:;!?»](?=\s|$)|«(?=[^\s\u00a0\u202f])")
# Quebec sets no space before these (Office québécois de la langue française); Switzerland groups digits with apostrophes.
_CLOSE_IN_CANADA = frozenset(";!?")
_THOUSANDS = {"fr-CH": "’"}
_STRAIGHT_QUOTES = re.compile(r"(?<=[\s(])\"(?=\w)|(?<=\w)\"(?=[\s,.;:)]|$)")
_DOUBLE_SPACE = re.compile(r"(?<=\S) {2,}(?=\S)")
_ENGLISH_NUMBER = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")


def _typography(context: Context) -> Iterator[Finding]:
    for match in _HIGH_MARK.finditer(context.text):
        mark = match[0]
        if context.profile == "fr-CA" and mark in _CLOSE_IN_CANADA:
            continue
        fixed = f"{mark}\u00a0" if mark == "«" else f"\u00a0{mark}" if mark in ":»" else f"\u202f{mark}"
        yield Finding(match.start(), match.end(), f"French sets a no-break space {_side(mark)} “{mark}”.", fixed)
    for match in _STRAIGHT_QUOTES.finditer(context.text):
        yield Finding(match.start(), match.end(), "Straight quotation mark where French prints guillemets.")
    for match in _DOUBLE_SPACE.finditer(context.text):
        yield Finding(match.start(), match.end(), "More than one space.", " ")
    for match in _ENGLISH_NUMBER.finditer(context.text):
        separator = _THOUSANDS.get(context.profile, "\u202f")
        fixed = match[0].replace(",", separator)
        yield Finding(match.start(), match.end(), "A comma separates decimals in French, never thousands.", fixed)


def _side(mark: str) -> str:
    return "after" if mark == "«" else "before"


_PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_REACH = 30  # sentences a quotation may run over


def _unbalanced(context: Context) -> Iterator[Finding]:
    text = context.text
    for opener, closer in _PAIRS.items():
        if opener not in text and closer not in text:
            continue
        unopened, unclosed = _unmatched(text, opener, closer)
        for position in unopened:
            if not _is_item_mark(text, position, closer) and not _opened_before(context, opener, closer):
                yield Finding(position, position + 1, f"“{closer}” closes what was never opened.")
        for position in unclosed:
            if not _closed_after(context, opener, closer):
                yield Finding(position, position + 1, f"“{opener}” is never closed.")


def _unmatched(text: str, opener: str, closer: str) -> tuple[list[int], list[int]]:
    """Positions of closers without an opener before them, and of openers without a closer after them."""
    unopened: list[int] = []
    unclosed: list[int] = []
    for position, character in enumerate(text):
        if character == opener:
            unclosed.append(position)
        elif character == closer and unclosed:
            unclosed.pop()
        elif character == closer:
            unopened.append(position)
    return unopened, unclosed


def _is_item_mark(text: str, position: int, closer: str) -> bool:
    """Whether a closing bracket belongs to an enumeration, "a)" or "1)", or to a smiley."""
    return closer == ")" and bool(re.search(r"(?:^|\s)(?:\w{1,2}|[:;]-?)$", text[:position]))


def _opened_before(context: Context, opener: str, closer: str) -> bool:
    for sentence in _neighbours(context, -1):
        unopened, unclosed = _unmatched(sentence.text, opener, closer)
        if unclosed:
            return True
        if unopened:
            return False
    return False


def _closed_after(context: Context, opener: str, closer: str) -> bool:
    for sentence in _neighbours(context, 1):
        unopened, unclosed = _unmatched(sentence.text, opener, closer)
        # In a quotation of several paragraphs each begins with a guillemet and only the last ends with one.
        if unopened or (unclosed and sentence.text.startswith(opener)):
            return True
        if unclosed:
            return False
    return False


def _neighbours(context: Context, step: int) -> Iterator[Sentence]:
    position = context.position + step
    for _ in range(_REACH):
        if not 0 <= position < len(context.document):
            return
        sentence = context.document[position]
        if sentence.segment_index != context.sentence.segment_index:
            return
        yield sentence
        position += step


RULES = (
    Rule(
        "FR304",
        "doubled-marks",
        _doubled,
        must_fail=(
            "Il a rencontré la Russie⟦..⟧",
            "Le maire⟦,,⟧ lui, refuse.",
            "Ils partent demain⟦,.⟧",
            "Le texte a été voté⟦. .⟧",
        ),
        must_pass=(
            "Il a hésité...",
            "Des pommes, des poires, etc., tout y est.",
            "L'an 52 av. J.-C., la ville tombe.",
            "Il court vite.",
            "Quoi ?! Non !!!",
        ),
        confidence=0.95,
        severity=Severity.MINOR,
    ),
    Rule(
        "FR304",
        "space-before-comma",
        _space_before_comma,
        must_fail=("Le maire⟦ ,⟧ lui, refuse.", "Il est parti hier⟦ .⟧"),
        must_pass=("Le maire, lui, refuse.", "Il coûte 3 ,5 euros.", "Il a dit : « Non ! »", "Le .gouv est réservé."),
        confidence=0.8,
    ),
    Rule(
        "FR305",
        "spaces-and-quotes",
        _typography,
        must_fail=(
            "Il a dit⟦:⟧ non.",
            'Il a crié ⟦"⟧non⟦"⟧ deux fois.',
            "Le  prix".replace("  ", "⟦  ⟧") + " monte.",
            "On compte ⟦10,000⟧ soldats.",
        ),
        must_pass=("Il a dit : non.", "Il a dit\u00a0: non.", "Rendez-vous à 10:30.", "Il a 3,5 ans."),
        confidence=0.9,
    ),
    Rule(
        "FR306",
        "unbalanced",
        _unbalanced,
        must_fail=("Il a répondu ⟦«⟧ oui.", "Il a répondu oui⟦)⟧ hier.", "Le club ⟦(⟧en rouge a gagné."),
        must_pass=(
            "Il a répondu « oui ».",
            "a) le pain ; b) le vin",
            "Le club (en rouge) a gagné.",
            "« Il a dit “non” » affirme-t-elle.",
        ),
        confidence=0.7,
        severity=Severity.MINOR,
    ),
)
