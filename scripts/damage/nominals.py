"""Nouns, adjectives, determiners and participles that do not agree, and determiners that are missing."""

from random import Random

from damage.draft import Draft, capital
from damage.morphology import DETERMINERS, Morphology
from damage.verbs import AUXILIARIES

GENDER = {"le": "la", "la": "le", "un": "une", "une": "un", "ce": "cette", "cette": "ce", "mon": "ma", "ma": "mon",
          "son": "sa", "sa": "son", "au": "à la", "du": "de la", "aucun": "aucune", "aucune": "aucun",
          "quel": "quelle", "quelle": "quel", "tout": "toute", "toute": "tout", "cet": "cette"}  # fmt: skip
NUMBER = {"le": "les", "la": "les", "les": "le", "des": "un", "un": "des", "une": "des", "ce": "ces", "cette": "ces",
          "ces": "ce", "mon": "mes", "ma": "mes", "mes": "mon", "son": "ses", "sa": "ses", "ses": "son", "au": "aux",
          "notre": "nos", "nos": "notre", "leur": "leurs", "leurs": "leur", "votre": "vos", "vos": "votre",
          "aux": "au", "du": "des"}  # fmt: skip
BARE = frozenset("de d' en à sans par comme avec pour ni ou et avoir a ont avait est".split())
VOWELS = "aeiouyhâàéèêëîïôûùœæ"
OPPOSITE = {"m": "f", "f": "m", "s": "p", "p": "s"}


