"""Pronouns and relatives: the wrong one, or none."""

from random import Random

from damage.draft import Draft, capital
from damage.function_words import agrees_with_next
from damage.morphology import Morphology

PRONOUNS = {
    "qui": ("que", "dont", "où"), "que": ("qui", "dont"), "qu'": ("qui", "dont"), "dont": ("que", "qui", "duquel"),
    "où": ("que", "qui", "dont"), "se": ("ce", "le"), "ce": ("se",), "lui": ("le", "il"), "leur": ("les", "eux"),
    "eux": ("leur", "ils"), "celle": ("celui", "ceux"), "celui": ("celle", "ceux"), "ceux": ("celui", "celles"),
    "lequel": ("laquelle", "lesquels"), "laquelle": ("lequel", "lesquelles"), "lesquels": ("lequel", "lesquelles"),
    "lesquelles": ("lesquels", "laquelle"), "y": ("en", "lui"), "nous": ("on",), "moi": ("je", "me"),
    "toi": ("tu", "te"),
}  # fmt: skip
SUBJECTS = frozenset("il elle on ils elles je j' nous c' ce".split())
BEFORE_OBJECT = frozenset("il elle on ils elles je tu nous vous ne qui".split())
TO_INDIRECT = {"le": "lui", "la": "lui", "l'": "lui", "les": "leur"}
TO_DIRECT = {"lui": ("le", "la"), "leur": ("les",)}

TWO_OBJECTS = frozenset(
    "dire écrire faire donner demander annoncer expliquer montrer prédire offrir envoyer rendre promettre apprendre "
    "lire proposer raconter confier devoir laisser prendre reprocher rappeler permettre servir porter vendre accorder "
    "avoir être".split()
)  # il lui écrit is as right as il l'écrit
BEFORE_SUBJECT = frozenset("que qu' si s' quand lorsque lorsqu' parce puisque puisqu' où car comme".split())


def pronoun(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """The wrong pronoun or relative (la maison que les volets sont bleus), or que left out."""
    place = draft.pick(
        rng,
        lambda i: (
            draft.low(i) in PRONOUNS
            and draft.is_word(i + 1)
            and not (draft.low(i) in ("ce", "leur") and morphology.any(draft.low(i + 1), "NJ"))
        ),
    )
    if place is None:
        return False
    if draft.low(place) in ("que", "qu'") and rng.random() < 0.35 and not draft.is_first(place):
        draft.drop(place, "FR108")
        return True
    other = rng.choice(PRONOUNS[draft.low(place)])
    draft.replace(place, agrees_with_next(other, draft.low(place + 1)), "FR108")
    return True


def object_pronoun(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """il lui aide, il les parle; y for en and en for y."""

    def fits(place: int) -> bool:
        form = draft.low(place)
        verb = morphology.finite(draft.low(place + 1))
        if draft.low(place - 1) not in BEFORE_OBJECT or verb is None:
            return False
        return form in TO_DIRECT or form in ("y", "en") or (form in TO_INDIRECT and verb[0] not in TWO_OBJECTS)

    place = draft.pick(rng, fits)
    if place is None:
        return False
    form = draft.low(place)
    if form in TO_DIRECT:
        other = agrees_with_next(rng.choice(TO_DIRECT[form]), draft.low(place + 1))
    else:
        other = TO_INDIRECT.get(form) or ("en" if form == "y" else "y")
    draft.replace(place, other, "FR108")
    return True


def missing_pronoun(draft: Draft, rng: Random, morphology: Morphology) -> bool:
    """A subject or a reflexive left out (parce qu'est venu, il lève tôt)."""

    def fits(place: int) -> bool:
        form = draft.low(place)
        reflexive = form in ("se", "s'") and draft.low(place - 1) in BEFORE_OBJECT | {"ont", "a"}
        may_begin = draft.is_first(place) and form != "nous"  # remercions le maire is an order
        subject = form in SUBJECTS and (may_begin or draft.low(place - 1) in BEFORE_SUBJECT)
        return (reflexive or subject) and _begins_verb(draft, place + 1, morphology)

    place = draft.pick(rng, fits)
    if place is None:
        return False
    if draft.is_first(place):
        draft.forms[place + 1] = capital(draft.forms[place + 1])
    elif draft.low(place - 1) == "qu'" and draft.low(place + 1)[0] not in "aeiouéê":
        draft.forms[place - 1] = "que"
    draft.forms.pop(place)
    draft.labels.pop(place)
    draft.labels[place] = "FR108"
    return True


def _begins_verb(draft: Draft, place: int, morphology: Morphology) -> bool:
    """Whether a finite verb stands at `place`, perhaps after ne or a clitic."""
    return morphology.finite(draft.low(place)) is not None and not morphology.any(draft.low(place), "NJ")
