"""Numbers of both languages are read alike, and only those that differ are reported."""

from __future__ import annotations

import pytest

from mtqa.detecting.consistency.bridge import Bridge
from mtqa.detecting.consistency.numbers import compare_numbers

SAME = [
    ("Il a coûté 10 000 euros.", "It cost 10,000 euros."),
    ("Il a coûté dix mille euros.", "It cost EUR 10 000."),
    ("Il a coûté 2,5 millions d'euros.", "It cost €2.5m."),
    ("Soixante-quinze pour cent ont voté.", "75% voted."),
    ("Le 3 mars 2019, à 15 h 30.", "On March 3rd, 2019, at 3.30 p.m."),
    ("Quatre-vingt-dix-sept élèves.", "Ninety-seven pupils."),
    ("Au XXe siècle.", "In the 20th century."),
    ("Une douzaine de maisons.", "Twelve houses."),
    ("Cent et quarante moutons.", "A hundred and forty sheep."),
    ("Un format de 10 x 30.", "A 10x30 format."),
]
CHANGED = [
    ("Il a coûté 10 000 euros.", "It cost 1,000 euros.", "10 000", "1,000"),
    ("Il a coûté 5 milliards d'euros.", "It cost 5 million euros.", "5 milliards", "5 million"),
    ("Il est parti en mai 1998.", "He left in June 1998.", "mai", "June"),
    ("Il a reçu 300 dollars.", "He received 300 euros.", "300", "300"),
    ("Trente personnes sont mortes.", "Thirteen people died.", "Trente", "Thirteen"),
]


@pytest.mark.parametrize(("french", "english"), SAME)
def test_the_same_number_written_otherwise_is_no_change(french: str, english: str) -> None:
    assert compare_numbers(Bridge(french, english)) == []


@pytest.mark.parametrize(("french", "english", "ours", "theirs"), CHANGED)
def test_a_changed_number_is_found_with_its_partner(french: str, english: str, ours: str, theirs: str) -> None:
    (change,) = compare_numbers(Bridge(french, english))
    assert change.french is not None and change.other is not None
    assert french[slice(*change.french.span)] == ours
    assert english[slice(*change.other.span)] == theirs
