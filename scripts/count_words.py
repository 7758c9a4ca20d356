"""Count French words: how often, how often with a capital inside a sentence, and after which articles.

Read from orangesum (without the held-out news), assemblee_nationale, commonvoice and europarl-1.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tokens import french_lines, tokens

MASCULINE = frozenset({"le", "un", "du", "au", "ce", "cet"})
FEMININE = frozenset({"la", "une", "cette", "ma", "sa", "ta"})


@dataclass
class WordCounts:
    """Counts by lower-cased form. `inside` and `capital_inside` leave out words after punctuation."""

    total: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    capital_inside: Counter[str] = field(default_factory=Counter)
    after_masculine: Counter[str] = field(default_factory=Counter)
    after_feminine: Counter[str] = field(default_factory=Counter)


def count_words(shared: Path) -> WordCounts:
    """Counts over every line that may be learned from (24 million words, a minute and a half)."""
    counts = WordCounts()
    for corpus, line in french_lines(shared):
        if not line.isupper():
            _count_line(counts, tokens(line), capitals_count=corpus != "europarl")
    return counts


def _count_line(counts: WordCounts, line: list[str], capitals_count: bool) -> None:
    # The capitals of Parliament ("la Commission", "Monsieur le Président") would pass for those of news.
    previous = "."
    for token in line:
        if token[0].isalpha() or token[0] == "-":
            lower = token.lower()
            counts.total[lower] += 1
            if capitals_count and (previous[0].isalnum() or previous == ","):
                counts.inside[lower] += 1
                if token != lower:
                    counts.capital_inside[lower] += 1
            if previous in MASCULINE:
                counts.after_masculine[lower] += 1
            elif previous in FEMININE:
                counts.after_feminine[lower] += 1
            previous = token
        else:
            previous = token
