"""FR107, FR108: what English says with possessives and bare objects: "il se lave ses mains", "elle joue le piano"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

_CARING = frozenset(
    "laver brosser casser couper brûler fouler tordre essuyer gratter frotter sécher peigner raser".split()
)
_BODY = frozenset(
    "main dent jambe bras cheveu pied doigt visage nez genou cheville dos épaule barbe oreille œil".split()
)
_ARTICLES = {"son": "le", "sa": "la", "ses": "les", "mon": "le", "ma": "la", "mes": "les", "leur": "le", "leurs": "les"}
_REFLEXIVE = frozenset("se s' me m' te t' nous vous".split())
_INSTRUMENTS = frozenset(
    "piano guitare violon flûte batterie trompette saxophone harpe violoncelle orgue accordéon clarinette tambour".split()
)
_GAMES = frozenset(
    "football basket tennis rugby volley handball golf hockey cricket base-ball poker loto bridge foot".split()
)
_PLACES = frozenset(
    "cinéma école plage théâtre supermarché marché travail église mosquée université piscine lycée".split()
)
_JOUER = frozenset(("jouer",))
_ALLER = frozenset(("aller", "retourner"))


def _own_body(context: Context) -> Iterator[Finding]:
    """ "elle se lave ses mains"."""
    for verb in context.of_lemma(_CARING):
        owner, part = context.word(verb.index + 1), context.word(verb.index + 2)
        if owner is None or part is None or owner.lower not in _ARTICLES or part.lemma not in _BODY:
            continue
        before = [word.lower for word in context.words[max(0, verb.index - 3) : verb.index]]
        if not _REFLEXIVE.isdisjoint(before):
            message = f"The reflexive already says whose it is: no “{owner.text}”."
            yield context.finding(owner, owner, message, _ARTICLES[owner.lower])


def _played(context: Context) -> Iterator[Finding]:
    """ "elle joue le piano", "il joue à la guitare", "ils jouent football"."""
    for verb in context.of_lemma(_JOUER):
        first, second = context.word(verb.index + 1), context.word(verb.index + 2)
        if first is None or verb.upos != "VERB":
            continue
        third = context.word(verb.index + 3)
        if first.lower in _GAMES:
            yield context.finding(first, first, "A game is played “à”.", f"au {first.lower}")
        elif second is not None and first.lower in ("le", "la") and second.lower in _INSTRUMENTS | _GAMES:
            if third is not None and third.upos in ("ADJ", "PROPN"):
                continue
            right = "du" if first.lower == "le" else "de la"
            right = right if second.lower in _INSTRUMENTS else "au"
            yield context.finding(first, first, f"French says “jouer {right} {second.text}”.", right)
        elif second is not None and first.lower == "au" and second.lower in _INSTRUMENTS - {"tambour"}:
            yield context.finding(first, first, f"French says “jouer du {second.text}”.", "du")
        elif (
            second is not None and third is not None and (first.lower, second.lower) == ("à", "la")
            and third.lower in _INSTRUMENTS
        ):  # fmt: skip
            yield context.finding(first, second, f"French says “jouer de la {third.text}”.", "de la")


def _gone_to(context: Context) -> Iterator[Finding]:
    """ "il va cinéma"."""
    for verb, place in context.pairs(lemma=_ALLER):
        if (
            verb.upos == "VERB"
            and place.upos == "NOUN"
            and place.lower in _PLACES
            and verb.tag.verb_form != "part-past"
        ):
            yield context.finding(place, place, f"“{place.text}” lacks its preposition.", _reached(context, place))


def _reached(context: Context, place: Word) -> str | None:
    genders = {own.gender for own in context.lexicon.analyses(place.lower) if own.category == "NOUN"}
    if place.lower[0] in "aeéiou":
        return f"à l'{place.lower}"
    return {"m": f"au {place.lower}", "f": f"à la {place.lower}"}.get(genders.pop()) if len(genders) == 1 else None


RULES = (
    Rule(
        "FR108",
        "possessive-with-reflexive",
        _own_body,
        must_fail=(
            "Elle se lave ⟦ses⟧ mains.",
            "Il s'est cassé ⟦sa⟧ jambe.",
            "Il se coupe ⟦ses⟧ cheveux lui-même.",
        ),
        must_pass=(
            "Elle se lave les mains.",
            "Elle lave ses mains.",
            "Il se lave avec ses mains.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "playing",
        _played,
        must_fail=(
            "Elle joue ⟦le⟧ piano depuis l'enfance.",
            "Il joue ⟦à la⟧ guitare.",
            "Ils jouent ⟦football⟧ le dimanche.",
            "Il joue ⟦le⟧ tennis.",
        ),
        must_pass=(
            "Elle joue du piano depuis l'enfance.",
            "Ils jouent au football.",
            "Il joue le match de sa vie.",
            "Il joue le golf italien contre le marché.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "going-without-preposition",
        _gone_to,
        must_fail=(
            "Il va ⟦cinéma⟧ le samedi.",
            "Les enfants vont ⟦école⟧ à pied.",
            "Elle retourne ⟦travail⟧ lundi.",
        ),
        must_pass=(
            "Il va au cinéma le samedi.",
            "Le film est allé partout.",
            "Elle va travailler.",
        ),
        confidence=0.9,
    ),
)
