"""FR110: a subjunctive after a statement, a conditional after si, a past after "si et quand"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.moods import before_clause, clause_verb, finite_reading, moods_of
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import conjugated

# Verbs whose que-clause states a fact.
_STATING = frozenset(
    "affirmer annoncer assurer confirmer constater déclarer espérer estimer expliquer indiquer noter préciser promettre "
    "prouver rappeler reconnaître reconnaitre remarquer révéler savoir souligner".split()
)
_NEGATING = frozenset("ne n' sans si aucun aucune personne rien jamais".split())


_QUE = frozenset(("que", "qu'"))


def _indicative(context: Context) -> Iterator[Finding]:
    if "?" in context.text or "!" in context.text:
        return
    for word in context.among(_QUE, 1):
        if word.upos != "SCONJ" or not word.index:
            continue
        before = before_clause(context, word.index - 1)
        if (
            before is None
            or before.upos != "VERB"
            or before.lemma not in _STATING
            or before.lower == "espérons"
            or not _plain(context, before)
        ):
            continue
        verb = clause_verb(context, word.index)
        if (
            verb is None
            or moods_of(context, verb) != {"sub"}
            or verb.lower in ("soit", "soient", "puisse", "fût", "eût")
        ):
            continue
        if verb.tag.tense != "pres":
            continue
        yield context.finding(
            verb,
            verb,
            f"After “{before.text} que” the verb stands in the indicative.",
            conjugated(context, verb.lemma, person=verb.tag.person or "3", plural=verb.tag.number == "p"),
        )


def _plain(context: Context, verb: Word) -> bool:
    """Whether nothing denies or doubts the statement."""
    return verb.tag.verb_form in ("fin", "part-past") and not any(
        word.lower in _NEGATING for word in context.words[: verb.index]
    )


_SI = frozenset(("si", "s'"))


def _condition(context: Context) -> Iterator[Finding]:
    """ "Si j'aurais su, je serais venu": both clauses in the conditional."""
    for word in context.among(_SI):
        if word.upos != "SCONJ" or not _opens(context, word):
            continue
        verb = clause_verb(context, word.index)
        if verb is None or moods_of(context, verb) != {"cnd"} or verb.lemma in ("pouvoir", "devoir"):
            continue  # "si les prix pourraient baisser, ils devraient remonter" concedes
        main = next((other for other in context.words[verb.index + 1 :] if other.is_finite), None)
        comma = next((other for other in context.words[verb.index + 1 :] if other.lower == ","), None)
        if main is None or comma is None or moods_of(context, main) != {"cnd"} or main.index < comma.index:
            continue
        yield context.finding(
            verb,
            verb,
            "A condition with “si” takes no conditional.",
            conjugated(context, verb.lemma, person=verb.tag.person, plural=verb.tag.number == "p", tense="imp"),
        )


_TOLD = frozenset("rester savoir ignorer dire demander voir devoir falloir".split())


def _future_condition(context: Context) -> Iterator[Finding]:
    """ "Si tout ira bien, il viendra"."""
    for word in context.among(_SI):
        if word.upos != "SCONJ" or word.index > 1 or not _opens(context, word):
            continue
        verb = clause_verb(context, word.index)
        if verb is None or moods_of(context, verb) != {"ind"} or verb.tag.tense != "fut":
            continue
        comma = next((other for other in context.words[verb.index + 1 :] if other.lower == ","), None)
        main = next((other for other in context.words[comma.index :] if other.is_finite), None) if comma else None
        if main is None or main.lemma in _TOLD or main.upos not in ("VERB", "AUX"):
            continue  # "Si cela suffira, nul ne le sait."
        present = conjugated(context, verb.lemma, person=verb.tag.person, plural=verb.tag.number == "p")
        yield context.finding(verb, verb, "A condition with “si” takes no future.", present)


def _opens(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    return before is None or word.index == 0 or before.text in ("«", "“", '"') or before.lower in ("mais", "et", "car")


_WHEN = frozenset(("quand", "lorsque", "lorsqu'"))


def _if_and_when(context: Context) -> Iterator[Finding]:
    """ "si et quand" copies "if and when": of a time to come French speaks in the future."""
    for word in context.among(_WHEN, 2):
        if context.words[word.index - 1].lower != "et":
            continue
        if context.words[word.index - 2].lower != "si":
            continue
        verb = clause_verb(context, word.index)
        reading = None if verb is None else finite_reading(context, verb)
        if verb is None or reading is None or reading.mood != "ind" or reading.tense not in ("imp", "past"):
            continue
        yield context.finding(
            verb,
            verb,
            f"After “si et {word.text}” a time to come is meant: the future.",
            conjugated(context, reading.lemma, person=reading.person, plural=reading.number == "p", tense="fut"),
        )


_TOMORROW = frozenset("demain après-demain".split())
_YESTERDAY = frozenset("hier avant-hier".split())


def _against_the_day(context: Context) -> Iterator[Finding]:
    """ "Demain, il a mangé", "Hier, il mangera": the day that opens the sentence and its tense do not go together."""
    words = context.words
    if len(words) < 4 or words[0].lower not in _TOMORROW | _YESTERDAY:
        return
    start = 2 if words[1].text == "," else 1
    verb = next((word for word in words[start:] if word.is_finite), None)
    if verb is None or any(
        word.upos in ("SCONJ", "PUNCT") or word.lower == "qui" for word in words[start : verb.index]
    ):
        return
    after = context.word(verb.index + 1)
    while after is not None and after.upos == "ADV":
        after = context.word(after.index + 1)
    compound = verb.lemma in ("avoir", "être") and after is not None and after.tag.verb_form == "part-past"
    is_past = verb.tag.tense in ("imp", "past") or (compound and verb.lemma == "avoir" and verb.tag.tense == "pres")
    if words[0].lower in _TOMORROW and is_past and verb.tag.mood == "ind":
        yield context.finding(verb, after if compound and after else verb, f"“{words[0].text}” asks for the future.")
    elif words[0].lower in _YESTERDAY and verb.tag.tense == "fut" and verb.tag.mood == "ind":
        yield context.finding(verb, verb, f"“{words[0].text}” asks for a past tense.")


RULES = (
    Rule(
        "FR110",
        "tense-against-the-day",
        _against_the_day,
        must_fail=(
            "Demain, il ⟦a mangé⟧ au restaurant.",
            "Demain les élus ⟦votaient⟧ la loi.",
            "Hier, le maire ⟦annoncera⟧ sa décision.",
        ),
        must_pass=(
            "Demain, il mangera au restaurant.",
            "Demain est un autre jour.",
            "Hier, le maire a annoncé qu'il partira.",
            "Demain, quand il aura fini, il partira.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR110",
        "future-after-si",
        _future_condition,
        must_fail=(
            "Si tout ⟦ira⟧ comme prévu, les deux réseaux seront unis.",
            "Si la banque ⟦acceptera⟧, le projet commencera en mai.",
            "S'il ⟦pleuvra⟧ demain, le match sera reporté.",
        ),
        must_pass=(
            "Si tout va comme prévu, les deux réseaux seront unis.",
            "Si cela suffira, nul ne le sait.",
            "Il demande si elle viendra.",
            "Si grand qu'il sera, il obéira.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR110",
        "missing-indicative",
        _indicative,
        must_fail=(
            "Le ministre a déclaré que la loi ⟦fasse⟧ peur.",
            "Elle espère que son fils ⟦vienne⟧ demain.",
            "Il sait que la porte ⟦ait⟧ été fermée.",
        ),
        must_pass=(
            "Il n'affirme pas que la loi fasse peur.",
            "Elle demande que son fils vienne.",
            "Espère-t-il que son fils vienne ?",
            "Il a dit qu'il vienne me voir.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR110",
        "conditional-after-si",
        _condition,
        must_fail=(
            "Si j'⟦aurais⟧ su, je serais venu.",
            "Si le gouvernement ⟦voudrait⟧, il pourrait agir.",
            "Si nous ⟦serions⟧ riches, nous partirions.",
        ),
        must_pass=(
            "Si j'avais su, je serais venu.",
            "Il se demande si elle viendrait.",
            "Si le film aurait pu plaire, il a déçu.",
            "Je ne sais pas s'il serait d'accord, mais il viendrait.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR110",
        "past-after-if-and-when",
        _if_and_when,
        must_fail=(
            "Nous interviendrons si et quand la situation l'⟦exigeait⟧.",
            "Ils sont prêts à partir si et quand le port ⟦ouvrait⟧.",
            "Elle paiera si et lorsque la banque le ⟦demandait⟧.",
        ),
        must_pass=(
            "Nous interviendrons si et quand la situation l'exigera.",
            "Il ne savait ni si ni quand elle viendrait.",
            "On ignore si et quand il partira.",
            "Il chantait quand elle entrait.",
        ),
        confidence=0.75,
    ),
)
