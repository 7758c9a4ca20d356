"""Is this block furniture? Patterns for what it says, shapes for what has no fixed words."""

from __future__ import annotations

import re
import unicodedata

from mtqa.cleaning.furniture import AUTHOR_HEADING, FULL_NAME, LIST_HEADING, NEAR_OTHERS, SURE

# Furniture is short; a paragraph that happens to begin like it is not.
MOST_CHARS = 400

_SURE, _NEAR_OTHERS = (
    [
        (reason, re.compile("|".join(f"(?:{line})" for line in patterns), re.IGNORECASE))
        for reason, patterns in table.items()
    ]
    for table in (SURE, NEAR_OTHERS)
)
_LIST_HEADING = re.compile(LIST_HEADING, re.IGNORECASE)
_AUTHOR_HEADING = re.compile(AUTHOR_HEADING, re.IGNORECASE)
_NAME_LINE = re.compile(FULL_NAME)

# Bullets, arrows, and the # of a Markdown heading, which a space parts from its words (those of hashtags stay).
_DECORATION_BEFORE = re.compile(r"(?:[•·*→►▶▷»›>|_=~ –—-]|#+ )+")
_DECORATION_AFTER = "→»›>|_=~↓←… "

# A biography made of labels ("Fan de café. Nerd du Web."): at least three, short, and hardly one that begins like a
# clause. Quotations made of short sentences nearly always begin them with a subject.
LEAST_LABELS = 3
MOST_WORDS_PER_LABEL = 6.0
MOST_CLAUSE_STARTS = 0.34
_LABEL_END = re.compile(r"[.!]\s+")
_CLAUSE_START = re.compile(
    r"(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ça|cela|c'est|j'|l'|qu|et|mais|ne|n'|que|si|oui|non|pas|du|de|des|le|la|les|notre|votre)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'["«“](.*)["»”]\.?', re.DOTALL)


def normalised(text: str) -> str:
    """`text` as the patterns expect it: composed accents, straight apostrophes, single spaces, no arrows around it."""
    folded = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    decoration = _DECORATION_BEFORE.match(folded)
    return folded[decoration.end() if decoration else 0 :].rstrip(_DECORATION_AFTER)


def sure_reason(text: str) -> str:
    """Why a block with this text is furniture wherever it stands; empty where it is not known to be."""
    return _reason(_SURE, text)


def reason_near_others(text: str) -> str:
    """Why a block with this text is furniture if it stands beside other furniture; empty where it is none."""
    return _reason(_NEAR_OTHERS, text)


def _reason(table: list[tuple[str, re.Pattern[str]]], text: str) -> str:
    if len(text) > MOST_CHARS:
        return ""
    wanted = normalised(text)
    return next((reason for reason, pattern in table if pattern.fullmatch(wanted)), "")


def heads_a_list(text: str) -> bool:
    """A heading such as "Related Posts", under which titles of other articles stand."""
    return bool(_LIST_HEADING.fullmatch(normalised(text)))


def heads_a_biography(text: str) -> bool:
    """A heading such as "À propos de l'auteur"."""
    return bool(_AUTHOR_HEADING.fullmatch(normalised(text)))


def is_name(text: str) -> bool:
    """Two to four capitalised words and nothing else."""
    return bool(_NAME_LINE.fullmatch(normalised(text)))


def is_quoted(text: str) -> bool:
    """The whole text stands in one pair of quotation marks."""
    inside = _QUOTED.fullmatch(text.strip())
    return inside is not None and not any(mark in inside[1] for mark in '"«»“”')


def is_label_list(text: str) -> bool:
    """Three or more short labels that are no clauses, as author boxes have them."""
    if len(text) > MOST_CHARS:
        return False
    labels = [label for label in _LABEL_END.split(normalised(text).strip('"«»“” .!') + ". ") if label.strip()]
    if len(labels) < LEAST_LABELS:
        return False
    words = sum(len(label.split()) for label in labels)
    clauses = sum(_CLAUSE_START.match(label) is not None for label in labels)
    return words <= MOST_WORDS_PER_LABEL * len(labels) and clauses <= MOST_CLAUSE_STARTS * len(labels)
