"""FR103: verbs that do not agree with their subject in number or person."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import ANY_SHAPE, Kind, is_surely_finite, numbers_of
from mtqa.detecting.quantities import phrase_shape
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.subjects import PRONOUN_SUBJECTS, Subject, SubjectFinder
from mtqa.french.analysis import Analysis

# Verbs that tell who says the words before them.
SAYING = frozenset(
    "dire affirmer révéler annoncer expliquer indiquer préciser estimer ajouter déclarer assurer rapporter raconter "
    "écrire noter souligner poursuivre conclure confier rappeler juger prévenir répondre avancer témoigner regretter "
    "détailler relever croire savoir résumer commenter plaider lancer lâcher reconnaître constater insister".split()
)
_ALLOWING = frozenset("permet permettent aide aident".split())
_NUMBER_NAMES = {"s": "singular", "p": "plural"}


def _find(context: Context) -> Iterator[Finding]:
    finder: SubjectFinder | None = None
    for word in context.words:
        if not word.is_finite or word.tag.mood == "imp" or not is_surely_finite(context, word):
            continue
        if (
            (word.text[0].isupper() and word.index)
            or word.lower == "importe"
            or not context.lexicon.frequency(word.lower)
        ):
            continue
        if _is_apposed(context, word):
            continue
        finder = finder or SubjectFinder(context)
        position = next(i for i, chunk in enumerate(finder.chunks) if chunk.first <= word.index <= chunk.last)
        if finder.chunks[position].kind is not Kind.VERB:
            continue
        if finder.is_inverted(position):
            yield from _inverted(context, word)
            continue
        subject = finder.subject_of(position)
        if subject is not None and _may_be_told_by(context, finder, position, subject):
            continue
        if subject is None:
            subject = finder.shared_subject(position) or _teller(context, finder, position)
        if subject is None or not (subject.is_pronoun or _may_be_third(context, word)):
            continue
        if subject.first == 0 and subject.last == 0 and word.lower in _ALLOWING and word.index == 1:
            continue  # a menu's or catalogue's note: "Vous permet de partager votre bureau."
        if _is_exhortation(context, word, subject) or _is_partly_seen(context, subject):
            continue
        if not agrees(context, word, subject):
            yield _finding(context, word, subject)


def _is_apposed(context: Context, word: Word) -> bool:
    """Whether the form is rather a noun beside another one: "les cellules de la zone cible sont déplacées"."""
    before, after = context.word(word.index - 1), context.word(word.index + 1)
    if before is None or before.upos != "NOUN" or after is None or not after.is_finite:
        return False
    return any(own.category == "NOUN" for own in context.lexicon.analyses(word.lower))


def _may_be_third(context: Context, word: Word) -> bool:
    return any(own.person == "3" for own in finite_readings(context, word))


def _is_exhortation(context: Context, word: Word, subject: Subject) -> bool:
    """ "ils sont nombreux, mais citons le premier": an imperative has no subject, and shares none."""
    before = context.word(word.index - 1)
    return (
        word.index - subject.last > 1
        and before is not None
        and (before.upos == "CCONJ" or before.text == ",")
        and any(own.mood == "imp" and own.person == "1" for own in context.lexicon.analyses(word.lower))
    )


def _is_partly_seen(context: Context, subject: Subject) -> bool:
    """Whether more of the subject stands before: after a bracket ("la liste (en bas) et celle-ci"), among letters."""
    first, last = context.words[subject.first], context.words[subject.last]
    before, further = context.word(first.index - 1), context.word(first.index - 2)
    after_bracket = before is not None and before.lower in ("et", "ou") and further is not None and further.text == ")"
    return after_bracket or (len(last.text.strip("-")) == 1 and last.text[-1].isalpha() and not subject.is_pronoun)


def _inverted(context: Context, word: Word) -> Iterator[Finding]:
    """ "vient-ils": the pronoun that hangs on the verb is its subject."""
    hanging = context.words[word.index + 1]
    person, shape = PRONOUN_SUBJECTS.get(hanging.lower.lstrip("-‐‑").removeprefix("t-"), ("", ANY_SHAPE))
    subject = Subject(hanging.index, hanging.index, shape, person, is_pronoun=True)
    if person == "3" and hanging.lower not in ("-ce", "-on", "-t-on") and not agrees(context, word, subject):
        yield _finding(context, word, subject)


def _may_be_told_by(context: Context, finder: SubjectFinder, position: int, subject: Subject) -> bool:
    """Whether the words before may be what somebody says: "... trois collaborateurs, révèle le journal"."""
    if subject.is_pronoun or not any(other.kind is Kind.VERB for other in finder.chunks[:position]):
        return False
    verb = context.words[finder.chunks[position].head]
    if _is_past(context.word(verb.index + 1)):
        return finder.kind(position - 1) is Kind.COMMA and _says(context, verb)
    return _says(context, verb) and finder.kind(position + 1) in (Kind.NOUN, Kind.PREPOSITIONAL)


def _is_past(word: Word | None) -> bool:
    return word is not None and word.tag.verb_form == "part-past"


def _says(context: Context, verb: Word) -> bool:
    """Whether the verb, or the participle after its auxiliary, is one of saying."""
    after = context.word(verb.index + 1)
    if after is not None and _is_past(after):
        return after.lemma in SAYING
    return verb.lemma in SAYING


def _teller(context: Context, finder: SubjectFinder, position: int) -> Subject | None:
    """The subject after a verb of saying that ends a quotation: "..., affirment les élus"."""
    before = finder.kind(position - 1)
    verb = context.words[finder.chunks[position].head]
    if before not in (Kind.COMMA, Kind.STOP) or not _says(context, verb) or position < 2:
        return None
    is_quoted = any(finder.chunks[i].kind is Kind.STOP for i in (position - 1, position - 2))
    if not is_quoted and not any(other.kind is Kind.VERB for other in finder.chunks[: position - 1]):
        return None
    after = position + 1
    while finder.kind(after) in (Kind.PARTICIPLE, Kind.ADVERB):
        after += 1
    if finder.kind(after) is not Kind.NOUN or finder.chunks[after].determiner is None:
        return None
    end = after + 1
    while finder.kind(end) in (Kind.PREPOSITIONAL, Kind.ADJECTIVE, Kind.PARTICIPLE):
        end += 1
    if finder.kind(end) not in (None, Kind.STOP):
        return None
    chunk = finder.chunks[after]
    return Subject(chunk.first, chunk.last, phrase_shape(context, finder.chunks, after), is_distant=True)


def finite_readings(context: Context, word: Word) -> list[Analysis]:
    """The conjugated readings of a form, imperatives aside."""
    readings = context.lexicon.analyses(word.lower)
    return [own for own in readings if own.verb_form == "fin" and own.mood != "imp"]


def agrees(context: Context, word: Word, subject: Subject) -> bool:
    """Whether some reading of the verb has the subject's person and one of its numbers; an unknown form agrees."""
    readings = finite_readings(context, word)
    numbers = numbers_of(subject.shape) if _is_counted(context, subject) else {"s"}
    return not readings or any(own.person == subject.person and own.number in numbers for own in readings)


