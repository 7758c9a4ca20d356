"""Capitals and punctuation."""

from random import Random

from damage.draft import Draft, capital
from damage.morphology import Morphology


def stray_capital(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A common word with a capital inside the sentence."""
    content = rng.random() < 0.75
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i)
            and not draft.is_first(i)
            and draft.forms[i].islower()
            and draft.forms[i - 1] != '"'
            and (morphology.any(draft.forms[i], "NJV") and len(draft.forms[i]) > 3) == content
        ),
    )
    if place is None:
        return False
    draft.replace(place, capital(draft.forms[place]), "FR301")
    return True


def lost_capital(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A name in lower case (en france)."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i)
            and not draft.is_first(i)
            and draft.forms[i].istitle()
            and len(draft.forms[i]) > 2
            and not morphology.readings.get(draft.forms[i].lower())
            and draft.forms[i - 1] != '"'
        ),
    )
    if place is None:
        return False
    draft.forms[place] = draft.forms[place].lower()
    draft.labels[place] = "FR302"
    return True


def doubled_mark(draft: Draft, rng: Random, _morphology: Morphology) -> bool:
    """A full stop or comma twice, or two marks that exclude each other."""
    place = draft.pick(rng, lambda i: draft.forms[i] in (".", ",", "?", ":", ";") and i > 0)
    if place is None:
        return False
    mark = draft.forms[place]
    second = rng.choice(
        {".": (".", ".", ","), ",": (",", ".", ","), "?": (".", ","), ":": (":", "."), ";": (";", ",")}[mark]
    )
    draft.insert(place + 1, [second], "FR304")
    return True


def stray_comma(draft: Draft, rng: Random, _morphology: Morphology) -> bool:
    """A comma or full stop between words that belong together."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i)
            and draft.is_word(i - 1)
            and (
                draft.low(i - 1)
                in (
                    "de",
                    "le",
                    "la",
                    "les",
                    "un",
                    "une",
                    "des",
                    "du",
                    "au",
                    "à",
                    "qui",
                    "dans",
                    "sur",
                    "pour",
                    "par",
                    "son",
                    "sa",
                    "ses",
                    "ce",
                    "cette",
                )
                or rng.random() < 0.01
            )
        ),
    )
    if place is None:
        return False
    draft.insert(place, [rng.choice((",", ",", ".", ":"))], "FR304")
    return True
