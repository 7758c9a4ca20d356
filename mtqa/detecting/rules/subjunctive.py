"""FR110: an indicative or conditional where the subjunctive must stand."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.moods import before_clause, clause_verb, moods_of
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import conjugated

# Verbs whose que-clause is in the subjunctive, whatever their own tense.
_WANTING = frozenset(
    "falloir vouloir souhaiter exiger désirer préférer craindre redouter regretter ordonner interdire éviter "
    "empêcher permettre demander réclamer proposer refuser recommander attendre".split()
)
# il est important que, c'est dommage que
_JUDGING = frozenset(
    "important nécessaire essentiel indispensable possible impossible souhaitable préférable urgent crucial normal "
    "regrettable inacceptable rare utile inutile primordial impératif temps dommage fondamental inadmissible juste "
    "injuste triste étonnant surprenant naturel improbable impensable".split()
)
# The words before que: bien que, pour que, jusqu'à ce que ...
_CONJUNCTIONS = (
    ("bien",), ("pour",), ("afin",), ("avant",), ("sans",), ("pourvu",), ("à", "moins"), ("à", "condition"),
    ("de", "peur"), ("de", "crainte"), ("en", "attendant"), ("jusqu'", "à", "ce"), ("jusqu'à", "ce"), ("encore",),
    ("malgré",), ("faire", "en", "sorte"), ("fait", "en", "sorte"), ("font", "en", "sorte"), ("à", "ce"),
)  # fmt: skip
_CARING = frozenset("veiller tenir demander attendre consentir opposer contribuer aider habituer".split())
# être heureux que, avoir peur que
_FEELING = frozenset(
    "heureux heureuse content contente contents ravi ravie ravis surpris surprise étonné étonnée désolé désolée fier fière "
    "fiers triste tristes déçu déçue déçus satisfait satisfaite satisfaits furieux furieuse étonnés étonnées surprises "
    "désolés ravies contentes heureuses fières".split()
)
# avoir peur que, avoir besoin que
_NEEDS = frozenset(("peur", "besoin", "envie", "hâte", "honte"))
_QUOIQUE = frozenset(("quoique", "quoiqu'"))


_OPENERS = _QUOIQUE | frozenset(("que", "qu'"))


def _subjunctive(context: Context) -> Iterator[Finding]:
    for word in context.among(_OPENERS):
        governor = _subjunctive_governor(context, word)
        if governor is None:
            continue
        verb = clause_verb(context, word.index)
        if verb is None or not (moods := moods_of(context, verb)) or "sub" in moods:
            continue
        form = conjugated(context, verb.lemma, person=verb.tag.person or "3", plural=verb.tag.number == "p", mood="sub")
        if form is not None:
            yield context.finding(verb, verb, f"After “{governor}” the verb stands in the subjunctive.", form)


def _subjunctive_governor(context: Context, word: Word) -> str | None:
    """What asks for the subjunctive after "que" at `word`, as it is written; None where nothing does."""
    if word.lower in _QUOIQUE:
        return word.text
    if word.lower not in ("que", "qu'") or not word.index:
        return None
    for phrase in _CONJUNCTIONS:
        start = word.index - len(phrase)
        if start >= 0 and tuple(other.lower for other in context.words[start : word.index]) == phrase:
            if phrase == ("bien",) and start and _is_adverbial(context.words[start - 1]):
                return None
            if phrase == ("encore",) and start and context.words[start - 1].is_word:
                return None  # "je dis une fois encore que"
            if phrase == ("à", "ce") and not _cares(context, start):
                return None
            return None if _compares(context, start) else f"{' '.join(phrase)} que"
    before = before_clause(context, word.index - 1)
    if before is None:
        return None
    if before.lower == "empêche" and context.words[before.index - 1].lower == "n'":
        return None  # "il n'empêche que les prix montent"
    if before.upos == "VERB" and any(own.lemma in _WANTING for own in context.lexicon.analyses(before.text)):
        return f"{before.text} que"
    if before.lemma == "aimer" and before.tag.mood == "cnd":
        return f"{before.text} que"
    near = context.words[max(0, before.index - 3) : before.index]
    if before.lower in _FEELING and any(other.lemma == "être" for other in near):
        return f"{before.text} que"
    if before.lower in _NEEDS and any(other.lemma == "avoir" for other in near):
        return f"{before.text} que"
    if before.lower in _JUDGING and near and near[-1].lemma in ("juger", "trouver", "estimer", "sembler", "paraître"):
        return f"{before.text} que"
    if before.lower in _JUDGING or before.lemma in _JUDGING:
        return _judged(context, before)
    return None


def _cares(context: Context, start: int) -> bool:
    """Whether "à ce que" hangs on "veiller", "tenir" ..., no comparison ("contrairement à ce que l'on dit")."""
    before = before_clause(context, start - 1)
    if before is not None and (pronoun := context.word(before.index - 1)) is not None and pronoun.lower == "en":
        return False  # "s'en tenir à ce qu'on avait dit"
    return before is not None and any(own.lemma in _CARING for own in context.lexicon.analyses(before.text))


def _is_adverbial(word: Word) -> bool:
    """ "Je vois bien que", "si bien que", "il sait très bien que": no concession."""
    return word.is_word and (
        word.upos in ("VERB", "AUX", "PRON")
        or word.lower in ("si", "très", "aussi", "tout", "fort", "assez", "trop", "plus", "pas", "ou")
    )


def _compares(context: Context, start: int) -> bool:
    """ "Plus avant que", "il compte plus pour eux que": the words before rule the conjunction out."""
    return start > 0 and context.words[start - 1].lower in ("plus", "moins", "mieux", "autant", "aussi")


def _judged(context: Context, judgement: Word) -> str | None:
    """ "il est important que": the impersonal sentence around a judgement."""
    near = context.words[max(0, judgement.index - 5) : judgement.index]
    if near and near[-1].upos == "DET":
        return None  # "c'est le temps qu'il aura fallu"
    if any(word.lower in ("plus", "moins", "aussi", "si", "peu", "tellement") for word in near[-1:]):
        near = near[:-1]
    for word in near:
        if word.lemma == "être" and word.is_finite and word.index:
            subject = context.words[word.index - 1].lower
            if subject in ("il", "c'", "ce", "n'", "serait") and near[-1].index >= word.index:
                return f"{judgement.text} que"
    return None


RULES = (
    Rule(
        "FR110",
        "missing-subjunctive",
        _subjunctive,
        must_fail=(
            "Il faut que tu ⟦viens⟧ demain.",
            "Le maire a fermé le pont pour que les camions ne ⟦peuvent⟧ plus passer.",
            "Ils attendent jusqu'à ce que la pluie ⟦prend⟧ fin.",
            "Bien que le prix ⟦est⟧ élevé, il achète.",
            "Il est important que le public ⟦sait⟧ tout.",
            "Ils ont besoin que la ville ⟦fait⟧ un geste.",
            "Les voisins sont surpris que le chien ⟦est⟧ parti.",
        ),
        must_pass=(
            "Il faut que tu viennes demain.",
            "Elle sait très bien que le prix est élevé.",
            "Il pleut, si bien que la route est coupée.",
            "Il parle plus fort que son frère ne peut le faire.",
            "Bien que malade, il travaille.",
            "Il faut que le pays avance.",
            "Il n'empêche que les prix montent.",
        ),
        confidence=0.9,
    ),
)
