"""The table of counts, and features made from it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.detecting.neural import place_features as places
from mtqa.detecting.neural.ngram_packing import choose_levels, pack
from mtqa.detecting.neural.ngrams import LEVELS, NgramTable, joined_keys, sequence_keys, word_key


def table_of(counts: dict[tuple[str, ...], int]) -> NgramTable:
    keys = np.array(
        [int(joined_keys([np.array([word_key(w)], dtype=np.uint64) for w in words])[0]) for words in counts],
        dtype=np.uint64,
    )
    return NgramTable(**pack(keys, np.array(list(counts.values()), dtype=np.int64)))


def keys_of(text: str) -> np.ndarray:
    return np.array([word_key(word) for word in text.split()], dtype=np.uint64)


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 10**6), min_size=1, max_size=300))
@settings(max_examples=40, deadline=None)
def test_every_count_comes_back_as_the_level_next_to_it(counts: dict[int, int]) -> None:
    keys = np.array(list(counts), dtype=np.uint64)
    arrays = pack(keys, np.array(list(counts.values()), dtype=np.int64))
    logs = np.log2(np.array(list(counts.values())))
    away = np.abs(logs[:, None] - np.asarray(arrays["levels"], dtype=float)[None, :])
    found = NgramTable(**arrays).log2_counts(keys) - 1
    np.testing.assert_allclose(np.abs(found - logs), away.min(axis=1), atol=1e-5)


def test_small_counts_have_levels_of_their_own() -> None:
    levels = choose_levels(np.log2(np.arange(2, 1_000_000)).astype(np.float32))
    assert len(levels) == LEVELS
    assert (np.diff(levels) > 0).all()
    assert (np.diff(levels, 2) > 0).all()
    nearest = [int(np.abs(levels - np.log2(count)).argmin()) for count in (2, 3, 5)]
    assert nearest == [0, 1, 2]


def test_a_large_table_takes_18_bits_a_key_and_few_unknown_keys_for_known_ones() -> None:
    keys = np.random.default_rng(3).integers(0, 2**63, 200_000, dtype=np.uint64)
    known, unknown = keys[:100_000], keys[100_000:]
    arrays = pack(known, np.arange(1, 100_001))
    assert arrays["slots"].nbytes * 8 / len(known) < 20
    table = NgramTable(**arrays)
    assert (table.log2_counts(known) > 0).all()
    assert (table.log2_counts(unknown) > 0).mean() < 2 / 4096


def test_a_key_given_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        pack(np.array([7, 7], dtype=np.uint64), np.array([2, 3]))


def test_unknown_keys_count_nothing() -> None:
    table = table_of({("chat",): 5})
    assert table.log2_counts(keys_of("chien souris")).tolist() == [0.0, 0.0]


def test_a_sequence_has_one_key_however_it_is_asked_for() -> None:
    words = keys_of("un chat noir dort")
    listed = sequence_keys(words, 3)
    assert listed.shape == (2,)
    assert listed[1] == joined_keys([words[1:2], words[2:3], words[3:4]])[0]
    assert sequence_keys(words[:1], 2).shape == (0,)


def test_word_keys_do_not_depend_on_case_digits_or_the_run() -> None:
    assert word_key("Été") == word_key("été")
    assert word_key("1998") == word_key("2024")
    assert word_key("chat") == 3221391009418557940


def features(text: str, table: NgramTable) -> np.ndarray:
    words = keys_of(text)[None, :]
    shapes = np.zeros(words.shape, dtype=np.int32)
    others = np.zeros((*words.shape, 6), dtype=np.uint64)
    none = np.zeros(words.shape, dtype=np.uint32)
    return places.place_features(words, others, none, shapes, np.zeros(words.shape, dtype=np.float32), table)


def test_forward_and_backward_probabilities() -> None:
    table = table_of(
        {("un",): 8, ("chat",): 4, ("noir",): 4, ("un", "chat"): 4, ("chat", "noir"): 2, ("un", "chat", "noir"): 2}
    )
    found = features("un chat noir", table)[0]
    forward, matched, backward, matched_after = 19, 20, 21, 22
    # chat after un: 4 of 8; noir after un chat: 2 of 4, one word of context given up at each missing length
    np.testing.assert_allclose(found[1, forward] * 10, -1 + 2 * places.BACK_OFF_LOG2, atol=0.1)
    np.testing.assert_allclose(found[2, forward] * 10, -1 + places.BACK_OFF_LOG2, atol=0.1)
    assert (found[:, matched] * 3).round().tolist() == [0, 1, 2]
    # chat before noir: 2 of 4
    np.testing.assert_allclose(found[1, backward] * 10, -1 + 2 * places.BACK_OFF_LOG2, atol=0.1)
    assert (found[:, matched_after] * 3).round().tolist() == [2, 1, 0]


def test_a_place_depends_on_its_own_sentence_only() -> None:
    table = table_of({("un",): 8, ("chat",): 4, ("chat", "un"): 3, ("noir", "un"): 7})
    both = np.stack([keys_of("un chat noir"), keys_of("un chien un")])
    shapes = np.zeros(both.shape, dtype=np.int32)
    others = np.zeros((*both.shape, 6), dtype=np.uint64)
    capitals = np.zeros(both.shape, dtype=np.float32)
    together = places.place_features(both, others, np.zeros(both.shape, dtype=np.uint32), shapes, capitals, table)
    np.testing.assert_array_equal(together[0], features("un chat noir", table)[0])
    np.testing.assert_array_equal(together[1], features("un chien un", table)[0])
    assert together.shape == (2, 3, places.NUMBERS)


def test_a_sequence_is_never_seen_more_often_than_its_parts() -> None:
    # a count of "un chat" without one of "chat" is what a key taken for another looks like
    table = table_of({("un",): 8, ("un", "chat"): 4, ("un", "chat", "noir"): 64})
    found = features("un chat noir", table)[0]
    pair, triple = 4, 7  # counts of the pair and the triple that begin here
    assert found[0, [pair, triple]].tolist() == [0, 0]
    table = table_of({("un",): 8, ("chat",): 4, ("noir",): 4, ("un", "chat"): 64, ("chat", "noir"): 4})
    assert features("un chat noir", table)[0][0, pair] == np.float32(3) * np.float32(0.1)


def test_small_words_are_tried_where_both_neighbours_know_them() -> None:
    table = table_of({("chat",): 8, ("chat", "de", "garde"): 16, ("chat", "les", "garde"): 4})
    words = keys_of("chat garde")[None, :]
    small = {int(key): bit for bit, key in enumerate(places.INSERTED)}

    def with_small(*tried: str) -> list[float]:
        insertable = np.zeros(words.shape, dtype=np.uint32)
        insertable[0, 1] = sum(1 << small[word_key(word)] for word in tried)
        others, shapes = np.zeros((1, 2, 6), dtype=np.uint64), np.zeros((1, 2), dtype=np.int32)
        found = places.place_features(words, others, insertable, shapes, np.zeros((1, 2), dtype=np.float32), table)
        return [round(float(value), 4) for value in found[0, 1, -3:]]

    assert with_small() == [0, 0, 0]
    assert with_small("de", "les", "la", "que") == [0.3, 0.5, 0]
    assert with_small("les") == [0.3, 0, 0]


def test_other_forms_gain_where_they_were_seen_more_often() -> None:
    table = table_of({("chat",): 8, ("chats",): 8, ("les",): 8, ("les", "chats"): 8, ("les", "chat"): 2})
    words = keys_of("les chat")[None, :]
    others = np.zeros((1, 2, 6), dtype=np.uint64)
    others[0, 1, 2] = word_key("chats")
    none, capitals = np.zeros((1, 2), dtype=np.uint32), np.zeros((1, 2), dtype=np.float32)
    found = places.place_features(words, others, none, none.astype(np.int32), capitals, table)
    between, after, before = found[0, 1, -6:-3]
    assert after == np.float32(4 - 2) * np.float32(0.1)
    assert between == before == 0
    assert found[0, 0, -6:-3].tolist() == [0, 0, 0]
