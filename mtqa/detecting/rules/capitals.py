"""FR301 stray capitals and FR302 lost capitals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from mtqa.detecting.clauses import boundary_after
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.lexicon import Lexicon

# Shares of capitals inside sentences, counted in the news (Lexicon.capital_share): "Troupes" has 0.004, "Commission"
# 0.10, "Conseil" 0.6. Above this share a capital is the writer's choice of an institution.
_RARELY_CAPITAL = 0.035
_MIN_PER_MILLION = 0.5  # rarer words have no share to trust
_ALWAYS_CAPITAL = 0.97
_FUNCTION = frozenset(("ADP", "ADP+DET", "DET", "CCONJ", "SCONJ", "PRON", "ADV", "AUX"))
_CONTENT = frozenset(("NOUN", "ADJ", "VERB"))
_BREAKS = frozenset(
    (".", "!", "?", "…", "...", ":", ";", "«", "“", '"', "(", "[", "-", "–", "—", "•", "/", "..", "*", "|")
)


def _stray(context: Context) -> Iterator[Finding]:
    if context.is_heading:
        return
    for left, word in context.pairs():
        if word.text[0].islower() or not _could_be_stray(context, left, word) or _names_an_office(context, word):
            continue
        if _is_title_case(context):
            return
        kinds = {reading.category for reading in context.lexicon.analyses(word.lower)}
        if (
            kinds & _CONTENT
            and _stands_alone(context, word)
            and left.upos in ("DET", "ADP+DET", "ADP", "ADJ", "NUM", "VERB")
        ):
            yield context.finding(word, word, f"“{word.text}” is no name: it takes no capital.", word.lower)
        elif kinds & _FUNCTION and left.text == "," and _stands_alone(context, word):
            yield context.finding(word, word, f"“{word.text}” takes no capital after a comma.", word.text.lower())


_COLON = frozenset((":",))


def _after_colon(context: Context) -> Iterator[Finding]:
    if context.is_heading or not context.sentence.terminated:
        return
    for left, word in context.pairs(first=_COLON):
        if left.text != ":" or left.index < 3 or not _is_common(context, word) or not _stands_alone(context, word):
            continue
        if not any(other.is_finite for other in context.words[: left.index]):
            continue  # "Météo : Des orages" is a label, not a sentence
        yield context.finding(word, word, "After a colon French goes on in lower case.", word.text.lower())


def _could_be_stray(context: Context, left: Word, word: Word) -> bool:
    if not _is_common(context, word) or left.text in _BREAKS or not context.gap(left, word):
        return left.text.endswith(("'", "’")) and left.index > 0 and _is_common(context, word)
    return not boundary_after(context, left)


def _is_common(context: Context, word: Word) -> bool:
    """Whether the word is capitalised, known in lower case, and hardly ever a name."""
    if (
        not (word.is_capitalised or word.text in ("Y", "À"))
        or word.lower in context.known_words
        or not word.text.replace("-", "").isalpha()
    ):
        return False
    if not context.lexicon.analyses(word.lower) or any(
        reading.category == "PROPN" for reading in context.lexicon.analyses(word.text)
    ):
        return False
    share = context.lexicon.capital_share(word.lower)
    frequent = context.lexicon.frequency(word.lower) >= _MIN_PER_MILLION
    return frequent and share is not None and share < _RARELY_CAPITAL and not _is_title_or_people(context, word)


def _is_title_or_people(context: Context, word: Word) -> bool:
    """ "Premier ministre", "Première dame"; "une Vietnamienne": an adjective of a people is a noun with a capital."""
    if word.lower in ("premier", "premiers", "première", "premières") or word.lower in _FREE:
        return True
    ending = word.lower.rstrip("es")
    return ending.endswith(("ain", "ien", "ois", "ai", "ienn", "ois", "ol", "an", "on", "in")) and not _has_noun(
        context, word
    )


# After these the field of an office often has a capital: "le ministre des Retraites", "la préfecture de Police".
_OFFICES = frozenset(
    "ministre ministres ministère secrétaire commissaire délégation délégué déléguée préfecture comité commission "
    "direction directeur directrice conseil service chargé chargée droits magazine journal quotidien plan opération "
    "projet programme agence association fondation syndicat société groupe marque enseigne site".split()
)
# Writers choose here: la Une, les droits de l'Homme, l'Est (the region) and l'est (the direction).
_FREE = frozenset(
    "une homme état etat chef coronavirus nord sud est ouest nord-est nord-ouest sud-est sud-ouest orient occident "
    "midi pôle tropique équateur terre lune soleil internet web bourse église dieu".split()
)


def _names_an_office(context: Context, word: Word) -> bool:
    return any(other.lower in _OFFICES for other in context.words[max(word.index - 4, 0) : word.index])


def _has_noun(context: Context, word: Word) -> bool:
    categories = {reading.category for reading in context.lexicon.analyses(word.lower)}
    return "NOUN" in categories and "ADJ" not in categories


def _stands_alone(context: Context, word: Word) -> bool:
    """Whether no other capital beside it makes it part of a name ("Ligue des Droits", "Black Friday").

    Nor may an acronym in brackets follow: "l'Initiative européenne d'intervention (IEI)".
    """
    rest = context.words[word.index + 1 : word.index + 9]
    if any(one.text == "(" and other.text.isupper() for one, other in pairwise(rest)):
        return False
    neighbours = [context.word(word.index + step) for step in (-2, -1, 1, 2)]
    for step, other in zip((-2, -1, 1, 2), neighbours, strict=True):
        if other is None or not other.text[:1].isupper() or other.index == 0:
            continue
        if abs(step) == 1 or _links(context.word(word.index + step // 2)):
            return False
    return True


def _links(between: Word | None) -> bool:
    return between is not None and between.lower in {
        "de",
        "du",
        "des",
        "d'",
        "la",
        "le",
        "les",
        "l'",
        "et",
        "à",
        "en",
        "&",
    }


def _is_title_case(context: Context) -> bool:
    """Whether most words carry capitals, as in a headline in the English manner."""
    words = [word for word in context.words if len(word.text) > 3 and word.text[0].isalpha()]
    return len(words) > 2 and sum(word.text[0].isupper() for word in words) > 0.5 * len(words)


_WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_DAYS_AND_MONTHS = _WEEKDAYS | _MONTHS
_NOT_AFTER_DAY = frozenset("gras saint noir noire des de rouge soir-là in".split())  # Mardi gras, Vendredi saint
# Days that are names: le 14 Juillet, le 1er Mai, le 8 Mai, le 11 Novembre.
_FEASTS = frozenset((("14", "juillet"), ("1er", "mai"), ("8", "mai"), ("11", "novembre"), ("4", "août")))


def _calendar(context: Context) -> Iterator[Finding]:
    for left, word in context.pairs(second=_DAYS_AND_MONTHS):
        if not word.is_capitalised or left.text in _BREAKS or not context.gap(left, word).isspace():
            continue
        after = context.word(word.index + 1)
        following = after.lower if after is not None else ""
        is_day = word.lower in _WEEKDAYS and following not in _NOT_AFTER_DAY
        if not (is_day or (word.lower in _MONTHS and _dates(left, word, following))):
            continue
        if left.text[0].isupper() and left.index > 0:
            continue  # "Black Vendredi": a name
        if _names_an_office(context, word) or _is_title_case(context):
            continue  # the Journal du Dimanche
        yield context.finding(
            word, word, f"“{word.text}” takes no capital: days and months have none in French.", word.lower
        )


def _dates(left: Word, word: Word, following: str) -> bool:
    """Whether a month stands in a date: "3 Avril", "en Mai 2021", "fin Juin"."""
    if (left.lower, word.lower) in _FEASTS:
        return False
    day = left.lower.rstrip("er")
    in_date = day.isdecimal() and int(day) <= 31 if day else False
    return in_date or left.lower in ("début", "fin", "mi", "courant") or following[:4].isdigit()


def _lost(context: Context) -> Iterator[Finding]:
    for word in context.words:
        if _lacks_capital(context.lexicon, word.text) and word.index > 0 and word.lower not in context.known_words:
            name = word.text[0].upper() + word.text[1:]
            yield context.finding(word, word, f"“{name}” is a name and takes a capital.", name)


@lru_cache(maxsize=8192)
def _lacks_capital(lexicon: Lexicon, form: str) -> bool:
    """Whether a form in lower case is one of a name that is always printed with a capital, and of nothing else."""
    if not form.isalpha() or not form[0].islower():
        return False
    share = lexicon.capital_share(form.lower())
    if share is None or share < _ALWAYS_CAPITAL:
        return False
    if {reading.category for reading in lexicon.analyses(form.lower())} - {"PROPN"}:
        return False
    return any(reading.category == "PROPN" for reading in lexicon.analyses(form[0].upper() + form[1:]))


RULES = (
    Rule(
        "FR301",
        "stray-capital",
        _stray,
        must_fail=(
            "La Russie réunit des ⟦Troupes⟧ près de la frontière.",
            "Il faut aider nos alliés, ⟦Y⟧ compris l'Ukraine.",
            "Les élus ont voté la ⟦Réforme⟧ hier soir.",
        ),
        must_pass=(
            "Le Conseil d'État a rejeté le recours.",
            "Elle travaille au ministère des Affaires étrangères.",
            "Il lit Le Monde. Troupes et chars avancent.",
            "Il vit à Tours depuis dix ans.",
            "L'alliance s'étend vers l'Est.",
            "Le secrétaire d'État chargé des Retraites a répondu.",
            "L'Initiative européenne d'intervention (IEI) compte dix pays.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR301",
        "capital-after-colon",
        _after_colon,
        must_fail=("L'approche a été claire : ⟦Unifier⟧ l'alliance.",),
        must_pass=(
            "Il a dit : « Unissons-nous. »",
            "L'approche a été claire : unifier l'alliance.",
            "Météo : Des orages.",
        ),
        confidence=0.6,
    ),
    Rule(
        "FR301",
        "calendar-capital",
        _calendar,
        must_fail=(
            "Il a été arrêté dans Paris le ⟦Lundi⟧ soir.",
            "La séance du 3 ⟦Avril⟧ a été reportée.",
            "Le pont a ouvert en ⟦Juin⟧ 2019.",
        ),
        must_pass=(
            "Les enfants fêtent Mardi gras à l'école.",
            "La fête du 14 Juillet a réuni la foule.",
            "Il est parti lundi.",
            "Mai 68 a marqué le pays.",
            "Elle a lu Octobre rouge.",
            "Il l'a dit dans le Journal du Dimanche.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR302",
        "lost-capital",
        _lost,
        must_fail=("Il vit en ⟦france⟧ depuis dix ans.",),
        must_pass=("Il vit en France depuis dix ans.", "Il porte un béret français.", "Il boit un bordeaux."),
        confidence=0.9,
    ),
)
