"""FR108: personal pronouns of the wrong case or person, doubled, or in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import Chunk, Kind, chunks, is_surely_finite, noun_shape
from mtqa.detecting.rules.rule import Rule
from mtqa.french.time_words import ADVERBIAL_NOUNS

_TONIC = {"il": "lui", "ils": "eux", "je": "moi", "j'": "moi", "tu": "toi"}
_PREPOSITIONS = frozenset(
    "de d' à pour avec sans par sur chez contre entre dans selon vers parmi malgré envers derrière devant".split()
)
_QUANTITIES = frozenset("plupart beaucoup certains certaines plusieurs peu nombreux trop".split())


_SUBJECT_FORMS = frozenset(_TONIC)


def _after_preposition(context: Context) -> Iterator[Finding]:
    for before, word in context.pairs(second=_SUBJECT_FORMS):
        if word.text not in _TONIC or before.lower not in _PREPOSITIONS or before.upos not in ("ADP", "X", "ADV"):
            continue
        after = context.word(word.index + 1)
        if after is not None and (after.lower in ("y", "ne", "n'", "-") or after.lower == "et"):
            continue  # "d'il y a dix ans", "avec je ne sais qui", "à tu et à toi"
        tonic = _TONIC[word.text]
        preposition = "de" if before.lower == "d'" else before.text
        counted = context.word(before.index - 1)
        among = word.text == "ils" and preposition == "de" and counted is not None and counted.lower in _QUANTITIES
        suggestion = (
            "d'entre eux"
            if among
            else f"d'{tonic}"
            if preposition == "de" and tonic == "eux"
            else f"{preposition} {tonic}"
        )
        yield context.finding(
            before, word, f"“{word.text}” is a subject; after “{before.text}” French has “{tonic}”.", suggestion
        )


_ELIDED_DE = frozenset(("d'",))


def _of_them(context: Context) -> Iterator[Finding]:
    for counted, word in context.pairs(second=_ELIDED_DE):
        after = context.word(word.index + 1)
        if counted.lower not in ("plupart", "beaucoup", "certains", "certaines", "tout", "tous", "toutes"):
            continue
        if after is None or after.lower not in ("eux", "elles"):
            continue
        if counted.lower in ("tout", "tous", "toutes"):
            yield context.finding(
                counted,
                after,
                f"“{counted.text}” does not take “d'{after.text}”.",
                "tous" if after.lower == "eux" else "toutes",
            )
        else:
            yield context.finding(
                word, after, f"After “{counted.text}” French has “d'entre {after.text}”.", f"d'entre {after.text}"
            )


_POINTING = {f"{stem}-là": stem for stem in ("celui", "celle", "ceux", "celles")}


_SOME = frozenset("un une deux trois plusieurs certains certaines".split())


_POINTED = frozenset((*_POINTING, "entre"))


def _pointing(context: Context) -> Iterator[Finding]:
    """ "meilleur que ceux-là de l'an dernier", ", entre eux un médecin"."""
    for before, word in context.pairs(second=_POINTED):
        after, later = context.word(word.index + 1), context.word(word.index + 2)
        if after is None or later is None:
            continue
        if word.lower in _POINTING and before.lower == "que" and after.lower in ("de", "d'", "du", "des"):
            if later.tag.verb_form != "inf":
                right = _POINTING[word.lower]
                yield context.finding(word, word, f"Before “{after.text}” French has “{right}”.", right)
        elif [before.text, word.lower] == [",", "entre"] and after.lower in ("eux", "elles") and later.lower in _SOME:
            yield context.finding(word, after, "Of some in a group French says “parmi”.", f"parmi {after.text}")


_SHAPE_OF_SUBJECT = {"il": "ms", "elle": "fs", "ils": "mp", "elles": "fp"}
_DOUBLING = frozenset(_SHAPE_OF_SUBJECT)
_IMPERSONAL = frozenset("falloir agir sembler suffire".split())
_OBJECTS = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en nous vous".split())


def _doubled_subject(context: Context) -> Iterator[Finding]:
    if not context.among(_DOUBLING, 1):
        return
    found = chunks(context)
    for position, chunk in enumerate(found):
        word = context.words[chunk.head]
        if chunk.kind is not Kind.SUBJECT or word.text not in _SHAPE_OF_SUBJECT or position == 0:
            continue
        if not _verb_follows(context, word) or not _opens_clause(context, found, position, word):
            continue
        yield context.finding(word, word, f"The subject is there already: “{word.text}” doubles it.", "")


def _verb_follows(context: Context, word: Word) -> bool:
    """Whether a conjugated verb follows, after object pronouns; "il y a" and other impersonal verbs do not count."""
    index = word.index + 1
    while (after := context.word(index)) is not None and after.lower in _OBJECTS:
        if after.lower == "y":
            return False
        index += 1
    if after is None or not is_surely_finite(context, after) or after.lemma in _IMPERSONAL:
        return False
    # "il est possible de", "il est temps que"
    complement = any(later.lower in ("de", "d'", "que", "qu'") for later in context.words[index + 2 : index + 4])
    return not (word.text == "il" and after.lemma == "être" and complement)


def _opens_clause(context: Context, found: tuple[Chunk, ...], position: int, pronoun: Word) -> bool:
    """Whether the words before the pronoun are a noun phrase that begins its clause and can be the same subject."""
    index = position - 1
    while (
        index > 0
        and found[index].kind is Kind.PREPOSITIONAL
        and context.words[found[index].first].lower in ("de", "d'", "du", "des")
    ):
        index -= 1
    phrase = found[index]
    shapes = noun_shape(context, context.words[phrase.head])
    number = _SHAPE_OF_SUBJECT[pronoun.text][1]
    if phrase.kind is not Kind.NOUN or phrase.determiner is None:
        return False
    head = context.words[phrase.head]
    if head.lemma in ADVERBIAL_NOUNS or head.lower in ADVERBIAL_NOUNS or head.upos == "NUM":
        return False
    if (
        index >= 2
        and found[index - 1].kind is Kind.COORDINATOR
        and found[index - 2].kind is Kind.NOUN
        and number == "p"
    ):
        return _begins(context, found, index - 2)
    return _SHAPE_OF_SUBJECT[pronoun.text] in shapes and _begins(context, found, index)


def _begins(context: Context, found: tuple[Chunk, ...], index: int) -> bool:
    if context.words[found[index].head].lemma in ADVERBIAL_NOUNS:
        return False
    if index == 0:
        return True
    before = context.words[found[index - 1].last]
    asked = context.words[max(0, before.index - 2) : before.index + 1]
    if any(word.lower in ("combien", "comment", "quand", "pourquoi") for word in asked):
        return True
    return before.lower in ("que", "qu'", "car", "si", "lorsque", "parce", "puisque", "mais")


RULES = (
    Rule(
        "FR108",
        "subject-pronoun-after-preposition",
        _after_preposition,
        must_fail=(
            "La plupart ⟦d'ils⟧ votent à gauche.",
            "Le directeur travaille ⟦avec ils⟧ depuis dix ans.",
            "Elle a acheté un livre ⟦pour il⟧.",
        ),
        must_pass=(
            "La carte d'il y a dix ans est fausse.",
            "Elle discute avec je ne sais quel voisin.",
            "Ils sont à tu et à toi.",
            "Pour elle, ils ont fait le voyage.",
            "Selon eux, il pleuvra.",
        ),
        confidence=0.95,
    ),
    Rule(
        "FR108",
        "of-them-after-quantity",
        _of_them,
        must_fail=(
            "La plupart ⟦d'eux⟧ sont partis.",
            "Les élèves sont là, mais beaucoup ⟦d'eux⟧ ont faim.",
            "Les blessés sont rentrés et ⟦tout d'eux⟧ vont bien.",
        ),
        must_pass=(
            "La plupart d'entre eux sont partis.",
            "Chacun d'eux a reçu une lettre.",
            "Aucun d'eux ne viendra.",
            "L'un d'eux a parlé.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "doubled-subject",
        _doubled_subject,
        must_fail=(
            "Le boulanger ⟦il⟧ prépare le pain.",
            "Son frère et sa cousine ⟦ils⟧ dorment encore.",
            "On sait que la tempête ⟦elle⟧ durera trois jours.",
        ),
        must_pass=(
            "Le soir il prépare le pain.",
            "Le boulanger, il prépare le pain.",
            "La veille elle dormait encore.",
            "À la gare il attend son frère.",
            "Au moment où le train part il y a du bruit.",
            "Le dossier dont elle parle est fermé.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR108",
        "pointing-pronoun",
        _pointing,
        must_fail=(
            "Les prix sont plus bas que ⟦ceux-là⟧ de la ville voisine.",
            "Cette route est plus sûre que ⟦celle-là⟧ du nord.",
            "Dix passagers sont blessés, ⟦entre eux⟧ un enfant.",
        ),
        must_pass=(
            "Les prix sont plus bas que ceux de la ville voisine.",
            "Je préfère ceux-là des deux mains.",
            "Il ne reste que ceux-là.",
            "Ils parlent, entre eux et avec nous, du match.",
        ),
        confidence=0.8,
    ),
)
