"""Which words a form is confused with: other forms of the same word, or other small words of its kind."""

from functools import lru_cache

import numpy as np

from mtqa.detecting.neural.ngrams import Keys, NgramTable, joined_keys, word_key
from mtqa.french.lexicon import Lexicon

MOST = 6
_GROUPS = (
    "à de en dans pour par sur",
    "au du",
    "aux des",
    "d' à en",
    "avec à de par",
    "le la les l'",
    "un une des",
    "ce cet cette ces",
    "mon ma mes",
    "son sa ses leur",
    "leur leurs",
    "notre nos",
    "votre vos",
    "qui que dont où",
    "qu' qui dont",
    "ce se",
    "lui leur le",
    "celui celle ceux celles",
    "lequel laquelle lesquels lesquelles",
)
_INFLECTED = frozenset(("NOUN", "ADJ", "VERB", "AUX"))


def _small_words() -> dict[str, Keys]:
    found: dict[str, list[int]] = {}
    for group in _GROUPS:
        words = group.split()
        for word in words:
            found[word] = [*found.get(word, []), *(word_key(other) for other in words if other != word)]
    return {word: np.array(keys[:MOST], dtype=np.uint64) for word, keys in found.items()}


_SMALL_WORDS = _small_words()


class OtherForms:
    """Keys of the words that might be meant where another stands."""

    def __init__(self, lexicon: Lexicon, table: NgramTable) -> None:
        self._lexicon = lexicon
        self._table = table
        self._forms = lru_cache(maxsize=50_000)(self._frequent_forms)

    def keys(self, form: str) -> Keys:
        """The keys of at most MOST words: the most frequent by the counts."""
        small = _SMALL_WORDS.get(form.lower())
        if small is not None:
            return small
        words = {(r.lemma, r.category) for r in self._lexicon.analyses(form) if r.category in _INFLECTED}
        counts = dict(pair for lemma, category in words for pair in self._forms(lemma, category))
        counts.pop(word_key(form), None)
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        return np.array(ranked[:MOST], dtype=np.uint64)

    def _frequent_forms(self, lemma: str, category: str) -> list[tuple[int, float]]:
        """(key, log2 count) of the forms of a lemma that were seen, the most frequent first; one more than MOST."""
        forms = {form for form, _ in self._lexicon.paradigm(lemma, category)}
        keys = np.array([word_key(form) for form in forms], dtype=np.uint64)
        counts = self._table.log2_counts(joined_keys([keys]))
        seen = [(key, count) for key, count in zip(keys.tolist(), counts.tolist(), strict=True) if count]
        return sorted(seen, key=lambda pair: (-pair[1], pair[0]))[: MOST + 1]
