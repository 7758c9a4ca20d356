"""FR112: elisions that were not made, or made where they may not be; forms for a vowel (cet, mon, nouvel)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.artefact import read_checked

# What each word becomes before a vowel.
_ELIDED = {
    "le": "l'", "la": "l'", "de": "d'", "que": "qu'", "ne": "n'", "se": "s'", "je": "j'", "me": "m'", "te": "t'",
    "jusque": "jusqu'", "lorsque": "lorsqu'", "puisque": "puisqu'", "quoique": "quoiqu'",
}  # fmt: skip
_BEFORE_PREPOSITIONS = frozenset(
    (full, right)
    for full, rights in {
        "jusque": ("à", "en", "au", "aux", "où"),
        "de": ("après", "avec", "en", "ici"),
        "que": ("en", "avec", "après", "avant", "au", "aux", "entre", "à"),
    }.items()
    for right in rights
)
_ONLY_BEFORE_PRONOUNS = {"lorsque", "puisque", "quoique"}
_BEFORE_VOWEL = {
    "ce": "cet", "ma": "mon", "ta": "ton", "sa": "son", "beau": "bel", "nouveau": "nouvel", "vieux": "vieil",
}  # fmt: skip
_BEFORE_CONSONANT = {"cet": "ce", "bel": "beau", "nouvel": "nouveau", "vieil": "vieux"}
# Names in a glide: "de Ouagadougou" and "de Iouri" are as good as their elided forms.
_GLIDES = ("ia", "ie", "io", "iu", "oua", "oue", "oui", "one")
_VOWELS = "aàâäeéèêëiîïoôöœuùûü"
# Words in a vowel before which nothing is elided, or not always: numbers, sounds, letters, foreign glides.
_HIATUS = frozenset(
    "oui ouistiti onze onzième onzièmes un une uns unes huit uhlan ululer ululement ouah ouf ouate et ou où à a y "
    "i e o u aa eh euh oh ok iode iota yaourt yacht uber uranium us usb id".split()
)
# Elided forms a following consonant cannot take; j', t', m', s', c' are left to quoted speech.
_CONSONANTS = "bcdfgjklmnpqrstvwxzç"


@cache
def initial_h() -> dict[str, str]:
    """Words in h-: "mute" or "aspirated" (scripts/build_aspirated_h.py)."""
    rows = read_checked("initial_h", ".txt").decode("utf-8").splitlines()
    found: dict[str, str] = {}
    for row in rows:
        form, _, kind = row.partition("\t")
        found[form] = kind
    return found


def begins_with_vowel(context: Context, word: Word) -> bool:
    """Whether the word surely asks for elision: a French word or name in a vowel or mute h."""
    lower = word.lower
    if lower in _HIATUS or lower.startswith("e-") or not word.text[0].isalpha() or len(lower.rstrip("'")) < 2:
        return False
    if word.text.isupper() and len(word.text) > 1:
        return False
    if lower[0] == "h":
        return initial_h().get(lower) == "mute"
    if lower[0] not in _VOWELS:
        return False
    if word.text[0].isupper() and word.index > 0:
        is_name = word.text[1:].islower() and lower[0] != "u" and not lower.startswith(_GLIDES)
        readings = context.lexicon.analyses(word.text)
        # "jusqu'à ce que Annuler s'affiche": a name on a screen
        return is_name and any(own.verb_form != "inf" and own.category not in ("ADP", "ADV") for own in readings)
    return bool(context.lexicon.analyses(word.lower))


_FULL_FORMS = frozenset(_ELIDED)


def _find_missing(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_FULL_FORMS):
        full = left.lower
        if full not in _ELIDED or context.gap(left, right) not in (" ", "\u00a0"):
            continue
        if full in _ONLY_BEFORE_PRONOUNS and right.lower not in ("il", "elle", "ils", "elles", "on", "un", "une", "en"):
            continue
        if not begins_with_vowel(context, right) and not _is_special(context, left, right):
            continue
        if (left.text[0].isupper() and left.index > 0) or _is_mention(context, left):
            continue
        if full in ("la", "le") and left.upos not in ("DET", "PRON"):
            continue
        if right.upos in ("ADP", "CCONJ", "X", "INTJ") and (full, right.lower) not in _BEFORE_PREPOSITIONS:
            continue
        elided = _ELIDED[full]
        written = elided.capitalize() if left.text[0].isupper() else elided
        yield context.finding(left, right, f"“{left.text}” becomes “{elided}” before a vowel.", written + right.text)


def _is_special(context: Context, left: Word, right: Word) -> bool:
    """ "que un", "de une maison", "le a vu": elided, though "le un", "de un à dix", "le a" stand."""
    full = left.lower
    if right.lower in ("un", "une"):
        after = context.word(right.index + 1)
        is_article = right.upos == "DET" and after is not None and after.upos in ("NOUN", "ADJ")
        return is_article and full in ("que", "jusque", "puisque", "lorsque", "de")
    if right.text == "a":  # not the letter: "jusqu'à ce que A ferme le document"
        return right.is_finite and (full in ("ne", "je", "se", "me", "te") or left.upos == "PRON")
    return (full, right.lower) in _BEFORE_PREPOSITIONS or (
        right.lower in ("y", "où") and full in ("ne", "je", "se", "que")
    )


def _is_mention(context: Context, word: Word) -> bool:
    """Whether the word is named, not used: the article before it, or a mark right around it."""
    before = context.word(word.index - 1)
    return before is not None and before.upos == "DET" and before.lower not in ("tout", "toute")


_CE = frozenset(("ce",))


def _find_ce(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_CE):
        if right.lemma != "être" or right.lower[0] not in _VOWELS or not right.is_finite:
            continue
        if context.gap(left, right) == " ":
            written = "C'" if left.text[0] == "C" else "c'"
            yield context.finding(left, right, f"“ce {right.text}” is written “c'{right.text}”.", written + right.text)


_SI = frozenset(("si",))


def _find_si(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_SI):
        if left.lower == "si" and right.lower in ("il", "ils") and context.gap(left, right) == " ":
            written = "S'" if left.text[0] == "S" else "s'"
            yield context.finding(left, right, f"“si {right.text}” is written “s'{right.text}”.", written + right.text)


_ADAPTED = frozenset((*_BEFORE_VOWEL, *_BEFORE_CONSONANT))


def _find_adapted(context: Context) -> Iterator[Finding]:
    """ "ce homme", "sa école", "nouveau avion", "cet garçon"."""
    for left, right in context.pairs(first=_ADAPTED):
        if context.gap(left, right) not in (" ", "\u00a0") or right.upos not in ("NOUN", "ADJ"):
            continue
        before = context.word(left.index - 1)
        if left.lower == "nouveau" and before is not None and before.lower in ("à", "de"):
            continue  # an adverb: "avoir de nouveau accès"
        if left.lower in _BEFORE_VOWEL and left.upos in ("DET", "ADJ") and _may_be_adapted(left, right):
            if right.text[0].islower() and begins_with_vowel(context, right) and _is_right_gender(context, left, right):
                form = _BEFORE_VOWEL[left.lower]
                written = form.capitalize() if left.text[0].isupper() else form
                yield context.finding(left, left, f"“{left.text}” becomes “{form}” before a vowel.", written)
        elif left.lower in _BEFORE_CONSONANT and left.upos in ("DET", "ADJ"):
            is_hard = right.lower[0] in _CONSONANTS or initial_h().get(right.lower) == "aspirated"
            if is_hard and right.text[0].islower() and _is_masculine(context, right):
                form = _BEFORE_CONSONANT[left.lower]
                yield context.finding(left, left, f"“{left.text}” is used before vowels only; here “{form}”.", form)


def _may_be_adapted(left: Word, right: Word) -> bool:
    if left.lower in ("beau", "nouveau", "vieux"):
        return right.upos == "NOUN" and right.tag.number != "p" and right.tag.confidence > 0.8
    return right.tag.confidence > 0.6


def _is_masculine(context: Context, word: Word) -> bool:
    return any(own.category in ("NOUN", "ADJ") and own.gender != "f" for own in context.lexicon.analyses(word.lower))


def _is_right_gender(context: Context, left: Word, right: Word) -> bool:
    """Whether the noun has the gender of the form: "ce idée" is another error."""
    wanted = "f" if left.lower in ("ma", "ta", "sa") else "m"
    readings = [own for own in context.lexicon.analyses(right.lower) if own.category in ("NOUN", "ADJ")]
    return any(own.gender in ("", wanted) for own in readings)


_ELIDED_FORMS = frozenset(("l'", "d'", "qu'", "n'", "jusqu'"))


def _find_wrong_elision(context: Context) -> Iterator[Finding]:
    """ "l'maison", "l'haricot": an elision before a consonant or an aspirated h."""
    for left, right in context.pairs(first=_ELIDED_FORMS):
        if left.end != right.start or not right.text.isalpha():
            continue
        if right.text.isupper() or right.text[0].isupper() or len(right.text) < 3:
            continue
        is_hard = right.lower[0] in _CONSONANTS and _is_common(context, right)
        if is_hard or initial_h().get(right.lower) == "aspirated":
            yield context.finding(left, right, f"“{left.text}” cannot stand before “{right.text}”.", _full(left, right))


def _is_common(context: Context, word: Word) -> bool:
    return bool(context.lexicon.analyses(word.lower)) and context.lexicon.frequency(word.lower) > 1


def _full(left: Word, right: Word) -> str | None:
    if left.lower == "l'":
        article = {"m": "le", "f": "la"}.get(right.tag.gender)
        return f"{article} {right.text}" if article and right.upos in ("NOUN", "ADJ") else None
    return f"{ {'d': 'de', 'q': 'que', 'n': 'ne', 'j': 'jusque'}[left.lower[0]] } {right.text}"


RULES = (
    Rule(
        "FR112",
        "missing-elision",
        _find_missing,
        must_fail=(
            "Elle va à ⟦la école⟧ du village.",
            "Il faut ⟦que il⟧ parte demain.",
            "Le train roule ⟦jusque à⟧ la frontière.",
            "Une tasse ⟦de eau⟧ suffit.",
            "Il attend à ⟦le hôtel⟧ depuis midi.",
            "Je crois ⟦que un⟧ accord est possible.",
            "Un train ⟦de Orléans⟧ arrive.",
        ),
        must_pass=(
            "Le onze novembre est férié.",
            "La hausse des prix et le héros du jour.",
            "Il compte de un à dix.",
            "Le oui l'a emporté.",
            "La une du journal et le un sur trois.",
            "Le yaourt de Haute-Savoie.",
            "Il va le ou la chercher.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR112",
        "si-il",
        _find_si,
        must_fail=("Il viendra ⟦si il⟧ fait beau.", "⟦Si ils⟧ perdent, ils partent.", "On verra ⟦si il⟧ accepte."),
        must_pass=("Il viendra s'il fait beau.", "Si elle vient, il part.", "Si on veut.", "Il est si illustre."),
        confidence=0.9,
    ),
    Rule(
        "FR112",
        "ce-est",
        _find_ce,
        must_fail=("⟦Ce est⟧ un bon film.", "Je crois que ⟦ce était⟧ hier.", "Il dit que ⟦ce est⟧ faux."),
        must_pass=("C'est un bon film.", "Ce sera fini.", "Ce vent d'est est froid.", "Tout ce qu'il est."),
        confidence=0.9,
    ),
    Rule(
        "FR112",
        "form-before-vowel",
        _find_adapted,
        must_fail=(
            "⟦Ce⟧ homme a quitté la ville.",
            "Elle retrouve ⟦sa⟧ école ce matin.",
            "Un ⟦nouveau⟧ avion a atterri.",
            "Il a suivi ⟦cet⟧ garçon.",
        ),
        must_pass=(
            "On peut y avoir de nouveau accès.",
            "Il sera à nouveau élu.",
            "Cet homme a quitté son école.",
            "Ce héros et cette hausse.",
            "Ce onze de départ est inédit.",
            "Il est beau et grand, nouveau et cher.",
            "Cet après-midi, sa hanche lui fait mal.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR112",
        "wrong-elision",
        _find_wrong_elision,
        must_fail=("Il ouvre ⟦l'maison⟧ du voisin.", "Il mange ⟦l'homard⟧.", "Elle vient ⟦d'partir⟧."),
        must_pass=("L'on dit que l'homme est là.", "L'hôtel est plein.", "D'Artagnan arrive.", "L'yeuse est un arbre."),
        confidence=0.85,
    ),
)
