"""Hostile French through the whole check: no sentence ends, words without end, marks alone. It ends, and in time."""

from __future__ import annotations

import time
from functools import cache

import pytest

from mtqa.config import Settings
from mtqa.pipeline import Checker

N = 20_000
HOSTILE = {
    "words without a full stop": "Le maire de la ville ouvre une gare " * (N // 2),
    "unknown words": "".join(f"mot{number} " for number in range(N)),
    "a word of letters": "a" * 1_000_000,
    "a word of hyphens": "a-" * N,
    "a word of apostrophes": "l'" * N,
    "digits": "1" * (N * 10),
    "guillemets that open": "« mot " * 10_000,
    "guillemets that close": "mot » " * 10_000,
    "nested guillemets": "« mot " * 5_000 + "mot » " * 5_000,
    "nested brackets": "(mot " * 5_000 + "mot) " * 5_000,
    "brackets around": "(" * N + "mot" + ")" * N,
    "punctuation": "?!.,;:… " * N,
    "full stops": "." * N + " mot",
    "combining marks": "e" + "\u0301" * N + " mot",
    "combining marks alone": "\u0301" * N,
    "zero-width marks": "m\u200bo\u200bt " * N,
    "direction marks": "\u202emot\u202c " * N,
    "emoji": "😀" * N + " mot",
    "stars": "*mot " * N,
    "quotation marks": '"mot ' * N,
    "short lines": "Le maire\n" * 3_000,
    "blank lines": "mot" + "\n" * N + "mot",
    "markup": "<b>" * N + "mot",
    "addresses": "http://" + "a.b/" * N,
    # At the length that rules still read, where a look at every word from every word would show.
    "participles": ("mangé " * 1_900 + ".\n") * 2,
    "adverbs of negation": ("ne " * 1_900 + ".\n") * 2,
    "relative pronouns": ("qui " * 1_900 + ".\n") * 2,
    "commas": ("le maire, " * 600 + ".\n") * 2,
}


@cache
def checker() -> Checker:
    return Checker(Settings(engine="none"))


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("format", ["text", "lines"])
def test_hostile_french_is_checked_or_refused_in_time(kind: str, format: str) -> None:
    if format == "lines" and kind in ("short lines", "blank lines"):
        pytest.skip("rows of their own, of which a file may have as many as it likes")
    made = checker()
    started = time.process_time()
    report = made.check_paths(["-"], format=format, stdin=HOSTILE[kind].encode())
    assert time.process_time() - started < 60
    for failure in report.failures:
        assert "nothing to check" in failure.reason
    for document in report.documents:
        for sentence in document.sentences:
            text = document.document.segments[sentence.sentence.segment_index].text
            for issue in sentence.issues:
                assert text[issue.start : issue.end] == issue.text
