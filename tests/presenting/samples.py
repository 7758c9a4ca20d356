"""Small reports built by hand from domain values, for the tests of every format."""

from __future__ import annotations

from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, SentenceReport, SetAside
from mtqa.domain.score import Band, DocumentScore, MetricScore, SentenceScore
from mtqa.domain.text import Anchor, Block, BlockKind, Document, Segment, Sentence
from mtqa.domain.translation import BackTranslation, SentencePair, WordLink

ARTICLE = """Le port rouvre après la tempête

Le maire annoncer Mardi la reprise du trafic au cours de la semaine Les pêcheurs attendent sur le quai. \
Selon la préfecture, les digues ont tenu..

READ  Une tempête frappe la côte | Monde

Le weather de demain reste incertain, « a déclaré un porte-parole. Il ouvre fenêtre.
Laisser un commentaire
"""


def band_of(score: float) -> Band:
    """Bands of the samples; the real limits are scoring's."""
    return Band.GOOD if score >= 85 else Band.FAIR if score >= 60 else Band.POOR


def anchors_of(text: str) -> tuple[Anchor, ...]:
    """One anchor at the start of every line."""
    starts = [0] + [position + 1 for position, char in enumerate(text) if char == "\n"]
    return tuple(Anchor(start, number, 1) for number, start in enumerate(starts, start=1))


def issue_at(
    text: str,
    code: str,
    start: int,
    end: int,
    *,
    severity: Severity | None = None,
    message: str = "",
    suggestion: str | None = None,
    evidence: tuple[str, ...] = ("rule sample",),
    confidence: float = 0.9,
) -> Issue:
    """An issue over `text[start:end]`, named as the catalogue names it."""
    entry = CATALOGUE[code]
    return Issue(
        code=code,
        name=entry.name,
        category=entry.category,
        severity=severity or entry.severity,
        start=start,
        end=end,
        text=text[start:end],
        message=message or entry.title + ".",
        suggestion=suggestion,
        confidence=confidence,
        evidence=evidence,
        fingerprint=f"{code}-{start:x}-{end:x}",
    )


def issue(text: str, code: str, words: str, **others: object) -> Issue:
    """An issue over the first place where `words` stand."""
    start = text.index(words)
    return issue_at(text, code, start, start + len(words), **others)  # type: ignore[arg-type]


def sentence_report(
    segment: Segment,
    start: int,
    end: int,
    issues: tuple[Issue, ...] = (),
    *,
    index: int = 0,
    segment_index: int = 0,
    score: float = 96.5,
    adequacy: float | None = None,
    kind: BlockKind = BlockKind.PROSE,
    back_translation: BackTranslation | None = None,
    metrics: tuple[MetricScore, ...] = (),
    links: tuple[WordLink, ...] = (),
) -> SentenceReport:
    """The report of `segment.text[start:end]`."""
    line, column = segment.locate(start)
    return SentenceReport(
        sentence=Sentence(index, segment_index, segment.text[start:end], start, end, (), kind),
        issues=issues,
        score=SentenceScore(score, score, adequacy, band_of(score), (100 - score) / 4, metrics),
        line=line,
        column=column,
        back_translation=back_translation,
        source=segment.source,
        reference=segment.reference,
        links=links,
    )


def document_report(
    document: Document, sentences: tuple[SentenceReport, ...], *, score: float = 62.25, note: str = "", **others: object
) -> DocumentReport:
    """The report of a document; `score` is both its scores."""
    words = sum(len(sentence.sentence.text.split()) for sentence in sentences)
    return DocumentReport(
        document=document,
        sentences=sentences,
        set_aside=others.pop("set_aside", ()),  # type: ignore[arg-type]
        score=DocumentScore(
            score,
            score,
            None,
            band_of(score),
            8.4,
            words,
            len(sentences),
            (),
            (max(score - 9.5, 0.0), min(score + 4.25, 100.0)),
        ),
        adequacy_note=note or "Adequacy was not checked: there is no back-translation and no source.",
        **others,  # type: ignore[arg-type]
    )


