"""What measures the alignment: documents with known beads, link counting, and the peers' outputs."""

from __future__ import annotations

import pytest

from measure_alignment import LinkedPair, rate_links
from measuring.aligned_documents import CLEAN, DAMAGED, Damage, f1_score, make_document
from measuring.alignment_peers import grow_diag_final_and, join_links

PAIRS = [
    (f"Phrase française numéro {n}, assez longue pour être coupée en deux ici, oui {n}.", f"English sentence {n}, too.")
    for n in range(60)
]


@pytest.mark.parametrize("damage", [CLEAN, DAMAGED])
def test_beads_hold_what_belongs_together(damage: Damage) -> None:
    document = make_document(PAIRS, damage, 3)
    for own, other in document.beads:
        french = " ".join(document.french[i] for i in own)
        english = " ".join(document.english[j] for j in other)
        numbers = {word.strip(".,") for word in english.split() if word.strip(".,").isdigit()}
        assert numbers == {word.strip(".,") for word in french.split() if word.strip(".,").isdigit()}


def test_damage_leaves_its_traces() -> None:
    whole = make_document(PAIRS, Damage(merged=0, split=0, dropped=0, moved=0), 1)
    assert whole.beads == {((n,), (n,)) for n in range(60)}
    dropped = make_document(PAIRS, Damage(merged=0, split=0, dropped=0.3, moved=0), 1)
    assert len(dropped.french) + len(dropped.english) == 60 + len(dropped.beads) < 120
    merged = make_document(PAIRS, Damage(merged=0.5, split=0, dropped=0, moved=0), 1)
    assert any(sorted((len(own), len(other))) == [1, 2] for own, other in merged.beads)
    moved = make_document(PAIRS, Damage(merged=0, split=0, dropped=0, moved=0.3), 1)
    assert any(own != other for own, other in moved.beads) and len(moved.beads) == 60


def test_f1_counts_whole_beads() -> None:
    document = make_document(PAIRS[:2], Damage(merged=0, split=0, dropped=0, moved=0), 1)
    assert f1_score([frozenset({((0,), (0,)), ((1,), (0,))})], [document]) == (0.5, 0.5, 0.5)


def test_alignment_error_rate_by_hand() -> None:
    pair = LinkedPair(("a", "b"), ("c", "d"), frozenset({(0, 0)}), frozenset({(0, 0), (1, 1)}))
    assert rate_links([pair], [{(0, 0), (1, 1)}]) == (0.0, 1.0, 1.0)
    # One right of two, the sure one missed: 1 - (0 + 1) / (2 + 1).
    error, precision, recall = rate_links([pair], [{(1, 1), (0, 1)}])
    assert (round(error, 4), precision, recall) == (0.6667, 0.5, 0.0)


def test_links_join_to_beads() -> None:
    assert join_links([(0, 0), (1, 1), (1, 2), (2, 3), (3, 3)]) == {((0,), (0,)), ((1,), (1, 2)), ((2, 3), (3,))}


def test_directions_are_joined() -> None:
    assert grow_diag_final_and({(0, 0), (1, 1)}, {(0, 0), (1, 1)}) == {(0, 0), (1, 1)}
    # (1, 1) grows from (0, 0); (5, 5) stands alone on both sides; (5, 0) would link a word that has a link.
    assert grow_diag_final_and({(0, 0), (1, 1), (5, 5)}, {(0, 0), (5, 0)}) == {(0, 0), (1, 1), (5, 5)}
