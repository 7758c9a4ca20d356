"""FR107: prepositions before amounts and lengths of time: "baisser de 3 %", "vivre là pendant dix ans"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

_CHANGES = frozenset(
    "augmenter baisser tomber chuter progresser reculer diminuer croître grimper bondir décroître dégringoler ralentir "
    "monter descendre s'effondrer plonger rebondir accroître réduire".split()
)


_PAR = frozenset(("par",))


def _by_percent(context: Context) -> Iterator[Finding]:
    """ "tomber par 68 pour cent": the amount of a change takes "de"."""
    for word in context.among(_PAR, 1):
        verb, number = context.words[word.index - 1], context.word(word.index + 1)
        unit = context.word(word.index + 2)
        if (
            number is None
            or unit is None
            or number.upos != "NUM"
            or verb.lemma not in _CHANGES
            or verb.upos not in ("VERB",)
        ):
            continue
        if unit.text == "%" or unit.lower in ("pour", "points", "point") or unit.lower.startswith("euro"):
            yield context.finding(word, word, f"The amount after “{verb.text}” takes “de”.", "de")


# Verbs whose subject changes by an amount: the amount takes "de" whether it is a growth or a loss.
_GROWTH = frozenset("grandir grossir maigrir chuter progresser diminuer croître grimper bondir rallonger".split())
_UNITS = frozenset("% centimètre mètre kilo kilogramme euro dollar degré".split())


def _bare_amount(context: Context) -> Iterator[Finding]:
    """ "il a grandi quinze centimètres"."""
    for verb, number in context.pairs(lemma=_GROWTH):
        unit = context.word(number.index + 1)
        if verb.upos != "VERB" or number.upos != "NUM" or unit is None:
            continue
        if unit.lemma in _UNITS or context.text[unit.start :].startswith("pour cent"):
            yield context.finding(number, number, f"The amount after “{verb.text}” takes “de”.", f"de {number.text}")


# Of these the length of time is how long they went on; "partir pour dix ans" and "élu pour dix ans" plan it.
_LASTING = frozenset(
    "suivre vivre habiter travailler attendre dormir étudier enseigner régner combattre marcher jouer parler occuper "
    "diriger chercher voyager courir pleurer lutter exister souffrir rouler chanter danser nager discuter observer "
    "surveiller interroger torturer frapper bombarder utiliser hésiter collaborer résider gouverner crier".split()
)
_SPANS = frozenset("an année mois semaine jour heure minute décennie siècle".split())
_SEARCHED = 6


_POUR = frozenset(("pour",))


def _for_duration(context: Context) -> Iterator[Finding]:
    """ "ils ont vécu là pour dix ans"."""
    for word in context.among(_POUR):
        number, unit = context.word(word.index + 1), context.word(word.index + 2)
        if number is None or unit is None or unit.lemma not in _SPANS:
            continue
        if number.upos != "NUM" and number.lower not in ("plusieurs", "quelques"):
            continue
        after = context.word(unit.index + 1)
        if after is not None and (after.lower in ("de", "d'") or after.upos in ("ADJ", "NUM")):
            continue  # "pour dix ans de prison"
        if _lasts(context, word):
            yield context.finding(word, word, "How long something lasted is told by “pendant”.", "pendant")


def _lasts(context: Context, word: Word) -> bool:
    """Whether the verb before, in the same stretch without a mark, is a past one that goes on."""
    for other in reversed(context.words[max(0, word.index - _SEARCHED) : word.index]):
        if other.upos == "PUNCT" or other.lower in ("que", "qui", "dont") or other.tag.verb_form == "inf":
            return False
        if other.upos == "VERB":
            auxiliary = context.word(other.index - 1)
            compound = other.tag.verb_form == "part-past" and auxiliary is not None and auxiliary.lemma == "avoir"
            return other.lemma in _LASTING and (compound or other.tag.tense in ("imp", "past"))
    return False


_SOUS = frozenset(("sous",))
_LIMITS = frozenset("an mètre centimètre kilo kilogramme tonne euro dollar litre".split())


def _under(context: Context) -> Iterator[Finding]:
    """ "les enfants sous douze ans": English "under"; "sous dix jours" sets a term."""
    for word, number in context.pairs(first=_SOUS):
        noun, unit = context.word(word.index - 1), context.word(number.index + 1)
        if noun is None or noun.upos != "NOUN" or number.upos != "NUM" or unit is None or unit.lemma not in _LIMITS:
            continue
        after = context.word(unit.index + 1)
        if after is not None and after.lower in ("de", "d'", "du", "des"):
            continue  # "une galerie sous trente mètres de roche"
        yield context.finding(word, word, "A limit that is not reached is told by “de moins de”.", "de moins de")


RULES = (
    Rule(
        "FR107",
        "under-a-limit",
        _under,
        must_fail=(
            "Les navires ⟦sous⟧ douze mètres sont exclus.",
            "Les enfants ⟦sous⟧ 12 ans entrent sans payer.",
            "La mesure vise les achats ⟦sous⟧ cent euros.",
        ),
        must_pass=(
            "Les navires de moins de douze mètres sont exclus.",
            "Vous serez livré sous dix jours.",
            "Ils ont creusé une galerie sous trente mètres de roche.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "change-by-amount",
        _by_percent,
        must_fail=(
            "Les ventes ont chuté ⟦par⟧ 12 % en un an.",
            "Le prix a augmenté ⟦par⟧ 30 pour cent.",
            "Le taux baisse ⟦par⟧ deux points.",
        ),
        must_pass=(
            "Les ventes ont chuté de 12 % en un an.",
            "Le projet est soutenu par 68 % des habitants.",
            "Les prix montent par endroits.",
            "Elle est suivie par deux points de vente.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "bare-amount",
        _bare_amount,
        must_fail=(
            "Le chiot a grossi ⟦trois⟧ kilos en un mois.",
            "La rivière a grandi ⟦deux⟧ mètres.",
            "Les cours ont bondi ⟦8⟧ % lundi.",
        ),
        must_pass=(
            "Le chiot a grossi de trois kilos.",
            "Les cours ont bondi deux fois.",
            "La plante a grandi huit jours.",
            "Elle pèse trois kilos.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "duration",
        _for_duration,
        must_fail=(
            "Elle a travaillé ⟦pour⟧ vingt ans à la mine.",
            "Ils ont attendu le bus ⟦pour⟧ trois heures.",
            "Le roi régnait ⟦pour⟧ plusieurs décennies.",
        ),
        must_pass=(
            "Elle a travaillé pendant vingt ans à la mine.",
            "Il est parti pour trois mois.",
            "Elle est élue pour cinq ans.",
            "Il a travaillé pour deux ans de salaire.",
        ),
        confidence=0.75,
    ),
)
