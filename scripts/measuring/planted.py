"""Pairs of English and French with a planted change: a number, a name or a negation that is no longer the same.

Planting knows nothing of the checks it measures: it works with lists of its own and with the spelling of the French.
Every choice follows from the pair's hash, so that the same pairs are made on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

KINDS = ("number", "name", "polarity", "omission", "addition", "protected")


@dataclass(frozen=True, slots=True)
class PlantedPair:
    """French and English, right as published where `change` is empty, else with the change that it describes."""

    french: str
    english: str
    kind: str
    change: str
    original: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """(start, end) of what was planted in the French; a gap of no length where something was taken out."""
        left = _shared(self.french, self.original)
        right = _shared(self.french[left:][::-1], self.original[left:][::-1])
        return left, len(self.french) - right

    @property
    def is_right(self) -> bool:
        """Whether nothing was planted."""
        return not self.change


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


Change = tuple[str, str]
"""The changed French and a description of the change."""


def plant_all(pairs: Iterable[tuple[str, str]], kind: str, count: int, names: Sequence[str] = ()) -> list[PlantedPair]:
    """`count` pairs, every second with a change, out of (French, English) pairs that a change of `kind` fits."""
    plant = _PLANTERS[kind]
    made: list[PlantedPair] = []
    for french, english in pairs:
        if len(made) == count:
            break
        planting = len(made) % 2 == 1
        # A right pair need only fit in its French: how the English puts it is what is measured.
        condition = english if planting or kind != "polarity" else "not" * bool(_NEGATION.search(french))
        changed = plant(french, condition, _random_of(french, kind), names)
        if changed is None:
            continue
        text, change = changed if planting else (french, "")
        made.append(PlantedPair(text, english, kind, change, french))
    return made


def collect_names(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Proper names of the French sides, each once, sorted: what a planted name is replaced with."""
    return sorted({found.group() for french, _ in pairs for found in _names(french)})


