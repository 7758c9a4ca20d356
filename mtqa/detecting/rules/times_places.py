"""FR107: English and Spanish ways to tell a time or a place: "sur lundi", "dans la Suisse", "trois kilos un jour"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import place_prepositions
from mtqa.french.time_words import MONTHS, WEEKDAYS

_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = frozenset("jour semaine mois an heure minute seconde année nuit".split())
_ENDS = frozenset(". , ; : ! ? … » ) et ou".split())


_SUR = frozenset(("sur",))


def _on_day(context: Context) -> Iterator[Finding]:
    """ "sur lundi", "sur le 5 mars"."""
    for word, after in context.pairs(first=_SUR):
        if word.upos != "ADP":
            continue
        if after.lower in WEEKDAYS and after.text.islower() and not _is_spread(context, word):
            yield context.finding(word, word, f"A weekday takes no “sur”: “{after.text}” alone.", "")
        number, month = context.word(after.index + 1), context.word(after.index + 2)
        if after.lower == "le" and number is not None and month is not None and month.lower in MONTHS:
            numbered = number.text.isdigit() or number.lower == "1er"
            if numbered and not _is_spread(context, word):
                yield context.finding(word, word, "A date takes no “sur”.", "")


def _is_spread(context: Context, word: Word) -> bool:
    """ "à cheval sur lundi et mardi", "empiéter sur dimanche", "revenir sur le 11 septembre"."""
    before = context.words[max(0, word.index - 3) : word.index]
    return any(other.lemma in _SPREADING for other in before)


_SPREADING = frozenset(
    "cheval empiéter revenir porter décaler étaler avancer tomber reporter miser compter déborder focus livre film "
    "enquête zoom documentaire prise retour échelonner répartir vue cap tourner".split()
)


_PARTS_OF_DAY = frozenset(("matin", "soir"))


def _part_of_day(context: Context) -> Iterator[Finding]:
    """ "dans le matin", "dix heures dans le matin", "à huit au soir"."""
    if context.lowers.isdisjoint(_PARTS_OF_DAY):
        return
    for word, article in context.pairs():
        part = context.word(article.index + 1)
        if word.lower == "dans" and article.lower == "le" and part is not None:
            after = context.word(part.index + 1)
            ends = after is None or after.upos == "PUNCT" or after.upos in ("VERB", "AUX", "CCONJ")
            if part.lower in ("matin", "soir") and ends:
                yield from _clock_or_part(context, word, article, part)
        elif word.upos == "NUM" and word.text.isalpha() and article.lower in ("au", "à") and part is not None:
            before = context.word(word.index - 1)
            told = before is not None and before.lower in ("à", "après", "avant", "vers", "dès")
            if article.lower == "au" and part.lower in ("matin", "soir") and told:
                yield context.finding(article, article, f"An hour is told “du {part.text}”.", "du")


def _clock_or_part(context: Context, word: Word, article: Word, part: Word) -> Iterator[Finding]:
    before = context.word(word.index - 1)
    if before is not None and before.lower in ("heures", "heure", "h"):
        yield context.finding(word, article, f"An hour is told “du {part.text}”.", "du")
    else:
        yield context.finding(word, word, f"Of a time French says “{article.text} {part.text}”.", "")


_MEASURES = frozenset("fois kilo kilogramme gramme litre mètre kilomètre euro dollar tonne heure minute degré centime "
                      "livre verre cigarette repas page calorie".split())  # fmt: skip


def _distributive(context: Context) -> Iterator[Finding]:
    """ "deux fois un an", "soixante kilos d'herbe un jour"."""
    for article, unit in context.pairs(second=_UNITS):
        if article.lower not in ("un", "une") or article.index < 2:
            continue
        after = context.word(unit.index + 1)
        if after is not None and after.text not in _ENDS:
            continue
        measure = context.words[article.index - 1]
        linked = context.word(article.index - 2)
        if measure.upos == "NOUN" and linked is not None and linked.lower in ("de", "d'"):
            measure = context.words[article.index - 3]
        count = context.word(measure.index - 1)
        if (
            not {measure.lemma, measure.lower} & _MEASURES
            or count is None
            or count.upos != "NUM"
            or measure.lemma == unit.lemma
        ):
            continue
        if measure.lemma == "heure" and unit.lower in ("minute", "seconde"):
            continue
        yield context.finding(article, article, f"Each {unit.text} is told by “par {unit.text}”.", "par")


_PAR = frozenset(("par",))


def _deadline(context: Context) -> Iterator[Finding]:
    """ "par la fin du mois", "par lundi", "par 2030"."""
    for word, after in context.pairs(first=_PAR):
        if word.index == 0:
            continue
        before = context.words[word.index - 1]
        auxiliary = context.word(before.index - 1)
        passive = auxiliary is not None and auxiliary.lemma == "être"
        if before.lemma in ("commencer", "finir", "terminer", "débuter", "jour", "heure", "fois") and not passive:
            continue
        noun, link, unit = (context.word(after.index + step) for step in (1, 2, 3))
        if unit is not None and unit.lower in ("l'", "la", "le"):
            unit = context.word(unit.index + 1)
        fin = noun is not None and noun.lower in ("fin", "début", "milieu") and after.lower in ("la", "le")
        if fin and link is not None and unit is not None and link.lower in ("de", "d'", "du", "des"):
            if unit.lemma in _UNITS | {"siècle", "décennie"} or unit.lower in MONTHS or _YEAR.fullmatch(unit.text):
                yield context.finding(word, word, "A deadline is told by “d'ici”.", "d'ici")
        elif (after.lower in WEEKDAYS and after.text.islower()) or (
            _YEAR.fullmatch(after.text) and (noun is None or noun.text in (".", ",", ";"))
        ):
            yield context.finding(word, word, "A deadline is told by “d'ici”.", "d'ici")


_DONE = frozenset("perdre gagner chuter vendre tuer parcourir écrire construire réaliser achever atteindre doubler "
                  "tripler augmenter baisser grossir maigrir publier tourner traverser recueillir récolter".split())  # fmt: skip


_DANS = frozenset(("dans",))


def _within(context: Context) -> Iterator[Finding]:
    """ "il a perdu dix kilos dans un mois", "le premier dans quatre ans"."""
    for word, number in context.pairs(first=_DANS):
        unit = context.word(number.index + 1)
        if unit is None or unit.lemma not in _UNITS:
            continue
        if number.upos != "NUM" and number.lower not in ("un", "une"):
            continue
        after = context.word(unit.index + 1)
        if after is not None and after.text not in _ENDS:
            continue
        if _was_done(context, word) or _is_ranked(context, word):
            yield context.finding(word, word, "The time that something took is told by “en”.", "en")


def _was_done(context: Context, word: Word) -> bool:
    for other in reversed(context.words[max(0, word.index - 7) : word.index]):
        if other.upos == "VERB":
            before = context.words[max(0, other.index - 3) : other.index]
            compound = other.tag.verb_form == "part-past" and any(
                own.lemma == "avoir" and own.tag.tense == "pres" for own in before
            )
            return other.lemma in _DONE and (compound or other.tag.tense == "past")
        if other.upos == "PUNCT" or other.lower in ("que", "qui", "pour"):
            return False
    return False


def _is_ranked(context: Context, word: Word) -> bool:
    """ "la première fois dans dix ans"."""
    near = [other.lower for other in context.words[max(0, word.index - 3) : word.index]]
    return any(other in ("premier", "première", "premiers", "premières") for other in near[-2:]) and (
        near[-1] in ("fois", "victoire", "défaite", "hausse", "baisse", "titre", "médaille", "but", "visite")
        or near[-1].startswith("premi")
    )


def _country(context: Context) -> Iterator[Finding]:
    """ "dans la Suisse", "à l'Allemagne" before nothing that narrows the name."""
    for word, article in context.pairs(first=_DANS):
        name = context.word(article.index + 1)
        if article.lower not in _COUNTRY_WAYS or name is None or name.upos != "PROPN":
            continue
        after = context.word(name.index + 1)
        if not name.text[0].isupper() or (after is not None and not _leaves_bare(after)):
            continue
        counts = place_prepositions(name.text)
        way = _COUNTRY_WAYS[article.lower]
        inside = counts.get(f"dans_{article.lower}", 0)
        if counts.get(way, 0) >= 8 and counts.get(way, 0) > 8 * inside:
            yield context.finding(word, article, f"French says “{way} {name.text}”.", way)


_COUNTRY_WAYS = {"la": "en", "l'": "en", "le": "au", "les": "aux"}


def _leaves_bare(after: Word) -> bool:
    """Whether the name stays without an adjective or complement ("dans la France profonde", "d'avant-guerre")."""
    return after.upos in ("PUNCT", "CCONJ", "VERB", "AUX", "PRON") or after.lower in ("depuis", "pour", "en", "où")


RULES = (
    Rule(
        "FR107",
        "sur-before-day",
        _on_day,
        must_fail=(
            "Le conseil se réunit ⟦sur⟧ mardi.",
            "Elle arrive ⟦sur⟧ le 12 avril.",
            "Les magasins ferment ⟦sur⟧ dimanche.",
        ),
        must_pass=(
            "Le conseil se réunit mardi.",
            "Le festival est à cheval sur samedi et dimanche.",
            "Un film sur le 11 septembre sort demain.",
            "Le débat porte sur le 8 mai.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "part-of-day",
        _part_of_day,
        must_fail=(
            "Il lit le journal ⟦dans⟧ le matin.",
            "Le bus part à six heures ⟦dans le⟧ matin.",
            "La porte ferme après neuf ⟦au⟧ soir.",
        ),
        must_pass=(
            "Il lit le journal le matin.",
            "Le bus part à six heures du matin.",
            "Le rideau tombe lundi 8 au soir.",
            "Elle court dans le matin clair.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "each-unit",
        _distributive,
        must_fail=(
            "Elle court dix kilomètres ⟦une⟧ semaine.",
            "Le chat mange deux fois ⟦un⟧ jour.",
            "La vache donne trente litres de lait ⟦un⟧ jour.",
        ),
        must_pass=(
            "Elle court dix kilomètres par semaine.",
            "Ils ont attendu deux heures un jour de pluie.",
            "Elle vient une fois un an sur deux.",
            "Il a mis trois heures une minute.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "deadline",
        _deadline,
        must_fail=(
            "Le pont sera fini ⟦par⟧ la fin de l'année.",
            "Vous devez répondre ⟦par⟧ vendredi.",
            "La ville veut réduire ses déchets ⟦par⟧ 2035.",
        ),
        must_pass=(
            "Le pont sera fini d'ici la fin de l'année.",
            "Il commence par la fin du livre.",
            "Le projet est soutenu par 2000 voix.",
            "Elle passe par la fin de la rue.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "within-time",
        _within,
        must_fail=(
            "Il a perdu dix kilos ⟦dans⟧ un mois.",
            "La ville a doublé sa population ⟦dans⟧ vingt ans.",
            "C'est leur première victoire ⟦dans⟧ trois ans.",
        ),
        must_pass=(
            "Il a perdu dix kilos en un mois.",
            "Le train part dans une heure.",
            "Il a dit que le train partait dans une heure.",
            "Elle a prévu de vendre dans un an.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR107",
        "country-with-article",
        _country,
        must_fail=(
            "Ils travaillent ⟦dans la⟧ Suisse.",
            "Elle a grandi ⟦dans l'⟧Espagne.",
            "Mon frère étudie ⟦dans le⟧ Canada.",
            "Le vin est produit ⟦dans la⟧ Belgique et vendu ici.",
        ),
        must_pass=(
            "Ils travaillent en Suisse.",
            "Il vit dans la France profonde.",
            "Elle a grandi dans l'Espagne de Franco.",
            "Le canot dérive dans la Manche.",
        ),
        confidence=0.85,
    ),
)
