"""Verb groups, clauses and the forms proposed for them."""

from __future__ import annotations

import pytest

from mtqa import cleaning, segmenting
from mtqa.detecting.articles import common_noun, is_listed, is_usual, with_article
from mtqa.detecting.context import Context, Word
from mtqa.detecting.moods import clause_verb, moods_of
from mtqa.detecting.verb_groups import (
    LONGEST_CLAUSE,
    before_verb,
    clause_end,
    clause_start,
    compound_past,
    conjugated,
    has_verb,
    only_finite,
    participle_lemma,
)
from mtqa.detecting.verb_subjects import is_object, subject_start
from mtqa.domain.text import Document, Segment
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger


def context_of(text: str) -> Context:
    """The first sentence of a text as rules see it."""
    document = Document("example", "text", (Segment(0, text),))
    sentence = segmenting.split(document, [cleaning.find_blocks(document.segments[0])])[0]
    (tags,) = Tagger.load().tag([[token.text for token in sentence.tokens]])
    words = tuple(
        Word(index, token.text, token.text.lower().replace("’", "'"), token.start, token.end, tag)
        for index, (token, tag) in enumerate(zip(sentence.tokens, tags, strict=True))
    )
    return Context(sentence, words, Lexicon.load())


def word_of(context: Context, text: str) -> Word:
    """The first word written so."""
    return next(word for word in context.words if word.text == text)


@pytest.mark.parametrize(
    ("lemma", "plural", "reflexive", "form"),
    [
        ("réunir", False, False, "a réuni"),
        ("réunir", True, False, "ont réuni"),
        ("partir", False, False, "est parti"),
        ("partir", True, False, "sont partis"),
        ("plaindre", True, True, "sont plaints"),
        ("xyzer", False, False, None),
    ],
)
def test_compound_past(lemma: str, plural: bool, reflexive: bool, form: str | None) -> None:
    assert compound_past(context_of("Oui."), lemma, plural=plural, reflexive=reflexive) == form


def test_conjugated_forms_follow_person_mood_and_tense() -> None:
    context = context_of("Oui.")
    assert conjugated(context, "prévoir") == "prévoit"
    assert conjugated(context, "venir", person="2", mood="sub") == "viennes"
    assert conjugated(context, "avoir", person="1", plural=True, tense="fut") == "aurons"
    assert conjugated(context, "xyzer") is None


def test_adverbs_negation_and_pronouns_stand_between_subject_and_verb() -> None:
    context = context_of("Le maire ne les a jamais vus.")
    before = before_verb(context, word_of(context, "a").index)
    assert before is not None
    assert before.text == "maire"


def test_a_clause_ends_at_marks_conjunctions_and_relatives() -> None:
    context = context_of("Le maire dit que la ville qui grandit paie, mais il doute.")
    assert context.words[clause_start(context, word_of(context, "ville").index)].text == "la"
    assert context.words[clause_end(context, word_of(context, "la").index)].text == "qui"
    assert not has_verb(context, word_of(context, "la").index, word_of(context, "qui").index)


def test_forms_that_could_be_conjugated_are_no_lost_auxiliaries() -> None:
    context = context_of("Il a fini et mangé, dit-il.")
    assert participle_lemma(context, word_of(context, "mangé")) == "manger"
    assert participle_lemma(context, word_of(context, "dit")) is None
    assert not only_finite(context, word_of(context, "dit"))


@pytest.mark.parametrize(
    ("text", "last", "start"),
    [
        ("Les élus de Valmont adopter un budget.", "Valmont", 0),
        ("Après le débat, les élus adopter un budget.", "élus", 4),
        ("Le maire veut que les élus adopter un budget.", "élus", 4),
        ("Il laisse les élus adopter un budget.", "élus", None),
        ("Dans la ville les élus adopter un budget.", "élus", None),
    ],
)
def test_subjects_open_their_clause(text: str, last: str, start: int | None) -> None:
    context = context_of(text)
    assert subject_start(context, word_of(context, last)) == start


def test_times_are_no_objects() -> None:
    context = context_of("Il a voté la loi la semaine dernière.")
    articles = [word.index for word in context.words if word.text == "la"]
    assert [is_object(context, index) for index in articles] == [True, False]


def test_the_verb_of_a_clause_is_not_that_of_the_clause_inside() -> None:
    context = context_of("Il faut que le maire vienne.")
    verb = clause_verb(context, word_of(context, "que").index)
    assert verb is not None
    assert verb.text == "vienne"
    assert moods_of(context, verb) == {"sub"}
    nested = context_of("Il faut que le maire qui dort vienne.")
    assert clause_verb(nested, word_of(nested, "que").index) is None


def test_articles_agree_and_elide() -> None:
    context = context_of("Avion rouge et fenêtre et maisons et hibou.")
    assert with_article(context, word_of(context, "Avion")) == "L'avion"
    assert with_article(context, word_of(context, "fenêtre")) == "la fenêtre"
    assert with_article(context, word_of(context, "maisons"), plural="des") == "des maisons"
    assert with_article(context, word_of(context, "hibou")) is None


def test_common_nouns_are_known_and_in_lower_case() -> None:
    context = context_of("Il ouvre fenêtre à Paris lundi.")
    found = [word.text for word in context.words if common_noun(context, word.index) is not None]
    assert found == ["fenêtre"]


def test_idioms_and_lists_stand_bare() -> None:
    context = context_of("Le film mêle humour et tendresse.")
    assert is_listed(context, word_of(context, "humour"))
    assert is_usual("avoir", "faim")
    assert not is_usual("ouvrir", "fenêtre")


def test_a_clause_without_end_is_looked_at_in_part() -> None:
    """Regression: from each of 1,900 words the whole sentence was gone through, several times: 15 s for one row."""
    context = context_of("Le maire de la ville ouvre une gare " * 100)
    middle = len(context.words) // 2
    assert clause_start(context, middle) == middle - LONGEST_CLAUSE
    assert clause_end(context, middle) == middle + LONGEST_CLAUSE
