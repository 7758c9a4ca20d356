"""FR112: de and à that did not contract with the article, or that did before a vowel."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.elision import begins_with_vowel
from mtqa.detecting.rules.rule import Rule

_PARTITIVE = {"du": {"m": "de l'", "f": "de l'"}, "au": {"m": "à l'", "f": "à l'"}}
_CONTRACTED = {
    ("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux",
    ("a", "le"): "au", ("du", "le"): "du", ("du", "la"): "de la", ("du", "les"): "des", ("des", "les"): "des",
    ("des", "la"): "de la", ("des", "le"): "du", ("au", "le"): "au", ("au", "la"): "à la", ("aux", "les"): "aux",
    ("au", "les"): "aux", ("aux", "la"): "à la",
}  # fmt: skip
_QUOTES = frozenset('"«“')


_CONTRACTING = frozenset(first for first, _ in _CONTRACTED)


def _find_contraction(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_CONTRACTING):
        joined = _CONTRACTED.get((left.lower, right.lower))
        if joined is None or right.text[0].isupper() or context.gap(left, right) != " ":
            continue
        after = context.word(right.index + 1)
        if after is not None and after.text in _QUOTES:
            after = context.word(after.index + 1)
        if after is None or not after.is_word or not _is_article(context, left, right, after):
            continue
        written = joined.capitalize() if left.text[0].isupper() else joined
        yield context.finding(
            left, right, f"“{left.text} {right.text}” is contracted to “{joined}”.", _before(context, written, after)
        )


def _is_article(context: Context, left: Word, right: Word, after: Word) -> bool:
    """Whether "le" or "les" is an article here and no pronoun ("à le faire") and no part of a title ("de Les Ulis")."""
    if left.lower == "a" and (left.is_finite or left.upos != "ADP"):
        return False
    if left.upos not in ("ADP", "ADP+DET", "DET") or right.upos != "DET" or after.tag.verb_form == "inf":
        return False
    if after.lower in ("plus", "moins", "mieux", "plupart", "autres"):
        return True
    if left.lower == "de" and any(own.verb_form == "inf" for own in context.lexicon.analyses(after.lower)):
        return False  # "il demande de le devenir"
    if "-" in after.lower and after.lower.split("-")[0].endswith(("er", "ir")):
        return False  # "de les cliquer-glisser"
    return after.upos in ("NOUN", "ADJ", "NUM", "PROPN") and after.tag.confidence >= (
        0.4 if after.upos == "PROPN" else 0.6
    )


def _before(context: Context, joined: str, after: Word) -> str | None:
    if joined.lower() in ("du", "au") and begins_with_vowel(context, after):
        return None
    return joined


_PARTITIVE_FORMS = frozenset(_PARTITIVE)


def _find_before_vowel(context: Context) -> Iterator[Finding]:
    """ "du argent", "au école": de l', à l' before a vowel."""
    for left, right in context.pairs(first=_PARTITIVE_FORMS):
        if left.upos not in ("ADP+DET", "DET") or context.gap(left, right) != " ":
            continue
        if right.upos not in ("NOUN", "ADJ") or right.text[0].isupper() or not begins_with_vowel(context, right):
            continue
        form = _PARTITIVE[left.lower]["m"]
        yield context.finding(left, right, f"“{left.text}” becomes “{form}” before a vowel.", form + right.text)


RULES = (
    Rule(
        "FR112",
        "contraction",
        _find_contraction,
        must_fail=(
            "Il va ⟦à le⟧ marché chaque matin.",
            "Le prix ⟦de les⟧ maisons baisse.",
            "Il parle ⟦à les⟧ journalistes.",
            "Le maire ⟦de le⟧ village refuse.",
        ),
        must_pass=(
            "On lui demande de le devenir.",
            "Il est plus rapide de les cliquer-glisser.",
            "Il tient à le dire.",
            "Elle a envie de les voir.",
            "Le maire de Le Havre parle.",
            "Il a décidé de le lui dire.",
            "Il s'agit de les convaincre.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR112",
        "contraction-before-vowel",
        _find_before_vowel,
        must_fail=("Il demande ⟦du argent⟧ à sa mère.", "Elle va ⟦au hôpital⟧ demain.", "Le prix ⟦du essence⟧ monte."),
        must_pass=("Le prix du haricot.", "Il va au onzième étage.", "Au Uruguay ?", "Il boit du whisky au bar."),
        confidence=0.9,
    ),
)
