"""The main job on the article that started the project, and on variants that no rule can have memorised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mtqa
from measuring import gold
from measuring.systems import check_texts
from measuring.variants import variants
from mtqa.benchmarking.spans import touches
from mtqa.domain.issue import Severity
from mtqa.domain.report import DocumentReport

SAMPLE = Path("seed") / "russie-ukraine.fr.txt"
PINNED = Path(__file__).parent / "golden" / "demo_scores.json"


@pytest.fixture(scope="module")
def sample(shared: Path) -> DocumentReport:
    return mtqa.check(shared / SAMPLE).documents[0]


@pytest.mark.parametrize(
    ("code", "words", "severity"),
    [
        ("FR101", "réunie", Severity.CRITICAL),
        ("FR101", "continuer", Severity.CRITICAL),
        ("FR101", "est exigeant", Severity.CRITICAL),
        ("FR106", "Troupes", Severity.MAJOR),
        ("FR106", "Président", Severity.MAJOR),
        ("FR201", "ukrainienne Au", Severity.MAJOR),
        ("FR202", "La Russie a mis en garde Il a menacé", Severity.CRITICAL),
        ("FR203", "et attaché de presse à l’OTAN", Severity.MAJOR),
        ("FR301", "Unifier", Severity.MINOR),
        ("FR301", "Dissuasion", Severity.MINOR),
        ("FR301", "Y", Severity.MINOR),
        ("FR304", "..", Severity.MINOR),
    ],
)
def test_the_breakdowns_are_found_with_the_right_words(
    sample: DocumentReport, code: str, words: str, severity: Severity
) -> None:
    found = [(issue.code, issue.text) for issue in sample.issues if issue.severity.rank >= severity.rank]
    assert (code, words) in found


def test_sentences_that_read_well_stay_clean(sample: DocumentReport, corpora: Path) -> None:
    marks = json.loads((corpora / "seed_marks" / "russie-ukraine.json").read_text(encoding="utf-8"))["marks"]
    for sentence in sample.sentences:
        start, end = sentence.sentence.start, sentence.sentence.end
        if not any(mark["start"] < end and start < mark["end"] for mark in marks):
            assert [issue.text for issue in sentence.issues if issue.severity is not Severity.MINOR] == []


def test_the_boilerplate_is_set_aside_and_nothing_is_lost(sample: DocumentReport, corpora: Path) -> None:
    marks = json.loads((corpora / "seed_marks" / "russie-ukraine.json").read_text(encoding="utf-8"))
    aside = [(item.block.start, item.block.end) for item in sample.set_aside]
    assert aside == [(block["start"], block["end"]) for block in marks["boilerplate"]]
    text = sample.document.segments[0].text
    covered = aside + [(one.sentence.start, one.sentence.end) for one in sample.sentences]
    lost = [c for at, c in enumerate(text) if not c.isspace() and not any(a <= at < b for a, b in covered)]
    assert lost == []


def test_variants_are_found_as_well_as_the_original(shared: Path) -> None:
    original = gold.seed_article()
    assert original is not None
    others = variants(original)
    counts = []
    for text, flags in zip([original, *others], check_texts([original, *others]), strict=True):
        hits = [any(touches(error, flag.span) for flag in flags) for error in text.marked]
        counts.append(sum(hits) / len(hits))
    assert sum(counts[1:]) / len(others) >= counts[0] - 0.10


def test_the_scores_of_the_demo_article_are_pinned(corpora: Path) -> None:
    """A score changes only with the signature.

    Whoever changes a rule or an artefact renews the pin (scripts/measure_quality.py --pin-floors) and says so in the
    changelog.
    """
    report = mtqa.check(corpora / "demo" / "fr.txt")
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert report.signature == pinned["signature"], "the pin speaks of another signature: renew it"
    assert [sentence.score.score_0_100 for sentence in report.documents[0].sentences] == pinned["score_0_100"]
