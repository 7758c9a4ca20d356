"""Verb government, on verbs whose complements any grammar gives."""

import pytest

from mtqa.french.government import VerbFrame, government


def frame(lemma: str, pronominal: bool = False) -> VerbFrame:
    found = government(lemma, pronominal)
    assert found is not None, lemma
    return found


@pytest.mark.parametrize("lemma", ["obéir", "nuire", "téléphoner", "plaire", "ressembler", "donner"])
def test_verbs_with_a(lemma: str) -> None:
    assert frame(lemma).takes_a


@pytest.mark.parametrize("lemma", ["dépendre", "accuser", "parler"])
def test_verbs_with_de(lemma: str) -> None:
    assert frame(lemma).takes_de


@pytest.mark.parametrize("lemma", ["manger", "donner", "regarder", "continuer", "exiger"])
def test_transitive_verbs(lemma: str) -> None:
    assert frame(lemma).direct_object


def test_an_indirect_object_is_no_direct_one() -> None:
    assert not frame("obéir").direct_object


def test_continuer_takes_an_infinitive_with_a_but_no_noun() -> None:
    assert frame("continuer").infinitive_a
    assert not frame("continuer").takes_a


def test_mood_of_clauses() -> None:
    assert frame("exiger").que_subjunctive
    assert not frame("exiger").que_indicative
    assert frame("estimer").que_indicative


def test_the_pronominal_verb_is_apart() -> None:
    assert frame("souvenir", pronominal=True).takes_de
    assert frame("souvenir", pronominal=True).auxiliary_etre


def test_an_unknown_verb_has_no_frame() -> None:
    assert government("zorgluber") is None
