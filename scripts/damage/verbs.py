"""Verbs in the wrong form, person, tense, or missing."""

from random import Random

from damage.draft import Draft
from damage.morphology import CLITICS, DETERMINERS, Morphology, is_finite

AUXILIARIES = frozenset(
    "est a sont ont était avait étaient avaient sera aura seront auront serait aurait soit ait soient aient suis ai "
    "sommes avons".split()
)


def is_verb_here(draft: Draft, place: int, morphology: Morphology) -> bool:
    """Whether the form at `place` is, as far as its neighbours show, a finite verb."""
    if not draft.is_word(place) or draft.is_first(place):
        return False
    form, before = draft.low(place), draft.low(place - 1)
    if form in AUXILIARIES:
        return before not in DETERMINERS or before in CLITICS
    if morphology.finite(form) is None:
        return False
    if morphology.any(form, "NJADPC"):
        return before in CLITICS and before not in DETERMINERS and before != "en"
    return draft.forms[place][0].islower()


def verb_form(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Finite verb -> participle or infinitive (La Russie réunie ses troupes)."""
    place = draft.pick(rng, lambda i: is_verb_here(draft, i, morphology))
    if place is None:
        return False
    form = draft.low(place)
    reading = morphology.finite(form)
    assert reading is not None
    kind = rng.choices(("inf", "ppa", "ppr", "be"), (45, 35, 12, 8))[0]
    prefix = reading[1].split(" ind ")[0].split(" sub ")[0].split(" con ")[0]
    if kind == "be":
        other = morphology.variants(rng, form, prefix, f"{prefix} ppr")
        if other is None:
            return False
        plural = reading[1].endswith("p")
        draft.replace(place, other, "FR101")
        draft.insert(place, ["sont" if plural else "est"], "FR101")
        return True
    wanted = f"{prefix} ppa m s" if kind == "ppa" and rng.random() < 0.5 else f"{prefix} {kind}"
    other = morphology.variants(rng, form, prefix, wanted)
    if other is None or draft.low(place + 1).startswith("-"):
        return False
    draft.replace(place, other, "FR101")
    return True


def participle_form(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Participle after an auxiliary -> infinitive; infinitive after a preposition -> finite or participle."""
    if rng.random() < 0.5:
        place = draft.pick(
            rng, lambda i: draft.low(i - 1) in AUXILIARIES and any(" ppa " in t for t in morphology.tags(draft.low(i)))
        )
        accepts, wanted = "V ppa", "V inf"
    else:
        place = draft.pick(
            rng,
            lambda i: (
                draft.low(i - 1) in ("pour", "à", "de", "sans", "d'", "peut", "doit", "veut", "va", "vont", "peuvent")
                and "V inf" in morphology.tags(draft.low(i))
                and not morphology.any(draft.low(i), "N")
            ),
        )
        accepts, wanted = "V inf", rng.choice(("V ppa", "V ind pres 3", "V ppr", "V ind pres 3 s"))
    if place is None:
        return False
    other = morphology.variants(rng, draft.low(place), accepts, wanted)
    if other is None:
        return False
    draft.replace(place, other, "FR101")
    return True


def subject_verb(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """The other number, sometimes another person; verbs far from their subject are preferred."""

    def far(place: int) -> bool:
        near = draft.low(place - 1) in CLITICS
        return is_verb_here(draft, place, morphology) and (not near or rng.random() < 0.5)

    place = draft.pick(rng, far)
    if place is None:
        return False
    wrong = other_number(morphology, draft.low(place), rng)
    if wrong is None:
        return False
    draft.replace(place, wrong, "FR103")
    return True


def other_number(morphology: Morphology, form: str, rng: Random) -> str | None:
    """A finite form in the other number, sometimes another person; None where there is none that looks different."""
    readings = [(lemma, tag) for lemma, tag in morphology.readings.get(form, ()) if is_finite(tag)]
    if not readings:
        return None
    readings.sort(key=lambda reading: reading[0] not in ("être", "avoir"))  # étaient is hardly ever of étayer
    numbers = {(tag[-3], tag[-1]) for _, tag in readings}
    lemma, tag = readings[0]
    if {("3", "s"), ("3", "p")} & numbers and rng.random() < 0.88:
        target = "3 p" if ("3", "s") in numbers else "3 s"
    else:
        target = rng.choice(("1 s", "2 s", "1 p", "2 p", "3 s"))
    own = {tag for _, tag in readings}
    found = sorted(
        {
            other
            for other, other_tag in morphology.forms.get(lemma, ())
            if other_tag == tag[:-3] + target and other != form and other_tag not in own
        }
    )
    return rng.choice(found) if found else None


def missing_verb(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A finite verb left out; the word after it is labelled."""
    place = draft.pick(
        rng,
        lambda i: (
            is_verb_here(draft, i, morphology)
            and draft.is_word(i + 1)
            and (draft.low(i) in AUXILIARIES or rng.random() < 0.5)
        ),
    )
    if place is None or len(draft) < 5:
        return False
    draft.drop(place, "FR102")
    return True