def determiner_agreement(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A determiner of the other gender or number (un valise, les maison)."""
    table = GENDER if rng.random() < 0.6 else NUMBER

    def fits(place: int) -> bool:
        after = draft.low(place + 1)
        return (
            draft.low(place) in table
            and draft.is_word(place + 1)
            and draft.low(place - 1) not in ("ne", "je", "tu", "il", "elle", "on", "nous", "vous", "pour", "tout")
            and morphology.any(after, "NJ")
            and not any(tag.startswith("V") and " ppa" not in tag for tag in morphology.tags(after))
            and (after[0] not in VOWELS or table is NUMBER)
            and not any(tag[0] in "NJ" and tag.split()[1] == "e" and table is GENDER for tag in morphology.tags(after))
            and not any(tag[0] in "NJ" and tag.endswith("sp") and table is NUMBER for tag in morphology.tags(after))
            and _one_gender(morphology, after)
        )

    place = draft.pick(rng, fits)
    if place is None:
        return False
    first, *rest = table[draft.low(place)].split()
    draft.replace(place, first, "FR104")
    if rest:
        draft.insert(place + 1, rest, "FR104")
    return True


def _one_gender(morphology: Morphology, form: str) -> bool:
    return len({tag.split()[1] for tag in morphology.tags(form) if tag[0] in "NJ"}) == 1


COUNTERS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix vingt cent mille certains certaines tous toutes".split()
)


def noun_number(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A noun after its determiner in the other number (des maison)."""

    def fits(place: int) -> bool:
        counts = DETERMINERS | COUNTERS
        before = draft.low(place - 1) if draft.low(place - 1) in counts else draft.low(place - 2)
        return (
            draft.is_word(place)
            and before in counts
            and morphology.only(draft.low(place), "NJ")
            and draft.forms[place][0].islower()
        )

    place = draft.pick(rng, fits)
    return place is not None and _flip(draft, rng, morphology, place, "N ", "FR104", number=True)


def adjective(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """An adjective of the other gender or number, beside its noun or after être."""

    def fits(place: int) -> bool:
        return (
            draft.is_word(place)
            and draft.forms[place][0].islower()
            and any(tag[0] == "J" for tag in morphology.tags(draft.low(place)))
            and (
                morphology.only(draft.low(place), "JN")
                or draft.low(place - 1) in AUXILIARIES
                or any(" ppa" in t for t in morphology.tags(draft.low(place)))
            )
            and draft.low(place - 1) not in DETERMINERS | {"de", "d'", "en"}
        )

    place = draft.pick(rng, fits)
    if place is None:
        return False
    is_verbal = _after_auxiliary(draft, place) and any(" ppa " in tag for tag in morphology.tags(draft.low(place)))
    code = "FR105" if is_verbal else "FR104"
    return _flip(draft, rng, morphology, place, "J ", code, number=rng.random() < 0.5)


def _after_auxiliary(draft: Draft, place: int) -> bool:
    return bool({draft.low(place - back) for back in (1, 2, 3)} & (AUXILIARIES | {"été", "être"}))


def participle(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A past participle of the other gender or number after être, avoir or its noun."""

    def fits(place: int) -> bool:
        if not draft.is_word(place) or not any(" ppa " in tag for tag in morphology.tags(draft.low(place))):
            return False
        beside_noun = morphology.only(draft.low(place - 1), "N") and morphology.only(draft.low(place), "VJ")
        return beside_noun or _after_auxiliary(draft, place)

    place = draft.pick(rng, fits)
    if place is None:
        return False
    code = "FR105" if _after_auxiliary(draft, place) else "FR104"
    return _flip(draft, rng, morphology, place, "V ppa ", code, number=rng.random() < 0.5)


AVOIR = frozenset("a ont avait avaient aura auront aurait auraient ait aient ai avons avez".split())
BETWEEN = frozenset("pas plus jamais aussi déjà également été bien beaucoup ensuite encore toujours rien".split())


def participle_after_avoir(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """The participle agrees with the subject (elles ont mangées), or not with the object before it (je les ai vu)."""

    def fits(place: int) -> bool:
        before = place - 2 if draft.low(place - 1) in BETWEEN else place - 1
        return draft.low(before) in AVOIR and any(" ppa " in tag for tag in morphology.tags(draft.low(place)))

    place = draft.pick(rng, fits)
    if place is None:
        return False
    tags = [tag for tag in morphology.tags(draft.low(place)) if tag.startswith("V ppa ")]
    agreed = [tag for tag in tags if not tag.endswith("m s")]
    object_before = {draft.low(place - back) for back in (2, 3, 4)} & {"l'", "que", "qu'"}
    if not agreed and object_before:  # l'a annoncée may be right
        return False
    wanted = "V ppa m s" if agreed and len(agreed) == len(tags) else rng.choice(("V ppa f s", "V ppa m p", "V ppa f p"))
    other = morphology.variants(rng, draft.low(place), "V ppa ", wanted)
    if other is None:
        return False
    draft.replace(place, other, "FR105")
    return True


def _flip(draft: Draft, rng: Random, morphology: Morphology, place: int, accepts: str, code: str, number: bool) -> bool:
    """Put the other number (or gender) of the reading `accepts`."""
    form = draft.low(place)
    for lemma, tag in morphology.readings.get(form, ()):
        if not tag.startswith(accepts):
            continue
        parts = tag.split()
        at = -1 if number else -2
        if parts[at] not in OPPOSITE:
            return False
        parts[at] = OPPOSITE[parts[at]]
        wanted = " ".join(parts)
        found = sorted(
            {other for other, other_tag in morphology.forms.get(lemma, ()) if other_tag == wanted and other != form}
        )
        if not found:
            return False
        draft.replace(place, rng.choice(found), code)
        return True
    return False


def missing_determiner(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A determiner left out; in a third of cases the noun is capitalised, as when a link was translated alone."""

    def fits(place: int) -> bool:
        form = draft.low(place)
        return (
            (form in DETERMINERS or form in ("aux", "au"))
            and draft.is_word(place + 1)
            and draft.forms[place + 1][0].islower()
            and (draft.low(place - 1) not in BARE or (draft.low(place - 1) in ("et", "ou") and rng.random() < 0.5))
            and draft.low(place - 1) not in ("ne", "je", "tu", "il", "elle", "on", "nous", "vous", "qui", ",", '"')
            and morphology.any(draft.low(place + 1), "NJ")
            and not (
                form in ("le", "la", "les", "l'", "leur")
                and morphology.finite(draft.low(place + 1))
                and not morphology.only(draft.low(place + 1), "NJ")
                and rng.random() < 0.8
            )
        )

    place = draft.pick(rng, fits)
    if place is None:
        return False
    first = draft.is_first(place)
    draft.drop(place, "FR106")
    if not first and place < len(draft) and rng.random() < 0.33:
        draft.forms[place] = capital(draft.forms[place])
        draft.labels[place] = "FR301"
    return True
