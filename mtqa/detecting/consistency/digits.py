"""Numbers written in digits: both languages' separators, Roman numerals, and what stands close by (units, suffixes)."""

from __future__ import annotations

import re

SPACES = " \u00a0\u202f\u2009"
# Groups of three after a space only where the first has three digits at most: "2003 300" is two numbers.
# Some corpora and translators put a space after every comma, that of a number too: "2, 5 %", "200, 000".
NUMBER = re.compile(
    rf"(?<![\d])(?:\d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’]\d{{3}}(?!\d))+(?:[.,]\d+)?"
    rf"|\d+,[{SPACES}]\d{{1,2}}(?=[{SPACES}]?(?:%|pour[{SPACES}]cent|million|milliard|billion))"
    rf"|\d{{1,3}},[{SPACES}]000(?!\d)"
    r"|\d+(?:[.,]\d+)?)"
)
_GROUP = re.compile(rf"[{SPACES}'’]")
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
CURRENCIES = {
    "euro": "€ euro euros eur", "dollar": "$ dollar dollars usd us$ $us bucks",
    "pound": "£ pound pounds gbp livre livres sterling",
    "yen": "¥ yen yens jpy", "franc": "franc francs chf ff", "rouble": "rouble roubles ruble rubles",
    "rupee": "rupee rupees roupie roupies",
    "yuan": "yuan yuans renminbi cny", "crown": "crown crowns couronne couronnes krona kronor krone kroner",
}  # fmt: skip
CURRENCY_OF = {word: name for name, words in CURRENCIES.items() for word in words.split()}


def values_of(digits: str) -> tuple[float, ...]:
    """Every value a number written in digits may have in French or English.

    "10 000" and "1,234,567" have one, "10,000" and "10.000" two (ten thousand, ten), "3,5" and "3.5" one.
    """
    plain = _GROUP.sub("", digits)
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return (float(plain),)
    last = plain.replace(",", ".").rsplit(".", 1)[1]
    if len(marks) > 1:
        joined = plain.replace(",", "").replace(".", "")
        # "1,234,567" has one kind of mark: groups; "1,234.56" has two: the last is the decimal mark.
        if len(set(marks)) == 1 and len(last) == 3:
            return (float(joined),)
        return (float(joined) / 10 ** len(last),)
    decimal = float(plain.replace(",", "."))
    if len(last) == 3 and len(plain) <= 7 and not plain.startswith("0") and plain == digits:
        return (float(plain.replace(",", "").replace(".", "")), decimal)
    return (decimal,)


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to 399 in capitals, None for another word."""
    if not _ROMAN.fullmatch(text):
        return None
    digits = [_ROMAN_DIGITS[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
