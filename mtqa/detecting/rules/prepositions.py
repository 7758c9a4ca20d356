"""FR107: prepositions before days, months, years, countries and cities, and prepositions that cannot meet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import place_prepositions
from mtqa.french.persons import is_person
from mtqa.french.time_words import MONTHS, WEEKDAYS

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


_BEFORE_TIMES = frozenset(("dans", "en", "devant"))


def _calendar(context: Context) -> Iterator[Finding]:
    for word, after in context.pairs(first=_BEFORE_TIMES):
        if word.upos not in ("ADP", "X", "PRON"):
            continue
        day = after.lower
        if day in WEEKDAYS and word.lower != "devant":
            yield context.finding(word, word, f"A weekday takes no “{word.text}” here: “{after.text}” alone.", "")
        elif word.lower == "dans" and (day in MONTHS or day in ("hiver", "automne")):
            if not (day == "mars" and after.text == "Mars"):
                yield context.finding(word, word, f"Before a month or season French has “en”: “en {day}”.", "en")
        elif word.lower == "dans" and _YEAR.fullmatch(after.text) and _ends_phrase(context, after):
            yield context.finding(word, word, f"Before a year French has “en”: “en {after.text}”.", "en")
        elif word.lower == "devant" and _is_time(context, after):
            yield context.finding(word, word, "“devant” is said of places: of a time French says “avant”.", "avant")
        elif word.lower == "en" and day == "printemps":
            yield context.finding(word, word, "Before “printemps” French has “au”.", "au")


_MOTION = frozenset("aller partir voyager retourner venir arriver émigrer déménager rentrer".split())


_LA = frozenset(("la",))


def _to_country(context: Context) -> Iterator[Finding]:
    """ "ils vont à la France": a country that has an article is reached with "en"."""
    for article, name in context.pairs(first=_LA):
        link, verb = context.word(article.index - 1), context.word(article.index - 2)
        if link is None or verb is None or link.lower != "à" or verb.lemma not in _MOTION or not name.text[0].isupper():
            continue
        after, subject = context.word(name.index + 1), context.word(verb.index - 1)
        moves = subject is not None and (subject.upos in ("PRON", "PROPN") or is_person(subject.lemma))
        if moves and _reached_by(name.text) == "en" and not (after is not None and after.text[0].isupper()):
            yield context.finding(link, article, f"Before “{name.text}” French has “en”.", "en")


def _to_weekday(context: Context) -> Iterator[Finding]:
    """ "à lundi prochain": a day takes no "à" but in a farewell or a range."""
    for word, day in context.pairs(first=_A):
        after = context.word(day.index + 1)
        if day.lower not in WEEKDAYS or word.index < 2 or after is None or after.lower not in ("prochain", "dernier"):
            continue
        if any(
            other.lower in WEEKDAYS | {"de", "du", "jusque", "reporter", "reporté"}
            for other in context.words[: word.index]
        ):
            continue
        if context.words[word.index - 1].lemma in (
            "reporter",
            "remettre",
            "repousser",
            "jusque",
            "fixer",
            "décaler",
            "avancer",
        ):
            continue
        yield context.finding(word, word, f"A weekday takes no “à” here: “{day.text}” alone.", "")


_A = frozenset(("à",))


def _is_time(context: Context, first: Word) -> bool:
    """ "la fin d'octobre", "le début de 2020", "minuit", "lundi"."""
    if first.lower in MONTHS | WEEKDAYS or first.lower in ("midi", "minuit") or _YEAR.fullmatch(first.text):
        return True
    noun, link, time = (context.word(first.index + step) for step in (1, 2, 3))
    if noun is None or link is None or time is None or noun.lower not in ("fin", "début", "milieu"):
        return False
    return link.lower in ("de", "d'") and (time.lower in MONTHS or _YEAR.fullmatch(time.text) is not None)


def _ends_phrase(context: Context, year: Word) -> bool:
    """Whether no counted noun follows ("dans 2000 villes")."""
    after = context.word(year.index + 1)
    return after is None or after.upos in ("PUNCT", "ADP", "CCONJ", "VERB", "AUX", "PRON")


_EN = frozenset(("en",))


def _en_with_article(context: Context) -> Iterator[Finding]:
    """ "en le", "en les" before a noun; a gerund ("en le disant") takes a pronoun there."""
    for word, article in context.pairs(first=_EN):
        noun = context.word(article.index + 1)
        if article.text not in ("le", "les") or noun is None or word.upos == "PRON":
            continue
        if noun.tag.verb_form or noun.upos in ("PRON", "ADV", "VERB", "AUX", "PUNCT"):
            continue
        if any(own.verb_form in ("part-pres", "inf") for own in context.lexicon.analyses(noun.text)):
            continue
        yield context.finding(word, article, f"French does not say “en {article.text}”.", f"dans {article.text}")


_BEFORE_PLACES = frozenset(("en", "au", "à", "dans", "aux"))


def _place(context: Context) -> Iterator[Finding]:
    for word, name in context.pairs(first=_BEFORE_PLACES):
        if not name.text[0].isupper() or name.upos not in ("PROPN", "NOUN"):
            continue
        if name.text.isupper() and name.text != "USA":
            continue  # "le recours au CDI": no place
        right = _reached_by(name.text)
        following = context.word(name.index + 1)
        if (
            right is None
            or right == word.lower
            or (following is not None and following.text[:1] in "-'’" and following.text)
        ):
            continue
        if following is not None and (following.upos in ("PROPN", "NUM") or following.text[0].isupper()):
            continue  # "en Paris Hilton", "au Mali Premier"
        if not _clearly_wrong(word.lower, right, name.text):
            continue
        yield context.finding(word, word, f"Before “{name.text}” French has “{right}”.", right)


def _reached_by(name: str) -> str | None:
    """The preposition that says "in" or "to" a place, where one is nearly always used."""
    counts = place_prepositions(name)
    ways = {way: counts.get(way, 0) for way in ("en", "au", "aux", "à")}
    best = max(ways, key=lambda way: ways[way])
    number = ways[best]
    if number < 5 or number < 0.9 * sum(ways.values()):
        return None
    return best


def _clearly_wrong(found: str, right: str, name: str) -> bool:
    """Whether the preposition found was never or hardly ever seen before the name, in any sense."""
    counts = place_prepositions(name)
    number = counts[right]
    if counts.get(found, 0) > 0.02 * number:
        return False
    if found == "dans":  # "dans Paris" means inside Paris
        return number >= 10 and counts.get("dans", 0) <= 0.01 * number
    if right == "en":  # "à Israël" is right, "à Belgique" is not: the name takes an article elsewhere
        has_article = sum(counts.get(way, 0) for way in ("à_l'", "à_la", "de_l'", "de_la")) >= 3
        return found == "au" or (found == "à" and number >= 20 and has_article)
    if right == "à":  # "au Havre", "du Mans"
        return found in ("en", "au") and number >= 6 and counts.get("du", 0) <= 0.01 * number
    return True


RULES = (
    Rule(
        "FR107",
        "country-with-a",
        _to_country,
        must_fail=(
            "Ils vont ⟦à la⟧ France chaque été.",
            "Elle retourne ⟦à la⟧ Belgique en mai.",
            "Le ministre arrive ⟦à la⟧ Chine.",
        ),
        must_pass=(
            "Ils vont en France chaque été.",
            "Elle va à la Bourse.",
            "La victoire va à la France.",
            "Ils vont à la France Insoumise.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "weekday-with-a",
        _to_weekday,
        must_fail=(
            "La réunion aura lieu ⟦à⟧ lundi prochain.",
            "Le match sera joué ⟦à⟧ samedi prochain.",
            "Elle est partie ⟦à⟧ mardi dernier.",
        ),
        must_pass=(
            "À lundi prochain !",
            "La réunion est reportée à lundi prochain.",
            "Il travaille de mardi à samedi prochain.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "calendar-preposition",
        _calendar,
        must_fail=(
            "La réunion commence ⟦dans⟧ jeudi.",
            "Le magasin ouvre ⟦en⟧ samedi à dix heures.",
            "Il a neigé ⟦dans⟧ février.",
            "Elle est née ⟦dans⟧ 1987.",
            "Les arbres fleurissent ⟦en⟧ printemps.",
            "Le pont sera fini ⟦devant⟧ le milieu de juin.",
        ),
        must_pass=(
            "La réunion commence jeudi.",
            "Il attend devant la fin du cortège.",
            "Le rapport est paru en février.",
            "Ils ont installé des bornes dans 2000 villes.",
            "Le lundi comme le dimanche, rien ne change.",
            "Le train roule du lundi au vendredi.",
        ),
        confidence=0.95,
    ),
    Rule(
        "FR107",
        "en-with-article",
        _en_with_article,
        must_fail=(
            "Les enfants jouent ⟦en les⟧ rues du village.",
            "Il habite ⟦en le⟧ quartier nord.",
            "La clé est restée ⟦en le⟧ tiroir.",
        ),
        must_pass=(
            "En le voyant, elle a souri.",
            "Il s'en est allé en les saluant.",
            "En la matière, il est expert.",
            "Ils reviennent en le sachant.",
        ),
        confidence=0.95,
    ),
    Rule(
        "FR107",
        "place-preposition",
        _place,
        must_fail=(
            "Ils vivent ⟦en⟧ Maroc depuis dix ans.",
            "Le sommet se tient ⟦au⟧ Belgique.",
            "Elle étudie ⟦en⟧ Lyon.",
            "Ses cousins sont partis ⟦en⟧ États-Unis.",
        ),
        must_pass=(
            "La loi exclut le recours au CDI.",
            "Ils vivent au Maroc depuis dix ans.",
            "Il a confiance en Lyon Capitale.",
            "Elle pense à la Belgique.",
            "Le prix passe de la France à la Belgique.",
            "En Iran, la monnaie a chuté.",
        ),
        confidence=0.9,
    ),
)
