"""The chunks of a sentence as clauses are read: from the verb leftwards, over what may stand between."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.detecting.context import Context, Word
from mtqa.detecting.phrases import Chunk, Kind, chunks

TRANSPARENT = frozenset((Kind.ADVERB, Kind.ADJECTIVE, Kind.PARTICIPLE, Kind.PREPOSITIONAL, Kind.INFINITIVE))
_ENUMERATING = TRANSPARENT | {Kind.COMMA, Kind.COORDINATOR}
CLOSE = frozenset((Kind.ADVERB, Kind.CLITIC))
_ADJUNCTS = frozenset((Kind.ADVERB, Kind.PREPOSITIONAL, Kind.PREPOSITION))
OBJECT_TAKERS = frozenset((Kind.VERB, Kind.INFINITIVE, Kind.PARTICIPLE))
# "Lundi soir les élus ...": phrases of time stand before a subject, or alone before an inverted verb.
_TIMES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir nuit jour journée semaine mois an année week-end "
    "été hiver printemps automne siècle heure minute fois moment instant lendemain veille janvier février mars avril "
    "mai juin juillet août septembre octobre novembre décembre après-midi midi minuit saison".split()
)
_COMPARING = frozenset(
    "ainsi plus moins autant aussi mieux tant plutôt autre autres même mêmes tel tels telle telles".split()
)
_OPENING_MARKS = frozenset("(:;.!?—–-[…•")
# "Paul, avec son frère, ...": what these add may count for the number.
ADDING = frozenset("avec comme ainsi outre voire".split())


class ClauseWalk:
    """Questions that the search for a subject asks of one sentence's chunks, by their numbers."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.chunks: Sequence[Chunk] = chunks(context)

    def lower(self, position: int) -> str:
        """The head word of a chunk in lower case."""
        return self.context.words[self.chunks[position].head].lower

    def word(self, position: int) -> Word:
        """The head word of a chunk."""
        return self.context.words[self.chunks[position].head]

    def kind(self, position: int) -> Kind | None:
        """The kind of a chunk, None outside the sentence."""
        return self.chunks[position].kind if 0 <= position < len(self.chunks) else None

    def skip(self, position: int, kinds: frozenset[Kind]) -> int:
        """The first chunk at or before `position` that is of none of these kinds."""
        while position >= 0 and self.chunks[position].kind in kinds:
            position -= 1
        return position

    def before_verb(self, verb: int) -> int:
        """The chunk before the verb and its clitics and adverbs, and before a quotation mark that opens there."""
        before = self.skip(verb - 1, CLOSE)
        if self.kind(before) is Kind.STOP and self.opens_quotation(before):
            before = self.skip(before - 1, CLOSE)
            return before if self.kind(before) is not Kind.COMMA else -1
        return before

    def opens_quotation(self, position: int) -> bool:
        """Whether a mark opens a quotation; straight marks open and close in turn."""
        mark = self.lower(position)
        if mark != '"':
            return mark in "«“"
        until = self.context.words[self.chunks[position].first].end
        return self.context.text[:until].count('"') % 2 == 1

    def is_inverted(self, verb: int) -> bool:
        """Whether a pronoun hangs on the verb ("vient-il")."""
        after = self.context.word(self.chunks[verb].last + 1)
        return after is not None and after.text[0] in "-‐‑" and len(after.text) > 1

    def over_commas(self, comma: int) -> int:
        """The chunk before the parenthesis that `comma` closes; -1 where there is none that is understood."""
        opening, is_joined = comma - 1, False
        while opening >= 0 and self.chunks[opening].kind is not Kind.COMMA:
            if self.chunks[opening].kind is Kind.STOP:
                return -1
            is_joined = is_joined or self.chunks[opening].kind is Kind.COORDINATOR
            opening -= 1
        if opening <= 0 or opening == comma - 1:
            return -1
        if is_joined:
            return opening - 1 if self._distributes(opening + 1) else -1
        first = self.chunks[opening + 1]
        has_verb = any(self.chunks[i].kind is Kind.VERB for i in range(opening + 1, comma))
        if first.kind in (Kind.WHO, Kind.WHICH, Kind.CONJUNCTION):
            return opening - 1
        if has_verb:
            return -1
        if first.kind is Kind.NOUN and first.determiner is not None:
            return -1
        if self.is_time(opening - 1):
            return -1
        if self.context.words[first.first].lower in ADDING:
            return -1
        return opening - 1

    def _distributes(self, first: int) -> bool:
        """Whether "l'un ... et l'autre" begins at a chunk: it tells more of a plural subject."""
        start = self.chunks[first].first
        one = self.context.word(start + 1)
        return self.context.words[start].lower == "l'" and one is not None and one.lower in ("un", "une")

    def over_brackets(self, closing: int) -> int:
        """The chunk before the bracket that `closing` closes; -1 where it is none."""
        if self.lower(closing) != ")":
            return -1
        position = closing - 1
        while position >= 0 and self.lower(position) != "(":
            position -= 1
        return position - 1

    def is_time(self, position: int) -> bool:
        """Whether the chunk is a phrase of time."""
        return position >= 0 and self.context.words[self.chunks[position].head].lemma in _TIMES

    def is_genitive(self, position: int) -> bool:
        """Whether the chunk is "de ..."."""
        chunk = self.chunks[position]
        return chunk.kind is Kind.PREPOSITIONAL and self.context.words[chunk.first].lower in ("de", "d'", "du", "des")

    def is_compared(self, left: int) -> bool:
        """Whether chunk `left` is the "que" of "ainsi que", "autant que", "plus que"."""
        if self.kind(left) is not Kind.WHICH or self.lower(left) not in ("que", "qu'"):
            return False
        first = self.chunks[left].first
        # "ainsi que", "autre que", "plus ancien que", "aucune autre commande que"
        return any(word.lower in _COMPARING for word in self.context.words[max(0, first - 2) : first])

    def opens_clause(self, left: int) -> bool:
        """Whether a phrase right of chunk `left` can be the first phrase of its clause."""
        left = self.skip(left, _ADJUNCTS)
        kind = self.kind(left)
        if kind is Kind.STOP:
            return self.opens_quotation(left) or self.lower(left)[0] in _OPENING_MARKS
        if kind is Kind.NOUN:
            return self.is_time(left)
        return kind in (None, Kind.CONJUNCTION, Kind.WHICH, Kind.COMMA, Kind.COORDINATOR)

    def enumerates(self, left: int) -> bool:
        """Whether noun phrases without a preposition stand before the comma at or before `left`."""
        position = self.skip(left, TRANSPARENT) - 1
        while position >= 0 and self.chunks[position].kind in _ENUMERATING:
            position -= 1
        if self.kind(position) is Kind.NOUN and (self.is_time(position) or self.kind(position - 1) in OBJECT_TAKERS):
            return False
        return self.kind(position) in (Kind.NOUN, Kind.PRONOUN)
