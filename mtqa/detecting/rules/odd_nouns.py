"""FR104: nouns that the general agreement rules leave alone: chose, fois, fin, million; "l'autre cinq"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import adjective_shape, is_numeral
from mtqa.detecting.rules.nominal import BEFORE_NOUN, as_written
from mtqa.detecting.rules.rule import Rule

_FEMININE = frozenset("chose fois manière façon moitié fin".split())
_MASCULINE_DETERMINERS = {"un": "une", "le": "la", "ce": "cette", "cet": "cette", "du": "de la", "au": "à la"}
_FEMININE_DETERMINERS = frozenset(("une", "la", "cette"))
_LARGE = frozenset(("million", "milliard", "billion"))
_PLURAL_DETERMINERS = frozenset("des les ces plusieurs quelques deux trois quatre cinq six sept huit neuf dix".split())
_SPACES = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", ",": "."})


def _find_gender(context: Context) -> Iterator[Finding]:
    """ "le meilleur chose", "un telle chose", "dans le fin de l'année"."""
    for noun in context.among(_FEMININE, 1):
        if noun.upos != "NOUN" or noun.text[0].isupper():
            continue
        adjective, determiner = None, context.words[noun.index - 1]
        if determiner.upos in ("ADJ", "DET") and determiner.lemma in BEFORE_NOUN and noun.index > 1:
            adjective, determiner = determiner, context.words[noun.index - 2]
        if noun.lower == "fin" and (adjective is not None or not _ends_something(context, noun)):
            continue
        right = _MASCULINE_DETERMINERS.get(determiner.lower)
        is_masculine = adjective is not None and not adjective_shape(context, adjective) & frozenset(("fs",))
        if right is None and not (is_masculine and determiner.lower in _FEMININE_DETERMINERS):
            continue
        forms = [as_written(determiner, right) or determiner.text]
        if adjective is not None:
            forms.append(_feminine(context, adjective))
        first = determiner if right is not None else adjective or determiner
        last = adjective if adjective is not None and is_masculine else determiner
        suggestion = " ".join(forms) if first is not last else forms[-1 if first is adjective else 0]
        text = context.text[first.start : last.end]
        yield context.finding(first, last, f"“{noun.text}” is feminine: “{text}” does not agree with it.", suggestion)


def _ends_something(context: Context, noun: Word) -> bool:
    """Whether "de ..." follows "fin", other than "le fin du fin"."""
    after, further = context.word(noun.index + 1), context.word(noun.index + 2)
    return (
        after is not None
        and further is not None
        and after.lower in ("de", "d'", "du", "des")
        and further.lower != "fin"
    )


def _feminine(context: Context, adjective: Word) -> str:
    forms = context.lexicon.forms(adjective.lemma, "ADJ", gender="f", number="s")
    return forms[0] if forms else adjective.text


def _find_large(context: Context) -> Iterator[Finding]:
    """ "310 million", "plusieurs milliard"; "1,5 million" is right, below two the word is singular."""
    for count, noun in context.pairs(second=_LARGE):
        if noun.lower in _LARGE and (count.lower in _PLURAL_DETERMINERS or _value(count) >= 2):
            message = f"“{count.text}” asks for a plural noun, not “{noun.text}”."
            yield context.finding(noun, noun, message, f"{noun.text}s")


def _value(count: Word) -> float:
    try:
        return float(count.text.translate(_SPACES))
    except ValueError:
        return 0.0


def _find_other(context: Context) -> Iterator[Finding]:
    """ "L'autre cinq", "le deux derniers": a singular article before a number."""
    for count in context.words[2:]:
        article, other = context.words[count.index - 2], context.words[count.index - 1]
        if article.lower != "l'" or other.lower != "autre" or not is_numeral(count) or not count.text.isalpha():
            continue
        if count.lower in ("un", "une"):
            continue
        opening = "Les" if article.text[0].isupper() else "les"
        message = f"“{count.text}” asks for a plural: not “{article.text}{other.text}”."
        yield context.finding(article, count, message, f"{opening} {count.text} autres")


RULES = (
    Rule(
        "FR104",
        "feminine-noun",
        _find_gender,
        must_fail=(
            "C'est ⟦le meilleur⟧ chose de la soirée.",
            "Il n'a jamais entendu ⟦un⟧ telle chose.",
            "Elle l'a dit d'une ⟦nouveau⟧ façon.",
            "Il rentrera avant ⟦le⟧ fin de l'été.",
        ),
        must_pass=(
            "C'est la meilleure chose de la soirée.",
            "Quelque chose de nouveau et autre chose encore.",
            "C'est le fin du fin.",
            "Il a le fin mot de l'histoire.",
            "Cette fois, la même chose est arrivée.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR104",
        "million-plural",
        _find_large,
        must_fail=(
            "La ville a dépensé 45 ⟦million⟧ d'euros.",
            "Trois ⟦milliard⟧ de personnes ont voté.",
            "Il a gagné plusieurs ⟦million⟧ en un an.",
            "Elle pèse 2,4 ⟦milliard⟧ de dollars.",
        ),
        must_pass=(
            "La ville a dépensé 1,5 million d'euros.",
            "Un million de personnes ont voté.",
            "Le million est atteint.",
            "0,8 milliard de dollars et 2 millions d'euros.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR104",
        "other-number",
        _find_other,
        must_fail=(
            "⟦L'autre cinq⟧ sont restés.",
            "Deux candidats partent, ⟦l'autre trois⟧ attendent.",
            "Il a rendu ⟦l'autre dix⟧ hier.",
        ),
        must_pass=(
            "Les cinq autres sont restés.",
            "L'un part, l'autre reste.",
            "L'un a deux enfants, l'autre, trois.",
            "L'autre a cinq ans.",
        ),
        confidence=0.85,
    ),
)
