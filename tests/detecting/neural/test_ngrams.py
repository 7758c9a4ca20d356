"""The table of counts, and features made from it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.detecting.neural import place_features as places
from mtqa.detecting.neural.ngrams import NgramTable, joined_keys, pack, sequence_keys, word_key


def table_of(counts: dict[tuple[str, ...], int]) -> NgramTable:
    keys = np.array(
        [int(joined_keys([np.array([word_key(w)], dtype=np.uint64) for w in words])[0]) for words in counts],
        dtype=np.uint64,
    )
    return NgramTable(**pack(keys, np.array(list(counts.values()), dtype=np.int64)))


def keys_of(text: str) -> np.ndarray:
    return np.array([word_key(word) for word in text.split()], dtype=np.uint64)


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 10**6), min_size=1, max_size=50))
@settings(max_examples=40)
def test_counts_come_back_within_a_step_of_the_scale(counts: dict[int, int]) -> None:
    keys = np.array(list(counts), dtype=np.uint64)
    table = NgramTable(**pack(keys, np.array(list(counts.values()), dtype=np.int64)))
    found = table.log2_counts(keys)
    wanted = np.log2(np.array(list(counts.values()))) + 1
    # two keys may share bucket and fingerprint; then the first one answers for both
    unlike = len({(k >> 43, k & 0xFFFF) for k in counts}) == len(counts)
    if unlike:
        np.testing.assert_allclose(found, wanted, atol=1 / 16 + 1e-6)


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
    return places.place_features(words, others, shapes, np.zeros(words.shape, dtype=np.float32), table)


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
    together = places.place_features(both, others, shapes, capitals, table)
    np.testing.assert_array_equal(together[0], features("un chat noir", table)[0])
    np.testing.assert_array_equal(together[1], features("un chien un", table)[0])
    assert together.shape == (2, 3, places.NUMBERS)
