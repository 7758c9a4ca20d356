"""The table of fluency: what each system finds and how well its sentence score agrees with people.

Each measure is a function of a system's name that gives (what is measured, value) pairs; a system that cannot be
measured so gives fewer. Data that nothing was trained or tuned on; of diabla_dev the half kept for measuring.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from measuring import gold, overall, peers, sentence_sets
from measuring.judging import MTQA, Judged, checker, judge
from measuring.readings import article_sentences
from measuring.spans import SpanTally, touches
from measuring.statistics import (
    ReliabilityBin,
    expected_calibration_error,
    like_length_auc,
    precision_at_recall,
    reliability,
    share_ordered,
)
from measuring.systems import check_texts
from mtqa import segmenting
from mtqa.detecting import TaggedSentence
from mtqa.domain.text import Sentence

Values = Iterator[tuple[str, str]]
SCORES_ONLY = "4-gram"
SYSTEMS = (*MTQA, "Grammalecte", SCORES_ONLY)
RECALL = 0.15
SPEED_SENTENCES = 3000


def articles(system: str, kept: Path | None) -> Values:
    """Spans of the hand-marked test articles."""
    if system == SCORES_ONLY:
        return
    texts = gold.articles("test")
    if system in MTQA:
        flags = [[flag.span for flag in found] for found in check_texts(texts, using=checker(system))]
    else:
        flags = [[flag.span for flag in found.flags] for found in judge(system, [text.text for text in texts], kept)]
    tally = SpanTally()
    for text, found in zip(texts, flags, strict=True):
        tally.add(text.text, text.marked, found)
    yield "test articles: span precision", _share(tally.precision)
    yield "test articles: span recall", _share(tally.recall)
    yield "test articles: span F0.5", _share(tally.f_half)
    yield "test articles: median span, words", f"{tally.median_span_words:g}" if tally.median_span_words else "-"


def clean(system: str, kept: Path | None) -> Values:
    """False alarms on published news."""
    if system != SCORES_ONLY:
        yield "clean news, flagged major or critical", _per_cent(judge(system, sentence_sets.clean_news(), kept))


def unusual(system: str, kept: Path | None) -> Values:
    """False alarms on right but unusual sentences."""
    if system != SCORES_ONLY:
        texts = [text.text for text in gold.unusual("test")]
        yield "unusual French, flagged major or critical", _per_cent(judge(system, texts, kept))


def docqe(system: str, kept: Path | None) -> Values:
    """Product texts with marked errors."""
    segments = sentence_sets.marked_segments("docqe_dev")
    texts = [segment.text for segment in segments]
    if system != SCORES_ONLY:
        shown = judge(f"{system}*" if system in MTQA else system, texts, kept)
        flags = [[(flag.span, flag.confidence) for flag in found.flags] for found in shown]
        point = precision_at_recall(texts, [segment.fluency_spans for segment in segments], flags, RECALL)
        reached = "" if point is None or point.recall >= RECALL else f" (recall {point.recall:.3f})"
        yield f"docqe_dev: precision at recall {RECALL}", _share(point.precision if point else None) + reached
    scores = _scores(judge(system, texts, kept))
    auc = like_length_auc(scores, [not segment.spans for segment in segments], [len(text) for text in texts])
    yield "docqe_dev: AUC clean / marked, like length", _share(auc)


def clams(system: str, kept: Path | None) -> Values:
    """Minimal pairs of agreement."""
    yield "clams_dev: pairs ordered by the score", _pairs(system, sentence_sets.minimal_pairs(), kept)


def newstest(system: str, kept: Path | None) -> Values:
    """Human translations against systems."""
    pairs = sentence_sets.newstest_pairs()
    yield f"newstest2013: reference above system, {len(pairs)} pairs", _pairs(system, pairs, kept)


def diabla(system: str, kept: Path | None) -> Values:
    """Chat judged by its readers."""
    lines = sentence_sets.dialogue_lines("measure")
    scores = _scores(judge(system, [line.text for line in lines], kept))
    perfect, grammar = [line.is_perfect for line in lines], ["grammar" in line.problems for line in lines]
    for name, bad in (("the rest", [not good for good in perfect]), ("grammar", grammar)):
        chosen = [at for at, good in enumerate(perfect) if good or bad[at]]
        lengths = [len(lines[at].text) for at in chosen]
        auc = like_length_auc([scores[at] for at in chosen], [perfect[at] for at in chosen], lengths)
        yield f"diabla_dev: AUC perfect / {name}, like length", _share(auc)


def confidence(system: str, kept: Path | None) -> Values:
    """Whether findings are right as often as they say, on held-out articles and product texts, in equal parts."""
    if system in MTQA:
        table = confidence_table(system, kept)
        yield "confidence of findings: calibration error", _share(expected_calibration_error(table))
        if system == "both":
            yield from ((f"  said {row.said:.2f}: share right", f"{row.true:.2f}") for row in table)


def acceptance(system: str, kept: Path | None) -> Values:
    """Whether sentences are accepted as often as their fluency says, on chat and articles, each counting as much."""
    if system in MTQA:
        lines, sentences = sentence_sets.dialogue_lines("measure"), list(article_sentences("test"))
        texts = [*(line.text for line in lines), *(sentence.text for sentence in sentences)]
        chances = [score / 100 for score in _scores(judge(system, texts, kept))]
        accepted = [line.is_perfect for line in lines] + [not sentence.is_grave for sentence in sentences]
        weights = [1 / len(lines)] * len(lines) + [1 / len(sentences)] * len(sentences)
        table = reliability(chances, accepted, weights)
        yield "fluency as a chance of acceptance: calibration error", _share(expected_calibration_error(table))
        if system == "both":
            yield from ((f"  said {row.said:.2f}: share accepted", f"{row.true:.2f}") for row in table)


def confidence_table(system: str, kept: Path | None) -> list[ReliabilityBin]:
    """Findings of corpora/test (wrong and corrected) and docqe_dev: said to be right, and touching a marked error."""
    said: list[float] = []
    true: list[bool] = []
    weights: list[float] = []
    segments = sentence_sets.marked_segments("docqe_dev")
    sets = (
        [(one.text, one.marked) for one in article_sentences("test")],
        [(one.text, one.spans) for one in segments],
    )
    for texts in sets:
        flags = [
            (flag.confidence, any(touches(flag.span, span) for span in marked))
            for found, (_, marked) in zip(judge(system, [text for text, _ in texts], kept), texts, strict=True)
            for flag in found.flags
        ]
        said += [chance for chance, _ in flags]
        true += [right for _, right in flags]
        weights += [1 / len(flags)] * len(flags)
    return reliability(said, true, weights)


def speed(system: str, _kept: Path | None) -> Values:
    """Sentences a second through the detector alone: no reading, splitting, scoring or start-up."""
    texts = sentence_sets.clean_news()[:SPEED_SENTENCES]
    if system == SCORES_ONLY:
        return
    if system not in MTQA:
        seconds = peers.grammalecte_spans(texts)[1]
    else:
        using = checker(system)
        sentences = [
            Sentence(n, n, text, 0, len(text), tuple(segmenting.tokenize(text))) for n, text in enumerate(texts)
        ]
        for part in (sentences[:100], sentences):  # the first fills the tables of words that a process keeps
            start = time.perf_counter()
            tags = (
                using.tagger.tag([[token.text for token in sentence.tokens] for sentence in part])
                if system != "network"
                else [()] * len(part)
            )
            tagged = [TaggedSentence(sentence, tuple(own)) for sentence, own in zip(part, tags, strict=True)]
            for detector in using.detectors:
                detector.detect(tagged)
            seconds = time.perf_counter() - start
    yield "detector alone, sentences/s", f"{len(texts) / seconds:.0f}"


MEASURES: dict[str, Callable[[str, Path | None], Values]] = {
    "articles": articles, "clean": clean, "unusual": unusual, "docqe": docqe, "clams": clams, "newstest": newstest,
    "diabla": diabla, "confidence": confidence, "acceptance": acceptance, "documents": overall.documents,
    "outputs": overall.outputs, "grade": overall.grade, "speed": speed,
}  # fmt: skip
OWN = ("articles", "unusual")  # need nothing beside this checkout


def table(names: Sequence[str], systems: Sequence[str], kept: Path | None = None) -> list[tuple[str, dict[str, str]]]:
    """Prints a line a figure, a column a system, and returns them."""
    print(f"{'':<64}" + "".join(f"{system:>22}" for system in systems))
    lines: list[tuple[str, dict[str, str]]] = []
    for name in names:
        rows: dict[str, dict[str, str]] = {}
        for system in systems:
            for what, value in MEASURES[name](system, kept):
                rows.setdefault(what, {})[system] = value
        for what, values in rows.items():
            print(f"{what:<64}" + "".join(f"{values.get(system, '-'):>22}" for system in systems), flush=True)
        lines += rows.items()
    return lines


def _pairs(system: str, pairs: Sequence[tuple[str, str]], kept: Path | None) -> str:
    scores = _scores(judge(system, [text for pair in pairs for text in pair], kept))
    return _share(share_ordered(scores[::2], scores[1::2]))


def _scores(judged: Sequence[Judged]) -> list[float]:
    return [found.score for found in judged]


def _per_cent(judged: Sequence[Judged]) -> str:
    return f"{100 * sum(found.is_grave for found in judged) / max(len(judged), 1):.2f} %"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
