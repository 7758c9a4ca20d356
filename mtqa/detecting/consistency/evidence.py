"""What a source or back-translation says of the meaning of a French sentence, as issues BT101 to BT106."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mtqa.detecting.consistency.bridge import Span
from mtqa.detecting.consistency.counterpart import Counterpart
from mtqa.detecting.consistency.coverage import find_added, find_omitted
from mtqa.detecting.consistency.mention import Mention, Weight
from mtqa.detecting.consistency.names import compare_names
from mtqa.detecting.consistency.numbers import compare_numbers
from mtqa.detecting.consistency.polarity import compare_polarity
from mtqa.detecting.consistency.protected import compare_protected

CODES = frozenset(("BT101", "BT102", "BT103", "BT104", "BT105", "BT106"))

# Where fewer of the words that bear meaning are answered, the two are no translations of each other: scores say so,
# and single words prove nothing.
_LEAST_ANSWERED = 0.35


class Witness(Enum):
    """Who speaks: the original, a back-translation, or one by an engine that translates roughly."""

    SOURCE = "source"
    TRANSLATION = "back-translation"
    ROUGH = "rough back-translation"


# The chance that a finding is right, by scripts/measure_evidence.py on the pairs for tuning, rounded down; what a
# translator back into English adds to or leaves out of the French is taken off.
_CONFIDENCE = {
    Witness.SOURCE: {"BT101": 0.6, "BT102": 0.6, "BT103": 0.95, "BT104": 0.9, "BT105": 0.9, "BT106": 0.95},
    Witness.TRANSLATION: {"BT101": 0.45, "BT102": 0.45, "BT103": 0.8, "BT104": 0.7, "BT105": 0.7, "BT106": 0.8},
    # Rule-based engines leave words as they are, drop negations and take names for words: figures alone are left.
    Witness.ROUGH: {"BT103": 0.5, "BT106": 0.5},
}


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """What speaks against the words `start` to `end` of the French, with the chance (0 to 1) that it is right.

    What is doubtful makes a minor issue.
    """

    code: str
    start: int
    end: int
    message: str
    confidence: float
    is_doubtful: bool = False


def find_evidence(
    counterpart: Counterpart, witness: Witness, ours: Sequence[Span] = (), theirs: Sequence[Span] = ()
) -> list[EvidenceFound]:
    """Everything in which the French and its counterpart differ, in the order of the French.

    `ours` and `theirs` are the protected spans of both texts. Where something was left out the span is the French word
    that it would stand at or next to. Of findings at the same words those of the higher code stay: a changed number is
    no unsupported word.
    """
    if not counterpart.french.tokens or not counterpart.other.tokens:
        return []
    search = _Search(counterpart, witness)
    found = [*search.protected(ours, theirs), *search.numbers(ours, theirs)]
    if witness is not Witness.ROUGH and counterpart.answered_share() >= _LEAST_ANSWERED:
        found += [*search.names(), *search.polarity()]
        named = [(each.start, each.end) for each in found]
        found += [each for each in search.coverage() if not _meets(each, named)]
    return sorted(found, key=lambda each: (each.start, each.end, each.code))


def _meets(found: EvidenceFound, spans: Sequence[Span]) -> bool:
    return any(start < found.end and found.start < end for start, end in spans)


@dataclass(frozen=True, slots=True)
class _Search:
    counterpart: Counterpart
    witness: Witness

    def protected(self, ours: Sequence[Span], theirs: Sequence[Span]) -> Iterator[EvidenceFound]:
        french, other = self.counterpart.french.text, self.counterpart.other.text
        for change in compare_protected(french, other, ours, theirs):
            yield self._changed("BT106", change.french, change.other, "")

    # A back-translation may lose a number or a name by itself; only one changed for another speaks against the French.
    def numbers(self, ours: Sequence[Span], theirs: Sequence[Span]) -> Iterator[EvidenceFound]:
        bridge = self.counterpart.bridge
        blank = replace(bridge, french=_blanked(bridge.french, ours), other=_blanked(bridge.other, theirs))
        for change in compare_numbers(blank):
            sides = [mention for mention in (change.french, change.other) if mention]
            if self.witness is not Witness.SOURCE and len(sides) < 2:
                continue
            if self.witness is Witness.ROUGH and not all(map(self._is_figure, sides)):
                continue
            near = change.french.span if change.french else None
            yield self._changed("BT103", near, change.other.span if change.other else None, "number ")

    def _is_figure(self, mention: Mention) -> bool:
        return mention.weight is Weight.FIRM and any(kind == "number" for kind, _ in mention.readings)

    def names(self) -> Iterator[EvidenceFound]:
        for change in compare_names(self.counterpart):
            if self.witness is Witness.SOURCE or (change.french and change.other):
                found = self._changed("BT104", change.french, change.other, "name ")
                # A name on one side alone is more often put otherwise ("the Kremlin", "Moscou") than lost.
                yield found if change.french and change.other else replace(found, is_doubtful=True)

    def polarity(self) -> Iterator[EvidenceFound]:
        for change in compare_polarity(self.counterpart.bridge):
            near = change.french.span if change.french else None
            yield self._changed("BT105", near, change.other.span if change.other else None, "negation ")

    def coverage(self) -> Iterator[EvidenceFound]:
        for added in find_added(self.counterpart):
            message = f"Nothing in the {self.witness.value} supports these words."
            yield self._found("BT101", added.span, message)
        for omitted in find_omitted(self.counterpart):
            words = _shorten(self.counterpart.other.text[slice(*omitted.span)])
            message = f"Nothing in the French supports “{words}” of the {self.witness.value}."
            yield self._found("BT102", self.counterpart.locate(*omitted.span), message)

    def _changed(self, code: str, near: Span | None, far: Span | None, kind: str) -> EvidenceFound:
        theirs = _shorten(self.counterpart.other.text[slice(*far)]) if far else ""
        where = f"the {self.witness.value}"
        if near and far:
            return self._found(code, near, f"{where.capitalize()} has “{theirs}” here.")
        if near:
            return self._found(code, near, f"{where.capitalize()} has no such {kind.strip() or 'placeholder'}.")
        assert far is not None
        return self._found(code, self.counterpart.locate(*far), f"The French has not the {kind}“{theirs}” of {where}.")

    def _found(self, code: str, span: Span, message: str) -> EvidenceFound:
        return EvidenceFound(code, *span, message, _CONFIDENCE[self.witness][code])


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """The text with spaces for what is protected, of the same length: a figure in an address is no number."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _shorten(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
