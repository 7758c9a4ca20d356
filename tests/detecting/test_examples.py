"""Every rule proves itself on its own examples, and no rule goes without."""

from __future__ import annotations

import re

import pytest

from mtqa import segmenting
from mtqa.detecting.detector import RuleDetector, TaggedSentence
from mtqa.detecting.rules import ALL_RULES
from mtqa.detecting.rules.rule import Rule
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.text import Block, Document, Segment
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger

MARK = re.compile("[⟦⟧]")


def spans_of(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The example without its marks, and the spans they enclose."""
    text, spans, start = "", [], 0
    for piece in re.split("([⟦⟧])", example):
        if piece == "⟦":
            start = len(text)
        elif piece == "⟧":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans


def found_by(rule: Rule, text: str) -> list[tuple[int, int]]:
    """Spans that one rule flags in a text, split into sentences as the pipeline does."""
    # An example without words is a row: a text without any is refused before it gets here.
    row = not any(character.isalnum() for character in text)
    document = Document("example", "text", (Segment(0, text, is_row=row),))
    sentences = segmenting.split(document, [(Block(0, len(text)),)])
    tags = Tagger.load().tag([[token.text for token in sentence.tokens] for sentence in sentences])
    tagged = [TaggedSentence(sentence, tuple(found)) for sentence, found in zip(sentences, tags, strict=True)]
    issues = RuleDetector(Lexicon.load(), [rule]).detect(tagged)
    return [(issue.start, issue.end) for found in issues for issue in found]


FAILING = [
    pytest.param(rule, example, id=f"{rule.name}-{n}") for rule in ALL_RULES for n, example in enumerate(rule.must_fail)
]
PASSING = [
    pytest.param(rule, example, id=f"{rule.name}-{n}") for rule in ALL_RULES for n, example in enumerate(rule.must_pass)
]


@pytest.mark.parametrize(("rule", "example"), FAILING)
def test_flags_exactly_the_marked_words(rule: Rule, example: str) -> None:
    text, spans = spans_of(example)
    found = found_by(rule, text)
    assert [text[a:b] for a, b in found] == [text[a:b] for a, b in spans]
    assert found == spans


@pytest.mark.parametrize(("rule", "example"), PASSING)
def test_lets_right_french_pass(rule: Rule, example: str) -> None:
    assert [example[a:b] for a, b in found_by(rule, example)] == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_no_rule_lacks_examples(rule: Rule) -> None:
    assert rule.must_fail, f"{rule.name} has no example that must fail"
    assert rule.must_pass, f"{rule.name} has no example that must pass"
    assert all("⟦" in example for example in rule.must_fail)
    assert not any(MARK.search(example) for example in rule.must_pass)
    assert rule.code in CATALOGUE
    assert 0 < rule.confidence <= 1


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in ALL_RULES]
    assert len(names) == len(set(names))
