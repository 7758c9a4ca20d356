"""From sentences to issues: runs the detectors, merges what overlaps, names each issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Protocol, runtime_checkable

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.findings import Findings
from mtqa.detecting.fingerprints import with_fingerprints
from mtqa.detecting.joining import Doubt, join, shipped_joining
from mtqa.detecting.labels import outside_labels
from mtqa.detecting.language import foreign_document
from mtqa.detecting.legible import Legible, legible
from mtqa.detecting.memory import Found, IssueMemory, key_of
from mtqa.detecting.merging import merge
from mtqa.detecting.rules import ALL_RULES, residue
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.rules.untranslated import WHOLE_SENTENCE
from mtqa.detecting.selection import Selection
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue
from mtqa.domain.text import Sentence
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tag, Tagger

UNTAGGED = Tag("X", "", "", "", "", "", "", "", 0.0)
"""The tag of every token of a sentence that is too long to be read; tagging it would take memory without bound."""


class Detector(Protocol):
    """Finds issues in the sentences of one document; one list a sentence, in order (entry point `mtqa.detectors`).

    The sentences are those of mtqa.detecting.legible: without what no reader sees.
    """

    def detect(self, document: Sequence[TaggedSentence]) -> list[list[Issue]]: ...


@runtime_checkable
class DoubtingDetector(Detector, Protocol):
    """A detector that also says of every word how likely it is wrong: others' findings are weighed by it."""

    def read(self, document: Sequence[TaggedSentence]) -> list[tuple[list[Issue], Doubt]]:
        """What `detect` finds, and the doubt about each sentence."""
        ...


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with the tag of each of its tokens."""

    sentence: Sentence
    tags: tuple[Tag, ...]


class RuleDetector:
    """All rules over tagged sentences. `known_words` are the user's own (any case), `profile` the French wanted."""

    def __init__(
        self,
        lexicon: Lexicon,
        rules: Sequence[Rule] = ALL_RULES,
        known_words: Sequence[str] = (),
        profile: str = "fr-FR",
    ) -> None:
        self.lexicon = lexicon
        self.rules = tuple(rules)
        self.known_words = frozenset(word.lower() for word in known_words)
        self.profile = profile

    def detect(self, document: Sequence[TaggedSentence]) -> list[list[Issue]]:
        """Issues of each sentence, unmerged; none inside protected spans."""
        found = []
        sentences = [tagged.sentence for tagged in document]
        for position, tagged in enumerate(document):
            words = _words(tagged)
            context = Context(tagged.sentence, words, self.lexicon, sentences, position, self.known_words, self.profile)
            rules = self.rules if _is_readable(tagged.sentence) else (residue.TOO_LONG,)
            found.append(outside_labels(context, _english_alone(_apply_all(rules, context))))
        return found


def detect(
    documents: Sequence[Sequence[Sentence]],
    tagger: Tagger,
    detectors: Sequence[Detector],
    selection: Selection,
    memory: IssueMemory | None = None,
) -> list[list[Findings]]:
    """What is found in every sentence of every document: selected, merged where it overlaps, with fingerprints.

    A document that is not French gets one finding (FR403) and nothing else, unless FR403 is not selected. With a
    `memory` a segment whose very words were seen before is not looked at again.
    """
    search = _Search(tagger, detectors, selection, memory)
    result = []
    for document in documents:
        found = search.findings_of(document)
        named = with_fingerprints(document, [each.issues for each in found])
        result.append([replace(each, issues=issues) for each, issues in zip(found, named, strict=True)])
    return result


