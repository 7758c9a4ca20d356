"""m:n alignment: what it must pair, and what must hold for any two documents."""

from __future__ import annotations

import lzma
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.aligning import align_sentences
from mtqa.aligning.beads import MOST_SENTENCES
from mtqa.domain.translation import SentencePair

FRENCH = [
    "Le ministre Paul Girard a annoncé 340 nouveaux emplois à Nantes.",
    "Les syndicats demandent une garantie écrite.",
    "« Nous attendons depuis 2019 », a déclaré Anna Keller.",
    "La ville de Rennes ouvrira un théâtre en septembre.",
]
ENGLISH = [
    "Minister Paul Girard announced 340 new jobs in Nantes.",
    "The unions are asking for a written guarantee.",
    '"We have been waiting since 2019", said Anna Keller.',
    "The city of Rennes will open a theatre in September.",
]

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def beads(pairs: list[SentencePair]) -> list[Bead]:
    return [(pair.french, pair.other) for pair in pairs]


def test_pairs_sentence_by_sentence() -> None:
    pairs = align_sentences(FRENCH, ENGLISH)
    assert beads(pairs) == [((i,), (i,)) for i in range(4)]
    assert all(pair.score > 0.9 for pair in pairs)


def test_finds_two_sentences_that_became_one() -> None:
    merged = [ENGLISH[0], f"{ENGLISH[1]} {ENGLISH[2]}", ENGLISH[3]]
    assert beads(align_sentences(FRENCH, merged)) == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))]
    assert beads(align_sentences([FRENCH[0], f"{FRENCH[1]} {FRENCH[2]}", FRENCH[3]], ENGLISH))[1] == ((1,), (1, 2))


def test_leaves_a_sentence_without_counterpart_alone() -> None:
    pairs = align_sentences(FRENCH, [ENGLISH[0], ENGLISH[2], ENGLISH[3]])
    assert beads(pairs)[1] == ((1,), ())
    assert pairs[1].score == 0.0
    pairs = align_sentences([FRENCH[0], FRENCH[2], FRENCH[3]], ENGLISH)
    assert beads(pairs)[1] == ((), (1,))


@pytest.mark.parametrize(("french", "other"), [([], []), (["Un."], []), ([], ["One.", "Two."])])
def test_one_side_may_be_empty(french: list[str], other: list[str]) -> None:
    pairs = align_sentences(french, other)
    assert beads(pairs) == [((i,), ()) for i in range(len(french))] + [((), (j,)) for j in range(len(other))]


def test_aligns_the_paragraphs_of_the_demo_with_its_source(corpora: Path) -> None:
    french, english = (
        [line for line in (corpora / "demo" / name).read_text(encoding="utf-8").split("\n") if line.strip()]
        for name in ("fr.txt", "en.txt")
    )
    found = {pair.french[0]: pair.other for pair in align_sentences(french, english)}
    # Paragraph 4 is a READ line and all from 9 on is furniture of the page: none of it is in the source.
    assert [found[i] for i in range(10)] == [(0,), (1,), (2,), (3,), (), (4,), (5,), (6,), (7,), ()]


sentences = st.lists(st.text("ab 1é.?\n", max_size=20), max_size=9)


@settings(max_examples=25, deadline=None)
@given(sentences, sentences)
def test_every_sentence_stands_in_one_pair(french: list[str], other: list[str]) -> None:
    pairs = align_sentences(french, other)
    assert [i for pair in pairs for i in pair.french] == list(range(len(french)))
    assert sorted(j for pair in pairs for j in pair.other) == list(range(len(other)))
    assert all(max(len(pair.french), len(pair.other)) <= MOST_SENTENCES for pair in pairs)
    assert all(0.0 <= pair.score <= 1.0 for pair in pairs)
    assert all(pair.score == 0.0 for pair in pairs if not pair.french or not pair.other)


def test_pairs_sentences_that_share_no_letters() -> None:
    french = ["Les chiens mangent.", "Il pleut beaucoup.", "Demain, nous irons travailler."]
    english = ["Dogs are eating.", "Tomorrow we will go to work."]
    assert beads(align_sentences(french, english)) == [((0,), (0,)), ((1,), ()), ((2,), (1,))]


def test_pairs_a_sentence_that_was_moved() -> None:
    moved = [*ENGLISH[1:], ENGLISH[0]]
    assert set(beads(align_sentences(FRENCH, moved))) == {((0,), (3,)), ((1,), (0,)), ((2,), (1,)), ((3,), (2,))}


def test_sentences_that_both_lack_a_counterpart_are_no_pair() -> None:
    french = [FRENCH[0], "Personne ne connaissait le nom de la rivière.", FRENCH[3]]
    english = [ENGLISH[0], "My brother bought three bicycles last summer.", ENGLISH[3]]
    assert beads(align_sentences(french, english)) == [((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,))]


def test_aligns_a_paraphrase_in_french() -> None:
    other = ["Le chef de l'État a quitté Paris lundi.", "Une voiture rouge bloquait la rue."]
    french = ["Lundi, le président a quitté Paris.", "Une automobile rouge barrait la rue."]
    assert beads(align_sentences(french, other)) == [((0,), (0,)), ((1,), (1,))]


def test_finds_its_way_past_a_long_passage_that_is_missing() -> None:
    # 400 lines of which the other side lacks 150: far outside a band along the diagonal.
    french = [f"Ligne numéro {n * 7919} du registre {n}." for n in range(400)]
    other = [f"Line number {n * 7919} of register {n}." for n in range(400) if not 100 <= n < 250]
    found = {pair.french: pair.other for pair in align_sentences(french, other) if len(pair.french) == 1}
    assert found[(99,)] == (99,)
    assert found[(150,)] == ()
    assert found[(399,)] == (249,)


def test_aligns_damaged_europarl(shared: Path) -> None:
    """Merged and dropped lines; measured 0.96 when the test was written."""
    with lzma.open(shared / "data" / "parallel" / "europarl-2.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = [next(lines).rstrip("\n").split("\t") for _ in range(300)]
    dice, french, english, gold = random.Random(3), list[str](), list[str](), set[Bead]()
    for here, there in zip(rows[::2], rows[1::2], strict=True):
        kind = dice.choice(["pairs", "pairs", "pairs", "merged", "dropped"])
        i, j = len(french), len(english)
        french += [here[1], there[1]]
        english += (
            [f"{here[0]} {there[0]}"] if kind == "merged" else [here[0]] if kind == "dropped" else [here[0], there[0]]
        )
        if kind == "merged":
            gold.add(((i, i + 1), (j,)))
        else:
            gold |= {((i,), (j,))} | ({((i + 1,), (j + 1,))} if kind == "pairs" else set())
    found = {bead for bead in beads(align_sentences(french, english)) if all(bead)}
    f1 = 2 * len(found & gold) / (len(found) + len(gold))
    assert f1 >= 0.92
