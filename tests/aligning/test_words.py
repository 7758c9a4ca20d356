"""Word links: numbers, names and cognates; no link rather than a wrong one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtqa.aligning import link_words, similarity


def pairs(french: str, other: str) -> set[tuple[str, str]]:
    left, right = french.split(), other.split()
    return {(left[link.french], right[link.other]) for link in link_words(left, right)}


def test_links_names_numbers_and_cognates() -> None:
    found = pairs("Le président Macron a visité 10\u00a0000 soldats à Rouen .".replace("10\u00a0000", "10000"),
                  "President Macron visited 10,000 soldiers in Rouen .")  # fmt: skip
    assert {
        ("président", "President"),
        ("Macron", "Macron"),
        ("10000", "10,000"),
        ("Rouen", "Rouen"),
        (".", "."),
    } <= found


def test_does_not_link_words_that_only_look_alike() -> None:
    assert not pairs("on a un plan", "on a tree") & {("on", "on"), ("a", "a")}
    assert ("12", "13") not in pairs("il y a 12 chats", "there are 13 cats")


def test_fills_a_gap_between_sure_links() -> None:
    assert ("de", "of") in pairs("gouvernement de France", "government of France")


def test_links_the_same_words_of_two_french_sentences() -> None:
    french = "la ministre a répondu que la porte restait ouverte"
    assert pairs(french, french) == {(word, word) for word in french.split()}


def test_a_far_link_that_crosses_better_ones_is_dropped() -> None:
    found = pairs("discuter avec Paul Girard Anna Keller Marc", "Paul Girard Anna Keller Marc disputed this")
    assert ("discuter", "disputed") not in found


words = st.lists(st.text(min_size=1, max_size=8), max_size=15)


@given(words, words)
def test_links_stay_in_range_and_are_distinct_and_sorted(french: list[str], other: list[str]) -> None:
    links = link_words(french, other)
    assert all(0 <= link.french < len(french) and 0 <= link.other < len(other) for link in links)
    found = [(link.french, link.other) for link in links]
    assert found == sorted(set(found))
    assert all(0 < link.score <= 1 for link in links)


def test_a_translation_is_more_similar_than_another_sentence() -> None:
    french = "Le gouvernement propose 3,2 %, étalés sur deux ans."
    assert similarity(french, "The government proposes 3.2 %, spread over two years.") > 0.7
    assert similarity(french, "Nobody told us anything about the last train.") < 0.3
