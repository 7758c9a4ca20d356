"""What the network is told of a word in its place: how often its surroundings were seen, and where it stands."""

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.ngrams import (
    BOUNDARY_KEY,
    LONGEST,
    Floats,
    Keys,
    NgramTable,
    joined_keys,
    sequence_keys,
    word_key,
)

PAD = LONGEST - 1
UNSEEN_LOG2 = -27.0  # a word the counts do not know, out of 33 million
BACK_OFF_LOG2 = -1.32  # log2(0.4), for each word of context given up (Brants et al. 2007)
CORPUS_LOG2 = 25.0
NUMBERS = 36
_INSERTED = tuple(
    np.array([word_key(word) for word in words.split()], dtype=np.uint64)
    for words in ("le la les l' un une des", "de d' du à au en dans pour", "a est ont sont que qui pas se")
)


def place_features(
    words: Keys, others: Keys, shapes: npt.NDArray[np.int32], capitals: Floats, table: NgramTable
) -> Floats:
    """Features of every word of a batch of sentences of one length.

    `words`, `shapes` and `capitals` have the shape (sentences, length), `others` (keys of the words' other forms, 0
    where there is none) has the shape (sentences, length, OTHERS); the result (sentences, length, NUMBERS).
    A word's features depend on its own sentence only.
    """
    sentences, length = words.shape
    padded = np.full((sentences, length + 2 * PAD), np.uint64(BOUNDARY_KEY), dtype=np.uint64)
    padded[:, PAD : PAD + length] = words
    counts = _counts(padded, length, table)

    def seen(size: int, offset: int) -> Floats:
        """Log2 counts of the sequences of `size` words that start `offset` words from each place."""
        start = PAD + offset
        return counts[size][:, start : start + length]

    forward = _back_off([(seen(n, 1 - n), seen(n - 1, 1 - n)) for n in (4, 3, 2)], seen(1, 0))
    backward = _back_off([(seen(n, 0), seen(n - 1, 1)) for n in (4, 3, 2)], seen(1, 0))
    log_counts = [
        *(seen(1, 0), seen(1, -1), seen(1, 1), seen(2, -1), seen(2, 0), seen(3, -2), seen(3, -1), seen(3, 0)),
        *(seen(4, -3), seen(4, -2), seen(4, -1), seen(4, 0), seen(2, -2), seen(2, 1), seen(3, -3), seen(3, 1)),
        *_counts_if_changed(padded, length, table),
    ]
    gains = [*_counts_of_others(padded, others, table), *_counts_if_inserted(padded, length, table)]
    columns: list[Floats] = [
        *(column * np.float32(0.1) for column in log_counts),
        *(forward[0] * np.float32(0.1), forward[1] / np.float32(3)),
        *(backward[0] * np.float32(0.1), backward[1] / np.float32(3)),
        *_positions(shapes),
        capitals,
        *(column * np.float32(0.1) for column in gains),
    ]
    return np.stack(columns, axis=-1).astype(np.float32)


def _counts(padded: Keys, length: int, table: NgramTable) -> dict[int, Floats]:
    """Log2 counts by sequence length, each of the shape of `padded`; entry j is of the sequence starting at j."""
    sentences, width = padded.shape
    is_word = np.zeros(width, dtype=bool)
    is_word[PAD : PAD + length] = True
    flat = padded.reshape(-1)
    counts = {}
    for size in range(1, LONGEST + 1):
        keys = np.zeros(flat.shape, dtype=np.uint64)
        keys[: len(flat) - size + 1] = sequence_keys(flat, size)
        # only a sequence's first and last place may be a boundary, as in the counts
        starts = np.zeros(width, dtype=bool)
        for start in range(width - size + 1):
            inner = is_word[start + 1 : start + size - 1]
            starts[start] = bool(inner.all()) and bool(is_word[start : start + size].any() or size == 1)
        wanted = np.broadcast_to(starts, (sentences, width)).reshape(-1)
        found = np.zeros(flat.shape, dtype=np.float32)
        found[wanted] = table.log2_counts(keys[wanted])
        counts[size] = found.reshape(sentences, width)
    return counts


def _counts_if_changed(padded: Keys, length: int, table: NgramTable) -> list[Floats]:
    """Log2 counts of the word pair left if a word were taken out, and of it exchanged with the next."""
    before, here, after = (padded[:, PAD + offset : PAD + offset + length] for offset in (-1, 0, 1))
    changed = ((before, after), (after, here), (before, after, here))
    return [table.log2_counts(joined_keys(sequence)) for sequence in changed]


def _counts_of_others(padded: Keys, others: Keys, table: NgramTable) -> list[Floats]:
    """How much more often another form of the word was seen here: between, after and before its neighbours."""
    length = others.shape[1]
    before, here, after = (padded[:, PAD + offset : PAD + offset + length, None] for offset in (-1, 0, 1))
    found = []
    for left, right in (((before,), (after,)), ((before,), ()), ((), (after,))):
        own = table.log2_counts(joined_keys([*left, here, *right]))
        known = np.zeros(others.shape, dtype=np.float32)
        used = others != 0
        known[used] = table.log2_counts(joined_keys([*left, others, *right])[used])
        found.append(np.where(used.any(axis=2), known.max(axis=2) - own[..., 0], np.float32(0)))
    return found


def _counts_if_inserted(padded: Keys, length: int, table: NgramTable) -> list[Floats]:
    """Log2 counts of the best of some determiners, prepositions and other small words between a word and the last."""
    before, here = (padded[:, PAD + offset : PAD + offset + length, None] for offset in (-1, 0))
    return [table.log2_counts(joined_keys([before, words, here])).max(axis=2) for words in _INSERTED]


def _back_off(levels: list[tuple[Floats, Floats]], unigram: Floats) -> tuple[Floats, Floats]:
    """Log2 probability by stupid back-off, and how many words of context it rests on (0..3)."""
    value = np.where(unigram > 0, unigram - CORPUS_LOG2, UNSEEN_LOG2).astype(np.float32)
    value += BACK_OFF_LOG2 * len(levels)
    matched = np.zeros_like(value)
    for given_up, (whole, context) in reversed(list(enumerate(levels))):
        hit = whole > 0
        value = np.where(hit, whole - context + BACK_OFF_LOG2 * given_up, value)
        matched = np.where(hit, np.float32(len(levels) - given_up), matched)
    return value, matched


def _positions(shapes: npt.NDArray[np.int32]) -> list[Floats]:
    """First word of a sentence, inside quotation marks, inside brackets, last piece, start and end distance."""
    sentences, length = shapes.shape
    quotes = np.cumsum(shapes == 10, axis=1)
    inside_quotes = (quotes % 2).astype(np.float32)
    brackets = np.cumsum((shapes == 11).astype(np.int32) - (shapes == 12), axis=1)
    is_word = (shapes < 4) | (shapes == 4) | (shapes == 5)
    words_so_far = np.cumsum(is_word, axis=1)
    first = (is_word & (words_so_far == 1)).astype(np.float32)
    ends = np.isin(shapes, (6, 13, 14, 16))
    after_stop = np.zeros((sentences, length), dtype=np.float32)
    after_stop[:, 1:] = ends[:, :-1]
    place = np.arange(length, dtype=np.float32)
    from_start = np.broadcast_to(np.minimum(place, 10) / 10, (sentences, length))
    from_end = np.broadcast_to(np.minimum(length - 1 - place, 10) / 10, (sentences, length))
    return [inside_quotes, np.clip(brackets, 0, 1).astype(np.float32), first, after_stop, from_start, from_end]
