"""FR101: an infinitive or a participle where a conjugated verb must stand."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import (
    PERSONS,
    before_verb,
    clause_end,
    clause_start,
    compound_past,
    conjugated,
    has_verb,
    is_plural,
    participle_lemma,
)

_SURE = 0.85
_CERTAIN = 0.97
_NOMINAL = frozenset(("NOUN", "PROPN"))
# With these a noun phrase may follow the participle of a noun: "l'homme surnommé le Boucher", "le mois dernier".
_NAMING = frozenset(
    "appeler baptiser considérer couronner déclarer devenir dire élire estimer évaluer intituler juger nommer proclamer "
    "qualifier rebaptiser sacrer surnommer titrer désigner promettre payer vendre acheter estimer chiffrer facturer "
    "coûter mesurer peser classer arriver rester dénommer".split()
)
_TIME = frozenset(
    "an année après-midi automne début date dimanche été fin fois heure hier hiver instant jeudi jour journée lendemain "
    "lundi mardi matin matinée mercredi minute mois moment nuit printemps saison samedi seconde semaine siècle soir "
    "soirée trimestre vacances veille vendredi week-end décennie période époque temps".split()
)
# A noun may be told something by that: "les Français persuadés que".
_TOLD = frozenset("convaincre persuader assurer informer prévenir avertir aviser rassurer surprendre étonner".split())
# Their participles qualify no noun.
_NO_PASSIVE = frozenset(("renoncer", "répondre", "réagir", "échapper", "téléphoner", "insister", "hésiter", "succéder"))
# What is begun or decided is no one: "Santoni commencé à jouer" lacks its auxiliary, "invité à jouer" may not.
_DECIDING = frozenset(
    "commencer continuer renoncer hésiter réussir parvenir tenir décider choisir refuser accepter tenter essayer cesser "
    "éviter oublier envisager menacer finir arrêter rêver".split()
)
# Conjugated forms of these look like nouns and take an infinitive: "le groupe compte demander".
_GOVERNING = frozenset(("compter", "espérer", "oser", "risquer", "souhaiter"))
_STRESSED = frozenset(("elle", "elles", "ce", "cela", "ça"))
_BEFORE_PARTICIPLE = frozenset(
    "que qu' comme si dès une aussitôt sitôt à de avec sans pour contre selon chez par".split()
)


def _infinitives(context: Context) -> Iterator[Finding]:
    for word in context.words:
        if word.tag.verb_form != "inf" or word.tag.confidence < _SURE or not word.text.islower():
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


def _subject_of_infinitive(context: Context, word: Word) -> tuple[str, bool] | None:
    """Person and number of the subject that an infinitive follows as if it were its verb."""
    before = before_verb(context, word.index)
    if before is None:
        return None
    if before.lower in PERSONS and before.upos == "PRON":
        return None if _is_stressed(context, before) else (PERSONS[before.lower], before.lower.endswith("s"))
    if before.lower == "qui":
        antecedent = context.word(before.index - 1)
        if antecedent is None or antecedent.upos not in _NOMINAL or _questions(context, before.index):
            return None
        return "3", antecedent.tag.number == "p"
    start = _subject_start(context, before)
    if start is None:
        return None
    return "3", is_plural(context.words[start : before.index + 1])


def _is_stressed(context: Context, pronoun: Word) -> bool:
    """Whether the pronoun is no subject: "sans elle", "pour ce faire"."""
    before = context.word(pronoun.index - 1)
    if before is None or pronoun.lower not in _STRESSED:
        return False
    return before.upos != "SCONJ" and (before.is_word or pronoun.lower in ("elle", "elles"))


def _questions(context: Context, index: int) -> bool:
    """Whether an asking verb makes "qui" a question: "savoir qui inviter"."""
    return any(
        word.lemma in ("savoir", "demander", "décider", "dire") for word in context.words[max(0, index - 6) : index]
    )


def _subject_start(context: Context, last: Word) -> int | None:
    """Where a noun phrase that ends in `last` and opens its clause begins, None where it is no subject."""
    if last.upos not in _NOMINAL and last.upos != "ADJ" and last.tag.verb_form != "part-past":
        return None
    start = clause_start(context, last.index)
    while start < last.index and context.words[start].upos == "CCONJ":
        start += 1
    words = context.words[start : last.index + 1]
    first = words[0]
    if first.upos not in ("DET", "PROPN", "NUM") and not (first.upos == "NOUN" and first.text[0].isupper()):
        return None
    if has_verb(context, start, last.index + 1) or not any(word.upos in _NOMINAL for word in words):
        return None
    if any(_may_be_verb(context, word) for word in words[1:]):
        return None
    if start and not _opens_clause(context, start):
        return None
    return start


def _may_be_verb(context: Context, word: Word) -> bool:
    """Whether the tagger may have missed a verb that governs the infinitive: "le groupe compte demander", "censée"."""
    if word.lemma in ("censé", "censer", "supposé", "supposer", "appelé", "venu"):
        return True
    for reading in context.lexicon.analyses(word.text):
        finite = reading.verb_form == "fin" and reading.person == "3"
        if (finite or reading.verb_form == "inf") and (word.tag.confidence < _CERTAIN or reading.lemma in _GOVERNING):
            return True
    return False


def _opens_clause(context: Context, start: int) -> bool:
    """Whether the mark or word before `start` lets a clause begin, with nothing open before it."""
    opener = context.words[start - 1]
    if opener.upos == "SCONJ" or opener.lower in ("que", "qu'"):
        return True
    if opener.lower == ",":
        return not has_verb(context, 0, start)
    return opener.text in (";", "«", '"', "“")


def _participles(context: Context) -> Iterator[Finding]:
    if not context.sentence.terminated or context.is_heading:
        return
    for word in context.words[1:]:
        if word.tag.verb_form != "part-past" and word.upos not in ("ADJ", "VERB"):
            continue
        lemma = participle_lemma(context, word)
        if lemma is None:
            continue
        before = before_verb(context, word.index)
        if before is None or (plural := _plural_subject(context, word, before, lemma)) is None:
            continue
        reflexive = (context.word(word.index - 1) or word).lower in ("se", "s'")
        yield context.finding(
            word,
            word,
            f"The participle “{word.text}” lacks its auxiliary: no conjugated verb stands in this clause.",
            compound_past(context, lemma, plural=plural, reflexive=reflexive),
        )


def _plural_subject(context: Context, word: Word, before: Word, lemma: str) -> bool | None:
    """The number of the subject whose conjugated verb the participle stands for, None where it stands for none."""
    if before.upos == "PRON" and before.lower in ("il", "ils", "on", "je", "tu"):
        return before.lower == "ils" if word.tag.verb_form == "part-past" else None
    if before.lower == "qui" and word.tag.verb_form == "part-past":
        antecedent = context.word(before.index - 1)
        if antecedent is not None and antecedent.upos in _NOMINAL:
            return antecedent.tag.number == "p"
        return None
    start = _subject_start(context, before)
    if start is None or has_finite(context, word.index + 1, clause_end(context, word.index)):
        return None
    if start and context.words[start - 1].lower in _BEFORE_PARTICIPLE and not _rest_has_no_verb(context, word):
        return None
    if not _cannot_qualify(context, word, lemma):
        return None
    return is_plural(context.words[start : before.index + 1])


def _rest_has_no_verb(context: Context, word: Word) -> bool:
    return not has_finite(context, word.index)


def _cannot_qualify(context: Context, word: Word, lemma: str) -> bool:
    """Whether what follows shows that the participle does not qualify the noun before it."""
    readings = context.lexicon.analyses(word.text)
    if all(not own.gender for own in readings if own.verb_form == "part-past"):
        return True  # "participé" has no feminine: its verb takes no object that it could qualify
    position = word.index + 1
    while (after := context.word(position)) is not None and after.upos == "ADV":
        position += 1
    if after is None:
        return False
    following = context.word(position + 1)
    if after.lower in ("que", "qu'") and after.upos == "SCONJ":
        return lemma not in _TOLD and following is not None and following.upos in ("DET", "PROPN", "PRON")
    if after.upos == "DET" and following is not None:
        return lemma not in _NAMING and _is_object(context, position)
    if after.upos in ("ADP", "ADP+DET") and lemma in _NO_PASSIVE:
        return True
    if after.lower in ("à", "de", "d'") and following is not None:
        return lemma in _DECIDING and following.tag.verb_form == "inf"
    return after.is_capitalised and after.upos == "NOUN" and after.tag.number == "p"


def _is_object(context: Context, position: int) -> bool:
    """Whether the noun phrase at `position` is an object, not a time ("la semaine dernière", "ce matin")."""
    for word in context.words[position + 1 : position + 4]:
        if word.lower in _TIME or word.lemma in _TIME or word.upos == "NUM":
            return False
        if word.upos in _NOMINAL:
            return True
    return False


RULES = (
    Rule(
        "FR101",
        "infinitive-as-verb",
        _infinitives,
        must_fail=(
            "Les ministres de la Santé ⟦devoir⟧ discuter de la crise.",
            "Paul Martin ⟦continuer⟧ à travailler au port.",
            "Le maire défend une réforme qui ⟦prévoir⟧ des économies.",
            "Elle pense que les voisins ⟦dormir⟧ encore.",
            "Il ⟦vouloir⟧ partir demain.",
        ),
        must_pass=(
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
        "participle-as-verb",
        _participles,
        must_fail=(
            "Le gouvernement ⟦annoncé⟧ hier que les impôts baisseront.",
            "La commune ⟦renoncé⟧ également aux travaux.",
            "Les trois syndicats ⟦refusé⟧ la proposition.",
            "Il ⟦mangé⟧ une pomme.",
            "La Chine ⟦rassemblée⟧ Soldats près de la côte.",
            "Leclerc ⟦commencé⟧ à courir à six ans.",
        ),
        must_pass=(
            "Les mesures annoncées hier par le ministre entrent en vigueur.",
            "Un homme tué à Marseille.",
            "L'un a été condamné, l'autre relaxé.",
            "Les Français persuadés que la crise durera épargnent.",
            "Le match terminé, les joueurs ont salué la foule.",
            "Un projet présenté la semaine dernière.",
            "Le tueur surnommé le Boucher de Lyon.",
        ),
        confidence=0.85,
    ),
)
