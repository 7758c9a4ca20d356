"""FR108: lequel in a gender or number that no noun before it has."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.phrases import ANY_SHAPE, Shape, noun_shape
from mtqa.detecting.rules.rule import Rule

_LEQUEL = {
    "lequel": "ms", "laquelle": "fs", "lesquels": "mp", "lesquelles": "fp",
    "auquel": "ms", "auxquels": "mp", "auxquelles": "fp", "duquel": "ms", "desquels": "mp", "desquelles": "fp",
}  # fmt: skip
_STEMS = {"lequel": ("lequel", "laquelle", "lesquels", "lesquelles"), "auquel": ("auquel", "à laquelle", "auxquels", "auxquelles"),
          "duquel": ("duquel", "de laquelle", "desquels", "desquelles")}  # fmt: skip


_FORMS_OF_LEQUEL = frozenset(_LEQUEL)


def _lequel(context: Context) -> Iterator[Finding]:
    for word in context.among(_FORMS_OF_LEQUEL, 2):
        contracted = word.lower[0] in "ad"
        before = context.words[word.index - 1]
        if not contracted and before.upos != "ADP":
            continue
        after = context.word(word.index + 1)
        if contracted and after is not None and after.lower == "cas":
            continue  # "auquel cas nul ne répond": the noun follows
        end = word.index if contracted else before.index
        if before.lower in ("rang", "nombre", "cours", "issue", "terme", "sein", "lieu"):
            continue  # "au premier rang desquels"
        candidates = _candidates(context, end)
        if not candidates or any(_LEQUEL[word.lower] in shape for shape in candidates):
            continue
        wanted = candidates[-1]
        right = None
        if len(wanted) == 1:
            stem = "lequel" if word.lower[0] == "l" else "auquel" if word.lower[0] == "a" else "duquel"
            right = _STEMS[stem][("ms", "fs", "mp", "fp").index(next(iter(wanted)))]
        yield context.finding(word, word, f"“{word.text}” agrees with no noun before it.", right)


def _candidates(context: Context, end: int) -> list[Shape]:
    """The shapes of the nouns "lequel" may stand for, the nearest last; [] where one is beyond judging."""
    nearest = context.words[end - 1]
    if nearest.text == ",":
        nearest = context.words[end - 2]
    if nearest.upos not in ("NOUN", "ADJ") or nearest.index == 0:
        return []
    found: list[Shape] = []
    for word in context.words[:end]:
        if word.upos in ("PROPN", "PRON", "X", "NUM"):
            found.append(ANY_SHAPE if word.index > end - 8 and word.upos != "PRON" else frozenset())
        elif word.upos == "NOUN":
            found.append(noun_shape(context, word) if context.lexicon.analyses(word.text) else ANY_SHAPE)
        elif word.lower in ("et", "ou", ",") and word.index > end - 8:
            found.append(frozenset(("mp", "fp")) if word.lower == "et" else frozenset())
    return [shape for shape in found if shape]


RULES = (
    Rule(
        "FR108",
        "lequel-agreement",
        _lequel,
        must_fail=(
            "Voici la raison pour ⟦lequel⟧ il est parti.",
            "Les outils avec ⟦lesquelles⟧ il travaille sont neufs.",
            "La réunion ⟦auquel⟧ elle assiste est longue.",
        ),
        must_pass=(
            "Voici la raison pour laquelle il est parti.",
            "Le nombre de pièces sur lequel il compte est faible.",
            "L'homme et la femme avec lesquels il travaille sont là.",
            "Le pays dans lequel il vit est grand.",
            "Il déplace l'image, auquel cas rien ne s'affiche.",
        ),
        confidence=0.85,
    ),
)
