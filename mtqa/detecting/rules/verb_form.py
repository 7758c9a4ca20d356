"""FR101: an infinitive or a present participle where a conjugated verb must stand."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import PERSONS, before_verb, conjugated, is_gerund, is_infinitive, is_plural
from mtqa.detecting.verb_subjects import NOMINAL, is_stressed, subject_start

_SURE = 0.85
_ANTECEDENTS = {"celui": "3", "celle": "3", "ceux": "3", "celles": "3", "lui": "3", "eux": "3", "moi": "1", "toi": "2"}
_INTENDING = frozenset(
    "prévoir envisager refuser accepter promettre décider menacer tenter essayer risquer proposer choisir cesser".split()
)
_LINKS = frozenset("que qu' si quand lorsque lorsqu' dont".split())


def _infinitives(context: Context) -> Iterator[Finding]:
    if "inf" not in context.verb_forms:
        return
    for word in context.words:
        if not is_infinitive(word) or not _may_be_capital(context, word):
            continue
        if _is_apposed(context, word):
            continue
        subject = _subject_of_infinitive(context, word)
        if subject is None:
            continue
        person, plural = subject
        yield context.finding(
            word,
            word,
            f"The infinitive “{word.text}” stands where a conjugated verb must stand.",
            conjugated(context, word.lemma, person=person, plural=plural),
        )


def _may_be_capital(context: Context, word: Word) -> bool:
    """Whether a capital is none of a title's: nothing else in the sentence is its verb ("Le ministre Démissionner")."""
    if word.text.islower():
        return True
    before = context.word(word.index - 1)
    alone = word.is_capitalised and context.sentence.terminated and not context.is_heading and not has_finite(context)
    return alone and before is not None and before.upos in NOMINAL and context.gap(before, word) == " "


def _is_apposed(context: Context, word: Word) -> bool:
    """Whether the form is rather a noun beside another: "le taux plancher de l'allocation est fixé"."""
    before = context.word(word.index - 1)
    if before is None or before.upos not in ("NOUN", "ADJ") or not has_finite(context, word.index + 1):
        return False
    return any(own.category == "NOUN" for own in context.lexicon.analyses(word.lower))


def _subject_of_infinitive(context: Context, word: Word) -> tuple[str, bool] | None:
    """Person and number of the subject that an infinitive follows as if it were its verb."""
    before = before_verb(context, word.index)
    if before is None:
        return None
    if before.lower in PERSONS and before.upos == "PRON":
        return None if is_stressed(context, before) else (PERSONS[before.lower], before.lower.endswith("s"))
    if before.lower == "qui":
        antecedent = context.word(before.index - 1)
        if antecedent is None or _questions(context, before.index):
            return None
        if antecedent.upos == "ADJ":
            antecedent = context.word(antecedent.index - 1) or antecedent
        if antecedent.upos not in NOMINAL and antecedent.lower not in _ANTECEDENTS:
            return None
        return _ANTECEDENTS.get(antecedent.lower, "3"), antecedent.tag.number == "p"
    subject = context.word(before.index + 1)
    denied = any(other.lower in ("ne", "n'") for other in context.words[: before.index])
    if (
        before.lower in _LINKS
        and not denied
        and subject is not None
        and subject.lower in ("nous", "vous")
        and before.index > 1
    ):
        return ("1" if subject.lower == "nous" else "2"), True
    start = subject_start(context, before)
    if start is None or before.text in ("A", "À"):
        return None
    if before.text == "," and any(other.tag.verb_form == "inf" for other in context.words[: before.index]):
        return None  # "le maire, qui souhaite agrandir, rénover ou vendre l'école,"
    return "3", is_plural(context.words[start : before.index + 1])


def _questions(context: Context, index: int) -> bool:
    """Whether an asking verb makes "qui" a question: "savoir qui inviter"."""
    return any(
        word.lemma in ("savoir", "demander", "décider", "dire") for word in context.words[max(0, index - 6) : index]
    )


def _present_participles(context: Context) -> Iterator[Finding]:
    """ "Ils voulant partir"; of noun phrases only "La présidente ayant appelé à voter.", a caption may have the others."""
    if not context.sentence.terminated or context.is_heading or "part-pres" not in context.verb_forms:
        return
    for word in context.words[1:]:
        if not is_gerund(word) or word.tag.confidence < _SURE:
            continue
        before = before_verb(context, word.index)
        if before is None:
            continue
        plural = False
        if before.lower in ("et", "ou") and _is_coordinated(context, before):
            plural = context.words[before.index - 1].tag.number == "p"
        elif before.upos == "PRON" and before.lower in ("il", "ils", "on", "je", "j'", "tu", "c'"):
            plural = before.lower == "ils"
        elif not _lacks_main_verb(context, word, before):
            continue
        yield context.finding(
            word,
            word,
            f"The present participle “{word.text}” stands where a conjugated verb must stand.",
            conjugated(context, word.lemma, person=PERSONS.get(before.lower, "3"), plural=plural),
        )


