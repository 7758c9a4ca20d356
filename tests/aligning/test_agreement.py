"""How far a sentence and its counterpart answer each other."""

from __future__ import annotations

from mtqa.aligning import agreement, find_untranslated, support_words


def agreed(french: str, other: str) -> float | None:
    sides = french.split(), other.split()
    return agreement(*sides, support_words(*sides))


RIGHT = agreed("Le maire a ouvert une école mardi .", "The mayor opened a school on Tuesday .")


def test_a_translation_agrees_more_than_one_that_lost_or_changed_something() -> None:
    lost = agreed("Le maire a ouvert .", "The mayor opened a school on Tuesday .")
    changed = agreed("Le maire a ouvert une banque vendredi .", "The mayor opened a school on Tuesday .")
    other = agreed("La pluie tombera sur les montagnes .", "The mayor opened a school on Tuesday .")
    assert RIGHT is not None and lost is not None and changed is not None and other is not None
    assert 1 >= RIGHT > lost and RIGHT > changed > other >= 0 and lost > other


def test_what_was_left_in_english_does_not_agree() -> None:
    french, english = "Le maire a ouvert une school mardi .".split(), "The mayor opened a school on Tuesday .".split()
    support = support_words(french, english)
    assert [(french[i], english[j]) for i, j in find_untranslated(french, english, support)] == [("school", "school")]
    value = agreement(french, english, support)
    assert value is not None and RIGHT is not None and value < 0.6 * RIGHT


def test_names_and_words_of_both_languages_are_not_left_over() -> None:
    for french, english in (
        ("Marie Delorme est partie .", "Marie Delorme left ."),
        ("La table est grande .", "The table is big ."),
    ):
        sides = french.split(), english.split()
        assert find_untranslated(*sides, support_words(*sides)) == []


def test_a_french_counterpart_leaves_nothing_in_english() -> None:
    sides = "Le maire a ouvert la content .".split(), "Le maire a ouvert la content .".split()
    assert find_untranslated(*sides, support_words(*sides)) == []


def test_of_words_that_nothing_is_known_of_nothing_is_said() -> None:
    assert agreed("Xqzt wvvk", "brrgh kkjjx") is None
