"""FR106: names of countries without their article: "avec Russie", "il dit que France acceptera"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_surely_finite
from mtqa.detecting.rules.rule import Rule

# The article each takes; those that take none (Cuba, Israël, Chypre) and islands are left out.
_ARTICLES = {
    "la ": "France Russie Chine Belgique Suisse Pologne Turquie Grèce Hongrie Roumanie Bulgarie Serbie Croatie Slovénie "
    "Slovaquie Norvège Suède Finlande Lituanie Lettonie Biélorussie Moldavie Géorgie Syrie Jordanie Palestine Libye "
    "Tunisie Mauritanie Somalie Tanzanie Zambie Namibie Corée Mongolie Thaïlande Malaisie Colombie Bolivie "
    "Nouvelle-Zélande Grande-Bretagne",
    "l'": "Allemagne Espagne Italie Autriche Ukraine Irlande Islande Estonie Albanie Arménie Algérie Égypte Éthiopie "
    "Érythrée Ouganda Angola Inde Indonésie Iran Irak Afghanistan Australie Argentine Équateur Uruguay Europe Afrique "
    "Asie Amérique Angleterre Écosse Espagne",
    "le ": "Japon Canada Brésil Mexique Chili Pérou Venezuela Paraguay Portugal Danemark Luxembourg Maroc Sénégal Mali "
    "Niger Nigeria Tchad Soudan Cameroun Gabon Congo Rwanda Burundi Kenya Mozambique Zimbabwe Pakistan Népal Vietnam "
    "Laos Cambodge Liban Koweït Yémen Kazakhstan",
}
_ARTICLE_OF = {name: article for article, names in _ARTICLES.items() for name in names.split()}
_PREPOSITIONS = frozenset("avec contre pour selon vers par dans".split())
_LINKS = frozenset(("que", "qu'", "lorsque", "puisque"))


_COUNTRIES = frozenset(name.lower() for name in _ARTICLE_OF)


def _find(context: Context) -> Iterator[Finding]:
    yield from _find_opening(context)
    for left, word in context.pairs(second=_COUNTRIES):
        article = _ARTICLE_OF.get(word.text)
        after = context.word(word.index + 1)
        if article is None or not context.gap(left, word).isspace() or after is None or not left.text.islower():
            continue
        if not _is_bare(context, left, after):
            continue
        yield context.finding(word, word, f"“{word.text}” takes its article.", article + word.text)


def _find_opening(context: Context) -> Iterator[Finding]:
    """ "Russie a annoncé des mesures.": a country opens a whole sentence."""
    if len(context.words) < 4 or context.is_heading or not context.sentence.terminated:
        return
    word, verb = context.words[:2]
    article = _ARTICLE_OF.get(word.text)
    if article is not None and verb.upos in ("VERB", "AUX") and is_surely_finite(context, verb):
        yield context.finding(word, word, f"“{word.text}” takes its article.", article.capitalize() + word.text)


def _is_bare(context: Context, left: Word, after: Word) -> bool:
    """Whether the name stands alone where its article is due, part of no longer name ("France Inter", "sur France 2")."""
    if left.lower in _LINKS:
        return is_surely_finite(context, after) and after.tag.number == "s"
    if left.lower not in _PREPOSITIONS or left.upos != "ADP":
        return False
    if after.text[0].isupper() or after.text[0].isdigit() or after.upos in ("PROPN", "NUM") or after.text[0] in '-–"»':
        return False
    return after.lower != "et" and (not after.is_word or after.upos not in ("NOUN", "X"))


RULES = (
    Rule(
        "FR106",
        "country-without-article",
        _find,
        must_fail=(
            "Il a signé un accord avec ⟦Turquie⟧ hier.",
            "Le ministre dit que ⟦Pologne⟧ acceptera.",
            "La guerre contre ⟦Ukraine⟧ a commencé.",
            "⟦Japon⟧ a ouvert ses frontières.",
        ),
        must_pass=(
            "Il a signé un accord avec la Turquie hier.",
            "Elle travaille pour France Inter.",
            "Il vit en Pologne et revient de Russie.",
            "Le match contre France B est annulé.",
        ),
        confidence=0.85,
    ),
)
