"""Sentences run together, spliced, begun in the middle, or stuttering."""

from random import Random

from damage.draft import STOPS, Draft, capital
from damage.morphology import Morphology

SPLICE_LABELLED = 3  # words of a splice that are marked: a reader marks where it begins


def missing_boundary(draft: Draft, rng: Random, _morphology: Morphology, other: list[str]) -> bool:
    """Another sentence follows without a mark between (frontière ukrainienne Au cours)."""
    words = len(draft)
    while words and draft.forms[words - 1] in (*STOPS, '"'):
        words -= 1
    if words < 3 or words == len(draft) or not other or not other[0][0].isalpha() or len(draft) + len(other) > 70:
        return False
    if draft.labels[words - 1]:
        return False
    end = draft.forms[words:]
    del draft.forms[words:], draft.labels[words:]
    at = len(draft)
    forms = list(other) if rng.random() < 0.75 else [other[0].lower(), *other[1:]]
    draft.forms += forms
    draft.labels += [""] * len(forms)
    draft.labels[at] = "FR201"
    if forms[-1] not in STOPS:
        draft.forms += end
        draft.labels += [""] * len(end)
    return True


def splice(draft: Draft, rng: Random, _morphology: Morphology, other: list[str]) -> bool:
    """A capitalised piece of another sentence stands inside a clause."""
    usable = [form for form in other if form[0].isalpha() or form == ","]
    if len(usable) < 6 or len(draft) < 6:
        return False
    length = rng.randint(2, 7)
    start = rng.choice((0, 0, rng.randrange(max(len(usable) - length, 1))))
    piece = usable[start : start + length]
    if not piece[0][0].isalpha():
        return False
    if rng.random() < 0.85:
        piece[0] = capital(piece[0])
    place = draft.pick(rng, lambda i: draft.is_word(i) and draft.is_word(i - 1) and not draft.low(i - 1).endswith("'"))
    if place is None:
        return False
    draft.insert(place, piece, "")
    for at in range(place, min(place + SPLICE_LABELLED, place + len(piece))):
        draft.labels[at] = "FR202"
    return True


def fragment(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """The sentence begins in its middle, in lower case (et attaché de presse à l'OTAN)."""
    if any(draft.labels) or len(draft) < 6 or not draft.is_word(0):
        return False
    cuts = [
        i
        for i in range(2, len(draft) - 3)
        if draft.is_word(i)
        and (draft.low(i) in ("et", "que", "qui", "de", "à", "dans", "pour", "mais", "ou") or draft.forms[i - 1] == ",")
    ]
    start = rng.choice(cuts) if cuts and rng.random() < 0.6 else 0
    del draft.forms[:start], draft.labels[:start]
    if not draft.forms[0][0].isalpha() or (start == 0 and _is_name(draft.forms[0], morphology)):
        return False
    draft.forms[0] = draft.forms[0].lower()
    draft.labels[0] = "FR203"
    return True


def _is_name(form: str, morphology: Morphology) -> bool:
    return form.lower() not in morphology.readings


def repetition(draft: Draft, rng: Random, _morphology: Morphology) -> bool:
    """One to three words said twice (dans dans un port)."""
    place = draft.pick(rng, lambda i: draft.is_word(i) and draft.low(i) not in ("nous", "vous", "très", "non", "oui"))
    if place is None:
        return False
    length = rng.choices((1, 2, 3), (65, 22, 13))[0]
    piece = draft.forms[place : place + length]
    if not all(form[0].isalpha() for form in piece) or any(draft.labels[place : place + length]):
        return False
    again = [form.lower() if draft.is_first(place) and i == 0 else form for i, form in enumerate(piece)]
    draft.insert(place + len(piece), again, "FR204")
    return True
