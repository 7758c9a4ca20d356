"""What rules and network say of sentences before either is weighed by the other: what calibrating starts from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measuring.gold import ROOT
from measuring.spans import Span
from mtqa import segmenting
from mtqa.config import Settings, SeverityWeights
from mtqa.detecting import RuleDetector, TaggedSentence
from mtqa.detecting.joining import Doubt, Joining, join
from mtqa.detecting.merging import merge
from mtqa.detecting.neural import NeuralDetector
from mtqa.domain.issue import Issue
from mtqa.domain.text import Sentence
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger
from mtqa.scoring.penalties import word_count

SETTINGS = Settings()
WEIGHTS = SeverityWeights()


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with the spans marked in it and whether any of them is major or critical."""

    text: str
    marked: tuple[Span, ...]
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The unmerged issues of the rules and of the network in one sentence, its words, and the network's doubt."""

    rules: tuple[Issue, ...]
    network: tuple[Issue, ...]
    doubt: Doubt
    words: int

    def shown(self, joining: Joining | None) -> tuple[Issue, ...]:
        """The issues that a check shows by default: of the rules alone, or of both, joined."""
        found = self.rules if joining is None else join((*self.rules, *self.network), self.doubt, joining)
        return merge(issue for issue in found if issue.confidence >= SETTINGS.min_confidence)


def read(texts: Sequence[str]) -> list[Reading]:
    """Each text as one sentence, through rules and network; codes that are off by default are left out."""
    sentences = [Sentence(n, n, text, 0, len(text), tuple(segmenting.tokenize(text))) for n, text in enumerate(texts)]
    tags = Tagger.load().tag([[token.text for token in sentence.tokens] for sentence in sentences])
    tagged = [TaggedSentence(sentence, tuple(own)) for sentence, own in zip(sentences, tags, strict=True)]
    rules, codes = RuleDetector(Lexicon.load()), SETTINGS.codes()
    # One sentence a document: none has a neighbour here.
    by_rules = [rules.detect([one])[0] for one in tagged]
    by_network = NeuralDetector.load().read(tagged)
    return [
        Reading(tuple(i for i in own if i.code in codes), tuple(i for i in issues if i.code in codes), doubt,
                word_count(sentence))
        for sentence, own, (issues, doubt) in zip(sentences, by_rules, by_network, strict=True)
    ]  # fmt: skip


def article_sentences(split: str) -> Iterator[MarkedSentence]:
    """The sentences of the hand-marked articles of corpora/dev (with the demo) or corpora/test, and, of the wrong ones,
    their corrections."""
    folders = sorted(path.parent for path in (ROOT / "corpora" / split).glob("*/marks.json"))
    for folder in [*folders, *([ROOT / "corpora" / "demo"] if split == "dev" else [])]:
        data = json.loads((folder / "marks.json").read_text(encoding="utf-8"))
        text, corrected = (
            (folder / name).read_bytes().decode("utf-8") for name in ("fr.txt", "fr.corrected.txt")
        )  # fmt: skip
        marks = [mark for mark in data["marks"] if mark["code"] != "FR305"]
        for sentence in data["sentences"]:
            start, end = sentence["start"], sentence["end"]
            inside = [mark for mark in marks if mark["start"] < end and start < mark["end"]]
            spans = tuple((mark["start"] - start, mark["end"] - start) for mark in inside)
            yield MarkedSentence(text[start:end], spans, any(mark["severity"] != "minor" for mark in inside))
            if not sentence["right"]:
                yield MarkedSentence(corrected[sentence["corrected_start"] : sentence["corrected_end"]], (), False)
