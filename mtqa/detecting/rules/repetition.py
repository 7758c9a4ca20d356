"""FR204: words that were doubled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

# Doublings that French writers use: reflexive pronouns after subjects, intensifiers, exclamations, sounds.
_LEGITIMATE = frozenset(
    "nous vous très non oui si tout tous bien ah oh ha hé eh hop ho allez là bla ouah toc tic tac boum cher chère vite "
    "jamais plus plein long petit petite grand grande peu presque fou rien chut merci bravo encore moins beaucoup "
    "longtemps doucement faire en est dur dure".split()
)
_LONGEST = 4
_QUOTES = frozenset('« » “ ” "'.split())
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


_LEAST_APART, _LONGEST_APART = 3, 8
_SEPARATORS = frozenset((",", "et", "ou"))


def _find_apart(context: Context) -> Iterator[Finding]:
    """ "pendant des années, pendant des années, il a": the same phrase again after a comma or "et"."""
    if context.lowers.isdisjoint(_SEPARATORS) or not context.lowers.isdisjoint(_QUOTES):
        return
    words, index = context.words, _LEAST_APART
    while index < len(words) - _LEAST_APART:
        length = _length_apart(words, index) if words[index].lower in _SEPARATORS else 0
        if length:
            message = f"“{context.text[words[index + 1].start : words[index + length].end]}” stands twice."
            yield context.finding(words[index], words[index + length], message, "")
        index += length + 1


def _length_apart(words: Sequence[Word], separator: int) -> int:
    """How many words before the separator stand after it again, 0 for too few or none that says something."""
    for length in range(min(_LONGEST_APART, separator, len(words) - separator - 1), _LEAST_APART - 1, -1):
        before, after = words[separator - length : separator], words[separator + 1 : separator + 1 + length]
        same = all(_same(one, other) for one, other in zip(before, after, strict=True))
        following = words[separator + 1 + length] if separator + 1 + length < len(words) else None
        if following is not None and following.upos not in ("PUNCT", "CCONJ") and not following.is_finite:
            continue  # "Insère le nom du fichier, le nom du fichier sans son chemin"
        if same and all(word.is_word for word in before) and any(word.upos in ("NOUN", "VERB") for word in before):
            return length
    return 0


RULES = (
    Rule(
        "FR204",
        "phrase-again",
        _find_apart,
        must_fail=(
            "Pendant des années⟦, pendant des années⟧, les cartels n'ont rien dit.",
            "Ils ont rappelé des infirmières à la retraite ⟦et des infirmières à la retraite⟧.",
            "La route du port⟦, la route du port⟧ est fermée.",
        ),
        must_pass=(
            "Insère le nom du fichier, le nom du fichier sans son chemin ou rien.",
            "Le loyer de référence et le loyer de référence majoré sont fixés.",
            "Pendant des années, pendant des mois, il a attendu.",
            "« Je suis là, je suis là », dit-il.",
            "De plus en plus et de moins en moins.",
        ),
        confidence=0.9,
    ),
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
