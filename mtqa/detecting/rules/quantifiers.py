"""FR106, FR108: words of quantity in the shape of their English counterparts: "chaque des élus", "tous les deux camps"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.rules.rule import Rule
from mtqa.french.time_words import ADVERBIAL_NOUNS

_MEASURES = frozenset("pas mètre kilomètre centimètre page ligne rue place côté numéro mot phrase".split())
_CHAQUE = frozenset(("chaque",))


def _find_each_of(context: Context) -> Iterator[Finding]:
    """ "chaque des candidats"."""
    for word, link in context.pairs(first=_CHAQUE):
        if link.lower in ("des", "de", "d'", "du"):
            right = "Chacun" if word.text[0].isupper() else "chacun"
            after = context.word(link.index + 1)
            feminine = after is not None and after.tag.gender == "f"
            yield context.finding(word, word, f"Before “{link.text}” French has “chacun”.", right + "e" * feminine)


_TOUS = frozenset(("tous", "toutes"))


def _find_all_two(context: Context) -> Iterator[Finding]:
    """ "tous les deux équipes": English "both teams"; "tous les deux jours" tells how often."""
    for word, article in context.pairs(first=_TOUS):
        number, noun = context.word(article.index + 1), context.word(article.index + 2)
        if article.lower != "les" or number is None or number.lower != "deux" or noun is None:
            continue
        if noun.upos != "NOUN" or noun.lemma in ADVERBIAL_NOUNS or noun.lemma in _MEASURES:
            continue
        yield context.finding(word, word, "“les deux” alone means both.", "")


_PLUPART = frozenset(("plupart",))


def _find_most_of(context: Context) -> Iterator[Finding]:
    """ "la plupart de gens"."""
    for _, link in context.pairs(first=_PLUPART):
        noun = context.word(link.index + 1)
        if link.lower in ("de", "d'") and noun is not None and noun.upos == "NOUN" and noun.text.islower():
            yield context.finding(link, link, "French says “la plupart des”.", "des")


RULES = (
    Rule(
        "FR108",
        "chaque-des",
        _find_each_of,
        must_fail=(
            "⟦Chaque⟧ des candidats a présenté son programme.",
            "Il parle à ⟦chaque⟧ de ses voisins.",
            "⟦Chaque⟧ d'eux a voté.",
        ),
        must_pass=(
            "Chacun des candidats a présenté son programme.",
            "Chaque candidat des partis a parlé.",
            "Il lit chaque jour.",
        ),
        confidence=0.95,
    ),
    Rule(
        "FR106",
        "both",
        _find_all_two,
        must_fail=(
            "⟦Tous⟧ les deux équipes ont marqué un but.",
            "⟦Toutes⟧ les deux écoles ont fermé.",
            "Il a perdu ⟦tous⟧ les deux procès.",
        ),
        must_pass=(
            "Les deux équipes ont marqué un but.",
            "Il court tous les deux jours.",
            "Ils sont venus tous les deux.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR106",
        "plupart-de",
        _find_most_of,
        must_fail=(
            "La plupart ⟦de⟧ gens pensent que c'est cher.",
            "Il lit la plupart ⟦de⟧ livres en un jour.",
            "La plupart ⟦d'⟧habitants ont fui.",
        ),
        must_pass=(
            "La plupart des gens pensent que c'est cher.",
            "La plupart de ses livres sont neufs.",
            "La plupart d'entre eux dorment.",
        ),
        confidence=0.95,
    ),
)
