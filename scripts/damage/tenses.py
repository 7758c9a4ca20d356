"""Tenses and moods that do not go with the clause: after que, after si, beside a word of time."""

from collections.abc import Callable
from random import Random

from damage.draft import Draft
from damage.morphology import Morphology, is_finite

# after these (and que) the indicative stands, so that a subjunctive is wrong
SAYING = frozenset(
    "dire affirmer penser croire savoir annoncer expliquer estimer assurer déclarer montrer rappeler indiquer "
    "préciser constater confirmer ajouter révéler reconnaître apprendre espérer promettre parce puis alors pendant "
    "tandis".split()
)
PAST = frozenset("hier avant-hier autrefois jadis".split())
FUTURE = frozenset("demain après-demain bientôt prochainement".split())
LAST = frozenset("dernier dernière derniers dernières".split())
NEXT = frozenset("prochain prochaine prochains prochaines".split())
PERIODS = frozenset(
    "an année mois semaine lundi mardi mercredi jeudi vendredi samedi dimanche été hiver janvier février mars avril "
    "mai juin juillet août septembre octobre novembre décembre".split()
)

THAT = frozenset(("que", "qu'"))
NEAR = 7  # words between a verb and the word of time that it goes with
Fits = Callable[[Draft, int, Morphology], bool]


def tense_mood(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """Subjunctive for indicative after que or the reverse, conditional or future after si."""
    kinds = [
        (_is_subjunctive, " sub pres ", (" ind pres ",)),
        (_is_said, " ind pres ", (" sub pres ",)),
        (_is_condition, " ind impa ", (" con pres ",)),
        (_is_condition, " ind pres ", (" ind futu ",)),
    ]
    rng.shuffle(kinds)
    return any(_changed(draft, rng, morphology, *kind) for kind in kinds)


def tense_of_time(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A tense against the sentence's word of time (hier il viendra, il venait demain)."""
    past = [i for i in range(len(draft)) if draft.low(i) in PAST or _is_period(draft, i, LAST)]
    future = [i for i in range(len(draft)) if draft.low(i) in FUTURE or _is_period(draft, i, NEXT)]
    if bool(past) == bool(future):
        return False

    def near(wanted: Fits) -> Fits:
        return lambda draft, place, morphology: (
            any(abs(place - time) <= NEAR for time in (*past, *future)) and wanted(draft, place, morphology)
        )

    if past:
        own = rng.choice((" ind impa ", " ind psim ", " ind pres "))
        # the auxiliary of a compound past is in the present; a narrative present beside hier is right, so it stays
        fits = near(_is_auxiliary if own == " ind pres " else _is_any)
        return _changed(draft, rng, morphology, fits, own, (" ind futu ",))
    return _changed(draft, rng, morphology, near(_is_any), " ind futu ", (" ind impa ", " ind psim "))


def _is_period(draft: Draft, place: int, which: frozenset[str]) -> bool:
    return draft.low(place) in which and draft.low(place - 1) in PERIODS


def _is_any(draft: Draft, place: int, morphology: Morphology) -> bool:
    """Whether the form is a finite verb and nothing else."""
    return morphology.only(draft.low(place), "V") and draft.forms[place][0].islower()


def _is_auxiliary(draft: Draft, place: int, morphology: Morphology) -> bool:
    after = 2 if draft.low(place + 1) in ("pas", "plus", "jamais", "déjà", "aussi", "également") else 1
    return draft.low(place) in ("a", "ont", "est", "sont") and any(
        " ppa " in tag for tag in morphology.tags(draft.low(place + after))
    )


def _is_subjunctive(draft: Draft, place: int, morphology: Morphology) -> bool:
    tags = morphology.tags(draft.low(place))
    return (
        bool(tags)
        and not any(tag[0] in "NJ" for tag in tags)
        and (draft.low(place) != "soit" or _before(draft, place, THAT) is not None)
        and all(" sub " in tag or " imp " in tag for tag in tags if tag[0] == "V")
        and any(" sub " in tag for tag in tags)
    )


def _before(draft: Draft, place: int, wanted: frozenset[str], reach: int = 5) -> int | None:
    """The nearest place before `place`, within its clause and `reach` words, where one of `wanted` stands."""
    for at in range(place - 1, max(place - 1 - reach, -1), -1):
        if draft.low(at) in wanted:
            return at
        if not draft.is_word(at):
            return None
    return None


def _is_said(draft: Draft, place: int, morphology: Morphology) -> bool:
    """An indicative in a clause that hangs on a verb of saying or knowing, or on parce que and its like."""
    at = _before(draft, place, THAT)
    if at is None or not morphology.only(draft.low(place), "V"):
        return False
    lemmas = {lemma for lemma, _ in morphology.readings.get(draft.low(at - 1), ())} | {draft.low(at - 1)}
    negated = _before(draft, at, frozenset(("ne", "n'", "pas"))) is not None
    return bool(lemmas & SAYING) and not negated


def _is_condition(draft: Draft, place: int, morphology: Morphology) -> bool:
    """A verb of a clause that si begins, where si cannot be the si of a question or of a degree."""
    at = _before(draft, place, frozenset(("si", "s'")))
    if at is None or (draft.low(at) == "s'" and draft.low(at + 1) not in ("il", "ils")):
        return False
    opens = draft.is_first(at) or draft.low(at - 1) in (",", "et", "mais", "même", "que", "car")
    is_subject = draft.low(at + 1) in ("il", "ils", "elle", "elles", "on", "je", "tu", "nous", "vous", "ce", "c'", "la",
                                       "le", "les", "l'", "un", "une", "des", "cette", "ces", "son", "sa")  # fmt: skip
    return opens and is_subject and is_verb(draft, place, morphology)


def is_verb(draft: Draft, place: int, morphology: Morphology) -> bool:
    """Whether the form is a verb and nothing else, or an auxiliary."""
    return morphology.only(draft.low(place), "V") or draft.low(place) in ("est", "a", "sont", "ont", "était", "avait")


def _changed(
    draft: Draft,
    rng: Random,
    morphology: Morphology,
    fits: Fits,
    own: str,
    others: tuple[str, ...],
) -> bool:
    """Put the form of another tense or mood, same person, where `fits` and the form is of the tense `own`."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.is_word(i) and any(own in tag for tag in morphology.tags(draft.low(i))) and fits(draft, i, morphology)
        ),
    )
    if place is None:
        return False
    form = draft.low(place)
    wanted = rng.choice(others)
    found = sorted(
        {
            other
            for lemma, tag in morphology.readings.get(form, ())
            if own in tag and is_finite(tag)
            for other, other_tag in morphology.forms.get(lemma, ())
            if other_tag == tag.replace(own, wanted) and other != form
        }
    )
    if not found or any(own in tag for tag in morphology.tags(found[0])):
        return False
    draft.replace(place, rng.choice(found), "FR110")
    return True
