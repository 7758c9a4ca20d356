"""FR106, FR107: comparisons of the wrong shape: "au moins de dix", "plus que cent gens", "la ville plus grande du pays"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.phrases import adjective_shape, noun_shape
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.issue import Severity

_MOINS = frozenset(("moins",))


def _least(context: Context) -> Iterator[Finding]:
    """ "au moins de douze personnes"."""
    for word, link in context.pairs(first=_MOINS):
        first, number = context.word(word.index - 1), context.word(link.index + 1)
        if number is None or number.upos != "NUM":
            continue
        if first is not None and first.lower == "au" and link.lower in ("de", "d'"):
            unit = context.word(number.index + 1)
            if unit is None or unit.lower not in ("ans", "%"):
                yield context.finding(link, link, "“au moins” takes no “de” before a number.", "")


_PLUS_MOINS = frozenset(("plus", "moins"))


def _more_than(context: Context) -> Iterator[Finding]:
    """ "plus que cent personnes sont venues": a number is exceeded by "plus de"."""
    for word, link in context.pairs(first=_PLUS_MOINS):
        number, noun = context.word(link.index + 1), context.word(link.index + 2)
        if link.lower not in ("que", "qu'") or number is None or noun is None:
            continue
        if number.upos != "NUM" or noun.upos != "NOUN" or number.lower in ("un", "une"):
            continue
        after = context.word(noun.index + 1)
        opens = word.index == 0 or context.words[word.index - 1].lower in ("que", "qu'", "et", "mais", "car", ",")
        negated = any(other.lower in ("ne", "n'") for other in context.words[: word.index])
        governed = word.index > 0 and context.words[word.index - 1].upos == "ADP"
        if negated or not (governed or opens):
            continue
        if governed or (after is not None and after.is_finite):
            yield context.finding(link, link, f"Before a number French has “{word.text} de”.", "de")


_PLAIN = frozenset("grand petit vieux haut long riche rapide jeune beau fort pauvre gros cher ancien".split())
_AREAS = frozenset("monde pays région ville continent".split())


_DANS = frozenset(("dans",))


def _best_in(context: Context) -> Iterator[Finding]:
    """ "le plus grand dans le monde"."""
    for word, article in context.pairs(first=_DANS):
        area = context.word(article.index + 1)
        if area is None or area.lower not in _AREAS or word.index < 3:
            continue
        after = context.word(area.index + 1)
        if after is not None and after.lower == "depuis":
            continue  # "la crue était la plus forte dans la ville depuis 1910": a time is compared
        before = context.words[max(0, word.index - 4) : word.index]
        if article.lower not in ("le", "la"):
            continue
        for degree, adjective in pairwise(before):
            definite = context.word(degree.index - 1)
            if degree.lower != "plus" or adjective.lemma not in _PLAIN or definite is None:
                continue
            if definite.lower in ("le", "la", "les") and word.index - adjective.index <= 2:
                right = "du" if article.lower == "le" else "de la"
                yield context.finding(word, article, f"A superlative takes “{right} {area.text}”.", right)


_SUPERLATIVE = _PLAIN | frozenset("important célèbre connu populaire dangereux peuplé puissant visité pauvre".split())


_PLUS = frozenset(("plus",))


def _superlative(context: Context) -> Iterator[Finding]:
    """ "la ville plus grande du pays", as in Spanish."""
    for noun, degree in context.pairs(second=_PLUS):
        article, adjective = context.word(noun.index - 1), context.word(degree.index + 1)
        if noun.upos != "NOUN" or article is None or adjective is None:
            continue
        link, area = context.word(adjective.index + 1), context.word(adjective.index + 2)
        if article.lower not in ("le", "la", "les", "l'") or adjective.lemma not in _SUPERLATIVE or link is None:
            continue
        if link.lower not in ("du", "des") and not (
            link.lower == "de" and area is not None and area.lower in ("la", "l'", "ce", "cette", "notre", "son", "sa")
        ):
            continue
        shape = adjective_shape(context, adjective) & noun_shape(context, noun)
        if len(shape) >= 1:
            right = "les" if next(iter(shape))[1] == "p" else "la" if next(iter(shape))[0] == "f" else "le"
            text = f"A superlative takes the article again: “{right} plus {adjective.text}”."
            yield context.finding(degree, degree, text, f"{right} plus")


_COMPARED = frozenset("grand petit vieux jeune haut long rapide fort cher lourd intelligent beau large".split())
_OWNERS = frozenset("son sa ses mon ma mes leur leurs".split())


def _than(context: Context) -> Iterator[Finding]:
    """ "plus grande de son frère": the second term of a comparison takes "que"."""
    for degree, adjective in context.pairs(first=_PLUS_MOINS):
        link, owner = context.word(adjective.index + 1), context.word(adjective.index + 2)
        before = context.word(degree.index - 1)
        if adjective.lemma not in _COMPARED or link is None or owner is None or before is None:
            continue
        if link.lower == "de" and owner.lower in _OWNERS and before.lemma in ("être", "sembler", "paraître"):
            yield context.finding(link, link, "The second term of a comparison takes “que”.", "que")


_ALREADY = frozenset("mieux meilleur meilleure meilleurs meilleures pire pires".split())


def _twice_compared(context: Context) -> Iterator[Finding]:
    """ "plus mieux", "le plus meilleur"."""
    for degree, word in context.pairs(first=_PLUS_MOINS):
        before = context.word(degree.index - 1)
        if word.lower not in _ALREADY or (before is not None and before.lower in ("de", "d'", "ou", "au", "non")):
            continue
        yield context.finding(degree, word, f"“{word.text}” is a comparative already.", word.text)


_VERY = frozenset(("plus", "moins", "aussi"))
_QUICK = frozenset(
    "vite souvent tard tôt longtemps bien loin grand petit vieux jeune haut long rapide fort cher".split()
)


def _like(context: Context) -> Iterator[Finding]:
    """ "elle court plus vite comme moi"."""
    for degree, word in context.pairs(first=_VERY):
        link, other = context.word(word.index + 1), context.word(word.index + 2)
        if word.lemma not in _QUICK or link is None or other is None or link.lower != "comme":
            continue
        if other.lower in ("moi", "toi", "lui", "eux", "elle", "elles", "son", "sa", "mon", "ma", "leur"):
            yield context.finding(link, link, f"After “{degree.text} {word.text}” French has “que”.", "que")


RULES = (
    Rule(
        "FR501",
        "comparative-twice",
        _twice_compared,
        must_fail=(
            "Il est ⟦plus mieux⟧ que moi.",
            "C'est le ⟦plus meilleur⟧ restaurant.",
            "La crise est ⟦plus pire⟧ qu'avant.",
        ),
        must_pass=(
            "Il est mieux que moi.",
            "De plus, mieux vaut attendre.",
            "C'est plus ou moins mieux.",
        ),
        confidence=0.95,
        severity=Severity.MAJOR,
    ),
    Rule(
        "FR107",
        "compared-with-comme",
        _like,
        must_fail=(
            "Elle court plus vite ⟦comme⟧ moi.",
            "Il est aussi grand ⟦comme⟧ son père.",
            "Ils viennent moins souvent ⟦comme⟧ lui.",
        ),
        must_pass=(
            "Elle court plus vite que moi.",
            "Il est grand comme son père.",
            "Plus tard, comme lui, il partira.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "compared-with-de",
        _than,
        must_fail=(
            "Elle est plus grande ⟦de⟧ son frère.",
            "Le camion semble moins lourd ⟦de⟧ ses voisins.",
            "Ils sont plus jeunes ⟦de⟧ leur chef.",
        ),
        must_pass=(
            "Elle est plus grande que son frère.",
            "Elle est la plus grande de sa classe.",
            "Il est plus proche de son frère.",
            "Il est plus grand de deux centimètres.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "at-least-de",
        _least,
        must_fail=(
            "Le feu a détruit au moins ⟦de⟧ vingt maisons.",
            "Au moins ⟦de⟧ trente élèves sont absents.",
            "Elle gagne au moins ⟦de⟧ cent euros.",
        ),
        must_pass=(
            "Le feu a détruit au moins vingt maisons.",
            "Moins de trente élèves sont absents.",
            "Le cadeau est réservé au moins de 18 ans.",
            "Au moins deux de ces élèves sont absents.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "more-than-number",
        _more_than,
        must_fail=(
            "Plus ⟦que⟧ cinquante maisons ont brûlé.",
            "Le maire dit que plus ⟦que⟧ vingt rues sont fermées.",
            "Moins ⟦que⟧ trente élèves sont venus.",
            "Elle vit ici depuis plus ⟦que⟧ dix ans.",
        ),
        must_pass=(
            "Plus de cinquante maisons ont brûlé.",
            "Il ne reste plus que dix jours.",
            "Plus que dix jours !",
            "Il vaut plus que cent hommes.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "best-in-area",
        _best_in,
        must_fail=(
            "C'est le pont le plus long ⟦dans le⟧ monde.",
            "Elle est la plus riche ⟦dans la⟧ ville.",
            "Voici le plus vieux chêne ⟦dans le⟧ pays.",
        ),
        must_pass=(
            "C'est le pont le plus long du monde.",
            "La langue la plus parlée dans le monde est là.",
            "Il est plus grand dans le pays voisin.",
            "Le plus grand est né dans la ville.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR106",
        "superlative-without-article",
        _superlative,
        must_fail=(
            "C'est la rivière ⟦plus⟧ longue du pays.",
            "Le joueur ⟦plus⟧ jeune de l'équipe a marqué.",
            "Les maisons ⟦plus⟧ anciennes du quartier sont vides.",
        ),
        must_pass=(
            "C'est la rivière la plus longue du pays.",
            "Une rivière plus longue de deux mètres.",
            "Le cadre plus large de la réforme est fixé.",
            "La ville est plus grande.",
        ),
        confidence=0.8,
    ),
)
