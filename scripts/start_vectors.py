"""Starting vectors for the detector's words: what stands one and two places before and after them.

Positive pointwise mutual information of words with their neighbours by place, reduced by a truncated singular value
decomposition (Levy and Goldberg 2014). It gives a short training the syntax that a long one would have to find.
"""

import numpy as np
import scipy.sparse as sparse
from sklearn.utils.extmath import randomized_svd

PLACES = (-2, -1, 1, 2)
CONTEXTS = 6_000


def vectors(words: np.ndarray, rank_of: np.ndarray, kept: int, size: int) -> np.ndarray:
    """Unit-variance vectors, shape (kept, size), of the words whose frequency rank is below `kept`.

    `words` is the text as word numbers, `rank_of` maps a number to its rank (0 the most frequent).
    """
    ranks = rank_of[words]
    columns = CONTEXTS + 1  # the last one stands for every rarer word
    rows, places = [], []
    for index, place in enumerate(PLACES):
        here = ranks[max(-place, 0) : len(ranks) - max(place, 0)]
        there = ranks[max(place, 0) : len(ranks) - max(-place, 0)]
        known = here < kept
        rows.append(here[known])
        places.append((np.minimum(there[known], CONTEXTS) + index * columns).astype(np.int32))
    row, column = np.concatenate(rows), np.concatenate(places)
    matrix = sparse.csr_matrix(
        (np.ones(len(row), dtype=np.float32), (row, column)), shape=(kept, columns * len(PLACES))
    )
    matrix.sum_duplicates()
    total = matrix.sum()
    by_row = np.asarray(matrix.sum(axis=1)).ravel()
    by_column = np.asarray(matrix.sum(axis=0)).ravel() ** 0.75
    by_column *= total / by_column.sum()
    entries = matrix.tocoo()
    information = np.log(entries.data * total / (by_row[entries.row] * by_column[entries.col]))
    matrix = sparse.csr_matrix(
        (np.maximum(information, 0).astype(np.float32), (entries.row, entries.col)), shape=matrix.shape
    )
    left, strength, _ = randomized_svd(matrix, n_components=size, n_iter=3, random_state=0)
    found = left * np.sqrt(strength)
    return (found / found.std()).astype(np.float32)
