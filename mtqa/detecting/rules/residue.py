"""FR402: remains of a page or a process inside the article's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.legible import INVISIBLE
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity

# UTF-8 read as Windows-1252: a lead byte shown as Ã, Â or â with the continuation bytes behind it.
_MOJIBAKE = re.compile(
    r"(?<!\w)\w*?(?:Ã[\u0080-\u00bf©¨ª«´¯¢§¹»]|Â[\u00a0«»°€]|â€[™œ\u009d“”¦\u0093\u0094\u0099˜]|\ufffd)\w*"
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|apos|laquo|raquo|eacute|egrave|agrave|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_TAG = re.compile(r"</?(?:a|b|i|u|p|br|em|strong|span|div|li|ul|img|h[1-6])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_MODEL_SYMBOL = re.compile(r"<(?:unk|pad|s|/s)>|▁\w*|(?<!\w)\w+@@(?=\s|$)|\[(?:edit|modifier|citation needed|UNK)\]")
# Apertium and other rule-based systems star (or mark with @ or #) the words that they do not know.
_STARRED = re.compile(r"(?<![\w*])[*]{1,2}(?=[A-Za-zÀ-ÿ])[\w'’-]+(?![\w*])")
# A joiner belongs to an emoji, a soft hyphen to its word, and direction marks to text from right to left.
_INVISIBLE = re.compile(rf"(?:(?!\u00ad|\u200d)[{INVISIBLE}]|(?<=[^\W\d_])\u200d(?=[^\W\d_]))+")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_LABEL = re.compile(
    r"^(?:READ(?: MORE| ALSO)?|Read (?:more|also)|ALSO READ|WATCH|RELATED|Related (?:posts?|articles?)|ADVERTISEMENT|"
    r"Advertisement|Share this|Sign up|Subscribe|SEE ALSO|MORE)\b[:\s]*(?=\s*\S|$)"
)


def _pattern_finder(
    pattern: re.Pattern[str], message: str, suggestion: str | None = None, *, signs: Sequence[str] = ("",)
) -> Callable[[Context], Iterator[Finding]]:
    """Finds what the pattern matches. Each match holds one of the `signs`: a text without them is not searched."""

    def find(context: Context) -> Iterator[Finding]:
        if not any(sign in context.text for sign in signs):
            return
        for match in pattern.finditer(context.text):
            yield Finding(match.start(), match.start() + len(match[0].rstrip()), message, suggestion)

    return find


def _starred(context: Context) -> Iterator[Finding]:
    if "*" not in context.text:
        return
    for match in _STARRED.finditer(context.text):
        word = match[0].lstrip("*")
        if not context.text[: match.start()].strip() and word[:1].isupper():
            continue  # a footnote: "*Pour rappel, ..."
        yield Finding(match.start(), match.end(), "A translator's star marks a word that it did not know.", word)


def _empty(context: Context) -> Iterator[Finding]:
    if not context.text.strip():
        yield Finding(0, len(context.text), "The segment is empty: nothing was translated.")


def _invisible(context: Context) -> Iterator[Finding]:
    """One finding a sentence: a character that came in with a copy tends to come in numbers."""
    if context.text.isprintable():
        return
    found = list(_INVISIBLE.finditer(context.text))
    if context.sentence.start == 0 and found and found[0].span() == (0, 1) and found[0][0] == "\ufeff":
        del found[0]  # a mark of byte order, which the file may begin with
    if found and not _RIGHT_TO_LEFT.search(context.text):
        named = f"U+{ord(found[0][0][0]):04X}"
        more = f", the first of {len(found)} in this sentence" if len(found) > 1 else ""
        yield Finding(*found[0].span(), f"An invisible character ({named}) stands in the text{more}.", "")


def _too_long(context: Context) -> Iterator[Finding]:
    yield Finding(
        0, context.words[_SHOWN - 1].end, "This is too long to be checked as one sentence: nothing in it was."
    )


INVISIBLE_CHARACTER = Rule(
    "FR402",
    "invisible-character",
    _invisible,
    must_fail=("Le mai⟦\u200b⟧re est parti.", "Le ⟦\u202e⟧maire est parti.", "Le⟦\x07⟧ maire est parti."),
    must_pass=("Le par\u00adti est là\u202f!", "Bravo 👩\u200d🚀 et merci.", "\ufeffLe maire est parti."),
    confidence=0.95,
    severity=Severity.MINOR,
)
WRONG_ENCODING = Rule(
    "FR402",
    "wrong-encoding",
    _pattern_finder(_MOJIBAKE, "Broken encoding: UTF-8 read as another code page.", signs=("Ã", "Â", "â€", "\ufffd")),
    must_fail=("Le ⟦dÃ©partement⟧ est calme.", "Il ⟦lâ€™a⟧ dit.", "Une ⟦\ufffdcole⟧ fermée."),
    must_pass=("Le département est calme.", "L'Âge d'or.", "Il l’a dit."),
    confidence=0.98,
    severity=Severity.MAJOR,
)
# What must be looked for in the text as written, where detectors read it without what no reader sees.
WRITTEN_RULES = (INVISIBLE_CHARACTER, WRONG_ENCODING)

# Stands in for all rules in such a sentence, so it is no member of RULES.
LONGEST = 2000  # words and marks
_SHOWN = 10
TOO_LONG = Rule("FR402", "too-long", _too_long, must_fail=(), must_pass=(), confidence=0.95, severity=Severity.MAJOR)

RULES = (
    INVISIBLE_CHARACTER,
    Rule(
        "FR402",
        "empty-segment",
        _empty,
        must_fail=("⟦ ⟧",),
        must_pass=("Oui.", "…", "12"),
        confidence=0.95,
        severity=Severity.MAJOR,
    ),
    WRONG_ENCODING,
    Rule(
        "FR402",
        "markup",
        _pattern_finder(_TAG, "Markup left in the text.", "", signs="<"),
        must_fail=("Le ⟦<b>⟧maire⟦</b>⟧ est parti.",),
        must_pass=("Si a < b et c > d, on conclut.",),
        confidence=0.95,
    ),
    Rule(
        "FR402",
        "entity",
        _pattern_finder(_ENTITY, "An HTML entity left in the text.", signs="&"),
        must_fail=("Dupont ⟦&amp;⟧ fils ferme.",),
        must_pass=("Dupont & fils ferme.", "R&D ; AT&T."),
        confidence=0.95,
    ),
    Rule(
        "FR402",
        "model-symbols",
        _pattern_finder(
            _MODEL_SYMBOL, "A translation system's own symbol left in the text.", "", signs=("<", "▁", "@@", "[")
        ),
        must_fail=("Le ⟦<unk>⟧ est parti.", "Le ⟦▁maire⟧ est parti.", "Histoire ⟦[edit]⟧ de la ville."),
        must_pass=("Écrivez à contact@mairie.fr.",),
        confidence=0.98,
        severity=Severity.MAJOR,
    ),
    Rule(
        "FR402",
        "starred-word",
        _starred,
        must_fail=("Le ⟦*playmaker⟧ a marqué.", "Le ⟦*bleacher⟧ est plein."),
        must_pass=("Le prix* est fixe.", "3*4 font 12.", "Il dit **non**.", "*Pour rappel, le prix est fixe."),
        confidence=0.85,
        severity=Severity.MAJOR,
    ),
    Rule(
        "FR402",
        "page-label",
        _pattern_finder(_LABEL, "A label of the page, not of the article.", ""),
        must_fail=("⟦READ⟧ Le maire démissionne.", "⟦Read also⟧ x"),
        must_pass=("Le maire démissionne.", "Readim est un village."),
        confidence=0.9,
    ),
)
