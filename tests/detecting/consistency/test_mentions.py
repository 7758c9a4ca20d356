"""What a number, a date or a time may mean, in digits and in words, in both languages."""

from __future__ import annotations

import pytest

from mtqa.detecting.consistency.mention import Mention, Weight
from mtqa.detecting.consistency.mentions import find_mentions

FRENCH, ENGLISH = True, False

NUMBERS = [
    # Years cut short, decades, and days counted with both ends.
    (FRENCH, "la saison 2019-20", "20", 2020),
    (ENGLISH, "the 1998–99 season", "99", 1999),
    (FRENCH, "l’été ’68 fut chaud", "68", 1968),
    (FRENCH, "le 14 juillet 76", "76", 1976),
    (ENGLISH, "on 4 July 76", "76", 1976),
    (FRENCH, "les années 60", "60", 1960),
    (FRENCH, "les années 1980", "1980", 80),
    (ENGLISH, "in the 1980s", "1980", 80),
    (ENGLISH, "the 60s", "60", 1960),
    (FRENCH, "dans 15 jours", "15", 14),
    (FRENCH, "dans huit jours", "huit", 7),
    (ENGLISH, "in 14 days", "14", 15),
    # What stands after the second number of a span, or after the number, counts for it.
    (FRENCH, "2 à 3 millions", "2", 2_000_000),
    (ENGLISH, "from 10 to 20 thousand men", "10", 10_000),
    (FRENCH, "2 ans et demi", "2", 2.5),
    (ENGLISH, "two and a half", "two", 2.5),
    (FRENCH, "3 millions et demi", "3 millions", 3_500_000),
    (FRENCH, "deux mille et demi", "deux mille", 2_500),
    # Digits with several marks.
    (ENGLISH, "1,234,567 votes", "1,234,567", 1_234_567),
    (ENGLISH, "1,234,567.5 tons", "1,234,567.5", 1_234_567.5),
    (FRENCH, "1.234,5 tonnes", "1.234,5", 1_234.5),
    # Words: how far a number goes, and where the next one begins.
    (FRENCH, "cent et dix", "cent et dix", 110),
    (FRENCH, "soixante et onze", "soixante et onze", 71),
    (FRENCH, "dix-sept", "dix-sept", 17),
    (FRENCH, "quatre-vingt-dix-sept", "quatre-vingt-dix-sept", 97),
    (FRENCH, "mille neuf cent quatre-vingts", "mille neuf cent quatre-vingts", 1980),
    (FRENCH, "deux et cinq", "deux", 2),
    (FRENCH, "vingt et dix", "vingt", 20),
    (FRENCH, "dix cinq", "dix", 10),
    (ENGLISH, "nineteen eighty-four", "nineteen eighty-four", 1984),
    (ENGLISH, "twenty fifteen", "twenty fifteen", 2015),
    (ENGLISH, "eighteen fifth", "eighteen", 18),
    (ENGLISH, "a hundred and five", "hundred and five", 105),
    (ENGLISH, "two thousand and five", "two thousand and five", 2005),
    (ENGLISH, "twenty and five", "twenty", 20),
    (ENGLISH, "the two hundredth", "two hundredth", 200),
    (ENGLISH, "the twenty-fifth", "twenty-fifth", 25),
    (ENGLISH, "five thousand thousand", "five thousand", 5000),
    (ENGLISH, "two hundred hundred", "two hundred", 200),
    (FRENCH, "deux douzaines d’œufs", "deux douzaines", 24),
    (FRENCH, "au XIVe siècle", "XIVe", 14),
]


@pytest.mark.parametrize(("french", "text", "words", "value"), NUMBERS)
def test_a_number_may_mean_what_its_place_says(french: bool, text: str, words: str, value: float) -> None:
    assert ("number", float(value)) in _mention(french, text, words).readings


