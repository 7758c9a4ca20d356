"""Shipped word lists: English words that French lacks, French words that the lexicon lacks."""

from __future__ import annotations

from functools import cache

from mtqa.french.artefact import read_checked


@cache
def english_words() -> frozenset[str]:
    """Lower-case English words that French text does not use (built by scripts/build_english_words.py)."""
    return frozenset(read_checked("english_words", ".txt").decode("utf-8").split())


@cache
def attested_words() -> frozenset[str]:
    """Lower-case words that French text uses and the lexicon lacks (built by scripts/build_attested_words.py)."""
    return frozenset(read_checked("attested_words", ".txt").decode("utf-8").split())
