"""FR106: titles before names, and nouns with a stray capital, without their article."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.articles import ATTRIBUTIVE, TIMES, UNJUDGED, is_after_opening, is_stray_noun, with_article
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import before_verb, participle_lemma
from mtqa.french.persons import is_person

_POSTS = frozenset("poste fonction fonctions titre rang mandat rôle métier candidat candidate".split())
_STRICT = frozenset("contre selon malgré envers".split())  # hardly ever before a title or a name that is a noun
_CONJUNCTIONS = frozenset("que qu' si lorsque lorsqu' puisque puisqu' car quand mais or".split())
# The name of the speaker follows: "ajouta Marbre".
_SAYING = frozenset("ajouter déclarer observer répliquer reprendre crier demander affirmer expliquer murmurer".split())
_TELLING = _SAYING | frozenset("dire prévenir avertir indiquer estimer assurer confier préciser raconter noter".split())
_TITLES = frozenset(
    "président présidente vice-président vice-présidente ministre sénateur sénatrice gouverneur gouverneure chancelier "
    "chancelière secrétaire procureur procureure maire député députée ambassadeur ambassadrice juge roi reine empereur "
    "porte-parole entraîneur directeur directrice acteur actrice chanteur chanteuse écrivain avocat avocate".split()
)


def _titles(context: Context) -> Iterator[Finding]:
    if context.is_heading or not context.sentence.terminated:
        return
    for word in context.words:
        if word.lower not in _TITLES and not _is_person(word):
            continue
        first = _first_of_title(context, word)
        if not _stands_bare(context, first):
            continue
        name = context.word(word.index + 1)
        if name is None or not name.is_capitalised or name.upos != "PROPN" or context.gap(word, name) != " ":
            continue
        if first.index == 0 and not _has_predicate(context, name):
            continue
        title = context.text[first.start : word.end]
        suggestion = with_article(context, word) if first is word else None
        yield context.finding(first, word, f"Before a name the title “{title}” takes an article.", suggestion)


def _is_person(word: Word) -> bool:
    """ "Biologiste" in "prévient Biologiste Sophie Dumas"; "Mère Teresa" needs no article."""
    return bool(word.index) and word.text[0].isupper() and is_person(word.lower) and word.lower not in UNJUDGED


def _first_of_title(context: Context, title: Word) -> Word:
    """The word with which the title begins: "Premier ministre"."""
    before = context.word(title.index - 1)
    return before if before is not None and before.lower in ("premier", "première", "ex", "vice") else title


def _stands_bare(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    if before is None:
        return word.index == 0
    post = context.word(before.index - 1)
    if post is not None and post.lower in _POSTS:
        return False  # "au poste de maire"
    if before.text == ",":
        return word.text[0].isupper() and is_after_opening(context, before)
    if before.is_finite and before.lemma in _TELLING:
        return word.text[0].isupper()
    return before.upos in ("ADP", "SCONJ") and before.lower not in ("comme", "en", "ex", "dit")


def _has_predicate(context: Context, name: Word) -> bool:
    """Whether a verb follows the name: "Président Joe Biden a dit", not "Ministre Le Maire : ..."."""
    position = name.index
    while (word := context.word(position)) is not None and word.upos == "PROPN":
        position += 1
    return word is not None and (word.tag.verb_form != "" or word.lower in ("ne", "n'", "se", "s'"))


def _capitalised(context: Context) -> Iterator[Finding]:
    """ "La Russie réunit Troupes": a common noun with a capital and no article, as where a link was translated alone."""
    for left, word in context.pairs():
        if (
            not word.is_capitalised
            or not is_stray_noun(context, word)
            or not left.text.islower()
            or context.gap(left, word) != " "
        ):
            continue
        after = context.word(word.index + 1)
        if after is not None and (after.text[0].isupper() or after.text[0].isdigit()):
            continue  # a name, or a reference: "voir Section 6.2"
        if left.lemma == "voir" and not (left.is_finite and left.tag.mood != "imp"):
            continue  # a reference: "voir Outils de sélection"
        verbal = _takes_noun(context, left)
        linking = left.lower in _STRICT or (left.lower in _CONJUNCTIONS and not _compares(context, left))
        if (verbal and left.lemma not in ATTRIBUTIVE | _SAYING) or linking or _ends_locution(context, left):
            plural = "des" if verbal else "les"
            yield context.finding(
                word,
                word,
                f"“{word.text}” lacks its article and carries a capital for no reason.",
                with_article(context, word, plural=plural),
            )


def _compares(context: Context, link: Word) -> bool:
    """Whether "que" ends "telles que", "en tant que": a name may follow."""
    before = context.word(link.index - 1)
    return link.lower in ("que", "qu'") and (before is None or before.upos != "VERB")


def _takes_noun(context: Context, left: Word) -> bool:
    """Whether a bare noun after `left` could be an object or stand after an adverb of time."""
    if left.lower in TIMES:
        return True
    if left.upos == "ADV":
        before = context.word(left.index - 1)
        return left.lower != "etc" and (before is None or before.upos == "ADV" or _takes_noun(context, before))
    if left.tag.verb_form and left.tag.verb_form != "part-past":
        return True
    if participle_lemma(context, left) is None:
        return False
    before = before_verb(context, left.index)
    return before is not None and (before.upos in ("PROPN", "PRON") or before.lemma == "avoir")


def _ends_locution(context: Context, noun: Word) -> bool:
    """Whether the noun closes a verb's locution: "mettre en garde", "prendre en compte"."""
    link, verb = context.word(noun.index - 1), context.word(noun.index - 2)
    if noun.upos != "NOUN":
        return False
    return link is not None and verb is not None and link.lower in ("en", "à") and verb.upos == "VERB"


RULES = (
    Rule(
        "FR106",
        "title-without-article",
        _titles,
        must_fail=(
            "Dans la soirée, ⟦Ministre⟧ Claire Vassolin a téléphoné à son homologue.",
            "« Il n'y aura plus rien », prévient ⟦Photographe⟧ Sophie Anquetil.",
            "⟦Président⟧ Emmanuel Macron a parlé hier.",
            "Selon ⟦ministre⟧ Clara Vasseur, la loi passera.",
            "⟦Acteur⟧ Tom Hanks est malade.",
            "⟦Premier ministre⟧ Paul Martin a démissionné.",
        ),
        must_pass=(
            "« C'est fini », dit Mère Teresa.",
            "Le soir, Monsieur Durand est parti.",
            "Le Président de la République a parlé.",
            "Paul Durand, ministre de la Santé, a parlé.",
            "Il a été élu président.",
            "Monsieur Durand est arrivé.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR106",
        "capital-without-article",
        _capitalised,
        must_fail=(
            "La Turquie réunit ⟦Soldats⟧ près de la côte.",
            "La maire avait mis en garde ⟦Opposition⟧ contre un échec.",
            "Il rappelle que ⟦Protection⟧ du vaccin diminue.",
        ),
        must_pass=(
            "Pour plus d'information, voyez Outils de sélection.",
            "On prendra plutôt le serveur local (voir Section 12.3, « Installation »).",
            "Il lit Libération chaque matin.",
            "Le Conseil d'État a rejeté le recours.",
            "Elle vit à Tours et travaille chez Orange.",
            "Le groupe a chanté Imagine.",
        ),
        confidence=0.85,
    ),
)
