"""Subjects are found over what stands between them and their verb, and not where it is unclear."""

from __future__ import annotations

import pytest

from mtqa import cleaning, segmenting
from mtqa.detecting.context import Context, Word
from mtqa.detecting.phrases import Kind, chunks
from mtqa.detecting.subjects import Subject, SubjectFinder
from mtqa.domain.text import Document, Segment
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger


def context_of(text: str) -> Context:
    """The one sentence of `text` as rules see it."""
    document = Document("example", "text", (Segment(0, text),))
    (sentence,) = segmenting.split(document, [cleaning.find_blocks(document.segments[0])])
    (tags,) = Tagger.load().tag([[token.text for token in sentence.tokens]])
    words = tuple(
        Word(index, token.text, token.text.lower(), token.start, token.end, tag)
        for index, (token, tag) in enumerate(zip(sentence.tokens, tags, strict=True))
    )
    return Context(sentence, words, Lexicon.load())


def subject_of(text: str, verb: str) -> tuple[str, Subject] | None:
    """The subject's words and the subject of the first verb written `verb`."""
    context = context_of(text)
    finder = SubjectFinder(context)
    for position, chunk in enumerate(finder.chunks):
        if chunk.kind is Kind.VERB and context.words[chunk.head].text == verb:
            subject = finder.subject_of(position)
            if subject is None:
                return None
            words = context.text[context.words[subject.first].start : context.words[subject.last].end]
            return words, subject
    raise AssertionError(f"no verb {verb!r} in {text!r}")


@pytest.mark.parametrize(
    ("text", "verb", "expected", "numbers"),
    [
        ("Les habitants du quartier proche de la gare demandent une réunion.", "demandent", "Les habitants", {"p"}),
        ("Le projet de construire des maisons gêne la mairie.", "gêne", "Le projet", {"s"}),
        ("Les élus que le maire a reçus refusent de parler.", "refusent", "Les élus", {"p"}),
        ("Les agriculteurs, pour leur part, attendront la pluie.", "attendront", "Les agriculteurs", {"p"}),
        ("La SNCF (société nationale) annonce une grève.", "annonce", "La SNCF", {"s"}),
        ("Le juge et l'avocat ont quitté la salle.", "ont", "Le juge et l'avocat", {"p"}),
        ("Une dizaine de maisons ont été évacuées.", "ont", "Une dizaine", {"s", "p"}),
        ("Vingt et un députés ont voté contre.", "ont", "Vingt et un députés", {"p"}),
        ("La fille des voisins qui chante est malade.", "chante", "La fille des voisins", {"s", "p"}),
    ],
)
def test_finds_the_subject(text: str, verb: str, expected: str, numbers: set[str]) -> None:
    found = subject_of(text, verb)
    assert found is not None
    assert found[0] == expected
    assert {pair[1] for pair in found[1].shape} == numbers


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Dans la rue marchent des soldats.", "marchent"),
        ("Le lendemain arrivent les renforts.", "arrivent"),
        ("Le maire ou son adjoint viendra.", "viendra"),
        ("Quand vient-il ?", "vient"),
        ("Le maire avec ses adjoints viennent.", "viennent"),
    ],
)
def test_says_nothing_where_it_is_unclear(text: str, verb: str) -> None:
    assert subject_of(text, verb) is None


def test_a_verb_after_et_shares_the_subject() -> None:
    context = context_of("Les sénateurs ont trente ans et préfère jouer.")
    finder = SubjectFinder(context)
    last = max(i for i, chunk in enumerate(finder.chunks) if chunk.kind is Kind.VERB)
    subject = finder.shared_subject(last)
    assert subject is not None
    assert context.words[subject.last].text == "sénateurs"


@pytest.mark.parametrize(
    "text", ["Les deux plus grands ports d'Europe ferment.", "« Oui », dit-il.", "Ni l'un, ni l'autre."]
)
def test_chunks_cover_every_word_once(text: str) -> None:
    context = context_of(text)
    covered = [index for chunk in chunks(context) for index in range(chunk.first, chunk.last + 1)]
    assert covered == list(range(len(context.words)))
