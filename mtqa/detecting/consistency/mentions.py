"""All mentions of numbers, dates and times in a sentence, in French or English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtqa.detecting.consistency import number_words
from mtqa.detecting.consistency.calendar import find_calendar_words, find_clock_times, minutes_after_twelve
from mtqa.detecting.consistency.digits import CURRENCY_OF, NUMBER, SPACES, roman_value, values_of
from mtqa.detecting.consistency.mention import Mention, Reading, Weight, number
from mtqa.detecting.consistency.number_words import ENGLISH, FRENCH, NumberWords, read_amount
from mtqa.detecting.consistency.vague_numbers import VAGUE_NUMBERS

_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{2,4})(?![\d/-]|\.\d)")
# Codes: letters and digits in one ("H1N1", "A380", "B2"), versions ("2.4.1"). Compared by their look alone.
_CODE = re.compile(r"(?<![\w.])(?:[^\W\d_]+[-]?\d[\w]*|\d+[^\W\d_]+\d\w*|\d+(?:\.\d+){2,})(?!\w)")
_ORDINAL_END = {
    True: re.compile(r"(?:ers?|res?|ères?|e|es|è|ème|èmes|eme|ième|ièmes|nde?s?)(?!\w)"),
    False: re.compile(r"(?:st|nd|rd|th)s?(?!\w)"),
}
_SUFFIX = {
    "k": (1e3,),
    "m": (1.0, 1e6),
    "M": (1e6, 1.0),
    "bn": (1e9,),
    "Bn": (1e9,),
    "Md": (1e9,),
    "Mds": (1e9,),
    "mn": (1e6,),
    "B": (1.0, 1e9),
}
_AFTER_DIGITS = re.compile(r"(k|mn|m|Mds?|M|[bB]n|B)(?!\w)")
_ROMAN = re.compile(r"(?<![\w.&-])(?:([IVXLC]{2,7}|[VX])(e|ème)?|(I)(er|re|ère))(?![\w&'’-])(?!\.\w)")
_ROMAN_WORDS = frozenset(("CC", "LL", "IL", "IC", "CV", "CI", "XL", "CL"))
_PERCENT = re.compile(
    rf"[{SPACES}]?(?:%|pour[{SPACES}-]?cents?\b|p\. ?100|per ?cent\b|pct\b|percentage\b)", re.IGNORECASE
)
_CURRENCY_AFTER = re.compile(
    rf"[{SPACES}]?(?:d['’]|de[{SPACES}]|of[{SPACES}]|(?:US|Canadian|Australian)[{SPACES}])?([€$£¥]|[^\W\d_]{{2,9}})"
)
_CURRENCY_BEFORE = re.compile(rf"(?:([€$£¥])|\b(EUR|USD|GBP|CHF|JPY))[{SPACES}]?$")
_HALF = {
    True: re.compile(r"\s+(?:[^\W\d_]+\s+)?et\s+demie?\b"),
    False: re.compile(r"(?:\s+(?:[^\W\d_]+\s+)?and\s+a\s+half\b|[ -]and-a-half\b)"),
}
_MONTH_BEFORE = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|[a-z]{3,5}bre|January|February|March|April|May"
    r"|June|July|August|[A-Z][a-z]{2,5}ber)\s$"
)
_RANGE = {
    True: re.compile(
        r"\s?(?:à|et|ou|[-–/])\s?(?:\d[\d.,]*|[^\W\d_]+(?:-[^\W\d_]+)?)\s(mille|millions?|milliards?|billions?)\b"
    ),
    False: re.compile(
        r"\s?(?:to|and|or|[-–/])\s?(?:(?:EUR|USD)\s)?[€$£]?(?:\d[\d.,]*|[^\W\d_]+(?:-[^\W\d_]+)?)\s(thousand"
        r"|millions?|billions?|bn|trillions?)\b"
    ),
}
_DECADE = {True: re.compile(r"années\s+$", re.IGNORECASE), False: re.compile(r"['’]?s\b")}
_FORTNIGHTS = {15.0: (14.0, 2.0), 14.0: (2.0, 15.0), 8.0: (7.0, 1.0)}
_DAYS = re.compile(r"[\s-]+(?:jours?|days?)\b")
_DOZENS = {
    True: {
        "douzaine": 12,
        "dizaine": 10,
        "douzaines": 12,
        "dizaines": 10,
        "vingtaine": 20,
        "centaines": 100,
        "centaine": 100,
        "milliers": 1000,
    },
    False: {"dozen": 12},
}


def find_mentions(text: str, *, french: bool) -> tuple[Mention, ...]:
    """Every number, date and time of `text`, in order; a mention inside a longer one is not given."""
    found: list[Mention] = []
    taken = bytearray(len(text))
    for finder in (_find_dates, _find_codes, _find_times, _find_numbers, _find_words, _find_romans, _find_calendar):
        for mention in finder(text, taken, french):
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _find_dates(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:  # noqa: ARG001
    """12/03/2020, 2020-03-12: the three numbers apart, each maybe the month."""
    for found in _DATE.finditer(text):
        for group in (1, 3, 4):
            value = float(found[group])
            values = {value}
            if group == 4 and len(found[group]) == 2:
                values |= {1900 + value, 2000 + value}
            readings = number(*values)
            if value <= 12:
                readings |= {("month", value)}
            yield Mention(*found.span(group), readings)


def _find_codes(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:  # noqa: ARG001
    for found in _CODE.finditer(text):
        code = found.group().lower().replace("-", "")
        digits = re.sub(r"\D", "", code)
        if re.fullmatch(r"\d+(?:k|m|mn|bn|mds?|b|h\d\d|x\d+)", code):
            continue  # an amount, a time, or two measures
        yield Mention(
            *found.span(),
            frozenset([("code " + code, 0.0), ("digits", float(digits[:15]))]) | number(float(digits[:15])),
            Weight.PAIRED,
        )


def _find_times(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:  # noqa: ARG001
    yield from find_clock_times(text)


def _find_calendar(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:  # noqa: ARG001
    yield from find_calendar_words(text, french=french)


def _find_numbers(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:
    language = FRENCH if french else ENGLISH
    for found in NUMBER.finditer(text):
        start, end = found.span()
        if taken[start]:
            continue
        values = values_of(found.group())
        weight = Weight.FIRM
        following = text[end:]
        if suffix := _AFTER_DIGITS.match(following):
            values = tuple(value * factor for value in values for factor in _SUFFIX[suffix[1]])
            end += suffix.end()
        elif ordinal := _ORDINAL_END[french].match(following):
            end += ordinal.end()
        elif not _PERCENT.match(following) and (amount := _read_after(text, end, language, values[0])):
            values = tuple(read.value for value in values if (read := _read_after(text, end, language, value)))
            end = _end_of_words(text, end, amount.words)
        if max(values) == 1.0 or (100.0 in values and _PERCENT.match(text, end)):
            weight = Weight.VAGUE
        values += _other_values(text, start, end, values, french)
        yield Mention(start, end, number(*values), weight, _unit_of(text, start, end))


def _other_values(text: str, start: int, end: int, values: Sequence[float], french: bool) -> tuple[float, ...]:
    """What else the number may mean where it stands: a year of a span, a decade, so many days, a half more."""
    more: list[float] = []
    value = values[0]
    before = text[:start]
    if (year := re.search(r"\b(1\d|20)(\d\d)\s?[-/–]\s?$", before)) and value < 100 and end - start == 2:
        more.append(float(year[1]) * 100 + value)
    if re.search(r"['’]$", before) and value < 100 and end - start == 2:
        more += [1900 + value, 2000 + value]
    is_decade = _DECADE[True].search(before) if french else _DECADE[False].match(text[end:])
    if is_decade and value % 10 == 0:
        more += [1900 + value, value % 100] if value < 100 else [value % 100]
    if value in _FORTNIGHTS and _DAYS.match(text[end:]):
        more += _FORTNIGHTS[value]
    if _MONTH_BEFORE.search(before) and 10 < value < 100 and end - start == 2:
        more += [1900 + value, 2000 + value]
    if (range_end := _RANGE[french].match(text[end:])) and value < 1000:
        factors = (FRENCH if french else ENGLISH).multipliers
        more.append(value * factors[range_end[1].lower()])
    if _HALF[french].match(text[end:]):
        whole = next((size for size in (1e9, 1e6, 1e3) if value and not value % size), 1.0)  # "3 millions et demi"
        more += [value + whole / 2, (value + 0.5) * 12]
    return tuple(more)


def _words_after(text: str, position: int, most: int = 12) -> list[re.Match[str]]:
    """The words from `position` on that only spaces or hyphens part."""
    words: list[re.Match[str]] = []
    for found in _WORD.finditer(text, position):
        if text[position : found.start()].strip(f"{SPACES}-\n\t‑") or len(words) == most:
            break
        words.append(found)
        position = found.end()
    return words


def _read_after(text: str, position: int, language: NumberWords, start: float) -> number_words.Amount | None:
    return read_amount([found.group().lower() for found in _words_after(text, position, 3)], language, start)


def _end_of_words(text: str, position: int, count: int) -> int:
    return _words_after(text, position)[count - 1].end()


def _find_words(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:
    language = FRENCH if french else ENGLISH
    vague = VAGUE_NUMBERS[french]
    position = 0
    for found in _WORD.finditer(text):
        word = found.group().lower()
        start = found.start()
        if start < position or taken[start]:
            continue
        if language.knows(word):
            words = _words_after(text, start)
            amount = read_amount([each.group().lower() for each in words], language)
            if amount is None:
                continue
            end = position = words[amount.words - 1].end()
            if (
                french
                and word in ("cent", "cents")
                and re.search(rf"pour[{SPACES}-]?$|\bp\.[{SPACES}]?$", text[:start])
            ):
                continue
            yield _worded(text, start, end, amount, [each.group().lower() for each in words], french)
        elif word in vague:
            weight = Weight.PAIRED if word == "second" and not french else Weight.VAGUE
            yield Mention(*found.span(), number(*vague[word]), weight)


def _worded(
    text: str, start: int, end: int, amount: number_words.Amount, words: Sequence[str], french: bool
) -> Mention:
    values = [amount.value]
    weight = Weight.FIRM
    rest = text[end:]
    if dozen := re.match(r"[\s-]+([^\W\d_]+)", rest):
        factor = _DOZENS[french].get(dozen[1].lower())
        if factor:
            return Mention(start, end + dozen.end(), number(amount.value * factor, amount.value), Weight.VAGUE)
    extra: frozenset[Reading] = frozenset()
    if (
        not french
        and amount.words == 1
        and 10 <= amount.value <= 20
        and (pair := re.match(r"[\s-]+([a-z]+)(?:[\s-]+([a-z]+))?", rest, re.IGNORECASE))
    ):
        second = read_amount([word.lower() for word in pair.groups() if word], ENGLISH)
        if second and 10 <= second.value <= 99 and not second.ordinal:
            tail = pair.end(second.words) if second.words <= 2 else pair.end()
            return Mention(start, end + tail, number(amount.value * 100 + second.value), Weight.FIRM)
    clock, clock_end = _spoken_clock(text, start, end, amount.value, french)
    extra |= clock
    if clock and clock_end > end:
        return Mention(start, clock_end, clock | number(amount.value), Weight.PAIRED)
    values += _other_values(text, start, end, values, french)
    if amount.value <= 1 or (amount.bare and amount.value <= 1000):
        weight = Weight.VAGUE
    elif amount.ordinal or amount.value == 2 or words[0] == "neuf":
        weight = Weight.PAIRED
    if re.match(r"ies\b", rest):
        weight = Weight.VAGUE
    return Mention(start, end, number(*values) | extra, weight, _unit_of(text, start, end))


_FRENCH_CLOCK = re.compile(
    r"\s+heures?(?:\s+(et\s+demie?|et\s+quart|moins\s+le\s+quart|moins\s+[^\W\d_]+|[^\W\d_]+(?:-[^\W\d_]+)*))?",
    re.IGNORECASE,
)
_ENGLISH_BEFORE = re.compile(
    r"\b(half|quarter|[a-z]+(?:-[a-z]+)?)(?:\s+minutes?)?\s+(past|to|after|before)\s+$", re.IGNORECASE
)
_ENGLISH_AFTER = re.compile(r"[\s-]+([a-z]+(?:-[a-z]+)?)", re.IGNORECASE)


def _spoken_clock(text: str, start: int, end: int, hour: float, french: bool) -> tuple[frozenset[Reading], int]:
    """Readings as a clock time of an hour in words, with where its last word ends: "trois heures et demie"."""
    if not 1 <= hour <= 24 or hour % 1:
        return frozenset(), end
    if french:
        found = _FRENCH_CLOCK.match(text, end)
        if not found:
            return frozenset(), end
        rest = (found[1] or "").lower()
        if rest.startswith("et demi"):
            return frozenset([minutes_after_twelve(hour, 30)]) | number(hour + 0.5), found.end()
        if rest.startswith("et quart"):
            return frozenset([minutes_after_twelve(hour, 15)]), found.end()
        if rest.startswith("moins"):
            last = rest.split()[-1]
            before = 15.0 if last == "quart" else FRENCH.units.get(last, 0.0)
            return frozenset([minutes_after_twelve(hour, -before)]), found.end()
        minutes = read_amount(re.split(r"[\s-]+", rest), FRENCH) if rest else None
        if minutes and minutes.value < 60:
            return frozenset([minutes_after_twelve(hour, minutes.value)]), found.end()
        return frozenset([minutes_after_twelve(hour)]), end
    before_hour = _ENGLISH_BEFORE.search(text, 0, start)
    if before_hour:
        word = before_hour[1].lower()
        amount = read_amount(word.split("-"), ENGLISH)
        minute = {"half": 30.0, "quarter": 15.0}.get(word, amount.value if amount else 0.0)
        late = before_hour[2].lower() in ("past", "after")
        return frozenset([minutes_after_twelve(hour, minute if late else -minute), minutes_after_twelve(hour)]), end
    after = _ENGLISH_AFTER.match(text, end)
    if (
        after
        and hour <= 12
        and (amount := read_amount(after[1].lower().split("-"), ENGLISH))
        and 10 <= amount.value < 60
    ):
        return frozenset([minutes_after_twelve(hour, amount.value)]), after.end()
    return frozenset([minutes_after_twelve(hour)]), end


def _find_romans(text: str, taken: bytearray, french: bool) -> Iterator[Mention]:  # noqa: ARG001
    """Roman numerals of two letters or more, or with the ending of an ordinal; "I", "CV" and their like are words."""
    for found in _ROMAN.finditer(text):
        letters = found[1] or found[3]
        if not found[2] and letters in _ROMAN_WORDS:
            continue
        if value := roman_value(letters):
            weight = Weight.PAIRED if len(letters) > 1 or found[2] else Weight.VAGUE
            yield Mention(*found.span(), number(value), weight)


def _unit_of(text: str, start: int, end: int) -> str:
    if _PERCENT.match(text, end):
        return "%"
    after = _CURRENCY_AFTER.match(text, end)
    if after and (unit := CURRENCY_OF.get(after[1].lower())):
        return unit
    before = _CURRENCY_BEFORE.search(text, 0, start)
    return CURRENCY_OF[(before[1] or before[2]).lower()] if before else ""
