"""What is known of nouns without a determiner."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import ArtefactError
from mtqa.french import artefact
from mtqa.french.artefact import pack
from mtqa.french.bare_nouns import SENTENCE_START, BareNouns, hashed, quantised


def table(pairs: dict[tuple[str, str], int], nouns: dict[str, tuple[int, int]]) -> BareNouns:
    """A small table: counts of pairs, and (total, after a verb) of nouns."""
    pair_steps = sorted((hashed(*pair), quantised(count)) for pair, count in pairs.items())
    noun_steps = sorted((hashed(noun), quantised(total), quantised(bare)) for noun, (total, bare) in nouns.items())
    return BareNouns(
        pack(
            {},
            {
                "pairs": np.array([key for key, _ in pair_steps], np.uint32),
                "pair_counts": np.array([step for _, step in pair_steps], np.uint8),
                "nouns": np.array([key for key, _, _ in noun_steps], np.uint32),
                "total": np.array([total for _, total, _ in noun_steps], np.uint8),
                "after_verb": np.array([bare for _, _, bare in noun_steps], np.uint8),
            },
        )
    )


@given(st.integers(0, 5_000_000))
def test_a_byte_keeps_a_count_within_four_percent(count: int) -> None:
    small = table({("avoir", "faim"): count}, {})
    assert small.seen("avoir", "faim") == pytest.approx(count, rel=0.04, abs=0.5)


def test_unknown_pairs_and_nouns_count_nothing() -> None:
    small = table({("avoir", "faim"): 300}, {"faim": (480, 40)})
    assert small.seen("ouvrir", "faim") == 0
    assert small.count("fenêtre") == 0
    assert small.share_after_verb("fenêtre") == 0
    assert small.share_after_verb("faim") == pytest.approx(40 / 480, rel=0.07)


@pytest.mark.parametrize(
    ("before", "noun"),
    [("avoir", "faim"), ("faire", "face"), ("prendre", "part"), ("rendre", "hommage"), ("sur", "scène")],
)
def test_the_shipped_table_knows_idioms(before: str, noun: str) -> None:
    assert BareNouns.load().seen(before, noun) > 20


@pytest.mark.parametrize(("before", "noun"), [("ouvrir", "fenêtre"), ("contre", "paludisme"), ("dans", "rue")])
def test_the_shipped_table_never_saw_nouns_that_lack_their_article(before: str, noun: str) -> None:
    assert BareNouns.load().seen(before, noun) == 0
    assert BareNouns.load().count(noun) > 20


def test_nouns_at_the_start_of_a_sentence_have_a_key_of_their_own() -> None:
    assert BareNouns.load().seen(SENTENCE_START, "résultat") > 5


def test_a_damaged_table_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(artefact, "DATA_FOLDER", tmp_path)
    with pytest.raises(ArtefactError, match=r"bare_nouns\.json"):
        BareNouns.load.__wrapped__()
