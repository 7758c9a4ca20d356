"""The neural detector: sentences in, issues out."""

from __future__ import annotations

import os
from collections.abc import Sequence

from mtqa.detecting.detector import TaggedSentence
from mtqa.detecting.joining import NEURAL_EVIDENCE, Doubt
from mtqa.detecting.neural import pieces, suggestions, weights
from mtqa.detecting.neural.classifier import TokenClassifier
from mtqa.detecting.neural.ngrams import Floats
from mtqa.detecting.neural.spans import Flag, flags
from mtqa.detecting.neural.weights import Decision
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.text import Sentence
from mtqa.french.lexicon import Lexicon
from mtqa.models.detector import open_network

SURE = 0.9  # findings less sure than this are never critical

_MESSAGES = {
    "FR101": "this form of the verb does not fit here",
    "FR102": "a verb seems to be missing before this",
    "FR103": "the verb does not agree with its subject",
    "FR104": "this does not agree with the words it belongs to",
    "FR105": "the participle does not agree",
    "FR106": "an article or determiner seems to be missing before this",
    "FR107": "a preposition is wrong, missing or too many here",
    "FR108": "this pronoun or conjunction does not fit here, or one is missing before it",
    "FR109": "half of the negation seems to be missing",
    "FR110": "this tense or mood does not fit here",
    "FR111": "the order of the words is not French",
    "FR112": "an elision or contraction is wrong here",
    "FR201": "a new sentence seems to begin here without a boundary",
    "FR202": "a piece of another clause seems to be spliced in here",
    "FR203": "the sentence seems to begin in its middle",
    "FR204": "words are repeated",
    "FR301": "this capital is unusual here",
    "FR302": "this is usually written with a capital",
    "FR304": "this mark does not belong here",
    "FR401": "this looks untranslated",
}


class NeuralDetector:
    """Flags words that the shipped network takes for wrong. It knows nothing outside the sentence."""

    def __init__(self, classifier: TokenClassifier, decision: Decision, lexicon: Lexicon) -> None:
        self._classifier = classifier
        self._decision = decision
        self._lexicon = lexicon

    @classmethod
    def load(cls, threads: int = 0) -> NeuralDetector:
        """The shipped detector; `threads` 0 uses all cores.

        Raises ArtefactError where an artefact is missing or damaged, EngineError without ONNX Runtime.
        """
        run = open_network(weights.network(), threads=1)
        classifier = TokenClassifier(weights.feature_maker(), run, threads or len(os.sched_getaffinity(0)))
        return cls(classifier, weights.decision(), Lexicon.load())

    def detect(self, document: Sequence[TaggedSentence]) -> list[list[Issue]]:
        """Issues of each sentence, in order of place; none inside protected spans."""
        return self.detect_sentences([tagged.sentence for tagged in document])

    def read(self, document: Sequence[TaggedSentence]) -> list[tuple[list[Issue], Doubt]]:
        """The same with what the network thinks of every word, whether it is flagged or not."""
        return self.read_sentences([tagged.sentence for tagged in document])

    def detect_sentences(self, sentences: Sequence[Sentence]) -> list[list[Issue]]:
        """The same without tags, which the network does not need."""
        return [issues for issues, _ in self.read_sentences(sentences)]

    def read_sentences(self, sentences: Sequence[Sentence]) -> list[tuple[list[Issue], Doubt]]:
        """`read` without tags."""
        cuts = [pieces.cut(sentence.text) for sentence in sentences]
        forms = [pieces.forms(sentence.text, cut) for sentence, cut in zip(sentences, cuts, strict=True)]
        chances = self._classifier.classify(forms)
        found = [
            (index, flag)
            for index, each in enumerate(chances)
            for flag in flags(each, self._decision)
            if not _is_protected(sentences[index], cuts[index][flag.first][0], cuts[index][flag.last][1])
            and not (flag.code == "FR203" and flag.first == 0 and _opens_paragraph(sentences, index))
        ]
        better = suggestions.best(
            self._classifier, self._lexicon, [(forms[index], chances[index], flag) for index, flag in found]
        )
        issues: list[list[Issue]] = [[] for _ in sentences]
        for (index, flag), option in zip(found, better, strict=True):
            suggestion = None if option is None else " ".join(option.forms)
            issues[index].append(_issue(sentences[index], cuts[index], flag, suggestion, self._decision.major_from))
        doubts = [_doubt(*each) for each in zip(sentences, cuts, chances, strict=True)]
        return list(zip(issues, doubts, strict=True))

    def expected_errors(self, texts: Sequence[str]) -> list[float]:
        """How many words of each text are wrong, by the network: the sum of their chances, 0 for an empty text."""
        forms = [pieces.forms(text, pieces.cut(text)) for text in texts]
        return [_mass(chances) for chances in self._classifier.classify(forms)]


def _doubt(sentence: Sentence, cut: Sequence[tuple[int, int]], chances: Floats) -> Doubt:
    wrong = (1.0 - chances[:, 0]).tolist()
    places = zip(cut, wrong, strict=True)
    return Doubt(sum(wrong), tuple((sentence.start + a, sentence.start + b, chance) for (a, b), chance in places))


def _mass(chances: Floats) -> float:
    return float((1.0 - chances[:, 0]).sum())


def _opens_paragraph(sentences: Sequence[Sentence], index: int) -> bool:
    """Whether nothing stands before the sentence in its paragraph: it may be an item of a list, in lower case."""
    own, before = sentences[index], sentences[index - 1] if index else None
    if before is None or before.segment_index != own.segment_index:
        return True
    return own.start - before.end > 1


def _is_protected(sentence: Sentence, start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in sentence.protected)


def _issue(
    sentence: Sentence, cut: Sequence[tuple[int, int]], flag: Flag, suggestion: str | None, major_from: float
) -> Issue:
    entry = CATALOGUE[flag.code]
    start, end = cut[flag.first][0], cut[flag.last][1]
    severity = entry.severity
    if severity is Severity.CRITICAL and flag.confidence < SURE:
        severity = Severity.MAJOR
    if flag.confidence < major_from:
        severity = Severity.MINOR
    return Issue(
        code=flag.code,
        name=entry.name,
        category=entry.category,
        severity=severity,
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        message=_MESSAGES[flag.code],
        suggestion=suggestion,
        confidence=round(flag.confidence, 3),
        evidence=(NEURAL_EVIDENCE,),
    )
