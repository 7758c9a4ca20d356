"""Placeholders, tags and addresses, which a translation must keep as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.detecting.consistency.bridge import Span

# Character references and what stands in back quotes may be written otherwise in the translation.
_FREE = re.compile(r"&|`|<!--")
_PLACEHOLDER = re.compile(r"[%${\[]|\uFFFC")
_LANGUAGE = re.compile(r"(?<![a-z])(?:en|fr|en-[a-z]{2}|fr-[a-z]{2}|www)(?![a-z])\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProtectedChange:
    """A protected span that one side has and the other has not: (start, end) on the French and on the other side."""

    french: Span | None
    other: Span | None


def compare_protected(french: str, other: str, ours: Sequence[Span], theirs: Sequence[Span]) -> list[ProtectedChange]:
    """The protected spans in which two texts differ; `ours` and `theirs` are those of each, in order.

    How often a span is repeated counts. Addresses are the same where they differ in the language alone.
    """
    new, lost = _kept(french, ours), _kept(other, theirs)
    for span in list(new):
        same = next((far for far in lost if _key(other, far) == _key(french, span)), None)
        if same is not None:
            new.remove(span)
            lost.remove(same)
    changes = []
    for span in new:
        partner = next((far for far in lost if _kind(other, far) == _kind(french, span)), None)
        if partner is not None:
            lost.remove(partner)
        changes.append(ProtectedChange(span, partner))
    return changes + [ProtectedChange(None, span) for span in lost]


def _kept(text: str, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not _FREE.match(text, span[0])]


def _key(text: str, span: Span) -> str:
    words = text[span[0] : span[1]]
    if _kind(text, span) != "address":
        return re.sub(r"\s*/?>$", ">", re.sub(r"\s+", " ", words))
    return _LANGUAGE.sub("", words.lower().removeprefix("http://").removeprefix("https://")).strip("/")


def _kind(text: str, span: Span) -> str:
    if text[span[0]] == "<":
        return "tag"
    return "placeholder" if _PLACEHOLDER.match(text, span[0]) else "address"
