"""Which words a form is confused with: other forms of the same word, or other small words of its kind."""

from functools import lru_cache

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


def _small_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in _GROUPS:
        words = group.split()
        for word in words:
            found[word] = [*found.get(word, []), *(other for other in words if other != word)]
    return found


_SMALL_WORDS = _small_words()


def other_forms(form: str, lexicon: Lexicon) -> list[str]:
    """At most MOST forms (lower case) that might be meant where `form` stands, the most frequent first."""
    low = form.lower()
    if low in _SMALL_WORDS:
        return _SMALL_WORDS[low][:MOST]
    found = {
        other
        for reading in lexicon.analyses(form)
        if reading.category in _INFLECTED
        for other in _frequent_forms(lexicon, reading.lemma, reading.category)
    }
    found.discard(low)
    return sorted(found, key=lambda other: (-lexicon.frequency(other), other))[:MOST]


@lru_cache(maxsize=50_000)
def _frequent_forms(lexicon: Lexicon, lemma: str, category: str) -> tuple[str, ...]:
    forms = {form for form, _ in lexicon.paradigm(lemma, category)}
    return tuple(sorted(forms, key=lambda form: (-lexicon.frequency(form), form))[: MOST + 1])
