"""What a rule sees of a sentence: its words with their tags, its neighbours, and what is known of French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtqa.domain.issue import Severity
from mtqa.domain.text import BlockKind, Sentence
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tag

APOSTROPHES = "'’ʼ"


@dataclass(frozen=True, slots=True)
class Finding:
    """A span a rule objects to: code points of the sentence's text, half-open.

    `suggestion` replaces the span's text; an empty string means that the span should go.
    """

    start: int
    end: int
    message: str
    suggestion: str | None = None
    severity: Severity | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its tag.

    `start` and `end` are code points of the sentence's text; `lower` has straight apostrophes.
    """

    index: int
    text: str
    lower: str
    start: int
    end: int
    tag: Tag

    @property
    def upos(self) -> str:
        """The universal part of speech in this context; contractions (du, au) are ADP+DET."""
        return self.tag.upos

    @property
    def lemma(self) -> str:
        """The dictionary form in this context."""
        return self.tag.lemma

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or digit (is no mark)."""
        return any(character.isalnum() for character in self.text)

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital and goes on in lower case ("Troupes", not "ONU")."""
        letters = self.text.lstrip('«"“(-')
        return len(letters) > 1 and letters[0].isupper() and any(c.islower() for c in letters[1:])

    @property
    def is_finite(self) -> bool:
        """Whether it is read as a conjugated verb or auxiliary."""
        return self.tag.verb_form == "fin"


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence as rules see it.

    `document` holds all sentences of its document and `position` its place there. `known_words` are the user's words
    (lower case); `profile` is the French that is wanted (fr-FR, fr-CA, fr-CH, fr-BE).
    """

    sentence: Sentence
    words: tuple[Word, ...]
    lexicon: Lexicon
    document: Sequence[Sentence] = ()
    position: int = 0
    known_words: frozenset[str] = field(default_factory=frozenset)
    profile: str = "fr-FR"

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.sentence.text

    @property
    def previous(self) -> Sentence | None:
        """The sentence before in the same segment."""
        return self._neighbour(self.position - 1)

    @property
    def following(self) -> Sentence | None:
        """The sentence after in the same segment."""
        return self._neighbour(self.position + 1)

    def _neighbour(self, position: int) -> Sentence | None:
        if not 0 <= position < len(self.document):
            return None
        other = self.document[position]
        return other if other.segment_index == self.sentence.segment_index else None

    @property
    def is_heading(self) -> bool:
        """Whether it stands as a heading, where verbs and determiners may be absent."""
        return self.sentence.kind is BlockKind.HEADING

    def word(self, index: int) -> Word | None:
        """The word at `index`, None outside the sentence (also for negative indices)."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def pairs(self) -> Iterator[tuple[Word, Word]]:
        """Each word with the one after it."""
        return zip(self.words, self.words[1:], strict=False)

    def gap(self, left: Word, right: Word) -> str:
        """The text between two words, usually a space or nothing."""
        return self.text[left.end : right.start]

    def finding(
        self,
        first: Word,
        last: Word,
        message: str,
        suggestion: str | None = None,
        *,
        severity: Severity | None = None,
        confidence: float | None = None,
    ) -> Finding:
        """A finding over the words from `first` to `last`, both included."""
        return Finding(first.start, last.end, message, suggestion, severity, confidence)
