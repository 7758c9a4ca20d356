"""What a rule sees of a sentence: its words with their tags, its neighbours, and what is known of French."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


class Word:
    """A token with its tag; nobody changes one, and two are the same only where they are one object.

    `start` and `end` are code points of the sentence's text; `lower` has straight apostrophes. `upos` is the universal
    part of speech in this context (contractions, du and au, are ADP+DET), `lemma` the dictionary form, `is_finite`
    whether it is read as a conjugated verb or auxiliary. All rules ask for these of all words, so they are plain
    attributes and the class no dataclass, whose frozen attributes take five times as long to set.
    """

    __slots__ = ("end", "index", "is_finite", "lemma", "lower", "start", "tag", "text", "upos")

    def __init__(self, index: int, text: str, lower: str, start: int, end: int, tag: Tag) -> None:
        self.index = index
        self.text = text
        self.lower = lower
        self.start = start
        self.end = end
        self.tag = tag
        self.upos = tag.upos
        self.lemma = tag.lemma
        self.is_finite = tag.verb_form == "fin"

    def __repr__(self) -> str:
        return f"Word({self.index}, {self.text!r}, {self.tag})"

    @property
    def is_word(self) -> bool:
        """Whether it has a letter or digit (is no mark)."""
        text = self.text
        return text[:1].isalnum() or any(character.isalnum() for character in text)

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital and goes on in lower case ("Troupes", not "ONU")."""
        if self.text[:1].islower():
            return False
        letters = self.text.lstrip('«"“(-')
        return len(letters) > 1 and letters[0].isupper() and any(c.islower() for c in letters[1:])


class Context:
    """A sentence as rules see it; nobody changes one.

    `document` holds all sentences of its document and `position` its place there. `known_words` are the user's words
    (lower case); `profile` is the French that is wanted (fr-FR, fr-CA, fr-CH, fr-BE). `lowers`, `lemmas` and
    `verb_forms` are those of its words: by them most rules see at once that a sentence holds nothing for them.
    """

    __slots__ = ("document", "known_words", "lemmas", "lexicon", "lowers", "position", "profile", "sentence", "text",
                 "verb_forms", "words")  # fmt: skip

    def __init__(
        self,
        sentence: Sentence,
        words: tuple[Word, ...],
        lexicon: Lexicon,
        document: Sequence[Sentence] = (),
        position: int = 0,
        known_words: frozenset[str] = frozenset(),
        profile: str = "fr-FR",
    ) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.words = words
        self.lexicon = lexicon
        self.document = document
        self.position = position
        self.known_words = known_words
        self.profile = profile
        self.lowers = frozenset([word.lower for word in words])
        self.lemmas = frozenset([word.lemma for word in words])
        self.verb_forms = frozenset([word.tag.verb_form for word in words])

    def among(self, lowers: frozenset[str], start: int = 0) -> Sequence[Word]:
        """The words from index `start` on that are (in lower case) one of these, in order."""
        if self.lowers.isdisjoint(lowers):
            return ()
        return [word for word in self.words if word.lower in lowers and word.index >= start]

    def of_lemma(self, lemmas: frozenset[str], start: int = 0) -> Sequence[Word]:
        """The words from index `start` on whose lemma is one of these, in order."""
        if self.lemmas.isdisjoint(lemmas):
            return ()
        return [word for word in self.words if word.lemma in lemmas and word.index >= start]

    def pairs(
        self,
        first: frozenset[str] | None = None,
        second: frozenset[str] | None = None,
        lemma: frozenset[str] | None = None,
    ) -> Iterable[tuple[Word, Word]]:
        """Each word with the one after it.

        Only those whose first word is one of `first` (in lower case) or has one of the lemmas `lemma`, or whose
        second word is one of `second`: one of the three.
        """
        words = self.words
        if second is not None:
            return [(words[word.index - 1], word) for word in self.among(second, 1)]
        if first is None and lemma is None:
            return pairwise(words)
        found = self.of_lemma(lemma) if lemma is not None else self.among(first or frozenset())
        return [(word, words[word.index + 1]) for word in found if word.index + 1 < len(words)]

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
