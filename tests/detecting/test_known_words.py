"""The user's own words are never flagged, nor is the vocabulary of any French-speaking country."""

from __future__ import annotations

import pytest

from mtqa import segmenting
from mtqa.detecting.detector import RuleDetector, TaggedSentence
from mtqa.detecting.rules import ALL_RULES
from mtqa.domain.text import Block, Document, Segment
from mtqa.french.lexicon import Lexicon
from mtqa.french.tagger import Tagger

WORD_CODES = ("FR301", "FR302", "FR303", "FR401")


def flagged(text: str, known_words: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(code, words) of what the rules on single words flag."""
    sentences = segmenting.split(Document("example", "text", (Segment(0, text),)), [(Block(0, len(text)),)])
    tags = Tagger.load().tag([[token.text for token in sentence.tokens] for sentence in sentences])
    tagged = [TaggedSentence(s, tuple(t)) for s, t in zip(sentences, tags, strict=True)]
    rules = [rule for rule in ALL_RULES if rule.code in WORD_CODES]
    found = RuleDetector(Lexicon.load(), rules, known_words).detect(tagged)
    return [(issue.code, issue.text) for issues in found for issue in issues]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("Le resultat du vote est clair.", "FR303", "resultat"),
        ("Le gizmotron du village est en panne.", "FR303", "gizmotron"),
        ("Les strikers bloquent le port.", "FR401", "strikers"),
        ("La ville achète des Camions neufs.", "FR301", "Camions"),
    ],
)
def test_a_known_word_is_not_flagged(text: str, code: str, word: str) -> None:
    assert (code, word) in flagged(text)
    assert flagged(text, (word,)) == []
    assert flagged(text, (word.upper(),)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Il reste septante francs et nonante centimes.",
        "Le syndic a payé huitante francs avec son natel.",
        "La bourgmestre et l'échevin ont fixé le minerval.",
        "Il drache sur le kot des étudiants.",
        "Elle a envoyé un courriel pendant la fin de semaine.",
        "Le traversier part à midi, dit la mairesse.",
        "Il magasine au dépanneur avant le souper.",
        "Le cégépien reçoit une infolettre et efface les pourriels.",
        "La votation a lieu dimanche dans le canton.",
        "Un égoportrait en motoneige, avec une tuque.",
    ],
)
def test_words_of_other_french_speaking_countries_pass(text: str) -> None:
    assert flagged(text) == []
