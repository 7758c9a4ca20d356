"""Prepositions, negation and elision gone wrong."""

from random import Random

from damage.draft import Draft
from damage.morphology import Morphology

SWAPS = {
    "à": ("de", "pour", "dans", "sur", "en"), "de": ("à", "pour", "par", "dans", "en"), "d'": ("à", "en", "par"),
    "en": ("dans", "à", "de"), "dans": ("à", "en", "de", "sur"), "sur": ("à", "de", "dans", "par"),
    "pour": ("à", "de", "par"), "par": ("de", "à", "avec", "en"), "avec": ("à", "de", "par"),
    "au": ("du", "en", "pour le", "sur le"), "aux": ("des", "pour les", "par les"), "du": ("au", "pour le", "par le"),
    "contre": ("de", "à", "avec"), "entre": ("de", "parmi", "à"), "chez": ("à", "dans"), "vers": ("de", "sur", "dans"),
    "depuis": ("de", "pour", "par"), "selon": ("à", "de"), "jusqu'": ("à",), "sous": ("de", "à", "par"),
    "comme": ("que", "tel"), "pendant": ("pour", "de"), "malgré": ("de", "à"), "sans": ("de", "à"),
}  # fmt: skip
MINUS = frozenset("pas plus jamais rien aucun aucune personne guère".split())
APART = {"du": ["de", "le"], "au": ["à", "le"], "aux": ["à", "les"], "des": ["de", "les"]}
FULL = {"qu'": "que", "d'": "de", "n'": "ne", "s'": "se", "j'": "je", "c'": "ce", "m'": "me", "t'": "te",
        "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque"}  # fmt: skip
SHORT = {full: short for short, full in FULL.items()}
VOWELS = "aeiouàâéèêëîïôûùœ"


def agrees_with_next(word: str, after: str) -> str:
    """`word` elided where the next word begins with a vowel."""
    return SHORT.get(word, word) if after[:1] in VOWELS and after[:1] else word


def preposition(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Another preposition (continuer au président), none (obéit le chef), or one too many."""
    kind = rng.choices(("swap", "drop", "insert"), (55, 25, 20))[0]
    if kind == "insert":
        return _inserted_preposition(draft, rng, morphology)
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in SWAPS
            and (draft.is_word(i + 1) or kind == "swap")
            and not (kind == "drop" and (draft.low(i) in ("au", "aux", "du") or draft.is_first(i)))
            and not (draft.low(i) in ("de", "d'", "du", "en") and draft.low(i - 1) in ("pas", "plus", ","))
        ),
    )
    if place is None:
        return False
    if kind == "drop":
        draft.drop(place, "FR107")
        return True
    first, *rest = rng.choice(SWAPS[draft.low(place)]).split()
    if not rest:
        first = agrees_with_next(first, draft.low(place + 1))
    if first == draft.low(place):
        return False
    draft.replace(place, first, "FR107")
    if rest:
        draft.insert(place + 1, rest, "FR107")
    return True


def _inserted_preposition(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """à or de between a verb and its object or infinitive."""
    place = draft.pick(
        rng,
        lambda i: (
            (
                draft.low(i) in ("le", "la", "les", "l'", "un", "une", "ce", "cette", "ces", "son", "sa", "ses")
                or "V inf" in morphology.tags(draft.low(i))
            )
            and i > 1
            and morphology.finite(draft.low(i - 1)) is not None
            and not draft.is_first(i)
        ),
    )
    if place is None:
        return False
    word = rng.choice(("à", "de", "à", "de", "pour", "sur"))
    draft.insert(place, [agrees_with_next(word, draft.low(place))], "FR107")
    return True


def negation(draft: Draft, rng: Random, _morphology: Morphology) -> bool:
    """pas (plus, jamais) lost, or, less often, ne."""
    if rng.random() < 0.6:
        place = draft.pick(
            rng,
            lambda i: (
                draft.low(i) in ("pas", "plus", "jamais")
                and any(draft.low(i - b) in ("ne", "n'") for b in (1, 2, 3))
                and not any(draft.low(i + a) in ("que", "qu'") for a in (1, 2, 3))  # il ne reste que
            ),
        )
        if place is None:
            return False
        start = next(place - back for back in (1, 2, 3) if draft.low(place - back) in ("ne", "n'"))
        if draft.labels[start]:
            return False
        draft.forms.pop(place)
        draft.labels.pop(place)
        draft.labels[start] = "FR109"
        return True
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in ("ne", "n'")
            and any(draft.low(i + a) in MINUS for a in (-1, 2, 3))
            and not draft.is_first(i)
        ),
    )
    if place is None:
        return False
    minus = next(place + step for step in (-1, 2, 3) if draft.low(place + step) in MINUS)
    if draft.labels[minus]:
        return False
    draft.labels[minus] = "FR109"
    draft.forms.pop(place)
    draft.labels.pop(place)
    return True


def elision(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Elision or contraction undone (la école, à le marché), or made before a consonant."""

    def fits(place: int) -> bool:
        form = draft.low(place)
        if form == "des":
            return draft.low(place - 1) not in ("", ",") and morphology.any(draft.low(place - 1), "N")
        return form in APART or form in FULL or (form == "l'" and morphology.any(draft.low(place + 1), "NJ"))

    place = draft.pick(rng, fits)
    if place is None:
        return False
    form = draft.low(place)
    if form in APART:
        first, second = APART[form]
        draft.replace(place, first, "FR112")
        draft.insert(place + 1, [second], "FR112")
        return True
    if form == "l'":
        genders = {tag.split()[1] for tag in morphology.tags(draft.low(place + 1)) if tag[0] in "NJ"}
        draft.replace(place, "la" if genders == {"f"} else "le", "FR112")
        return True
    draft.replace(place, FULL[form], "FR112")
    return True
