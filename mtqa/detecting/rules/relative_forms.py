"""FR108: forms of "lequel" and "quel" that stand for another relative pronoun: "la somme laquelle il doit"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

_SURE = 0.9
_LEQUEL = frozenset("lequel laquelle lesquels lesquelles".split())
_QUEL = {"quel": "lequel", "quelle": "laquelle", "quels": "lesquels", "quelles": "lesquelles"}
_CONTRACTED = {
    ("à", "lequel"): "auquel",
    ("à", "lesquels"): "auxquels",
    ("à", "lesquelles"): "auxquelles",
    ("de", "lequel"): "duquel",
    ("de", "lesquels"): "desquels",
    ("de", "lesquelles"): "desquelles",
}
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles le la les l' son sa ses leur leurs ce cette ces".split())


def _object(context: Context) -> Iterator[Finding]:
    """ "une somme laquelle les archives ne mentionnent pas": the object of its clause is "que"."""
    for word in context.among(_LEQUEL, 2):
        noun, after = context.words[word.index - 1], context.word(word.index + 1)
        if context.words[word.index - 2].upos not in ("DET", "ADJ", "NUM"):
            continue  # "à travers laquelle"
        if noun.upos != "NOUN" or after is None or after.lower not in _SUBJECTS:
            continue
        right = "qu'" if after.lower[0] in "aeiouéê" else "que"
        yield context.finding(word, word, f"After “{noun.text}” the object of the clause is “que”.", right)


def _after_preposition(context: Context) -> Iterator[Finding]:
    """ "le jeu dans quel la joueuse a gagné"."""
    for word in context.among(frozenset(_QUEL), 2):
        preposition, before = context.words[word.index - 1], context.words[word.index - 2]
        after = context.word(word.index + 1)
        if preposition.upos != "ADP" or after is None or after.lower not in _SUBJECTS or not _is_noun(context, before):
            continue
        right = _QUEL[word.lower]
        whole = _CONTRACTED.get((preposition.lower.replace("d'", "de"), right))
        first = word if whole is None else preposition
        yield context.finding(first, word, f"After “{preposition.text}” the relative is “{right}”.", whole or right)


def _is_noun(context: Context, word: Word) -> bool:
    """Whether the word is a noun that a relative may take up, with a comma after it or none."""
    if word.text == ",":
        before = context.word(word.index - 1)
        return before is not None and before.upos in ("NOUN", "PROPN", "ADJ")
    return word.upos in ("NOUN", "PROPN", "ADJ")


def _subject(context: Context) -> Iterator[Finding]:
    """ "les voitures lesquelles sont garées ici": the subject of its clause is "qui"."""
    for word in context.among(_LEQUEL, 2):
        noun, verb = context.words[word.index - 1], context.word(word.index + 1)
        if noun.upos != "NOUN" or verb is None or not verb.is_finite or verb.tag.confidence < _SURE:
            continue
        if context.words[word.index - 2].upos in ("DET", "ADJ", "NUM"):
            yield context.finding(word, word, f"After “{noun.text}” the subject of the clause is “qui”.", "qui")


RULES = (
    Rule(
        "FR108",
        "lequel-for-qui",
        _subject,
        must_fail=(
            "Les voitures ⟦lesquelles⟧ sont garées ici seront enlevées.",
            "Il cite un rapport ⟦lequel⟧ contient dix erreurs.",
            "La maison ⟦laquelle⟧ brûle est vide.",
        ),
        must_pass=(
            "Les voitures qui sont garées ici seront enlevées.",
            "Le maire, lequel a refusé, est parti.",
            "Voici la rue au bout de laquelle brûle un feu.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "lequel-for-que",
        _object,
        must_fail=(
            "Il doit une somme ⟦laquelle⟧ ses archives ne mentionnent pas.",
            "Les livres ⟦lesquels⟧ il a lus sont perdus.",
            "Voici la route ⟦laquelle⟧ nous avons prise.",
        ),
        must_pass=(
            "Voici la commande à travers laquelle le journal est envoyé.",
            "Voici la somme de laquelle il parle.",
            "Il ne sait laquelle il doit prendre.",
            "Le maire, lequel a refusé, est parti.",
            "Dites lesquels vous voulez.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR108",
        "quel-for-lequel",
        _after_preposition,
        must_fail=(
            "Elle a gagné le jeu, dans ⟦quel⟧ la joueuse a sauvé trois balles.",
            "La maison dans ⟦quelle⟧ il vit est petite.",
            "Les élus ⟦à quels⟧ il écrit sont absents.",
        ),
        must_pass=(
            "Il ne sait dans quel pays elle vit.",
            "À quel point la ville a changé !",
            "Elle dit à quelle heure il viendra.",
            "La maison dans laquelle il vit est petite.",
        ),
        confidence=0.9,
    ),
)
