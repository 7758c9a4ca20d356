"""FR106: a noun without determiner among others that have theirs, and "telles règles" without "de"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.phrases import Kind, chunks
from mtqa.detecting.rules.rule import Rule

_SURE = 0.9
_ARTICLES = frozenset("le la l' les des un une".split())


def _find_bare_member(context: Context) -> Iterator[Finding]:
    """ "des bois, bateaux et la plage": the list's other members have determiners."""
    if "et" not in context.lowers or "," not in context.lowers:
        return
    found = chunks(context)
    for position in range(len(found) - 4):
        if found[position + 3].kind is not Kind.COORDINATOR:
            continue
        first, comma, bare, link, last = found[position : position + 5]
        kinds = (first.kind, comma.kind, bare.kind, link.kind, last.kind)
        if kinds != (Kind.NOUN, Kind.COMMA, Kind.NOUN, Kind.COORDINATOR, Kind.NOUN):
            continue
        if first.determiner is None or last.determiner is None or bare.determiner is not None:
            continue
        noun, article = context.words[bare.head], context.words[first.determiner]
        if bare.first != bare.head or noun.upos != "NOUN" or noun.tag.number != "p" or noun.tag.confidence < _SURE:
            continue
        opener = context.words[last.determiner]
        if opener.lower not in _ARTICLES - {article.lower} or article.lower not in ("des", "les", "un", "une"):
            continue
        if not noun.text.islower() or position == 0 or context.words[link.head].lower != "et":
            continue
        determiner = article.text if article.lower in ("des", "les") else "des"
        yield context.finding(
            noun, noun, f"“{noun.text}” lacks the determiner that the others have.", f"{determiner} {noun.text}"
        )


def _find_such(context: Context) -> Iterator[Finding]:
    """ "avoir négligé telles règles": a plural tel before its noun takes "de"."""
    for word in context.words[1:-1]:
        if word.lower not in ("tels", "telles") or word.tag.number != "p":
            continue
        before, noun = context.words[word.index - 1], context.words[word.index + 1]
        if before.upos != "VERB" or noun.upos != "NOUN" or noun.tag.confidence < _SURE:
            continue
        yield context.finding(word, word, f"“{word.text}” before a noun takes “de”.", f"de {word.text}")


RULES = (
    Rule(
        "FR106",
        "bare-list-member",
        _find_bare_member,
        must_fail=(
            "Ils visitent des fermes, ⟦écoles⟧ et la mairie.",
            "Elle étudie les oiseaux, ⟦poissons⟧ et la flore.",
            "Il répare des toits, ⟦portes⟧ et la cuisine.",
        ),
        must_pass=(
            "Ils visitent des fermes, des écoles et la mairie.",
            "Elle étudie les oiseaux, poissons et mammifères.",
            "Ses frères, Paul et le petit Jean, dorment.",
            "Les deux pays, voisins et alliés, négocient.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR106",
        "such-without-de",
        _find_such,
        must_fail=(
            "Il n'a jamais vu ⟦telles⟧ images.",
            "Ils ne peuvent accepter ⟦tels⟧ propos.",
            "Elle refuse d'appliquer ⟦telles⟧ mesures.",
        ),
        must_pass=(
            "Il n'a jamais vu de telles images.",
            "Des pays tels que la France.",
            "Tels sont ses propos.",
            "Telle mère, telle fille.",
        ),
        confidence=0.85,
    ),
)
