"""Subjects parted from their verbs by words of the other number, right and wrong.

Agreement at a distance is rare in running text, and rarer with a noun between that could be the subject. Here a
phrase or a relative clause is put between a subject and its verb; the sentence stays right until the verb is changed.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from damage.draft import Draft
from damage.morphology import CLITICS, Morphology
from damage.verbs import other_number

SINGULAR = frozenset("le la l' un une ce cet cette mon ma son sa notre votre chaque".split())
PLURAL = frozenset("les des ces mes ses nos vos leurs plusieurs quelques".split())
PLACES = ("avec", "pour", "contre", "derrière", "devant", "entre", "sans", "près de", "à côté de", "autour de",
          "loin de")  # fmt: skip
# third person singular and plural of verbs that take a direct object
VERBS = (("aime", "aiment"), ("connaît", "connaissent"), ("attend", "attendent"), ("cherche", "cherchent"),
         ("critique", "critiquent"), ("soutient", "soutiennent"), ("suit", "suivent"), ("regarde", "regardent"),
         ("préfère", "préfèrent"), ("défend", "défendent"), ("évoque", "évoquent"), ("voit", "voient"),
         ("admirait", "admiraient"), ("voulait", "voulaient"), ("accuse", "accusent"))  # fmt: skip


def noun_phrases(forms: Sequence[str], morphology: Morphology) -> list[tuple[str, str]]:
    """(determiner, noun) pairs of a sentence."""
    return [
        (first.lower(), second)
        for first, second in pairwise(forms)
        if first.lower() in SINGULAR | PLURAL
        and second[0].islower()
        and morphology.only(second, "N")
        and len(second) > 3
    ]


def parted_verb(draft: Draft, morphology: Morphology) -> int | None:
    """The place of a verb that follows its subject, a determiner and a noun that begin a clause."""
    for place in range(2, len(draft)):
        determiner, noun = draft.low(place - 2), draft.low(place - 1)
        opens = draft.is_first(place - 2) or draft.low(place - 3) in (",", "que", "qu'", "et", "car", "mais")
        if (
            opens
            and determiner in SINGULAR | PLURAL
            and morphology.only(noun, "N")
            and draft.is_free(place)
            and draft.is_free(place - 2)
            and (_is_verb_form(draft.low(place), morphology) or draft.low(place) in ("est", "a", "sont", "ont"))
        ):
            return place
    return None


def _is_verb_form(form: str, morphology: Morphology) -> bool:
    return morphology.finite(form) is not None and morphology.only(form, "V") and form not in CLITICS


def lengthen(draft: Draft, rng: Random, morphology: Morphology, other: Sequence[str]) -> int | None:
    """Put a phrase or relative clause, with a noun of `other`, before a verb; the verb's new place, or None."""
    place = parted_verb(draft, morphology)
    phrases = noun_phrases(other, morphology)
    if place is None or not phrases:
        return None
    subject_is_plural = draft.low(place - 2) in PLURAL
    unlike = [phrase for phrase in phrases if (phrase[0] in PLURAL) != subject_is_plural]
    determiner, noun = rng.choice(unlike or phrases)
    verb = rng.choice(VERBS)
    kind = rng.random()
    if kind < 0.5:
        inserted = [*rng.choice(PLACES).split(), determiner, noun]
        if inserted[-3] == "de" and determiner in ("le", "les", "des"):
            inserted[-3:-1] = ["du" if determiner == "le" else "des"]
    elif kind < 0.75:
        inserted = ["qu'" if determiner.startswith("u") else "que", determiner, noun, verb[determiner in PLURAL]]
    else:
        inserted = ["qui", verb[subject_is_plural], determiner, noun]
    draft.insert(place, inserted, "")
    return place + len(inserted)


def attracted_verb(draft: Draft, rng: Random, morphology: Morphology, other: list[str]) -> bool:
    """The verb after such a phrase agrees with the noun before it (le maire que les voisins aiment parlent)."""
    forms, labels = list(draft.forms), list(draft.labels)
    place = lengthen(draft, rng, morphology, other)
    wrong = None if place is None else other_number(morphology, draft.low(place), rng)
    if place is None or wrong is None:
        draft.forms, draft.labels = forms, labels
        return False
    draft.replace(place, wrong, "FR103")
    return True
