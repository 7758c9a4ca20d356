"""Numbers written in words, in French and English: "quatre-vingt-dix mille" and "ninety thousand" are 90000."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_FRENCH_UNITS = (
    "un une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 "
    "quinze=15 seize=16 vingt vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante octante=80 "
    "nonante=90"
)
_ENGLISH_UNITS = (
    "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 "
    "fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty fourty=40 fifty=50 sixty=60 "
    "seventy=70 eighty=80 ninety=90"
)
_FRENCH_ORDINALS = (
    "deuxième=2 troisième=3 quatrième=4 cinquième=5 sixième=6 septième=7 huitième=8 neuvième=9 dixième=10 onzième=11 "
    "douzième=12 treizième=13 quatorzième=14 quinzième=15 seizième=16 dix-septième=17 dix-huitième=18 dix-neuvième=19 "
    "vingtième=20 trentième=30 quarantième=40 cinquantième=50 soixantième=60 centième=100 millième=1000 unième=1"
)
_ENGLISH_ORDINALS = (
    "third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 thirteenth=13 "
    "fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30 "
    "fortieth=40 fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 hundredth=100 thousandth=1000"
)
_FRENCH_MULTIPLIERS = (
    "mille=1e3 million millions=1e6 milliard milliards=1e9 billion billions=1e12 trillion trillions=1e18"
)
_ENGLISH_MULTIPLIERS = "thousand thousands=1e3 million millions=1e6 billion billions=1e9 bn=1e9 trillion trillions=1e12"


def read_table(entries: str) -> dict[str, tuple[float, ...]]:
    """ "one=1 two deux=2,3" as {"one": (1.0,), "two": (2.0, 3.0), "deux": (2.0, 3.0)}: words share the next values."""
    table: dict[str, tuple[float, ...]] = {}
    waiting: list[str] = []
    for entry in entries.split():
        word, _, values = entry.partition("=")
        waiting.append(word)
        if values:
            table.update(dict.fromkeys(waiting, tuple(float(value) for value in values.split(","))))
            waiting = []
    return table


def _table(entries: str) -> dict[str, float]:
    return {word: values[0] for word, values in read_table(entries).items()}


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's number words by what they do: add, count a hundred, multiply all before, number in order."""

    units: Mapping[str, float]
    hundreds: frozenset[str]
    multipliers: Mapping[str, float]
    ordinals: Mapping[str, float]
    joiners: frozenset[str]
    articles: frozenset[str]
    french: bool

    def knows(self, word: str) -> bool:
        """Whether the lower-case word can be part of a number."""
        return word in self.units or word in self.hundreds or word in self.multipliers or word in self.ordinals


FRENCH = NumberWords(
    _table(_FRENCH_UNITS), frozenset(("cent", "cents")), _table(_FRENCH_MULTIPLIERS),
    _table(_FRENCH_ORDINALS + " " + _FRENCH_ORDINALS.replace("ième=", "ièmes=")), frozenset(("et",)), frozenset(), True,
)  # fmt: skip
ENGLISH = NumberWords(
    _table(_ENGLISH_UNITS), frozenset(("hundred", "hundreds")), _table(_ENGLISH_MULTIPLIERS),
    _table(_ENGLISH_ORDINALS), frozenset(("and",)), frozenset(("a", "an")), False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from words: how many words it took, its value, whether the last word was an ordinal.

    `bare` says that it is a lone "hundred", "cent", "mille": as often a figure of speech as a number.
    """

    words: int
    value: float
    ordinal: bool
    bare: bool


def read_amount(words: Sequence[str], language: NumberWords, start: float | None = None) -> Amount | None:
    """The longest number that `words` (lower case) begin with, None where they begin with none.

    `start` is the value of digits that stand before the words ("20" before "millions"): only a multiplier may follow.
    """
    total, current = 0.0, start or 0.0
    begun, ordinal, used, i = start is not None, False, 0, 0
    while i < len(words):
        word = words[i]
        if begun and word in language.joiners:
            if i + 1 < len(words) and _may_join(words[i + 1], total, current, language):
                i += 1
                continue
            break
        following = _take(word, total, current, begun, start, language)
        if following is None:
            break
        total, current = following
        begun, i, used = True, i + 1, i + 1
        if word in language.ordinals:
            ordinal = True
            break
        if word in language.multipliers:
            start = None
    if not used:
        return None
    bare = used == 1 and start is None and not ordinal and words[0] not in language.units
    return Amount(used, total + current, ordinal, bare)


def _take(
    word: str, total: float, current: float, begun: bool, digits: float | None, language: NumberWords
) -> tuple[float, float] | None:
    """(total, current) after another word, None where it cannot go on the number."""
    if word in language.multipliers:
        factor = language.multipliers[word]
        if begun and factor <= 1000 and total % 1_000_000 >= 1000:
            return None
        base = (total % factor + current) or (0.0 if begun and total else 1.0)
        if not base:
            return (total * factor, 0.0) if total and total < factor else None
        return total - total % factor + base * factor, 0.0
    if digits is not None:
        return None
    if word in language.hundreds:
        if begun and not current and not total:
            return None
        return (total, (current or 1.0) * 100) if current < 100 else None
    value = language.units.get(word, language.ordinals.get(word, 0.0))
    if not value:
        return None
    if value == 20 and current % 100 == 4 and language.french:
        return total, current - 4 + 80
    if value in (100, 1000):  # ordinals: "two hundredth"
        return total, (current or 1.0) * value
    return (total, current + value) if not begun or _fits(value, total, current, language) else None


def _fits(value: float, total: float, current: float, language: NumberWords) -> bool:
    """Whether a number below a hundred may follow: "twenty" takes "five", not "fifteen"; "soixante" takes "quinze"."""
    rest = current % 100
    if not current:
        return total > 0
    if value < 10:
        if rest == 10:
            return language.french and value >= 7
        return (rest % 10 == 0 and (rest > 10 or not rest)) or (language.french and rest in (70, 90) and value >= 7)
    if value < 20:
        return not rest or (language.french and rest in (60, 80))
    return not rest


def _may_join(word: str, total: float, current: float, language: NumberWords) -> bool:
    """Whether "and", "et" before `word` stands inside a number: "vingt et un", "a hundred and five"."""
    value = language.units.get(word, language.ordinals.get(word, 0.0))
    if language.french:
        if current >= 100 and not current % 100 and 0 < value < 100:
            return True
        return value in (1, 11) and current % 100 in (20, 30, 40, 50, 60, 70) and (value == 1 or current % 100 == 60)
    return 0 < value < 100 and (current >= 100 or (not current and total >= 1000)) and not current % 100
