"""FR102: a clause without its verb. FR203: a sentence that is none."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import CLITICS, LONGEST_CLAUSE, MIDDLE, has_verb, is_adverb
from mtqa.domain.issue import Severity

_SUBJECTS = frozenset(("il", "ils", "je", "j'", "tu", "on"))
_NO_VERB = frozenset(("DET", "NOUN", "ADJ", "NUM", "PROPN", "ADP", "ADP+DET"))
_REPORTING = frozenset(
    "affirmer ajouter annoncer assurer confirmer croire déclarer dire espérer estimer expliquer indiquer juger noter "
    "penser préciser rappeler savoir souligner prévoir craindre".split()
)
_SHORT_ANSWERS = frozenset("oui non si jamais cela ça".split())


def _subject_alone(context: Context) -> Iterator[Finding]:
    """ "Il le président", "on des chiffres": a subject pronoun that no verb follows."""
    for word in context.among(_SUBJECTS):
        if word.upos != "PRON" or _is_quoted(context, word):
            continue
        position = word.index + 1
        while (after := context.word(position)) is not None and _may_stand_between(after):
            position += 1
        if after is None or after.upos not in _NO_VERB or after.tag.confidence < 0.9 or not after.text.isalpha():
            continue
        if any(own.category in ("VERB", "AUX", "ADV") for own in context.lexicon.analyses(after.text)):
            continue
        if after.text[0].isupper() or (word.text.isupper() and len(word.text) > 1):
            continue
        next_word = context.words[word.index + 1]
        yield context.finding(word, next_word, f"No verb follows the subject “{word.text}”.")


_NE = frozenset(("ne", "n'"))


def _negation_alone(context: Context) -> Iterator[Finding]:
    """ "Le maire ne pas la réponse": "ne" without the verb it denies."""
    for word in context.among(_NE):
        if word.upos != "ADV":
            continue
        position = word.index + 1
        while (after := context.word(position)) is not None and (_may_stand_between(after) or after.lower == "que"):
            position += 1
            if position > word.index + LONGEST_CLAUSE:
                break
        if after is None or after.upos not in _NO_VERB or not after.text.isalpha() or position == word.index + 1:
            continue
        if any(own.category in ("VERB", "AUX") for own in context.lexicon.analyses(after.text)):
            continue
        yield context.finding(word, context.words[word.index + 1], "“ne” has no verb to deny.")


def _may_stand_between(word: Word) -> bool:
    return word.lower in CLITICS or is_adverb(word)  # "on la sorte de là": the tagger may take "la" for an article


def _is_quoted(context: Context, word: Word) -> bool:
    after = context.word(word.index + 1)
    before = context.word(word.index - 1)
    if before is not None and before.upos == "AUX":
        return True  # "on s'est tu"
    return after is None or not after.is_word or context.text[max(0, word.start - 1)] == ")"  # "(s)on champ"


_QUI = frozenset(("qui",))


def _who_without_verb(context: Context) -> Iterator[Finding]:
    """ "Un budget qui 14 millions d'euros.": a relative clause that no verb closes."""
    if not context.text.rstrip().endswith("."):
        return
    for word in context.among(_QUI):
        if word.upos != "PRON" or has_verb(context, word.index, len(context.words)):
            continue
        antecedent, after = context.word(word.index - 1), context.word(word.index + 1)
        if antecedent is None or antecedent.upos not in ("NOUN", "PROPN") or after is None or not after.is_word:
            continue
        if after.lower in ("l'", "le", "la", "les") and _may_be_finite(context, context.word(after.index + 1)):
            continue  # "qui l'affiche"
        if after.upos in _NO_VERB and not _hides_verb(context, word.index + 1):
            yield context.finding(word, after, "The relative clause after “qui” has no verb.")


def _may_be_finite(context: Context, word: Word | None) -> bool:
    return word is not None and any(
        own.verb_form == "fin" and own.person == "3" for own in context.lexicon.analyses(word.text)
    )


def _hides_verb(context: Context, start: int, end: int | None = None) -> bool:
    """Whether a word from `start` on could be a conjugated verb that the tagger read otherwise."""
    return any(
        own.verb_form == "fin" and own.person == "3"
        for word in context.words[start:end]
        if word.upos not in ("PRON", "DET", "ADP", "ADP+DET", "NUM") and not _follows_determiner(context, word)
        for own in context.lexicon.analyses(word.text)
    )


def _follows_determiner(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    return before is not None and before.upos in ("DET", "ADP+DET", "ADJ") and word.upos in ("NOUN", "ADJ")


_QUE = frozenset(("que", "qu'"))


def _that_without_verb(context: Context) -> Iterator[Finding]:
    """ "Il affirme que la réforme nécessaire.": the clause after a verb of saying has no verb."""
    if not context.text.rstrip().endswith("."):
        return
    for word in context.among(_QUE, 1):
        if word.upos != "SCONJ":
            continue
        before, after = context.words[word.index - 1], context.word(word.index + 1)
        if before.upos != "VERB" or before.lemma not in _REPORTING or after is None or after.upos != "DET":
            continue
        if any(other.lower in ("ne", "n'", "plus", "moins", "aussi") for other in context.words[: word.index]):
            continue
        if has_verb(context, word.index, len(context.words)) or _hides_verb(context, word.index + 1):
            continue
        if not any(other.text in ('"', "«", "“") for other in context.words[word.index :]):
            yield context.finding(word, after, f"The clause after “{before.text} {word.text}” has no verb.")


def _clause_for_verb(context: Context) -> Iterator[Finding]:
    """ "Le ministre que la réforme sera votée.": the verb between subject and clause is lost."""
    words = context.words
    if not context.sentence.terminated or context.is_heading or len(words) < 5 or words[0].upos != "DET":
        return
    that = next((word for word in words if word.lower in ("que", "qu'")), None)
    if that is None or has_verb(context, 0, that.index) or not _is_person_or_name(words[1 : that.index]):
        return
    finite = [word for word in words[that.index :] if word.is_finite]
    if len(finite) != 1 or finite[0].lemma != "être" or any(word.text in (",", ":", "«", '"') for word in words):
        return
    if _hides_verb(context, that.index + 1, finite[0].index):
        return  # "le ministre que la réforme inquiète est parti"
    after, subject = context.word(finite[0].index + 1), context.word(that.index + 1)
    if after is None or after.tag.verb_form != "part-past" or subject is None or subject.upos not in ("DET", "PROPN"):
        return
    yield context.finding(that, that, f"Between the subject and “{that.text}” a verb is missing.")


def _is_person_or_name(words: tuple[Word, ...]) -> bool:
    """Whether a short subject stands here, no noun that takes a clause ("la preuve que", "le fait que")."""
    return bool(words) and len(words) < 6 and words[-1].upos in ("NOUN", "PROPN") and words[0].lower not in (
        "preuve", "fait", "idée", "certitude", "conviction", "sentiment", "crainte", "espoir", "nouvelle", "peur", "chance", "raison", "fois", "jour", "moment",
    )  # fmt: skip


def _purpose_alone(context: Context) -> Iterator[Finding]:
    """ "Pour en créer un nouveau.": a purpose that hangs on no clause."""
    words = context.words
    if context.previous is None or context.is_heading or not context.text.rstrip().endswith(".") or len(words) < 5:
        return
    beside = (context.previous, context.following)
    if any(other is not None and other.text.startswith(words[0].text) for other in beside):
        return  # one of a list
    if words[0].text not in ("Pour", "Afin") or has_finite(context) or _hides_verb(context, 1):
        return
    if context.text.rstrip().endswith("..") or any(word.text in (":", ",", "«", '"', "“", "(") for word in words):
        return
    position = 1
    while (word := context.word(position)) is not None and (
        word.lower in CLITICS or word.lower in MIDDLE or word.lower in ("de", "d'")
    ):
        position += 1
    if word is None or word.tag.verb_form != "inf":
        return
    last = words[-2] if len(words) < 12 else word
    yield context.finding(words[0], last, "A purpose stands alone as a sentence: no clause carries it.")


RULES = (
    Rule(
        "FR102",
        "subject-without-verb",
        _subject_alone,
        must_fail=(
            "Hier soir, ⟦il une⟧ voiture neuve.",
            "Le maire pense ⟦qu'⟧".replace("⟦qu'⟧", "qu'") + "⟦il trop⟧ de travail.",
            "Demain ⟦ils au⟧ marché.",
        ),
        must_pass=(
            "A-t-il une voiture neuve ?",
            "Il, lui, ne dit rien.",
            "Il en a trop.",
            "On ne le dit pas.",
            "Le pronom « il » est masculin.",
        ),
        confidence=0.8,
        severity=Severity.MAJOR,
    ),
    Rule(
        "FR102",
        "negation-without-verb",
        _negation_alone,
        must_fail=(
            "Le maire ⟦ne pas⟧ la réponse.",
            "La loi ⟦n'également⟧ aucun effet.",
            "Ils ⟦ne jamais⟧ au marché.",
        ),
        must_pass=(
            "Le maire ne donne pas la réponse.",
            "Il demande de ne pas la donner.",
            "Elle n'en a plus.",
            "Ne rien dire serait lâche.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR102",
        "who-without-verb",
        _who_without_verb,
        must_fail=(
            "La ville a voté un budget ⟦qui quatorze⟧ millions d'euros.",
            "Elle défend un homme ⟦qui trois⟧ enfants.",
            "Il habite une maison ⟦qui très⟧ grande.".replace("qui très⟧ grande", "qui une⟧ belle vue"),
        ),
        must_pass=(
            "Une image peut ne pas avoir de fenêtre qui l'affiche.",
            "Elle défend un homme qui a trois enfants.",
            "À qui la faute ?",
            "Il ne sait plus qui croire.",
            "Elle parle de ceux qui partent.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR102",
        "that-without-verb",
        _that_without_verb,
        must_fail=(
            "Le ministre affirme ⟦que la⟧ réforme nécessaire.",
            "Elle a dit ⟦que le⟧ train en retard.",
            "Il pense ⟦que les⟧ voisins absents.",
        ),
        must_pass=(
            "Il ne dit que des bêtises.",
            "Elle pense que oui.",
            "Il affirme que la réforme est nécessaire.",
            "Il sait plus que les autres.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR102",
        "clause-for-verb",
        _clause_for_verb,
        must_fail=(
            "Le ministre ⟦que⟧ la réforme sera votée.",
            "Les syndicats ⟦que⟧ la grève sera suivie.",
            "La direction du groupe ⟦que⟧ l'usine est vendue.",
        ),
        must_pass=(
            "Le ministre que la réforme inquiète est parti.",
            "La preuve que la loi est appliquée.",
            "Le film que Paul a vu.",
            "Le fait que la loi soit votée rassure.",
        ),
        confidence=0.7,
    ),
    Rule(
        "FR203",
        "purpose-alone",
        _purpose_alone,
        must_fail=(
            "Ils voulaient garder la salle. ⟦Pour en construire une autre plus loin⟧.",
            "La mairie a refusé le projet. ⟦Afin de protéger les riverains du bruit⟧.",
            "Le club a vendu ses joueurs. ⟦Pour payer plus vite ses dettes⟧.",
        ),
        must_pass=(
            "Il est venu. Pour comprendre, il faut lire.",
            "Pour en savoir plus.",
            "Que faire ? Pour gagner, il faut jouer.",
            "Il a tout vendu. Pourquoi ?",
        ),
        confidence=0.6,
        severity=Severity.MAJOR,
    ),
)
