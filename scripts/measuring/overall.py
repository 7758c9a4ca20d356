"""How well the overall score agrees with people: documents of docqe_dev, pairs of outputs of newstest2013."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import pearsonr, spearmanr

from measuring import sentence_sets
from measuring.judging import Texts, check_rows, checker
from measuring.statistics import expected_calibration_error, reliability, share_ordered
from mtqa.backtranslating.apertium import is_installed
from mtqa.domain.report import SentenceReport
from mtqa.scoring.overlap import compare_corpus

Values = Iterator[tuple[str, str]]
COMPARED = ("rules", "network", "both")


def documents(system: str, _kept: Path | None) -> Values:
    """Documents of docqe_dev with their sources, and back-translation and round trip by Apertium."""
    if system not in COMPARED or not is_installed():
        return
    segments = sentence_sets.marked_segments("docqe_dev")
    reports = check_rows(
        checker(system, engine="apertium"), [Texts(segment.text, segment.source) for segment in segments]
    )
    grouped: dict[str, list[SentenceReport]] = defaultdict(list)
    for segment, report in zip(segments, reports, strict=True):
        grouped[segment.document].append(report)
    human = {segment.document: segment.document_mqm for segment in segments}
    for name, values in (
        ("score", [_mean(own, "score_0_100") for own in grouped.values()]),
        ("fluency alone", [_mean(own, "fluency_0_100") for own in grouped.values()]),
        ("chrF2 of the round trip alone", [_round_trip(own) for own in grouped.values()]),
    ):
        given = [human[document] for document in grouped]
        yield (
            f"docqe_dev: {name} and doc_mqm, Pearson / Spearman",
            f"{pearsonr(values, given)[0]:.3f} / {spearmanr(values, given)[0]:.3f}",
        )


def outputs(system: str, _kept: Path | None) -> Values:
    """Two outputs of newstest2013 with the source; of the sentences that no weight was chosen on."""
    if system not in COMPARED:
        return
    pairs = sentence_sets.output_pairs("measure")
    rows = [Texts(text, pair.source) for pair in pairs for text in (pair.better, pair.worse)]
    reports = check_rows(checker(system), rows)
    for name in ("score_0_100", "fluency_0_100"):
        values = [float(getattr(report.score, name)) for report in reports]
        said = "with source" if name == "score_0_100" else "fluency alone"
        yield (
            f"newstest2013: {len(pairs)} outputs ordered as by chrF, {said}",
            f"{share_ordered(values[::2], values[1::2]):.3f}",
        )


def grade(system: str, _kept: Path | None) -> Values:
    """Whether the score is the grade that people give: chat of diabla_dev with its source."""
    if system not in COMPARED:
        return
    lines = sentence_sets.dialogue_lines("measure")
    reports = check_rows(checker(system), [Texts(line.text, line.source) for line in lines])
    table = reliability([report.score.score_0_100 / 100 for report in reports], [line.grade for line in lines])
    yield "score as the grade people give (diabla_dev): calibration error", f"{expected_calibration_error(table):.3f}"
    if system == "both":
        yield from ((f"  said {row.said:.2f}: mean grade", f"{row.true:.2f}") for row in table)


def _mean(reports: Sequence[SentenceReport], name: str) -> float:
    """The document's score, as mtqa makes it: the mean over words."""
    words = [max(report.words, 1) for report in reports]
    return float(np.average([getattr(report.score, name) for report in reports], weights=words))


def _round_trip(reports: Sequence[SentenceReport]) -> float:
    pairs = [
        (report.back_translation.round_trip or "", report.sentence.text)
        for report in reports
        if report.back_translation is not None
    ]
    return compare_corpus([trip for trip, _ in pairs], [french for _, french in pairs], "")[0].value
