"""What is compared with what, and by which metric: values that can be checked by hand, signatures that tell them."""

from __future__ import annotations

import pytest

from mtqa.scoring.overlap import compare_corpus, compare_sentence

FRENCH = "Le maire est parti ce matin."
OTHER = "Le chat dort."


def test_a_sentence_beside_itself_and_beside_another() -> None:
    same = compare_sentence(FRENCH, FRENCH, "French / reference")
    assert [(metric.name, metric.against) for metric in same] == [
        ("chrF2", "French / reference"), ("BLEU", "French / reference"), ("TER", "French / reference"),
    ]  # fmt: skip
    assert [metric.value for metric in same] == pytest.approx([100, 100, 0])
    chrf, bleu, ter = (metric.value for metric in compare_sentence(FRENCH, OTHER, ""))
    assert 0 < chrf < 50 and 0 < bleu < 50 and ter > 100


def test_short_sentences_are_compared_by_the_orders_they_have() -> None:
    # Three words have no group of four: without "effective order" BLEU would call the same sentence different.
    assert compare_sentence("Elle rit.", "Elle rit.", "")[1].value == pytest.approx(100)
    assert "eff:yes" in compare_sentence("Elle rit.", "Elle rit.", "")[1].signature
    assert "eff:no" in compare_corpus([FRENCH], [FRENCH], "")[1].signature


def test_a_corpus_is_more_than_the_mean_of_its_sentences() -> None:
    names = [metric.name for metric in compare_corpus([FRENCH, OTHER], [FRENCH, FRENCH], "round trip / French")]
    assert names == ["chrF2", "BLEU", "TER"]
    corpus = compare_corpus([FRENCH, OTHER], [FRENCH, FRENCH], "round trip / French")[2]
    # Edits over words of reference: 0 of 6 and 5 of 6 (sacrebleu keeps the full stop with its word).
    other = compare_sentence(OTHER, FRENCH, "")[2]
    assert corpus.value == pytest.approx(other.value / 2) and corpus.against == "round trip / French"
    assert compare_corpus([], [], "nothing") == ()
