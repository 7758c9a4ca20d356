"""FR501: turns of phrase taken word for word from English."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.rules.rule import Rule

_REPORTED = frozenset("dit dite dits dites rapporté rapportée rapportés rapportées cru crue crus crues".split())


def _said_to(context: Context) -> Iterator[Finding]:
    """ "est dit pour être": is said to be."""
    for word, after in context.pairs(first=_REPORTED):
        before, infinitive = context.word(word.index - 1), context.word(after.index + 1)
        if after.lower != "pour" or before is None or infinitive is None:
            continue
        if before.lemma != "être" or not before.is_finite or infinitive.tag.verb_form != "inf":
            continue
        if infinitive.lemma in ("être", "avoir"):
            text = "French does not say this: use “serait”, “aurait” or “on dit que”."
            yield context.finding(before, infinitive, text)


_LASTING = frozenset("attendre patienter travailler dormir parler jouer hésiter réfléchir discuter tarder".split())


_LONG = frozenset(("long",))


def _long_for_longtemps(context: Context) -> Iterator[Finding]:
    """ "attendre trop long"."""
    for degree, word in context.pairs(second=_LONG):
        verb, after = context.word(degree.index - 1), context.word(word.index + 1)
        if degree.lower not in ("trop", "si", "aussi", "assez", "très", "plus") or verb is None:
            continue
        if verb.lemma in _LASTING and (after is None or after.upos not in ("NOUN", "ADJ")):
            yield context.finding(word, word, "Of time, “long” is “longtemps”.", "longtemps")


_AN = frozenset(("an",))


def _each_year(context: Context) -> Iterator[Finding]:
    """ "chaque an", "cet an"."""
    for word, noun in context.pairs(second=_AN):
        if word.lower in ("chaque", "cet") and noun.lower == "an":
            right = "chaque année" if word.lower == "chaque" else "cette année"
            yield context.finding(noun, noun, f"French says “{right}”.", "année" if word.lower == "chaque" else None)


_AGE = frozenset(("âge",))


def _age(context: Context) -> Iterator[Finding]:
    """ "à l'âge de douze"."""
    for _, link in context.pairs(first=_AGE):
        number, after = context.word(link.index + 1), context.word(link.index + 2)
        if link.lower not in ("de", "d'") or number is None or number.upos != "NUM":
            continue
        if after is None or after.text in ".;!?»" or after.upos in ("VERB", "AUX", "PRON", "ADV"):
            yield context.finding(number, number, "An age is told in “ans”.", f"{number.text} ans")


_STEM = 4


def _as_itself(context: Context) -> Iterator[Finding]:
    """ "unis en tant qu'union": a word and another of its family joined by "en tant que"."""
    if "tant" not in context.lowers:
        return
    for word in context.words:
        rest = context.words[word.index + 1 : word.index + 5]
        if (
            [other.lower for other in rest[:2]] != ["en", "tant"]
            or len(rest) < 4
            or rest[2].lower not in ("que", "qu'")
        ):
            continue
        noun = rest[3]
        if len(word.lower) > _STEM and len(noun.lower) > _STEM and word.lower[:_STEM] == noun.lower[:_STEM]:
            yield context.finding(word, noun, f"“{word.text}” and “{noun.text}” say the same thing twice.")


_DEGREES = frozenset("très si trop aussi assez".split())
_ADVERB = {"bon": "bien", "mauvais": "mal"}
_TAKING_BON = frozenset(
    "être sembler paraître rester devenir sentir trouver tenir faire coûter avoir juger rendre croire valoir demeurer "
    "estimer dire goûter voir".split()
)


def _good_for_well(context: Context) -> Iterator[Finding]:
    """ "l'équipe a joué très bon": a verb takes an adverb."""
    for degree, word in context.pairs(first=_DEGREES):
        verb, after = context.word(degree.index - 1), context.word(word.index + 1)
        if word.lower not in _ADVERB or verb is None or verb.upos != "VERB" or verb.lemma in _TAKING_BON:
            continue
        if after is None or after.upos in ("PUNCT", "ADP", "ADV", "CCONJ") or after.lower in ("hier", "ce", "cette"):
            right = _ADVERB[word.lower]
            yield context.finding(word, word, f"“{verb.text}” takes an adverb: “{right}”.", right)


RULES = (
    Rule(
        "FR501",
        "good-for-well",
        _good_for_well,
        must_fail=(
            "L'équipe a joué très ⟦bon⟧ hier soir.",
            "Elle chante trop ⟦mauvais⟧.",
            "Ils dorment assez ⟦bon⟧ depuis lundi.",
        ),
        must_pass=(
            "L'équipe a joué très bien hier soir.",
            "Ce plat sent très bon.",
            "Il a joué un très bon match.",
            "Il mange de très bon appétit.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "said-to-be",
        _said_to,
        must_fail=(
            "Le vieux pont ⟦est dit pour être⟧ dangereux.",
            "Les pertes ⟦sont rapportées pour être⟧ lourdes.",
            "Elle ⟦est crue pour avoir⟧ quitté le pays.",
        ),
        must_pass=(
            "Le vieux pont est connu pour être dangereux.",
            "Il est jugé pour avoir volé.",
            "Tout est dit pour rassurer les clients.",
            "Il est dit que le pont est dangereux.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "long-for-longtemps",
        _long_for_longtemps,
        must_fail=(
            "Les clients ont attendu trop ⟦long⟧.",
            "Il a hésité si ⟦long⟧ que le train est parti.",
            "Ils ont discuté très ⟦long⟧ hier.",
        ),
        must_pass=(
            "Les clients ont attendu trop longtemps.",
            "Le film est trop long.",
            "Il attend un plus long délai.",
            "Le trajet paraît très long.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR501",
        "an-for-annee",
        _each_year,
        must_fail=(
            "Le club perd chaque ⟦an⟧ dix membres.",
            "La fête a lieu chaque ⟦an⟧ en juin.",
            "Les prix ont monté cet ⟦an⟧.",
        ),
        must_pass=(
            "Le club perd chaque année dix membres.",
            "Il vient deux fois par an.",
            "Le jour de l'an approche.",
            "Chaque anniversaire compte.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR501",
        "age-without-years",
        _age,
        must_fail=(
            "Il a appris le piano à l'âge de ⟦sept⟧.",
            "À l'âge de ⟦douze⟧ il travaillait déjà.",
            "Elle est morte à l'âge de ⟦90⟧.",
        ),
        must_pass=(
            "Il a appris le piano à l'âge de sept ans.",
            "À l'âge de douze ou treize ans, il travaillait.",
            "Le nourrisson de l'âge de six mois dort.",
            "L'âge de raison vient à sept ans.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "as-itself",
        _as_itself,
        must_fail=(
            "Ils restent ⟦groupés en tant que groupe⟧ solide.",
            "Nous sommes ⟦voisins en tant que voisinage⟧.",
            "Elle est ⟦juriste en tant que juridiction⟧.",
        ),
        must_pass=(
            "Elle parle en tant que maire.",
            "Il vote en tant que citoyen.",
            "Les élus agissent en tant que groupe.",
            "Le groupe parle en tant que syndicat.",
        ),
        confidence=0.8,
    ),
)
