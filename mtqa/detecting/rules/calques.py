"""FR501: set phrases of English and Spanish put into French word by word: "payer attention", "quatre temps plus"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

# A pattern is a row of lemmas or forms; "a|b" is a choice, "DET" any determiner, "NUM" a number. Beside it: what
# French says, and whether that replaces the words as they stand (phrases without an inflected word).
_PHRASES: tuple[tuple[str, str, bool], ...] = (
    ("demander une|des|la question|questions", "poser une question", False),
    ("payer attention", "prêter attention", False),
    ("payer DET visite", "rendre visite", False),
    ("payer un compliment", "faire un compliment", False),
    ("prendre avantage de|du|d'|des", "profiter de", False),
    ("faire une décision", "prendre une décision", False),
    ("faire du sens", "avoir du sens", False),
    ("faire sûr que|qu'|de", "s'assurer", False),
    ("prendre une marche", "faire une promenade", False),
    ("prendre DET opportunité de|d'", "saisir l'occasion", False),
    ("sauver du temps", "gagner du temps", False),
    ("sauver de l' argent", "économiser de l'argent", False),
    ("casser sa|ses|la|une promesse|promesses", "rompre sa promesse", False),
    ("adresser DET problème|problèmes|préoccupation|préoccupations", "traiter le problème", False),
    ("rencontrer les|ces|nos|leurs exigences|normes|critères", "satisfaire aux exigences", False),
    ("délivrer un|son|le discours", "prononcer un discours", False),
    ("appliquer pour un|une|le|la|cet|cette", "postuler à, demander", False),
    ("courir pour président|présidente|maire|sénateur|gouverneur", "se présenter", False),
    ("courir pour la présidence|mairie", "se présenter", False),
    ("venir vrai|vraie", "se réaliser", False),
    ("plus et plus", "de plus en plus", True),
    ("moins et moins", "de moins en moins", True),
    (", n' est pas ?", "n'est-ce pas ?", False),
    ("courir hors de|d'", "manquer de", False),
    ("casser le dos du chameau", "faire déborder le vase", False),
    ("sur DET propre mérite", "au cas par cas", False),
    ("garder|tenir|avoir dans|en l' esprit", "garder à l'esprit", False),
    ("garder|tenir en esprit", "garder à l'esprit", False),
    ("regarder en avant à|au|pour", "attendre avec impatience", False),
    ("avoir un bon temps", "s'amuser", False),
    ("donner un appel", "appeler", False),
    ("tomber court", "ne pas suffire", False),
    ("attaque de cœur", "crise cardiaque", True),
    ("en addition à|au|de", "en plus de", False),
    ("en ordre de|pour|d'", "afin de", False),
    ("dans l' ordre de|d' INF", "afin de", False),
    ("sur l' autre main", "d'un autre côté", True),
    ("sur DET autre main", "d'un autre côté", False),
    ("sur la télévision|télé", "à la télévision", True),
    ("pour exemple ,", "par exemple", False),
    ("à travers de|du", "à travers", False),
    ("tout autour le monde", "dans le monde entier", False),
    ("le jour après demain", "après-demain", True),
    ("le jour avant hier", "avant-hier", True),
    ("ensemble avec", "avec", True),
    ("à ce point dans le temps", "en ce moment", True),
    ("à la même temps", "en même temps", True),
    ("en ce regard|respect", "à cet égard", True),
    ("aussi loin que je sais", "que je sache", True),
    ("comme une question de fait", "en fait", True),
    ("comme un|une résultat|conséquence ,", "par conséquent", False),
    ("avec regard à|au", "en ce qui concerne", False),
    ("avec respect à|au|aux", "en ce qui concerne", False),
)  # fmt: skip


@cache
def _by_first() -> dict[str, list[tuple[tuple[frozenset[str], ...], str, bool]]]:
    """The patterns by each choice for their first word."""
    table: dict[str, list[tuple[tuple[frozenset[str], ...], str, bool]]] = {}
    for pattern, right, whole in _PHRASES:
        slots = tuple(frozenset(slot.split("|")) for slot in pattern.split())
        for first in slots[0]:
            table.setdefault(first, []).append((slots, right, whole))
    return table


def _phrase(context: Context) -> Iterator[Finding]:
    table = _by_first()
    for word in context.words:
        for slots, right, whole in table.get(word.lemma) or table.get(word.lower) or ():
            last = word.index + len(slots) - 1
            if last >= len(context.words) or not _fits(context.words[word.index + 1], slots[1]):
                continue
            if all(_fits(other, slot) for other, slot in zip(context.words[word.index :], slots, strict=False)):
                end = context.words[last] if context.words[last].is_word else context.words[last - 1]
                yield context.finding(word, end, f"French says “{right}”.", right if whole else None)
                break


def _fits(word: Word, slot: frozenset[str]) -> bool:
    if word.lower in slot or word.lemma in slot:
        return True
    return ("DET" in slot and word.upos == "DET") or ("INF" in slot and word.tag.verb_form == "inf")


_LARGE = frozenset("cent cents mille vingt trente quarante cinquante soixante".split())
_AFTER_ET = frozenset("un une onze demi demie quelques".split())


def _number(context: Context) -> Iterator[Finding]:
    """ "cent et quarante", "trente et cinq"."""
    for word, link in context.pairs(first=_LARGE):
        after = context.word(link.index + 1)
        if link.lower != "et" or after is None or after.upos != "NUM":
            continue
        if after.lower in _AFTER_ET or not after.text.isalpha():
            continue
        hundred = word.lower in ("cent", "cents", "mille")
        if not hundred and after.lower not in ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"):
            continue
        before = context.word(word.index - 1)
        if before is not None and before.lower in ("entre", ","):
            continue
        right = f"{word.text} {after.text}" if hundred else f"{word.text}-{after.text}"
        yield context.finding(word, after, f"French says “{right}”.", right)


_TEMPS = frozenset(("temps",))


def _times(context: Context) -> Iterator[Finding]:
    """ "trois temps plus", "deux temps par semaine"."""
    for number, word in context.pairs(second=_TEMPS):
        after = context.word(word.index + 1)
        if number.upos != "NUM" or after is None or number.lower in ("un", "une"):
            continue
        later = context.word(after.index + 1)
        if (after.lower in ("plus", "moins") and (later is None or later.lower not in ("ou", "et"))) or (
            after.lower == "par" and later is not None and later.lower in ("jour", "semaine", "mois", "an")
        ):
            yield context.finding(word, word, "Counted times are “fois”.", "fois")


_LENGTHS = frozenset("minute heure jour semaine mois an année seconde".split())
_NEEDS = frozenset("faim soif sommeil peur besoin".split())


_BE_OR_CARRY = frozenset(("être", "porter"))


def _wrong_verb(context: Context) -> Iterator[Finding]:
    """ "porter dix minutes pour venir", "il est quarante ans", "il est faim"."""
    for verb, word in context.pairs(lemma=_BE_OR_CARRY):
        unit = context.word(word.index + 1)
        if verb.lemma == "porter" and word.upos == "NUM" and unit is not None and unit.lemma in _LENGTHS:
            after = context.word(unit.index + 1)
            if after is not None and after.lower in ("pour", "à"):
                yield context.finding(verb, verb, "The time that something takes is told by “mettre”.")
        elif verb.lemma == "être" and verb.is_finite:
            subject = context.word(verb.index - 1)
            if word.lower in _NEEDS and word.upos == "NOUN" and subject is not None and subject.upos == "NOUN":
                yield context.finding(verb, word, f"French says “avoir {word.text}”.")
                continue
            if subject is None or subject.lower not in ("je", "j'", "tu", "il", "elle", "ils", "elles", "nous", "on"):
                continue
            if word.lower in _NEEDS and word.upos == "NOUN":
                yield context.finding(verb, word, f"French says “avoir {word.text}”.")
            elif word.upos == "NUM" and unit is not None and unit.lower == "ans":
                after = context.word(unit.index + 1)
                if after is None or after.text in (".", ",") or after.lower in ("vieux", "vieille", "vieil"):
                    last = unit if after is None or not after.is_word else after
                    yield context.finding(verb, last, "An age is told by “avoir”.")


_UNFINISHED = frozenset(("tandis", "avant"))


def _left_conjunction(context: Context) -> Iterator[Finding]:
    """ "Tandis que, ...", "comme avant que."."""
    for word, link in context.pairs(first=_UNFINISHED):
        mark = context.word(link.index + 1)
        if link.lower not in ("que", "qu'") or (mark is not None and mark.text not in (".", ",", ";", "!", "?")):
            continue
        if word.lower == "tandis" and mark is not None and mark.text == "," and word.index == 0:
            other = context.words[mark.index + 1 : mark.index + 8]
            if not any(own.text == "," for own in other):
                yield context.finding(word, link, "“tandis que” opens a clause: use “en attendant”.", "En attendant")
        elif word.lower == "avant" and (mark is None or mark.text in (".", ";", "!", "?")):
            yield context.finding(word, link, "“avant que” opens a clause: use “auparavant”.", "auparavant")


RULES = (
    Rule(
        "FR501",
        "set-phrase",
        _phrase,
        must_fail=(
            "Les élèves ne ⟦payent attention⟧ à rien.",
            "Elle lui a ⟦demandé une question⟧ difficile.",
            "Mon oncle est mort d'une ⟦attaque de cœur⟧.",
            "Ils veulent ⟦sauver du temps⟧ chaque matin.",
        ),
        must_pass=(
            "Les élèves prêtent attention à tout.",
            "Il demande un texte sur la question.",
            "Elle gagne du temps et de l'argent.",
            "La poussière reste sur le téléphone portable.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR501",
        "number-with-et",
        _number,
        must_fail=(
            "Il y a ⟦cent et trente⟧ vaches dans le pré.",
            "Elle a ⟦quarante et cinq⟧ ans.",
            "Le village compte ⟦mille et deux⟧ habitants.",
        ),
        must_pass=(
            "Elle a quarante et un ans.",
            "Il en faut entre cent et deux cents.",
            "Les Mille et Une Nuits sont lues partout.",
            "Elle a soixante et onze ans.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "temps-for-fois",
        _times,
        must_fail=(
            "Le lac est trois ⟦temps⟧ plus grand.",
            "Elle court deux ⟦temps⟧ par semaine.",
            "Le pain coûte cinq ⟦temps⟧ moins ici.",
        ),
        must_pass=(
            "Le lac est trois fois plus grand.",
            "La valse a trois temps plus ou moins rapides.",
            "Il y a peu de temps, plus rien ne marchait.",
            "Un temps plus clair arrive.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "wrong-verb",
        _wrong_verb,
        must_fail=(
            "Les secours ont ⟦porté⟧ vingt minutes pour venir.",
            "Son fils dit qu'il ⟦est dix ans⟧.",
            "Le bébé pleure car il ⟦est faim⟧.",
        ),
        must_pass=(
            "Les secours ont mis vingt minutes pour venir.",
            "Elle est dix ans plus jeune.",
            "Il est midi.",
            "Ils ont porté deux sacs pour le voisin.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR501",
        "conjunction-without-clause",
        _left_conjunction,
        must_fail=(
            "⟦Tandis que⟧, les enfants jouent dans la cour.",
            "Elle travaille moins qu'⟦avant que⟧.",
            "Le pont était plus large ⟦avant que⟧.",
        ),
        must_pass=(
            "Tandis que, dans la cour, les enfants jouent, il dort.",
            "Elle part avant que, à son tour, il parte.",
            "Il est parti avant qu'elle arrive.",
            "Elle travaille moins qu'avant.",
        ),
        confidence=0.85,
    ),
)
