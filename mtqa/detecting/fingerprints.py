"""A name for an issue that survives edits elsewhere in the file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mtqa.domain.issue import Issue
from mtqa.domain.text import Sentence


def with_fingerprints(sentences: Sequence[Sentence], issues: Sequence[tuple[Issue, ...]]) -> list[tuple[Issue, ...]]:
    """The same issues, each with 16 hexadecimal digits over its code, its words and its sentence's words.

    White space is folded, positions do not count; where a document repeats a sentence, the repetition is numbered.
    """
    seen: Counter[str] = Counter()
    result = []
    for sentence, found in zip(sentences, issues, strict=True):
        words = " ".join(sentence.text.split())
        named = []
        for issue in found:
            key = "\0".join((issue.code, " ".join(issue.text.split()), words))
            seen[key] += 1
            data = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
            named.append(replace(issue, fingerprint=hashlib.sha256(data).hexdigest()[:16]))
        result.append(tuple(named))
    return result