@dataclass(frozen=True, slots=True)
class _Search:
    tagger: Tagger
    detectors: Sequence[Detector]
    selection: Selection
    memory: IssueMemory | None

    def findings_of(self, document: Sequence[Sentence]) -> list[Findings]:
        """What is found in each sentence, merged, without fingerprints."""
        views = [legible(sentence) for sentence in document]
        read = [view.sentence if view else sentence for sentence, view in zip(document, views, strict=True)]
        foreign = foreign_document([TaggedSentence(sentence, ()) for sentence in read])
        if foreign is not None and self.selection.keeps(foreign):
            return self._merged(views, [[foreign] if position == 0 else [] for position in range(len(read))])
        if self.memory is None:
            return self._find(views, read)
        return self._recalled(self.memory, document, views, read)

    def _recalled(
        self, memory: IssueMemory, document: Sequence[Sentence], views: Sequence[Legible | None],
        read: Sequence[Sentence],
    ) -> list[Findings]:  # fmt: skip
        """What is in each segment, from memory where it holds them; only the others are looked at, all together."""
        segments = [list(run) for _, run in groupby(range(len(read)), key=lambda at: document[at].segment_index)]
        keys = [key_of([document[at] for at in segment], self.selection) for segment in segments]
        found: dict[bytes, Found | None] = {key: memory.get(key) for key in keys}
        new = {key: segment for key, segment in zip(keys, segments, strict=True) if found[key] is None}
        places = [at for segment in new.values() for at in segment]
        fresh = iter(self._find([views[at] for at in places], [read[at] for at in places]))
        for key, segment in new.items():
            found[key] = findings = tuple(next(fresh) for _ in segment)
            memory.put(key, findings)
        return [findings for key in keys for findings in found[key] or ()]

    def _find(self, views: Sequence[Legible | None], read: Sequence[Sentence]) -> list[Findings]:
        tagged = _tagged(self.tagger, read)
        found: list[list[Issue]] = [[] for _ in tagged]
        doubts: list[Doubt] = []
        for detector in self.detectors:
            if isinstance(detector, DoubtingDetector):
                readings = detector.read(tagged)
                issues, doubts = [own for own, _ in readings], [doubt for _, doubt in readings]
            else:
                issues = detector.detect(tagged)
            for collected, new in zip(found, issues, strict=True):
                collected.extend(new)
        if doubts:
            joining = shipped_joining()
            found = [join(issues, doubt, joining) for issues, doubt in zip(found, doubts, strict=True)]
        return self._merged(views, found, doubts)

    def _merged(
        self, views: Sequence[Legible | None], found: Sequence[list[Issue]], doubts: Sequence[Doubt] = ()
    ) -> list[Findings]:
        whole = (issues if view is None else _restored(view, issues) for view, issues in zip(views, found, strict=True))
        merged = [merge(issue for issue in issues if self.selection.keeps(issue)) for issues in whole]
        expected: Sequence[float | None] = [doubt.expected_errors for doubt in doubts] or [None] * len(merged)
        return [Findings(issues, errors) for issues, errors in zip(merged, expected, strict=True)]


def _tagged(tagger: Tagger, sentences: Sequence[Sentence]) -> list[TaggedSentence]:
    """The sentences with their tags, or `UNTAGGED` for each token of one so long that no rule for French reads it."""
    tags = tagger.tag([[token.text for token in own.tokens] if _is_readable(own) else () for own in sentences])
    return [
        TaggedSentence(own, tuple(found) if _is_readable(own) else (UNTAGGED,) * len(own.tokens))
        for own, found in zip(sentences, tags, strict=True)
    ]


def _is_readable(sentence: Sentence) -> bool:
    return len(sentence.tokens) <= residue.LONGEST


def _restored(view: Legible, issues: Sequence[Issue]) -> list[Issue]:
    """The issues on the sentence as it is written, with those that only this shows."""
    written = Context(view.original, (), Lexicon.load())
    shown = _apply_all(residue.WRITTEN_RULES, written)
    return [view.restore(issue) for issue in issues] + shown


def _words(tagged: TaggedSentence) -> tuple[Word, ...]:
    return tuple(
        [
            Word(index, token.text, _lower(token.text), token.start, token.end, tag)
            for index, (token, tag) in enumerate(zip(tagged.sentence.tokens, tagged.tags, strict=True))
        ]
    )


@lru_cache(maxsize=8192)
def _lower(text: str) -> str:
    return text.lower().replace("’", "'").replace("ʼ", "'")


def _apply_all(rules: Sequence[Rule], context: Context) -> list[Issue]:
    found: list[Issue] = []
    for rule in rules:
        for finding in rule.find(context):  # hardly ever any: nothing is built before there is one
            found += _issues(rule, finding, context.sentence)
    return found


def _english_alone(issues: list[Issue]) -> list[Issue]:
    """In a sentence left in English this is all there is to say: what rules for French see in it means nothing."""
    return [issue for issue in issues if issue.message == WHOLE_SENTENCE] or issues


def _issues(rule: Rule, finding: Finding, sentence: Sentence) -> Iterator[Issue]:
    """The issue a finding stands for, unless it touches a protected span."""
    if not any(start < finding.end and finding.start < end for start, end in sentence.protected):
        yield issue_from(rule, finding, sentence)


def issue_from(rule: Rule, finding: Finding, sentence: Sentence) -> Issue:
    """The issue a finding stands for, with offsets into the segment's text."""
    entry = CATALOGUE[rule.code]
    return Issue(
        code=rule.code,
        name=entry.name,
        category=entry.category,
        severity=rule.severity_of(finding),
        start=sentence.start + finding.start,
        end=sentence.start + finding.end,
        text=sentence.text[finding.start : finding.end],
        message=finding.message,
        suggestion=finding.suggestion,
        confidence=rule.confidence if finding.confidence is None else finding.confidence,
        evidence=(f"rule {rule.name}",),
    )