CLOCKS = [
    (FRENCH, "à trois heures et demie", "trois heures et demie", 210),
    (FRENCH, "à trois heures et quart", "trois heures et quart", 195),
    (FRENCH, "à trois heures moins le quart", "trois heures moins le quart", 165),
    (FRENCH, "à trois heures moins dix", "trois heures moins dix", 170),
    (FRENCH, "à trois heures vingt", "trois heures vingt", 200),
    (FRENCH, "à trois heures précises", "trois", 180),
    (FRENCH, "à quinze heures", "quinze", 180),
    (FRENCH, "à 15 h 30", "15 h 30", 210),
    (ENGLISH, "at half past three", "three", 210),
    (ENGLISH, "at a quarter to three", "three", 165),
    (ENGLISH, "at ten past three", "three", 190),
    (ENGLISH, "at ten minutes to three", "three", 170),
    (ENGLISH, "at three thirty", "three thirty", 210),
    (ENGLISH, "at three sharp", "three", 180),
    (ENGLISH, "at 3.30 p.m.", "3.30 p.m.", 210),
]


@pytest.mark.parametrize(("french", "text", "words", "minutes"), CLOCKS)
def test_a_clock_time_counts_in_minutes_after_twelve(french: bool, text: str, words: str, minutes: float) -> None:
    assert ("time", float(minutes)) in _mention(french, text, words).readings


def test_a_date_in_digits_has_three_numbers_of_which_two_may_be_the_month() -> None:
    day, month, year = find_mentions("Le 12/03/99, il pleuvait.", french=True)
    assert ("month", 12.0) in day.readings and ("month", 3.0) in month.readings
    assert year.readings == {("number", 99.0), ("number", 1999.0), ("number", 2099.0)}


WEIGHTS = [
    (FRENCH, "1 personne", "1", Weight.VAGUE),
    (FRENCH, "100 % des voix", "100", Weight.VAGUE),
    (FRENCH, "99 % des voix", "99", Weight.FIRM),
    (FRENCH, "mille mercis", "mille", Weight.VAGUE),
    (ENGLISH, "in her twenties", "twenties", Weight.VAGUE),
    (FRENCH, "neuf maisons", "neuf", Weight.PAIRED),  # or new ones
    (ENGLISH, "the third house", "third", Weight.PAIRED),
    (ENGLISH, "the second house", "second", Weight.PAIRED),  # or an instant
    (FRENCH, "l’A380 décolle", "A380", Weight.PAIRED),
    (FRENCH, "la version 2.4.1", "2.4.1", Weight.PAIRED),
    (FRENCH, "François Ier", "Ier", Weight.VAGUE),
    (FRENCH, "trente maisons", "trente", Weight.FIRM),
]


@pytest.mark.parametrize(("french", "text", "words", "weight"), WEIGHTS)
def test_what_is_said_loosely_weighs_little(french: bool, text: str, words: str, weight: Weight) -> None:
    assert _mention(french, text, words).weight is weight


NOTHING = [
    (FRENCH, "quarante pour cent", "cent"),  # the sign of another number
    (FRENCH, "envoyez votre CV", "CV"),
    (FRENCH, "la note IIIII", "IIIII"),  # no Roman numeral
    (ENGLISH, "we may march in august company", "may"),
    (ENGLISH, "we may march in august company", "august"),
    (FRENCH, "le dieu Mars", "Mars"),
]


@pytest.mark.parametrize(("french", "text", "words"), NOTHING)
def test_words_that_only_look_like_numbers_are_none(french: bool, text: str, words: str) -> None:
    assert words not in [text[slice(*mention.span)] for mention in find_mentions(text, french=french)]


def test_hours_past_the_day_and_dotted_figures_are_numbers_and_no_times() -> None:
    for text, value in (("il est 25 h", 25.0), ("au point 3.30 du texte", 3.3)):
        (mention,) = find_mentions(text, french=True)
        assert mention.readings == {("number", value)}


def _mention(french: bool, text: str, words: str) -> Mention:
    found = {text[slice(*mention.span)]: mention for mention in find_mentions(text, french=french)}
    assert words in found, found
    return found[words]
