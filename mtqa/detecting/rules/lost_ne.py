"""FR109: negations that lost their "ne"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_past_participle, is_surely_finite
from mtqa.detecting.rules.negation import CLITICS, NE
from mtqa.detecting.rules.rule import Rule

_NEGATIVE_SUBJECTS = frozenset(("personne", "rien", "aucun", "aucune", "nul", "nulle", "ni"))
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles ce c' ça cela".split())


def _find_lost_ne(context: Context) -> Iterator[Finding]:
    """ "personne a voulu", "rien a changé": a negative subject without ne."""
    words = context.words
    for word in context.among(_NEGATIVE_SUBJECTS):
        if any(after.lower in NE for after in words[word.index : word.index + 12]):
            continue
        verb = _verb_of_negative(context, word)
        if verb is None or not is_surely_finite(context, verb) or verb.tag.mood in ("sub", "imp"):
            continue
        first = verb
        while (
            (before := context.word(first.index - 1)) is not None and before.lower in CLITICS and before.upos == "PRON"
        ):
            first = before
        form = "n'" if first.lower[0] in "aâeéèêiîoôuyh" and first.lower[0] != "h" else "ne "
        yield context.finding(
            verb, verb, f"“{word.text}” asks for “ne” before “{first.text}”.", _with_ne(verb, first, form)
        )


def _with_ne(verb: Word, first: Word, form: str) -> str | None:
    return form + verb.text if first is verb else None


def _verb_of_negative(context: Context, word: Word) -> Word | None:
    """The verb right after a negative subject, over its complement ("aucun des auteurs") and object pronouns."""
    before = context.word(word.index - 1)
    opens = before is None or before.lower in (
        ",",
        ";",
        ":",
        "et",
        "mais",
        "car",
        "que",
        "qu'",
        "donc",
        "or",
        "-",
        "–",
        "si",
    )
    if word.lower in ("personne", "rien"):
        if word.upos != "PRON" or not opens:
            return None
        return _verb_from(context, word.index + 1)
    if word.lower == "ni":
        return _verb_after_ni(context, word) if opens and word.index == 0 else None
    if not opens or word.upos not in ("DET", "PRON"):
        return None
    index = word.index + 1
    while (after := context.word(index)) is not None and after.upos in (
        "NOUN", "ADJ", "ADP", "ADP+DET", "DET", "PROPN", "NUM",
    ):  # fmt: skip
        index += 1
    if index == word.index + 1 and word.upos == "DET":
        return None
    return _verb_from(context, index)


def _verb_from(context: Context, index: int) -> Word | None:
    while (after := context.word(index)) is not None and after.lower in CLITICS and after.upos == "PRON":
        index += 1
    return after if after is not None and after.is_finite else None


def _verb_after_ni(context: Context, word: Word) -> Word | None:
    """ "Ni les médecins ni les parents ont su": the first finite verb, if a second ni stands before it."""
    count = 1
    for after in context.words[word.index + 1 :]:
        if after.lower == "ni":
            count += 1
        elif after.lower in NE or after.lower in (",", ";", ":") or after.lower in ("qui", "que", "qu'", "dont", "où"):
            return None
        elif after.is_finite:
            return after if count >= 2 else None
    return None


def _is_in_quotation(context: Context, word: Word) -> bool:
    """Quoted speech often drops ne."""
    before = context.text[: word.start]
    return before.count("«") > before.count("»") or before.count('"') % 2 == 1 or before.count("“") > before.count("”")


_BETWEEN = frozenset("toujours même encore vraiment presque".split())
_NEGATIONS = frozenset(("pas", "jamais", "rien"))


def _find_adverb_without_ne(context: Context) -> Iterator[Finding]:
    """ "il est jamais venu", "il a pas vu": a subject pronoun, the verb and its adverb without ne."""
    for word in context.among(_NEGATIONS):
        if _is_in_quotation(context, word):
            continue
        after = context.word(word.index + 1)
        is_rien = word.lower == "rien" and after is not None and is_past_participle(context, after)
        if word.upos != "ADV" and not is_rien:
            continue
        verb = context.word(word.index - 1)
        while verb is not None and verb.lower in _BETWEEN:
            verb = context.word(verb.index - 1)  # "il mange toujours pas de viande"
        if verb is None or not verb.is_finite or not is_surely_finite(context, verb):
            continue
        first = verb.index - 1
        while (before := context.word(first)) is not None and before.lower in CLITICS and before.upos == "PRON":
            first -= 1
        subject = context.word(first)
        if subject is None or subject.lower not in _SUBJECTS or subject.lower in ("nous", "vous", "c'", "ça"):
            continue
        if word.lower == "jamais" and not _is_plain_jamais(context, subject, word):
            continue
        form = "n'" if verb.lower[0] in "aâeéèêiîoôuy" else "ne "
        suggestion = form + verb.text if first == verb.index - 1 else None
        yield context.finding(verb, verb, f"“{word.text}” asks for “ne” before “{verb.text}”.", suggestion)


def _is_plain_jamais(context: Context, subject: Word, word: Word) -> bool:
    """Whether jamais means never: not after "si", "que", "plus" or a superlative, where it means ever."""
    after = context.word(word.index + 1)
    if after is None or not (is_past_participle(context, after) or after.upos in ("DET", "ADP")):
        return False
    return (
        not any(
            before.lower in ("si", "s'", "que", "qu'", "plus", "sans", "comme", "dont", "où")
            or before.lower in ("premier", "seul")
            for before in context.words[: subject.index + 1]
        )
        and "?" not in context.text
    )


RULES = (
    Rule(
        "FR109",
        "negative-subject-without-ne",
        _find_lost_ne,
        must_fail=(
            "Le joueur avait choisi, et personne ⟦a⟧ voulu la dispute.",
            "Rien ⟦change⟧ dans ce pays.",
            "Aucun des témoins ⟦possède⟧ la clé.",
            "Ni les parents ni les enfants ⟦ont⟧ compris.",
        ),
        must_pass=(
            "Personne n'a voulu la dispute.",
            "Une personne a parlé.",
            "Rien de tout cela ne change.",
            "Aucune des pistes évoquées n'a abouti.",
            "Ni l'un ni l'autre n'ont répondu.",
            "Il partit sans que personne le voie.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR109",
        "pas-without-ne",
        _find_adverb_without_ne,
        must_fail=(
            "Il ⟦est⟧ jamais allé au village.",
            "Elle ⟦a⟧ pas vu le train.",
            "Ils ⟦veulent⟧ pas partir demain.",
            "Elle ⟦a⟧ rien oublié de son enfance.",
        ),
        must_pass=(
            "Il n'est jamais venu.",
            "C'est le plus beau film qu'il a jamais vu.",
            "Si tu as jamais faim, mange.",
            "« J'ai pas envie », dit-il.",
            "L'a-t-il jamais dit ?",
        ),
        confidence=0.6,
    ),
)
