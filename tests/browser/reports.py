"""Reports for the browser: one whose words are linked, and one so large that its rows are drawn as they are reached."""

from __future__ import annotations

from dataclasses import replace

from mtqa import aligning, segmenting
from mtqa.domain.report import CheckReport
from mtqa.domain.text import Document, Segment
from mtqa.domain.translation import BackTranslation
from tests.presenting.samples import anchors_of, document_report, issue_at, sentence_report

FRENCH = "Le président de la Russie a visité Paris lundi."
ENGLISH = "The president of Russia visited Paris on Monday."
ROUND_TRIP = "Le président de Russie a visité Paris lundi."


def linked_report() -> CheckReport:
    """One sentence with its back-translation, its round trip and links between the words."""
    segment = Segment(0, FRENCH, anchors=anchors_of(FRENCH))
    back = BackTranslation(ENGLISH, "sample engine", ROUND_TRIP)
    sentence = sentence_report(segment, 0, len(FRENCH), score=90.0, adequacy=80.0, back_translation=back)
    tokens, other = segmenting.tokenize(FRENCH), segmenting.tokenize(ENGLISH)
    links = aligning.link_words([token.text for token in tokens], [token.text for token in other])
    sentence = replace(
        sentence, sentence=replace(sentence.sentence, tokens=tokens), links=links, other_tokens=other
    )  # fmt: skip
    return CheckReport((document_report(Document("visite.txt", "text", (segment,)), (sentence,)),), (), "mtqa:0.1.0")


def feed_report(documents: int, sentences: int) -> CheckReport:
    """Documents named `article-000.txt` onwards; every fifth sentence is flagged, and the score tells which it is."""
    return CheckReport(
        tuple(_article(number, sentences) for number in range(documents)), (), "mtqa:0.1.0|weights:1/5/25"
    )


def _article(number: int, count: int) -> object:
    sentences = []
    texts = [
        f"La phrase {position} de l'article {number} parle du port, de la ville et des bateaux qui attendent au quai."
        for position in range(count)
    ]
    text = " ".join(texts)
    segment = Segment(0, text, anchors=anchors_of(text))
    start = 0
    for position, words in enumerate(texts):
        code = ("FR104", "FR301")[(position // 5 + number) % 2]
        found = (issue_at(text, code, start + 3, start + 9, suggestion="ligne"),) if position % 5 == 0 else ()
        score = 99 - (7 * position + 3 * number) % 60 if found else 99.0
        sentences.append(sentence_report(segment, start, start + len(words), found, index=position, score=score))
        start += len(words) + 1
    score = 100 - 30 * ((7 * number) % 10) / 10
    return document_report(Document(f"article-{number:03}.txt", "text", (segment,)), tuple(sentences), score=score)
