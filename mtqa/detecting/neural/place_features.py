"""What the network is told of a word in its place: how often its surroundings were seen, and where it stands."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.ngrams import (
    BOUNDARY_KEY,
    LONGEST,
    Floats,
    Keys,
    NgramTable,
    joined_keys,
    word_key,
)

PAD = LONGEST - 1
UNSEEN_LOG2 = -27.0  # a word the counts do not know, out of 33 million
BACK_OFF_LOG2 = -1.32  # log2(0.4), for each word of context given up (Brants et al. 2007)
CORPUS_LOG2 = 25.0
NUMBERS = 36
_INSERTED_KINDS = tuple(
    words.split()
    for words in ("le la les l' un une des", "de d' du à au en dans pour", "a est ont sont que qui pas se")
)
INSERTED: Keys = np.array([word_key(word) for words in _INSERTED_KINDS for word in words], dtype=np.uint64)
_FIRST_OF_KIND = np.cumsum([0, *(len(words) for words in _INSERTED_KINDS[:-1])])


def place_features(
    words: Keys,
    others: Keys,
    insertable: npt.NDArray[np.uint32],
    shapes: npt.NDArray[np.int32],
    capitals: Floats,
    table: NgramTable,
) -> Floats:
    """Features of every word of a batch of sentences of one length.

    `words`, `insertable`, `shapes` and `capitals` have the shape (sentences, length); `others` (keys of the words'
    other forms, 0 where there is none) has the shape (sentences, length, OTHERS); the result (sentences, length,
    NUMBERS). `insertable` has a bit for each word of INSERTED that was seen after the word before and before this one.
    A word's features depend on its own sentence only. A sequence is looked up only where its parts are known, and
    counts at most as often as they do.
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
    own = (seen(3, -1), seen(2, -1), seen(2, 0))
    gains = [*_gains_of_others(padded, others, own, table), *_counts_if_inserted(padded, insertable, table)]
    columns: list[Floats] = [
        *(column * np.float32(0.1) for column in log_counts),
        *(forward[0] * np.float32(0.1), forward[1] / np.float32(3)),
        *(backward[0] * np.float32(0.1), backward[1] / np.float32(3)),
        *_positions(shapes),
        capitals,
        *(column * np.float32(0.1) for column in gains),
    ]
    return np.stack(columns, axis=-1).astype(np.float32)


def _looked_up(words: Sequence[Keys], limit: Floats, table: NgramTable) -> Floats:
    """Log2 counts of the sequences of `words`, an array a place, of the shape of `limit`.

    `limit` is the least of the log2 counts of their parts: 0 where one is unknown, and then so is the sequence.
    """
    found = np.zeros(limit.shape, dtype=np.float32)
    wanted = np.nonzero(limit > 0)
    keys = joined_keys([np.broadcast_to(column, limit.shape)[wanted] for column in words])
    found[wanted] = np.minimum(table.log2_counts(keys), limit[wanted])
    return found


def _counts(padded: Keys, length: int, table: NgramTable) -> dict[int, Floats]:
    """Log2 counts by sequence length, each of the shape of `padded`; entry j is of the sequence starting at j."""
    width = padded.shape[1]
    is_word = np.zeros(width, dtype=bool)
    is_word[PAD : PAD + length] = True
    counts = {1: table.log2_counts(joined_keys([padded]))}
    for size in range(2, LONGEST + 1):
        total = width - size + 1
        limit = np.minimum(counts[size - 1][:, :total], counts[size - 1][:, 1 : total + 1])
        # only a sequence's first and last place may be a boundary, as in the counts
        starts = [bool(is_word[at + 1 : at + size - 1].all() and is_word[at : at + size].any()) for at in range(total)]
        limit = np.where(np.array(starts), limit, np.float32(0))
        counts[size] = np.zeros(padded.shape, dtype=np.float32)
        counts[size][:, :total] = _looked_up([padded[:, at : at + total] for at in range(size)], limit, table)
    return counts


def _counts_if_changed(padded: Keys, length: int, table: NgramTable) -> list[Floats]:
    """Log2 counts of the word pair left if a word were taken out, and of it exchanged with the next."""
    before, here, after = (padded[:, PAD + offset : PAD + offset + length] for offset in (-1, 0, 1))
    skipped, exchanged = (table.log2_counts(joined_keys(pair)) for pair in ((before, after), (after, here)))
    return [skipped, exchanged, _looked_up([before, after, here], np.minimum(skipped, exchanged), table)]


def _gains_of_others(padded: Keys, others: Keys, own: Sequence[Floats], table: NgramTable) -> list[Floats]:
    """How much more often another form of the word was seen here: between, after and before its neighbours.

    `own` are the log2 counts of the word itself there.
    """
    length = others.shape[1]
    used = np.nonzero(others)
    before, after = (padded[:, PAD + offset : PAD + offset + length][used[:2]] for offset in (-1, 1))
    other = others[used]
    left, right = (table.log2_counts(joined_keys(pair)) for pair in ((before, other), (other, after)))
    both = _looked_up([before, other, after], np.minimum(left, right), table)
    has_others = others.any(axis=2)
    found = []
    for counts, of_word in zip((both, left, right), own, strict=True):
        known = np.zeros(others.shape, dtype=np.float32)
        known[used] = counts
        found.append(np.where(has_others, known.max(axis=2) - of_word, np.float32(0)))
    return found


def _counts_if_inserted(padded: Keys, insertable: npt.NDArray[np.uint32], table: NgramTable) -> list[Floats]:
    """Log2 counts of the best of some determiners, prepositions and other small words between a word and the last."""
    length = insertable.shape[1]
    tried = np.nonzero((insertable[..., None] >> np.arange(len(INSERTED), dtype=np.uint32)) & np.uint32(1))
    before, here = (padded[:, PAD + offset : PAD + offset + length][tried[:2]] for offset in (-1, 0))
    counts = np.zeros((*insertable.shape, len(INSERTED)), dtype=np.float32)
    counts[tried] = table.log2_counts(joined_keys([before, INSERTED[tried[2]], here]))
    best = np.maximum.reduceat(counts, _FIRST_OF_KIND, axis=2)
    return [best[..., kind] for kind in range(len(_INSERTED_KINDS))]


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