def collect_phrases(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Prepositional phrases of the French sides, each once, sorted: what an addition is taken from."""
    return sorted({found.group() for french, _ in pairs for found in _PHRASE.finditer(french)})


def _random_of(text: str, kind: str) -> Random:
    return Random(hashlib.sha256(f"{kind}\t{text}".encode()).digest())


_NUMBER_WORDS = """deux trois quatre cinq six sept huit dix onze douze treize quatorze quinze seize vingt trente
    quarante cinquante soixante""".split()
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_ORDINALS = "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split()
_UNITS = {
    "millions": "milliards",
    "milliards": "millions",
    "million": "milliard",
    "euros": "dollars",
    "dollars": "euros",
}
_LISTS = (_NUMBER_WORDS, _MONTHS, _WEEKDAYS, _ORDINALS)
_DIGITS = re.compile(r"\d+")


def _plant_number(french: str, english: str, random: Random, names: Sequence[str]) -> Change | None:  # noqa: ARG001
    """A digit or a length changed, a word of a list or a unit for another, or the number dropped."""
    places: list[tuple[int, int, list[str]]] = []
    for found in re.finditer(r"[^\W_]+", french):
        word = found.group()
        if word.isdecimal():
            decimals = french[found.start() - 1 : found.start()] in (",", ".")
            places.append((*found.span(), _other_digits(word, random, longer=not decimals)))
        for words in _LISTS:
            if word in words:
                places.append((*found.span(), [random.choice([other for other in words if other != word])]))
        if word in _UNITS and re.search(r"\d\s$", french[: found.start()]):
            places.append((*found.span(), [_UNITS[word]]))
    if not places:
        return None
    start, end, replacements = random.choice(places)
    # One in five is lost altogether, where it stands free between spaces.
    free = french[start - 1 : start] == " " and french[end : end + 1] == " "
    if free and random.random() < 0.2:
        return french[:start] + french[end + 1 :], f"lost {french[start:end]}"
    new = random.choice(replacements)
    return french[:start] + new + french[end:], f"{french[start:end]} -> {new}"


def _other_digits(digits: str, random: Random, *, longer: bool) -> list[str]:
    position = random.randrange(len(digits))
    low = 1 if position == 0 else 0
    other = random.choice([digit for digit in "0123456789"[low:] if digit != digits[position]])
    changed = [digits[:position] + other + digits[position + 1 :]]
    return [*changed, digits + "0"] if longer and len(digits) < 4 and int(digits) else changed


# Capitalised words of the institutions, of address and of belief, which are translated as common nouns are.
_NO_NAMES = frozenset(
    """Commission Parlement Conseil Union Président Présidente Monsieur Madame Messieurs Mesdames Mademoiselle État
    États
    Membres Membre Assemblée Communauté Communautés Cour Banque Comité Groupe Traité Convention Charte Règlement Livre
    Constitution Chambre Bureau Ministre Ministres Commissaire Commissaires Député Députés Européens Européennes
    Conférence Protocole Accord Agence Fonds Dieu Noël Internet Terre Soleil Lune Mer Nord Sud Est Ouest Directive
    Rapport Article Monde Code Centre Office Institut Organisation Présidence Politique Programme Médiateur Europe
    Communauté Docteur Maître Père Sénat République Royaume""".split()
)
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )(?!Je\b|J'|I\b)[A-ZÉÈÎÔ][a-zà-ÿ]{2,}(?:-[A-ZÉ][a-zà-ÿ]+)*(?![\w-])")


def _names(french: str) -> Iterator[re.Match[str]]:
    for found in _NAME.finditer(french):
        if found.group() not in _NO_NAMES and found.group().rstrip("s") not in _NO_NAMES:
            yield found


def _plant_name(french: str, english: str, random: Random, names: Sequence[str]) -> Change | None:  # noqa: ARG001
    """A proper name of the French for another that the pair has not, or the name dropped."""
    places = list(_names(french))
    if not places:
        return None
    found = random.choice(places)
    start, end = found.span()
    if french.count(found.group()) > 1:
        return None
    if french[end : end + 1] == " " and french[start - 3 : start] in ("de ", "à ", "et ") and random.random() < 0.15:
        return french[: start - 1] + french[end:], f"lost {found.group()}"
    new = random.choice([name for name in names if name not in french and name[:3] != found.group()[:3]])
    return french[:start] + new + french[end:], f"{found.group()} -> {new}"


_NEGATION = re.compile(
    r"\b(?P<ne>[nN])(?:e (?=[^aeiouhéèêy ])|['’](?=[aeiouhéèêy]))(?P<clitics>(?:(?:me|te|se|le|la|les|lui"
    r"|leur|nous|vous|y|en) |[mtsl]['’])*)"
    r"(?P<verb>[^\W\d_]+(?:-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce))?) (?P<half>pas|jamais"
    r"|plus)\b(?! (?:encore|que|seulement|moins|mal)\b)"
)
_PLAIN_VERBS = (
    """est sont était étaient sera seront serait seraient a ont avait avaient aura auront aurait auraient peut
    peuvent pouvait pourra pourrait pourraient doit doivent devait devra devrait devraient va vont veut
    veulent sait savent suis ai avons sommes avez êtes pouvons devons faut fait font dit voit prend sont peux
    dois veux"""
).split()
_PLAIN = re.compile(rf"(?<=[a-zà-ÿ] )(?P<verb>{'|'.join(_PLAIN_VERBS)}) (?=[a-zà-ÿ])")
_ENGLISH_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nothing|nobody|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE
)
_ANY_NEGATION = re.compile(
    r"\b(?:ne|pas|jamais|rien|aucune?|sans|ni|plus|personne|non|guère|nul|point)\b|\bn['’]", re.IGNORECASE
)


def _plant_polarity(french: str, english: str, random: Random, names: Sequence[str]) -> Change | None:  # noqa: ARG001
    """A French negation dropped ("n'est pas" -> "est"), or "ne ... pas" put around a verb of a sentence without any.

    Dropped only where the English has a negation, put in only where it has none: elsewhere the change may even mend.
    """
    denies = bool(_ENGLISH_NEGATION.search(english))
    places = list(_NEGATION.finditer(french)) if denies else []
    if places and random.random() < 0.9:
        found = random.choice(places)
        kept = found["clitics"] + found["verb"]
        if found["ne"] == "N":
            kept = kept[0].upper() + kept[1:]
        return french[: found.start()] + kept + french[found.end() :], f"lost {found.group()}"
    if denies or _ANY_NEGATION.search(french):
        return None
    verbs = [
        found
        for found in _PLAIN.finditer(french)
        if not re.search(
            r"\b(?:qu['’]|[jJ]['’])$|\b(?:y|en|se|me|te|le|la|les|lui|leur|nous|vous) $", french[: found.start()]
        )
    ]
    # Sentences without a negation are far more than those with one: one in eight keeps both kinds alike.
    if not verbs or random.random() < 0.88:
        return None
    found = random.choice(verbs)
    verb = found["verb"]
    new = (f"n'{verb}" if verb[0] in "aeéêiouh" else f"ne {verb}") + " pas"
    return french[: found.start()] + new + french[found.end() - 1 :], f"{verb} -> {new}"


_PHRASE = re.compile(r" (?:de|du|des|à|au|aux|dans|sur|pour|par|avec|en) [^,.;:!?]{20,60}(?=[ ,.;:!?])")


def _plant_omission(french: str, english: str, random: Random, names: Sequence[str]) -> Change | None:  # noqa: ARG001
    """A phrase of the French left out."""
    phrases = list(_PHRASE.finditer(french))
    if not phrases:
        return None
    found = random.choice(phrases)
    return french[: found.start()] + french[found.end() :], f"lost {found.group()}"


def _plant_addition(french: str, english: str, random: Random, phrases: Sequence[str]) -> Change | None:  # noqa: ARG001
    """A phrase of another sentence put before a phrase of this one."""
    places = list(_PHRASE.finditer(french))
    if not places:
        return None
    at, new = random.choice(places).start(), random.choice(phrases)
    return french[:at] + new + french[at:], f"new {new}"


_MARKED = re.compile(
    r"https?://[^\s<>\"]*\w|www\.[\w.-]+\w|[\w.-]+@[\w-]+\.\w[\w.]*\w|</?[a-z][^<>]*>|%[sd]\b|\$?\{\w+\}|%\(\w+\)s"
)


def _plant_protected(french: str, english: str, random: Random, names: Sequence[str]) -> Change | None:  # noqa: ARG001
    """An address, tag or placeholder of the French that the English has too: a letter changed, or all of it lost."""
    places = [found for found in _MARKED.finditer(french) if found.group() in english]
    if not places:
        return None
    found = random.choice(places)
    words = found.group()
    if random.random() < 0.3:
        return french[: found.start()] + french[found.end() :], f"lost {words}"
    letters = [k for k, letter in enumerate(words) if k > len(words) // 2 and letter.isalpha()]
    if not letters:
        return None
    at = random.choice(letters)
    new = words[:at] + random.choice([c for c in "abcdeimnorst" if c != words[at].lower()]) + words[at + 1 :]
    return french[: found.start()] + new + french[found.end() :], f"{words} -> {new}"


_PLANTERS: dict[str, Callable[[str, str, Random, Sequence[str]], Change | None]] = {
    "number": _plant_number,
    "name": _plant_name,
    "polarity": _plant_polarity,
    "omission": _plant_omission,
    "addition": _plant_addition,
    "protected": _plant_protected,
}
