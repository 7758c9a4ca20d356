"""The tagger chooses readings in context, whatever else is in the batch."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.french.artefact import read_checked
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tag, Tagger
from ud_corpus import read_treebank

SENTENCES = [
    "Le président de la République a reçu les ministres à l' Élysée .",
    "Les ouvriers finissent leur travail à midi .",
    "Où va -t-il ?",
    "Elle est partie hier avec son ami .",
    "Il faut que tu viennes .",
]
LONG = "La Russie, qui avait réuni des troupes à la frontière, a mis en garde les alliés ; ils ont répondu".split(" ")
TOKENS = st.sampled_from([*" ".join(SENTENCES).split(" "), "Zorglub", "weather", "", "\ud800", "𝒳", "10 000"])


def tag(text: str) -> dict[str, Tag]:
    words = text.split(" ")
    return dict(zip(words, Tagger.load().tag([words])[0], strict=True))


def test_verb_forms_in_context() -> None:
    found = tag("Les ouvriers qui ont fini leur travail veulent dormir en chantant")
    assert (found["ont"].upos, found["ont"].verb_form, found["ont"].number) == ("AUX", "fin", "p")
    assert (found["fini"].upos, found["fini"].verb_form, found["fini"].lemma) == ("VERB", "part-past", "finir")
    assert (found["veulent"].mood, found["veulent"].tense, found["veulent"].person) == ("ind", "pres", "3")
    assert found["dormir"].verb_form == "inf"
    assert found["chantant"].verb_form == "part-pres"


def test_the_same_form_has_the_reading_of_its_place() -> None:
    assert tag("Il porte une valise .")["porte"].upos == "VERB"
    assert tag("La porte est fermée .")["porte"].upos == "NOUN"
    assert tag("Elle la regarde .")["la"].upos == "PRON"
    assert tag("Elle parle du marché .")["du"].upos == "ADP+DET"


def test_features_follow_the_form_where_agreement_is_broken() -> None:
    found = tag("Il y a des maisons blanc .")
    assert (found["maisons"].gender, found["maisons"].number) == ("f", "p")
    assert (found["blanc"].gender, found["blanc"].number) == ("m", "s")
    assert tag("Les ouvriers finit à midi .")["finit"].number == "s"


def test_a_stray_capital_makes_no_name() -> None:
    assert tag("Il a envoyé des Troupes à la frontière .")["Troupes"].upos == "NOUN"


def test_both_apostrophes_give_the_same() -> None:
    assert Tagger.load().tag([["l'", "école"]]) == Tagger.load().tag([["l’", "école"]])


def test_forms_that_were_forgotten_are_read_again_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtqa.french.tagger.CACHED_FORMS", 3)
    monkeypatch.setattr("mtqa.french.tagger.ROWS_AT_ONCE", 8)
    forgetful = Tagger(read_checked("tagger"), Lexicon.load())
    sentences = [sentence.split(" ") for sentence in SENTENCES]
    for order in (sentences, sentences[::-1], [LONG, *sentences]):
        assert forgetful.tag(order) == Tagger.load().tag(order)


def test_empty_sentences_keep_their_place() -> None:
    assert Tagger.load().tag([]) == []
    assert [len(row) for row in Tagger.load().tag([[], ["Oui", "."], []])] == [0, 2, 0]
    assert Tagger.load().tag([[]]) == [[]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(TOKENS, max_size=25), max_size=6))
def test_a_sentence_is_tagged_alone_as_in_a_batch(batch: list[list[str]]) -> None:
    own = Tagger.load()
    assert own.tag(batch) == [own.tag([sentence])[0] for sentence in batch]
    assert all(0.0 <= found.confidence <= 1.0 for row in own.tag(batch) for found in row)


def test_a_large_batch_gives_the_same_as_single_sentences() -> None:
    own = Tagger.load()
    sentences = [LONG[start:] + text.split(" ") for start in range(len(LONG)) for text in SENTENCES]
    assert own.tag(sentences * 6) == [own.tag([sentence])[0] for sentence in sentences] * 6


@pytest.mark.parametrize(("name", "floor"), [("ud_sequoia/fr_sequoia-ud-test", 0.98), ("ud_gsd/fr_gsd-ud-test", 0.96)])
def test_accuracy_floor(shared: Path, name: str, floor: float) -> None:
    sentences = read_treebank(shared, name, surface=False)
    found = [tag.upos for row in Tagger.load().tag([own.tokens for own in sentences]) for tag in row]
    right = [code.split("|")[0] for own in sentences for code in own.codes]
    assert sum(a == b for a, b in zip(found, right, strict=True)) / len(right) >= floor