def article_report() -> CheckReport:
    """A running text: overlapping and missing-word spans, two blocks set aside, an ignore that silenced nothing."""
    text = ARTICLE
    segment = Segment(0, text, anchors=anchors_of(text))

    def span(first: str, last: str) -> tuple[int, int]:
        start = text.index(first)
        return start, text.index(last, start) + len(last)

    opening = (
        issue(
            text,
            "FR101",
            "annoncer",
            message="An infinitive stands where the verb must be conjugated.",
            suggestion="annonce",
        ),
        issue(
            text,
            "FR301",
            "Mardi",
            severity=Severity.MINOR,
            message="Days have no capital in French.",
            suggestion="mardi",
        ),
        issue(
            text,
            "FR201",
            "semaine Les",
            message="A full stop is missing between two sentences.",
            suggestion="semaine. Les",
        ),
    )
    closing = issue(text, "FR304", "..", message="Two full stops in a row.", suggestion=".")
    word = text.index("weather")
    third = (
        issue(text, "FR401", "Le weather de demain", confidence=0.55, message="The subject holds an English word."),
        issue_at(text, "FR303", word, word + 7, message="No lexicon knows this word.", suggestion="temps"),
        issue(text, "FR306", "«", message="This opening guillemet is never closed.", suggestion=""),
    )
    noun = text.index("fenêtre")
    fourth = (issue_at(text, "FR106", noun, noun, message="A determiner is missing here.", suggestion="la "),)
    sentences = (
        sentence_report(segment, *span("Le port", "tempête"), index=0, kind=BlockKind.HEADING),
        sentence_report(segment, *span("Le maire", "quai."), opening, index=1, score=22.4),
        sentence_report(segment, *span("Selon", ".."), (closing,), index=2, score=88.0),
        sentence_report(segment, *span("Le weather", "porte-parole."), third, index=3, score=48.1),
        sentence_report(segment, *span("Il ouvre", "fenêtre."), fourth, index=4, score=71.0),
    )
    blocks = []
    for first, last, reason in (
        ("READ", "Monde", "link to another article"),
        ("Laisser", "commentaire", "comment form"),
    ):
        start, end = span(first, last)
        blocks.append(
            SetAside(0, Block(start, end, BlockKind.BOILERPLATE, reason), text[start:end], segment.locate(start)[0])
        )
    return CheckReport(
        documents=(
            document_report(
                Document("port.fr.txt", "text", (segment,)),
                sentences,
                set_aside=tuple(blocks),
                unused_ignores=("line 3: FR112",),
            ),
        ),
        failures=(),
        signature="mtqa:0.1.0|weights:1/5/25",
    )


def rows_report() -> CheckReport:
    """Two documents, one of rows with ids, sources and back-translations, and an input that failed."""
    metric = MetricScore(
        "chrF2", 71.25, "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.4.3", "round trip / French"
    )
    first = Segment(
        "intro", "Le pont a coûté 10 000 euros.", is_row=True, source="The bridge cost 1,000 euros.",
        back_translation="The bridge cost 10,000 euros.", anchors=(Anchor(0, 1, 12),),
    )  # fmt: skip
    second = Segment(1, "Le chat dort.", is_row=True, anchors=(Anchor(0, 2, 12),))
    back = BackTranslation("The bridge cost 10,000 euros.", "apertium", "Le pont a coûté 10 000 euros.", rough=True)
    number = issue(
        first.text, "BT103", "10 000", message="The source has 1,000.", evidence=("source", "back-translation")
    )
    rows = (
        sentence_report(
            first, 0, len(first.text), (number,), score=55.0, adequacy=40.0, back_translation=back, metrics=(metric,),
            links=(WordLink(1, 1, 0.75),),
        ),
        sentence_report(second, 0, len(second.text), index=1, segment_index=1),
    )  # fmt: skip
    plain = Segment(0, "Tout va bien.", anchors=(Anchor(0, 1, 1),))
    return CheckReport(
        documents=(
            document_report(
                Document("rows.jsonl", "jsonl", (first, second)),
                rows,
                note="Adequacy was checked against the source and a rough back-translation.",
                pairs=(SentencePair((0,), (0,), 0.875),),
                other_sentences=("The bridge cost 1,000 euros.",),
            ),
            document_report(Document("ok.txt", "text", (plain,)), (sentence_report(plain, 0, 13),), score=96.5),
        ),
        failures=(FailedInput("broken.html", "broken.html: holds no text; check that it is the page you meant"),),
        signature="mtqa:0.1.0|weights:1/5/25",
        engine_note="apertium (fra-cat, cat-eng) translated 1 of 2 sentences; 1 came with the input.",
    )


def one_line_report(text: str, *issues: Issue, name: str = "input.txt", row: bool = False) -> CheckReport:
    """A document of one sentence that is all of `text`."""
    segment = Segment(0, text, is_row=row, anchors=anchors_of(text))
    sentence = sentence_report(segment, 0, len(text), issues, score=40.0)
    return CheckReport((document_report(Document(name, "text", (segment,)), (sentence,)),), (), "mtqa:0.1.0")
