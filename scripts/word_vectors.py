"""Distributional vectors of frequent French words, from the words right before and after them.

Positive pointwise mutual information of a word with its left and its right neighbours, reduced by a truncated
singular value decomposition (Levy and Goldberg 2014 describe the relation to word2vec). Neighbours one word away say
what part of speech a word is, which is what the tagger needs of words its treebanks never show.
"""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds

from corpus_tokens import french_lines, tokens

CONTEXTS = 3000
LINES = 150_000
FloatArray = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def word_vectors(shared: Path, words: Sequence[str], size: int) -> FloatArray:
    """[len(words), size], rows of unit variance on average; zero rows for words not seen."""
    index = {word: number for number, word in enumerate(words)}
    stream = [-1]
    for _, line in islice(french_lines(shared), LINES):
        stream += [index.get(token.lower(), -1) for token in tokens(line)]
        stream.append(-1)
    ids = np.array(stream)
    left, right = ids[:-1], ids[1:]
    after = (left >= 0) & (right >= 0) & (right < CONTEXTS)
    before = (left >= 0) & (right >= 0) & (left < CONTEXTS)
    rows = np.concatenate((left[after], right[before]))
    columns = np.concatenate((right[after], left[before] + CONTEXTS))
    shape = (len(words), 2 * CONTEXTS)
    counts = coo_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocsr().tocoo()
    total = counts.data.sum()
    row_sums = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    column_sums = np.maximum(np.asarray(counts.sum(axis=0)).ravel(), 1)
    information = np.log(counts.data * total / (row_sums[counts.row] * column_sums[counts.col]))
    positive = coo_matrix((np.maximum(information, 0), (counts.row, counts.col)), shape=shape).tocsr()
    left_vectors, values, _ = svds(positive.astype(np.float32), k=size, random_state=1)
    vectors = left_vectors * np.sqrt(values)
    scaled: FloatArray = (vectors / vectors.std()).astype(np.float32)
    return scaled
