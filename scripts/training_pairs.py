"""The pairs that the embedded translators learn from: cleaned, weighed, and apart from what is kept for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import parallel_pairs
from mtqa.models.pieces import normalise

MOST_WORDS = 90
MOST_RATIO = 2.2  # of the longer text's characters to the shorter one's, where either is more than a few words


@dataclass(frozen=True, slots=True)
class Source:
    """A file of pairs. `weight` is how often an epoch sees each of its pairs: 0.5 is every second pair."""

    name: str
    weight: float


# Europarl is three quarters of all pairs and speaks one dialect; statutes are a language of their own. What is nearer
# to the news and to the web is seen more often.
SOURCES = (
    Source("europarl-1", 1.0),
    Source("europarl-2", 1.0),
    Source("europarl-3", 1.0),
    Source("tatoeba", 2.0),
    Source("debian_web", 2.0),
    Source("python_docs", 1.5),
    Source("science_abstracts", 4.0),
    Source("canada_laws", 0.5),
)

_LOST_APOSTROPHE = re.compile(r"(?<=\b[LlDdNnSsJjMmCcTt])\?(?=[a-zA-Zœàâéèêîô])|(?<=\b[Qq]u)\?(?=[a-zàâéèê])")
_LOOSE_APOSTROPHE = re.compile(r"(?<=\b[LlDdNnSsJjMmCcTt]') (?=\w)|(?<=\b[Qq]u') (?=\w)")
_LETTER = re.compile(r"[^\W\d_]")


def clean(english: str, french: str) -> tuple[str, str] | None:
    """The pair with plain marks and its known scars mended, None where it is no pair of translations."""
    english = normalise(english)
    french = _LOOSE_APOSTROPHE.sub("", _LOST_APOSTROPHE.sub("'", normalise(french)))
    if not _LETTER.search(english) or not _LETTER.search(french):
        return None
    if english == french and " " in english:
        return None  # left untranslated; a single word may well be the same
    if max(english.count(" "), french.count(" ")) >= MOST_WORDS:
        return None
    shorter, longer = sorted((len(english), len(french)))
    if longer > 30 and longer > MOST_RATIO * shorter:
        return None
    return english, french


def read(data: Path, name: str, *, watched: bool = False) -> Iterator[tuple[str, str]]:
    """Clean (English, French) pairs of one source to train on, or those to watch the training with.

    What `parallel_pairs` keeps aside for measuring is in neither.
    """
    for french, english in parallel_pairs.read(data, name):
        aside = parallel_pairs.is_kept_aside(french, english)
        wanted = aside and parallel_pairs.is_for_tuning(french, english) if watched else not aside
        if wanted and (pair := clean(english, french)):
            yield pair


def present(data: Path) -> list[Source]:
    """The sources whose file lies in `data`/data/parallel: a machine may have got only some of them."""
    return [source for source in SOURCES if (data / "data" / "parallel" / f"{source.name}.en-fr.tsv.xz").is_file()]