def _is_coordinated(context: Context, coordinator: Word) -> bool:
    """ "Ils menacent et demandant de l'argent": right after a conjugated verb only another one can be joined."""
    before = context.word(coordinator.index - 1)
    return before is not None and before.is_finite and before.upos == "VERB"


def _lacks_main_verb(context: Context, word: Word, before: Word) -> bool:
    if before.text == ",":
        return _follows_relative(context, before)
    if has_finite(context) or not (word.lower in ("ayant", "étant") or _has_infinitive(context, word)):
        return False
    start, after = subject_start(context, before), context.word(word.index + 1)
    if start != 0 or after is None or (word.lower in ("ayant", "étant") and after.tag.verb_form != "part-past"):
        return False
    return context.words[start].lower in ("le", "la", "les", "l'") or context.words[start].upos == "PROPN"


def _has_infinitive(context: Context, gerund: Word) -> bool:
    """ "prévoyant de recruter", "affirmant que": what no caption tells of a person in a picture."""
    link, verb = context.word(gerund.index + 1), context.word(gerund.index + 2)
    if link is None or verb is None:
        return False
    return gerund.lemma in _INTENDING and link.lower in ("de", "d'") and verb.tag.verb_form == "inf"


def _follows_relative(context: Context, comma: Word) -> bool:
    """ "La coopérative, qui compte 140 membres, préparant la saison.": the only other verb is the relative's."""
    opening = next((word for word in context.words if word.text == ","), comma)
    relative = context.word(opening.index + 1)
    if opening is comma or relative is None or relative.lower not in ("qui", "dont", "où"):
        return False
    inside = context.words[relative.index : comma.index]
    phrase = context.words[: opening.index]
    is_subject = phrase[0].lower in ("le", "la", "les", "l'") or phrase[0].upos == "PROPN"
    if not is_subject or any(word.text == "," for word in inside) or has_finite(context, 0, opening.index):
        return False
    return sum(word.is_finite for word in inside) == 1 and not has_finite(context, comma.index)


RULES = (
    Rule(
        "FR101",
        "infinitive-as-verb",
        _infinitives,
        must_fail=(
            "Le Premier ministre ⟦Démissionner⟧ après le vote de lundi.",
            "Les ministres de la Santé ⟦devoir⟧ discuter de la crise.",
            "Paul Martin ⟦continuer⟧ à travailler au port.",
            "Le maire défend une réforme qui ⟦prévoir⟧ des économies.",
            "Elle pense que les voisins ⟦dormir⟧ encore.",
            "Il ⟦vouloir⟧ partir demain.",
        ),
        must_pass=(
            "Le taux plancher de l'allocation est fixé à neuf euros.",
            "Le maire, qui souhaite agrandir, rénover ou vendre l'école, refuse.",
            "Les enfants à garder et les plats à préparer attendent.",
            "Que faire quand les prix montent ?",
            "Il voit les enfants courir dans la cour.",
            "Le maire laisse les commerçants ouvrir le dimanche.",
            "Il ne sait pas qui inviter.",
            "Bien choisir son vélo électrique.",
            "Sans elle, partir serait une erreur.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR101",
        "present-participle-as-verb",
        _present_participles,
        must_fail=(
            "L'entreprise basée à Toulouse ⟦prévoyant⟧ de recruter deux cents personnes.",
            "La coopérative, qui compte cent membres, ⟦préparant⟧ la saison.",
            "Ils ⟦voulant⟧ partir avant la nuit.",
            "Elle dit qu'il ⟦travaillant⟧ au port.",
            "La présidente du parti ⟦ayant⟧ appelé jeudi à voter.",
            "Les voleurs menacent et lui ⟦demandant⟧ de l'argent.",
        ),
        must_pass=(
            "La coopérative, qui compte cent membres, préparant la saison, ne répond pas.",
            "Ayant fini son repas, il est parti.",
            "Le maire ayant refusé, le projet est mort.",
            "Une femme portant un masque.",
            "Cela étant, il a raison.",
        ),
        confidence=0.85,
    ),
)
