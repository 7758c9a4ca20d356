"""What a word costs in sentences of 5 to 500 words: each stage, and each rule."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from mtqa import segmenting
from mtqa.detecting.context import Context, Word
from mtqa.detecting.rules import ALL_RULES
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.text import Block, BlockKind, Document, Segment, Sentence
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tag, Tagger

LENGTHS = (5, 10, 20, 50, 100, 200, 500)  # words
_REPEATS = 3


@dataclass
class Costs:
    """Microseconds of processor time a word in sentences of one length; the least of several runs each."""

    segmenting: float = 0.0
    tagging: float = 0.0
    rules: dict[Rule, float] = field(default_factory=dict)

    @property
    def whole(self) -> float:
        """All of it."""
        return self.segmenting + self.tagging + sum(self.rules.values())


def costs_by_length(lines: Sequence[str], words: int = 10_000) -> Iterator[tuple[int, Costs]]:
    """The costs for each of LENGTHS, from sentences that hold the same `words` words of running text each time."""
    _measured(_sentences(lines, 20, words))  # loads everything and learns the words
    for length in LENGTHS:
        yield length, _measured(_sentences(lines, length, words))


def _sentences(lines: Sequence[str], length: int, words: int) -> list[str]:
    """Sentences of `length` words, one after the other from the running text."""
    stream = (word for line in cycle(lines) for word in line.rstrip(' .!?…»"').split())
    text = [next(stream) for _ in range(words)]
    return [" ".join(text[start : start + length]) + "." for start in range(0, words - length + 1, length)]


def _measured(texts: list[str]) -> Costs:
    words = sum(text.count(" ") + 1 for text in texts)
    document = Document("news", "rows", tuple(Segment(at, text, is_row=True) for at, text in enumerate(texts)))
    blocks = [[Block(0, len(text), BlockKind.PROSE)] for text in texts]
    tagger, lexicon = Tagger.load(), Lexicon.load()
    costs = Costs()
    for again in range(_REPEATS):
        clock = _Clock(1e6 / words)
        sentences = segmenting.split(document, blocks)
        segmenting_us = clock.lap()
        tags = tagger.tag([[token.text for token in sentence.tokens] for sentence in sentences])
        tagging_us = clock.lap()
        costs.segmenting = segmenting_us if not again else min(costs.segmenting, segmenting_us)
        costs.tagging = tagging_us if not again else min(costs.tagging, tagging_us)
        contexts = [_context(sentences, at, tags[at], lexicon) for at in range(len(sentences))]
        clock.lap()
        for rule in ALL_RULES:
            for context in contexts:
                for _ in rule.find(context):
                    pass
            taken = clock.lap()
            costs.rules[rule] = min(costs.rules.get(rule, taken), taken)
    return costs


def _context(sentences: Sequence[Sentence], at: int, tags: Sequence[Tag], lexicon: Lexicon) -> Context:
    words = tuple(
        Word(index, token.text, token.text.lower().replace("’", "'"), token.start, token.end, tag)
        for index, (token, tag) in enumerate(zip(sentences[at].tokens, tags, strict=True))
    )
    return Context(sentences[at], words, lexicon, sentences, at)


class _Clock:
    def __init__(self, scale: float) -> None:
        self._scale, self._last = scale, time.process_time()

    def lap(self) -> float:
        """Processor time since the last lap, scaled."""
        now = time.process_time()
        taken, self._last = (now - self._last) * self._scale, now
        return taken
