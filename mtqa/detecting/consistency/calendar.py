"""Words of the calendar and the clock in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.detecting.consistency.mention import Mention, Weight, number

_FRENCH_MONTHS = (
    "janvier janv", "février fevrier févr", "mars", "avril", "mai", "juin", "juillet juil", "août aout",
    "septembre sept",
    "octobre oct", "novembre nov", "décembre decembre déc",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "january jan", "february feb", "march", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep",
    "october oct", "november nov", "december dec",
)  # fmt: skip
_FRENCH_WEEKDAYS = ("lundi lundis", "mardi mardis", "mercredi mercredis", "jeudi jeudis", "vendredi vendredis",
                    "samedi samedis", "dimanche dimanches")  # fmt: skip
_ENGLISH_WEEKDAYS = ("monday mondays", "tuesday tuesdays", "wednesday wednesdays", "thursday thursdays",
                     "friday fridays", "saturday saturdays", "sunday sundays")  # fmt: skip
_AMBIGUOUS = frozenset(("march", "may"))
# Short forms that are other words without their point: "sept" is seven, "mar" and "dec" nothing.
_ABBREVIATED = frozenset("janv févr juil sept oct nov déc jan feb apr jun jul aug sep dec".split())
_BEFORE_MONTH = frozenset("in of last this next early late mid since until till by from to every through and".split())
_WORD = re.compile(r"[^\W\d_]+")


def _numbered(names: tuple[str, ...]) -> dict[str, float]:
    return {name: float(index) for index, group in enumerate(names, 1) for name in group.split()}


_MONTHS = {True: _numbered(_FRENCH_MONTHS), False: _numbered(_ENGLISH_MONTHS)}
_WEEKDAYS = {True: _numbered(_FRENCH_WEEKDAYS), False: _numbered(_ENGLISH_WEEKDAYS)}


def find_calendar_words(text: str, *, french: bool) -> Iterator[Mention]:
    """Months and weekdays. English ones need their capital, French "mars" its small letter."""
    months, weekdays = _MONTHS[french], _WEEKDAYS[french]
    for found in _WORD.finditer(text):
        word, lower = found.group(), found.group().lower()
        if lower in weekdays and (french or word[0].isupper()):
            yield Mention(*found.span(), frozenset([("weekday", weekdays[lower])]), Weight.PAIRED)
        elif lower in months and _is_month(text, found, french=french):
            yield Mention(*found.span(), frozenset([("month", months[lower])]), Weight.PAIRED)


def _is_month(text: str, found: re.Match[str], *, french: bool) -> bool:
    word, lower = found.group(), found.group().lower()
    if lower in _ABBREVIATED:
        near_digit = re.search(r"\d[\s\u00a0]*$", text[: found.start()]) or re.match(
            r"\.?[\s\u00a0]*\d", text[found.end() :]
        )
        return bool(near_digit) and (french or word[0].isupper())
    if french:
        return lower != "mars" or word[0].islower()
    if not word[0].isupper():
        return False
    if lower not in _AMBIGUOUS:
        return True
    before = _WORD.findall(text[max(0, found.start() - 20) : found.start()])
    return bool(
        (before and before[-1].lower() in _BEFORE_MONTH)
        or re.search(r"\d(?:st|nd|rd|th)?\s*(?:of\s*)?$", text[: found.start()])
        or re.match(r"[\s,]*\d", text[found.end() :])
    )


# A clock time counts in minutes after twelve, since a French "15 h" may be an English "3".
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>\d{1,2})(?:"
    r"[ \u00a0\u202f]?(?:h(?![a-zà-ÿ])|heures?\b"
    r"|hours\b)[ \u00a0\u202f]?(?P<minute>[0-5]\d)?(?:[ \u00a0\u202f]?(?:min\b|mn\b|minutes\b))?"
    r"|[:.](?P<minute2>[0-5]\d)(?![\d.,:]?\d)(?:[ \u00a0\u202f]*(?P<half2>[ap]\.?m\b\.?))?"
    r"|[ \u00a0\u202f]*(?P<half>[ap]\.?m\b\.?)"
    r"|[ \u00a0\u202f]?o['’]clock\b"
    r")",
    re.IGNORECASE,
)


def minutes_after_twelve(hour: float, minute: float = 0) -> tuple[str, float]:
    """The reading of a clock time."""
    return "time", (hour * 60 + minute) % 720


def find_clock_times(text: str) -> Iterator[Mention]:
    """Clock times in digits: "15h30", "15 heures", "3:30 pm", "3.30 p.m.", "3 pm", "5 o'clock"."""
    for found in _CLOCK.finditer(text):
        hour = float(found["hour"])
        minute = found["minute"] or found["minute2"]
        dotted = found["minute2"] and "." in found.group()[: len(found["hour"]) + 1] and not found["half2"]
        if hour > 24 or (dotted):
            continue  # "3.30" alone is rather a decimal, or a paragraph; values_of reads it
        readings = frozenset([minutes_after_twelve(hour, float(minute or 0))])
        if not minute or not float(minute):
            readings |= number(hour)
        if minute:
            readings |= number(hour + float(minute) / 100)  # "3.30" on the other side
        yield Mention(*found.span(), readings)
