"""Right but unusual French, made from right sentences, so that unusual is not learned as wrong."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from damage.draft import STOPS, capital

PAIRED = '"'


def vary(forms: Sequence[str], rng: Random, other: Sequence[str]) -> list[str]:
    """The sentence as it is (three times in four), or as a headline, a quotation, a fragment or beside another."""
    found = list(forms)
    chance = rng.random()
    if chance < 0.75:
        return found
    if chance < 0.83:
        return _without_stop(found)
    if chance < 0.85:
        return ["-", *found] if found[0][0].isalpha() else found
    if chance < 0.89:
        return found if PAIRED in found else [PAIRED, *found, PAIRED]
    if chance < 0.93:
        return _part(found, rng)
    if chance < 0.96 and len(found) + len(other) < 60 and found[-1] in STOPS:
        return [*found, *other]
    if chance < 0.98 and len(found) + len(other) < 60 and PAIRED not in found:
        head = _part(list(other), rng)
        return (
            [*_without_stop(head)[:6], ":", *found]
            if rng.random() < 0.5
            else [*_without_stop(head)[:6], ":", PAIRED, *found, PAIRED]
        )
    return [PAIRED, *_without_stop(found), PAIRED] if PAIRED not in found else found


def _without_stop(forms: list[str]) -> list[str]:
    return forms[:-1] if forms[-1] in (".", "!") and len(forms) > 3 else forms


def _part(forms: list[str], rng: Random) -> list[str]:
    """What stands between two commas (or before the first), as a title or list item would; else the whole."""
    cuts = [-1, *(place for place, form in enumerate(forms) if form in (",", ";", ":", *STOPS))]
    parts = [forms[start + 1 : end] for start, end in pairwise(cuts) if end - start > 3]
    if not parts:
        return forms
    part = rng.choice(parts)
    if PAIRED in part or not part[0][0].isalpha():
        return forms
    return [capital(part[0]), *part[1:], *([forms[-1]] if rng.random() < 0.5 and forms[-1] in STOPS else [])]
