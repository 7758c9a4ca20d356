"""Counts of collocations: the plain facts they must hold, whatever corpus they are counted from."""

from __future__ import annotations

import pytest

from mtqa.french import collocations


@pytest.mark.parametrize(
    ("category", "lemma", "marker"),
    [("VERB", "décider", "de"), ("VERB", "réussir", "à"), ("NOUN", "intention", "de"), ("ADJ", "capable", "de"),
     ("VERB", "pouvoir", "0"), ("VERB", "se mettre", "à")],
)  # fmt: skip
def test_infinitives(category: str, lemma: str, marker: str) -> None:
    counts = collocations.infinitives(category, lemma)
    assert counts[marker] > 0.8 * sum(counts.get(other, 0) for other in ("0", "à", "de"))


def test_complements() -> None:
    assert collocations.complements("dépendre")["de"] > 10 * collocations.complements("dépendre").get("sur", 0)
    assert collocations.complements("acheter")["np"] > collocations.complements("acheter").get("à", 0)
    assert collocations.complements("xyzer") == {}


def test_clitics() -> None:
    assert collocations.clitics("voir")["accusative"] > 20 * collocations.clitics("voir").get("dative", 0)
    assert collocations.clitics("répondre")["dative"] > 20 * collocations.clitics("répondre").get("accusative", 0)


@pytest.mark.parametrize(("name", "way"), [("France", "en"), ("Mali", "au"), ("Lyon", "à"), ("États-Unis", "aux")])
def test_places(name: str, way: str) -> None:
    counts = collocations.place_prepositions(name)
    assert way == max(("en", "au", "aux", "à"), key=lambda other: counts.get(other, 0))


def test_order_of_adjectives() -> None:
    before, after = collocations.adjective_places("petit"), collocations.adjective_places("municipal")
    assert before["before"] > 5 * before["after"]
    assert after["after"] > 50 * after.get("before", 0)


def test_pairs() -> None:
    assert collocations.linked("joueur", "football")
    assert not collocations.linked("football", "joueur")
    assert not collocations.adjacent("football", "joueur")
    assert collocations.prepositions_meet("d'", "entre")
    assert not collocations.prepositions_meet("sur", "par")