def _is_counted(context: Context, subject: Subject) -> bool:
    return context.words[subject.last].lower not in ("on", "l'on")


def _finding(context: Context, word: Word, subject: Subject) -> Finding:
    numbers = sorted(numbers_of(subject.shape)) if _is_counted(context, subject) else ["s"]
    if subject.person == "2" and len(numbers) > 1:
        numbers = ["p"]
    phrase = context.text[context.words[subject.first].start : context.words[subject.last].end]
    suggestion = conjugated(context, word, subject.person, numbers[0]) if len(numbers) == 1 else None
    name = _NUMBER_NAMES[numbers[0]] if len(numbers) == 1 else "another"
    return context.finding(
        word, word, f"“{word.text}” does not agree with its subject “{phrase}” ({name}).", suggestion
    )


def conjugated(context: Context, word: Word, person: str, number: str) -> str | None:
    """The verb's form in the same mood and tense for another person and number."""
    tag = word.tag
    for category in (tag.upos, "VERB", "AUX"):
        forms = context.lexicon.forms(
            tag.lemma, category, verb_form="fin", mood=tag.mood, tense=tag.tense, person=person, number=number
        )
        if forms:
            return forms[0]
    return None


RULES = (
    Rule(
        "FR103",
        "subject-verb",
        _find,
        must_fail=(
            "Les habitants du quartier proche de la gare ⟦demande⟧ une réunion.",
            "Les mesures que le conseil a votées ⟦surprend⟧ les commerçants.",
            "Le directeur des deux écoles ⟦refusent⟧ de parler.",
            "Les agriculteurs, pour leur part, ⟦attendra⟧ le mois de mai.",
            "Ils ⟦mange⟧ à midi.",
            "Les gens qui vivent près du port se ⟦plaint⟧ du bruit.",
            "Le juge et l'avocat ⟦a⟧ quitté la salle.",
            "Nous ⟦ont⟧ fini le travail.",
            "Les ouvriers ont trente ans et ⟦préfère⟧ la mer.",
            "La route est fermée, ⟦affirment⟧ le préfet.",
        ),
        must_pass=(
            "Le seuil au-delà duquel des dommages peuvent survenir est élevé.",
            "Le ministère de l'Économie et des Finances et le ministère du Travail ont mis en ligne un guide.",
            "Le respect de cette règle ou au contraire sa violation ne sont pas présumés.",
            "Une situation de violence et du stress chez un salarié peuvent engendrer des tensions.",
            "L'ensemble des données que l'employeur remet au comité qui serviront dans ce cadre est rassemblé.",
            "La convention de forfait jours ou heures qui leur est applicable expire.",
            "Les cadres dont le rôle implique une grande indépendance, qui sont habilités à décider, sont libres.",
            "Le procureur du roi, le mis en examen et son avocat ont la parole.",
            "Il parle au juge pour que celui-ci tranche ou résolve le problème.",
            "Les gens ne parlant pas le français qui en font la demande sont reçus.",
            "La taxe sur les ventes (TVA), et une taxe forfaitaire, de 14 euros, font partie des débours.",
            "Plus de mémoire et un écran plus grand sont recommandés.",
            "Aucune autre commande que celles qu'il a demandées n'est lancée.",
            "Le nombre hors des parenthèses et celui de la ligne sont égaux.",
            "Il est plus ancien que le noyau de base et un redémarrage est nécessaire.",
            "Le texte dans les titres, les notes, les cadres et les légendes n'est pas inclus.",
            "Les actions réalisées dans une fenêtre autre que celle où il travaille sont perdues.",
            "Vous permet de partager votre bureau.",
            "Le a et le b représentent le rouge et le bleu.",
            "Une bonne partie sont des habitués du port.",
            "Ils sont nombreux mais citons par exemple le premier.",
            "Les options -R et -L permettent de créer des tunnels.",
            "La plupart des élèves sont rentrés chez eux.",
            "Une dizaine de maisons ont été évacuées.",
            "Paul et Marie viennent demain.",
            "Ce que disent les témoins ne suffit pas.",
            "Les Échos affirme que la banque vend.",
            "Dans la rue marchent des soldats.",
            "Un million d'euros sont en jeu.",
            "C'est le maire et son adjoint qui décident.",
            "Les voisins nous ont vus.",
            "La rencontre, qui se tiendra à Séoul, nous offre un cadre propice.",
            "La route est fermée, affirment le préfet et le maire.",
            "Le maire, Paul Durand, et son adjoint viennent.",
            "Les cellules de la zone cible sont déplacées vers la droite.",
            "Le contour des zones d'impression et des sauts de page apparaît en bleu.",
            "L'ancrage des barres d'outils et des fenêtres dépend du système.",
            "Le quai sur lequel vous travaillez et la halle du port sont fermés.",
        ),
        confidence=0.9,
    ),
)
