"""FR204: words that were doubled."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

# Doublings that French writers use: reflexive pronouns after subjects, intensifiers, exclamations, sounds.
_LEGITIMATE = frozenset(
    "nous vous très non oui si tout tous bien ah oh ha hé eh hop ho allez là bla ouah toc tic tac boum cher chère vite "
    "jamais plus plein long petit petite grand grande peu presque fou rien chut merci bravo encore moins beaucoup "
    "longtemps doucement faire en est dur dure".split()
)
_LONGEST = 4
# They join a word with itself: "une à une", "de plus en plus", "jour après jour".
_BETWEEN = frozenset("à en après par pour contre sur".split())


def _same(one: Word, other: Word) -> bool:
    return one.lower == other.lower and (one.text == other.text or one.index == 0)


def _find(context: Context) -> Iterator[Finding]:
    words, index = context.words, 0
    lowers = [word.lower for word in words]
    while index < len(words):
        if lowers[index] not in lowers[index + 1 : index + 1 + _LONGEST]:
            index += 1
            continue
        length = next((n for n in range(_LONGEST, 0, -1) if _repeats(context, index, n)), 0)
        if not length:
            index += 1
            continue
        last = words[index + 2 * length - 1]
        kept = context.text[words[index].start : words[index + length - 1].end]
        yield context.finding(words[index], last, f"“{kept}” stands twice in a row.", kept)
        index += 2 * length


def _repeats(context: Context, index: int, length: int) -> bool:
    words = context.words
    if index + 2 * length > len(words):
        return False
    first, second = words[index : index + length], words[index + length : index + 2 * length]
    if not all(_same(one, other) for one, other in zip(first, second, strict=True)):
        return False
    if any(not word.is_word or word.text[0].isdigit() for word in first):
        return False
    gap = context.gap(first[-1], second[0])
    if gap.strip() or (not gap and not first[-1].text.endswith(("'", "’"))):
        return False
    if index > 0 and all(word.text[0].isupper() for word in first):
        return False  # "M'Bala M'Bala": a name
    if length == 2 and first[1].lower in _BETWEEN and first[1].upos == "ADP":
        return False  # "ajoutées une à une à la liste"
    return length > 1 or not _may_double(first[0])


def _may_double(word: Word) -> bool:
    # "Pago Pago", "Duran Duran": a doubled name is one name. "la la la" and the like are sounds.
    return word.lower in _LEGITIMATE or (word.text[0].isupper() and word.index > 0) or word.upos in ("PROPN", "INTJ")


RULES = (
    Rule(
        "FR204",
        "doubled-words",
        _find,
        must_fail=(
            "Il vit ⟦dans dans⟧ un port.",
            "Les deux parties se réuniront jeudi ⟦au au⟧ ministère.",
            "Le ministre a parlé ⟦de la de la⟧ réforme.",
            "Elle dit ⟦que que⟧ le train est parti.",
        ),
        must_pass=(
            "Nous nous sommes levés tôt.",
            "Vous vous trompez.",
            "Il est très très content.",
            "Le groupe Duran Duran jouera à Lyon.",
            "L'humoriste Dieudonné M'Bala M'Bala jouera à Lyon.",
            "C'est non, non et non.",
            "Il gagne 3 3 à la fin.",
            "Il l'a fait faire hier.",
            "Les pièces sont ajoutées une à une à la collection.",
        ),
        confidence=0.95,
    ),
)
