"""FR104: singulars where a plural is meant: "l'une des plus haute", "les prix restent le même"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.phrases import PLURAL, adjective_shape
from mtqa.detecting.rules.adjectives import inflected_adjective
from mtqa.detecting.rules.rule import Rule


def _find_superlative(context: Context) -> Iterator[Finding]:
    """ "l'une des plus haute": the superlative is plural."""
    if "des" not in context.lowers:
        return
    for word in context.words[2:]:
        degree, article = context.words[word.index - 1], context.words[word.index - 2]
        if degree.lower not in ("plus", "moins", "mieux") or article.lower != "des" or word.upos != "ADJ":
            continue
        one = context.word(article.index - 1)
        if one is None or one.lower not in ("un", "une") or adjective_shape(context, word) & PLURAL:
            continue
        suggestion = inflected_adjective(context, word, "f" if one.lower == "une" else "m", "p")
        yield context.finding(word, word, f"“{one.text} des {degree.text}” asks for a plural.", suggestion)


_MEME = frozenset(("même",))


def _find_same(context: Context) -> Iterator[Finding]:
    """ "les numéros restent le même"."""
    for word in context.among(_MEME, 2):
        article, verb = context.words[word.index - 1], context.words[word.index - 2]
        after = context.word(word.index + 1)
        if article.lower not in ("le", "la") or verb.lemma not in ("être", "rester", "demeurer") or not verb.is_finite:
            continue
        if verb.tag.number == "p" and verb.tag.person == "3" and (after is None or after.upos in ("PUNCT", "CCONJ")):
            yield context.finding(article, word, f"“{verb.text}” asks for a plural.", "les mêmes")


RULES = (
    Rule(
        "FR104",
        "one-of-the-most",
        _find_superlative,
        must_fail=(
            "La dette est l'une des plus ⟦haute⟧ du pays.",
            "C'est un des plus ⟦grand⟧ ports d'Europe.",
            "Elle est une des moins ⟦chère⟧ de la ville.",
        ),
        must_pass=(
            "La dette est l'une des plus hautes du pays.",
            "La situation est des plus délicate.",
            "C'est un des plus vieux ports.",
            "Il mange des plus gros fruits.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR104",
        "same-in-the-plural",
        _find_same,
        must_fail=(
            "Les numéros de compte restent ⟦le même⟧.",
            "Leurs voix sont ⟦la même⟧, dit-on.",
            "Les prix demeurent ⟦le même⟧ et les gens partent.",
        ),
        must_pass=(
            "Les numéros de compte restent les mêmes.",
            "Le prix reste le même.",
            "Ce sont la même personne et le même lieu.",
        ),
        confidence=0.85,
    ),
)
