"""FR107: a preposition that a verb does not take where it nearly always has another: "dépendre sur"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.government import is_active, is_adverbial, lemma_of
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import complements

# An adjunct with these may follow any verb: they must be rarer still.
_ADJUNCTS = frozenset("dans avec pour par".split())
_TRIED = ("à", "de", "sur", "contre", "dans", "avec", "pour", "par")


_TRIED_FORMS = frozenset(_TRIED)


def _wrong_preposition(context: Context) -> Iterator[Finding]:
    """ "dépendre sur", "participer dans": one preposition is nearly always used, and it does not follow later."""
    for verb, word in context.pairs(second=_TRIED_FORMS):
        article, noun = context.word(word.index + 1), context.word(word.index + 2)
        if verb.upos != "VERB" or article is None or article.upos != "DET" or noun is None:
            continue
        if verb.tag.confidence < 0.9 or is_adverbial(context, article) or noun.tag.verb_form == "inf":
            continue
        if verb.tag.verb_form == "part-past" and not is_active(context, verb, verb.lemma):
            continue
        right = _only_preposition(lemma_of(context, verb), word.lower)
        if right in _PRONOUNS and _PRONOUNS[right] & {
            other.lower for other in context.words[max(0, verb.index - 2) : verb.index]
        }:
            continue  # "y accéder par le bouton": the pronoun is the complement
        if right is None or any(_is_form_of(other, right) for other in context.words[word.index + 1 : word.index + 12]):
            continue
        yield context.finding(
            word,
            word,
            f"“{verb.text}” takes “{right}”, not “{word.text}”.",
            None if right in ("à", "de") else right,
        )


_PRONOUNS = {"à": frozenset(("y", "lui", "leur")), "de": frozenset(("en", "dont"))}


def _only_preposition(lemma: str, own: str) -> str | None:
    counts = complements(lemma)
    ways = {way: counts.get(way, 0) + (counts.get("de/np", 0) if way == "de" else 0) for way in _COUNTED}
    best = max(ways, key=lambda way: ways[way])
    number = ways[best]
    if best == own or number < 40 or number < 0.8 * sum(ways.values()) or counts.get("np", 0) > 0.1 * number:
        return None
    limit = 0.005 if own in _ADJUNCTS else 0.012
    return best if ways.get(own, 0) <= limit * number and not (own in _ADJUNCTS and number < 150) else None


_COUNTED = (*_TRIED, "en", "vers", "entre")
_FORMS = {"à": ("à", "au", "aux", "auquel", "y"), "de": ("de", "d'", "du", "des", "dont")}


def _is_form_of(word: Word, preposition: str) -> bool:
    return word.lower in _FORMS.get(preposition, (preposition,))


_NOUNS_TOO = frozenset("pouvoir savoir avoir être devoir dîner déjeuner rire sourire souvenir".split())
_RIEN = frozenset(("rien", "chose", "beaucoup", "peu"))


def _something_to_do(context: Context) -> Iterator[Finding]:
    """ "ils n'ont rien de faire": what there is to do takes "à"."""
    for word, link in context.pairs(first=_RIEN):
        verb = context.word(link.index + 1)
        if link.lower not in ("de", "d'") or verb is None or verb.tag.verb_form != "inf" or verb.tag.confidence < 0.8:
            continue
        if verb.lower in _NOUNS_TOO:
            continue
        before = context.words[max(0, word.index - 5) : word.index]
        if (word.lower != "chose" or (before[-1:] and before[-1].lower == "quelque")) and any(
            other.lemma == "avoir" for other in before
        ):
            yield context.finding(link, link, f"After “{word.text}” the infinitive takes “à”.", "à")


RULES = (
    Rule(
        "FR107",
        "something-to-do",
        _something_to_do,
        must_fail=(
            "Les clients n'auront rien ⟦de⟧ faire.",
            "Elle a quelque chose ⟦de⟧ dire au maire.",
            "Ils avaient beaucoup ⟦d'⟧apprendre.",
        ),
        must_pass=(
            "Les clients n'auront rien à faire.",
            "Il n'y a rien de mieux que de dormir.",
            "Elle a beaucoup de pouvoir.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "verb-preposition",
        _wrong_preposition,
        must_fail=(
            "Le résultat dépend ⟦sur⟧ la météo.",
            "Elle participe ⟦dans⟧ un grand projet.",
            "La mairie dispose ⟦sur⟧ un petit budget.",
        ),
        must_pass=(
            "Vous pouvez aussi y accéder par le bouton du menu.",
            "Le résultat dépend de la météo.",
            "Elle participe pour la troisième fois à un projet.",
            "Il parle de son frère.",
            "Elle répond par une lettre.",
        ),
        confidence=0.75,
    ),
)
