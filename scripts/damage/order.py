"""Words in the wrong order, mostly the English one."""

from random import Random

from damage.draft import Draft, capital
from damage.morphology import Morphology

BEFORE_NOUN = frozenset(
    "petit petite petits petites grand grande grands grandes nouveau nouvelle nouveaux nouvelles jeune jeunes bon "
    "bonne bons bonnes beau belle beaux belles vieux vieille vieilles gros grosse mauvais mauvaise autre autres".split()
)
BEFORE_VERB = frozenset("le la les lui leur y en se nous vous me te".split())


def adjective_first(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """une voiture rouge -> une rouge voiture."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i)
            and draft.is_word(i + 1)
            and not draft.is_first(i)
            and draft.forms[i + 1][0].islower()
            and draft.forms[i][0].islower()
            and any(tag[0] == "N" for tag in morphology.tags(draft.low(i)))
            and any(tag[0] == "J" for tag in morphology.tags(draft.low(i + 1)))
            and not morphology.any(draft.low(i + 1), "NPDA")
            and not morphology.any(draft.low(i), "JPDA")
        ),
    )
    return place is not None and swap(draft, place)


def adjective_after(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """une petite entreprise -> une entreprise petite."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in BEFORE_NOUN
            and not draft.is_first(i)
            and draft.is_word(i + 1)
            and draft.forms[i + 1][0].islower()
            and morphology.only(draft.low(i + 1), "NJ")
            and not any(tag[0] == "J" for tag in morphology.tags(draft.low(i + 2)))
        ),
    )
    return place is not None and swap(draft, place)


def adverb_first(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """il parle déjà -> il déjà parle."""
    place = draft.pick(
        rng,
        lambda i: (
            not draft.is_first(i)
            and morphology.finite(draft.low(i)) is not None
            and not morphology.any(draft.low(i), "NJPD")
            and morphology.only(draft.low(i + 1), "A")
            and draft.low(i + 1) not in ("pas", "plus", "jamais", "ne", "non")
        ),
    )
    return place is not None and swap(draft, place)


def double_subject(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """l'effet durera -> l'effet il durera."""
    place = draft.pick(
        rng,
        lambda i: (
            i > 1
            and morphology.only(draft.low(i - 1), "NJ")
            and morphology.finite(draft.low(i)) is not None
            and not morphology.any(draft.low(i), "NJPD")
        ),
    )
    if place is None:
        return False
    plural = morphology.readings[draft.low(place)][-1][1].endswith("p")
    draft.insert(place, [rng.choice(("ils", "elles") if plural else ("il", "elle"))], "FR108")
    return True


def noun_string(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """conseil de sécurité -> sécurité conseil."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in ("de", "d'")
            and 0 < i < len(draft) - 1
            and draft.is_word(i - 1)
            and draft.is_word(i + 1)
            and morphology.only(draft.low(i - 1), "NJ")
            and morphology.any(draft.low(i + 1), "N")
            and not draft.is_first(i - 1)
        ),
    )
    if place is None or any(draft.labels[place - 1 : place + 2]):
        return False
    head, modifier = draft.forms[place - 1], draft.forms[place + 1]
    draft.forms[place - 1 : place + 2] = [modifier, head]
    draft.labels[place - 1 : place + 2] = ["FR111", "FR111"]
    return True


def neighbours(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Two neighbouring words exchanged."""

    def fits(place: int) -> bool:
        first, second = draft.low(place), draft.low(place + 1)
        return (
            draft.is_word(place)
            and draft.is_word(place + 1)
            and first != second
            and not first.endswith("'")
            and not second.endswith("'")
            and not (draft.forms[place][0].isupper() and draft.forms[place + 1][0].isupper())
            and not (morphology.any(first, "A") and morphology.any(second, "A"))
            and not (
                any(tag[0] == "J" for tag in morphology.tags(first))
                and any(tag[0] in "NJ" for tag in morphology.tags(second))
            )
        )

    place = draft.pick(rng, fits)
    return place is not None and swap(draft, place)


def moved_word(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A noun, adjective, participle or verb two to five words from where it belongs."""
    place = draft.pick(
        rng, lambda i: draft.is_word(i) and draft.forms[i][0].islower() and morphology.only(draft.low(i), "NJV")
    )
    if place is None:
        return False
    target = place + rng.choice((-5, -4, -3, -2, 2, 3, 4, 5))
    between = range(min(place, target), max(place, target) + 1)
    if not all(0 < i < len(draft) and draft.is_word(i) and not draft.labels[i] for i in between):
        return False
    if draft.low(target - 1).endswith("'") or draft.low(target).endswith("'") or draft.low(place - 1).endswith("'"):
        return False
    form = draft.forms.pop(place)
    draft.labels.pop(place)
    if draft.is_word(place):
        draft.labels[place] = "FR111"  # where it is missing
    draft.insert(target, [form], "FR111")
    return True


def clitic_after_verb(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """il les a vus -> il a les vus, il a vus les."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in BEFORE_VERB
            and i > 0
            and morphology.finite(draft.low(i + 1)) is not None
            and draft.low(i - 1) in ("il", "elle", "on", "ils", "elles", "je", "qui", "ne", "nous", "vous", "tu")
        ),
    )
    if place is None:
        return False
    ahead = 2 if rng.random() < 0.4 and draft.is_word(place + 2) and not draft.labels[place + 2] else 1
    form = draft.forms.pop(place)
    draft.labels.pop(place)
    draft.insert(place + ahead, [form], "FR111")
    return True


def swap(draft: Draft, place: int) -> bool:
    """Exchange the words at `place` and `place + 1`, moving the capital of a first word."""
    if draft.labels[place] or draft.labels[place + 1]:
        return False
    first, second = draft.forms[place], draft.forms[place + 1]
    if draft.is_first(place) and first[0].isupper():
        first, second = first.lower(), capital(second)
    draft.forms[place : place + 2] = [second, first]
    draft.labels[place : place + 2] = ["FR111", "FR111"]
    return True
