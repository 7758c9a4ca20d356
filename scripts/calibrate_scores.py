"""Fit the curves of confidence and fluency, and write mtqa/data/calibration.json:

    python scripts/calibrate_scores.py

To be run again after every change of rules, network or word alignment (some minutes; needs Apertium); nothing that
measure_quality.py measures on is read. Confidence: the findings in corpora/dev and in a sample of docqe_train, right
where they touch a marked error, each set counting as much as the other. Fluency: the sentences of corpora/dev, accepted
where no major or critical error is marked, and the half of diabla_dev that is for calibrating, accepted where judged
perfect, each set counting as much. The overall score: the grades of both and of the sample of docqe_train, compared
with the source and with Apertium's back-translation and round trip (corpora/dev: with its own back-translations); the
three sets share their slopes with pairs of outputs of newstest2013, ordered by their chrF against the reference, on the
half of its sentences that is for choosing weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from measuring import sentence_sets
from measuring.gold import ROOT
from measuring.graded import Graded, grade_articles, grade_rows
from measuring.readings import WEIGHTS, MarkedSentence, Reading, article_sentences, read
from measuring.spans import touches
from measuring.statistics import expected_calibration_error, reliability
from mtqa.detecting.joining import Joining, joining_from, kind_of, log_odds
from mtqa.french.parameters import digest_of
from mtqa.scoring.calibration import (
    AdequacyWeights,
    adequacy_term,
    doubt,
    doubt_term,
    issue_load,
    issue_term,
    rate_term,
)

OUT = ROOT / "mtqa" / "data" / "calibration.json"
DOCQE_SEGMENTS = 1500
STIFFNESS = 1e-4  # of a slope squared, against slopes without bound where the data part cleanly

Array = npt.NDArray[np.float64]
Sample = tuple[Sequence[float], float, float]
"""Terms of a statement, how true it is (0 to 1), and its weight."""
SCENARIOS = ((True, False, False, False), (False, True, False, True), (True, True, True, True))
"""Which agreements there are: with a source, with an engine's round trip, with both."""


def fit(samples: Sequence[Sample], sets: Sequence[int] | None = None) -> Array:
    """Intercept and slopes (none negative) of the likeliest logistic curve; a slope per term.

    With `sets`, the number of each sample's set, there is an intercept for each set, in their order.
    """
    terms = np.array([sample[0] for sample in samples], float)
    true, weights = np.array([sample[1] for sample in samples], float), np.array([sample[2] for sample in samples])
    numbers_of_sets = np.zeros(len(terms), int) if sets is None else np.asarray(sets)
    intercepts = np.eye(int(numbers_of_sets.max()) + 1)[numbers_of_sets]
    design, first = np.column_stack([intercepts, terms]), intercepts.shape[1]
    weights = weights / weights.sum()

    def loss(numbers: Array) -> tuple[float, Array]:
        total = design @ numbers
        chance = 1 / (1 + np.exp(-total))
        slopes = np.concatenate([np.zeros(first), numbers[first:]])
        value = float(weights @ (np.logaddexp(0, total) - true * total)) + STIFFNESS * float(slopes @ slopes)
        return value, design.T @ (weights * (chance - true)) + 2 * STIFFNESS * slopes

    bounds = [(None, None)] * first + [(0, None)] * terms.shape[1]
    found: Array = minimize(loss, np.zeros(design.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def fit_confidence(sets: Sequence[tuple[Sequence[MarkedSentence], Sequence[Reading]]]) -> dict[str, Any]:
    """The curves of findings by a rule alone, the network alone, both."""
    samples: dict[str, list[Sample]] = {"rule": [], "network": [], "both": []}
    for sentences, readings in sets:
        found = []
        for sentence, reading in zip(sentences, readings, strict=True):
            issues = (*reading.rules, *reading.network)
            for issue in issues:
                kind = kind_of(issue, issues)
                if kind is None or (kind == "both" and issue in reading.network):
                    continue
                terms = (0.0 if kind == "network" else log_odds(issue.confidence),
                         log_odds(reading.doubt.at(issue.start, issue.end)))  # fmt: skip
                found.append((kind, terms, any(touches((issue.start, issue.end), span) for span in sentence.marked)))
        for kind, terms, right in found:
            samples[kind].append((terms, right, 1 / len(found)))
    curves = {}
    for kind, own in samples.items():
        intercept, rule_slope, network_slope = (round(float(number), 4) for number in fit(own))
        curves[kind] = {"intercept": intercept, "rule_slope": rule_slope, "network_slope": network_slope}
    return curves


def confidence_error(sets: Sequence[tuple[Sequence[MarkedSentence], Sequence[Reading]]], joining: Joining) -> float:
    """Expected calibration error of what a check shows, each set counting as much."""
    said: list[float] = []
    true: list[bool] = []
    weights: list[float] = []
    for sentences, readings in sets:
        shown = [
            (issue.confidence, any(touches((issue.start, issue.end), span) for span in sentence.marked))
            for sentence, reading in zip(sentences, readings, strict=True)
            for issue in reading.shown(joining)
        ]
        said += [confidence for confidence, _ in shown]
        true += [right for _, right in shown]
        weights += [1 / len(shown)] * len(shown)
    return expected_calibration_error(reliability(said, true, weights)) or 0.0


def fit_fluency(sets: Sequence[tuple[Sequence[bool], Sequence[Reading]]], joining: Joining | None) -> dict[str, float]:
    """The curve of acceptance for rules alone (no `joining`), or for rules and network."""
    samples: list[Sample] = []
    for accepted, readings in sets:
        for good, reading in zip(accepted, readings, strict=True):
            terms = [-issue_term(issue_load(reading.shown(joining), WEIGHTS))]
            if joining is not None:
                terms.append(-doubt_term(doubt(reading.doubt.expected_errors, reading.words)))
            samples.append((terms, good, 1 / len(accepted)))
    intercept, *slopes = (round(float(number), 4) for number in fit(samples))
    return {"intercept": intercept, "issue_slope": slopes[0], "doubt_slope": slopes[1] if len(slopes) > 1 else 0.0}


def fit_adequacy(sets: Sequence[Sequence[Graded]], joining: Joining) -> dict[str, float]:
    """What each kind of agreement counts for, adding up to 1: its slope where all of them speak of the grade together.

    An agreement that a sentence lacks is taken for the mean of its set.
    """
    samples: list[Sample] = []
    for own in sets:
        logs = np.array([[np.nan if a is None else adequacy_term(a) for a in one.agreements] for one in own])
        known = ~np.isnan(logs)
        means = np.where(known, logs, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        for one, row in zip(own, np.where(known, logs, means), strict=True):
            samples.append(((*_french_terms(one, joining), *row.tolist()), one.grade, 1 / len(own)))
    slopes = fit(samples, _numbers(sets))[len(sets) + 2 :]
    names = ("source", "translation", "overlap", "round_trip")
    return {name: round(float(slope / slopes.sum()), 3) for name, slope in zip(names, slopes, strict=True)}


def fit_grade(
    sets: Sequence[Sequence[Graded]],
    paired: Sequence[Graded],
    adequacy: AdequacyWeights,
    joining: Joining | None,
    target: Sequence[int],
) -> dict[str, float]:
    """The curve of the grade; the sets share the slopes, the intercept is the mean of those of the `target` sets.

    `paired` has a better and a worse translation of each sentence by turns: how much better the grade of the one is
    than that of the other says how likely it is the better one, and all pairs count as one more set. Every sentence
    counts once for each of the SCENARIOS in which it has an adequacy.
    """
    samples: list[Sample] = []
    numbers: list[int] = []
    for scenario in SCENARIOS:
        for number, own in enumerate(sets):
            for one in own:
                terms = _grade_terms(one, adequacy, joining, scenario)
                if terms is not None:
                    samples.append((terms, one.grade, 1 / len(own)))
                    numbers.append(number)
        for better, worse in zip(paired[::2], paired[1::2], strict=True):
            high, low = (_grade_terms(one, adequacy, joining, scenario) for one in (better, worse))
            if high is not None and low is not None:
                ahead = [a - b for a, b in zip(high, low, strict=True)]
                # Both ways round: the intercept of the pairs is 0.
                samples += [(ahead, 1.0, 1 / len(paired)), ([-a for a in ahead], 0.0, 1 / len(paired))]
                numbers += [len(sets)] * 2
    found = fit(samples, numbers)
    issue_slope, *others = (round(float(slope), 4) for slope in found[max(numbers) + 1 :])
    return {
        "intercept": round(float(np.mean([found[number] for number in target])), 4),
        "issue_slope": issue_slope,
        "adequacy_slope": others[-1],
        "doubt_slope": others[0] if len(others) > 1 else 0.0,
    }


def _grade_terms(
    one: Graded, adequacy: AdequacyWeights, joining: Joining | None, scenario: Sequence[bool]
) -> tuple[float, ...] | None:
    """The terms of the grade where only the agreements of `scenario` are known, None where none is."""
    given = [value if wanted else None for value, wanted in zip(one.agreements, scenario, strict=True)]
    agreed = adequacy.combine(*given)
    return None if agreed is None else (*_french_terms(one, joining), adequacy_term(agreed))


def _french_terms(one: Graded, joining: Joining | None) -> tuple[float, ...]:
    """What speaks against the French: issues, and doubt where there is a network."""
    reading = one.reading
    issues = -rate_term(issue_load(reading.shown(joining), WEIGHTS), reading.words)
    return (issues,) if joining is None else (
        issues, -doubt_term(doubt(reading.doubt.expected_errors, reading.words))
    )  # fmt: skip


def _numbers(sets: Sequence[Sequence[Graded]]) -> list[int]:
    return [number for number, own in enumerate(sets) for _ in own]


def product_segments() -> list[sentence_sets.MarkedSegment]:
    """A sample of docqe_train, drawn by the hash of the document."""
    segments = sorted(
        sentence_sets.marked_segments("docqe_train"),
        key=lambda segment: hashlib.sha256(segment.document.encode()).hexdigest(),
    )
    return segments[:DOCQE_SEGMENTS]


def main() -> None:
    """Reads, fits, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    dev, talk = list(article_sentences("dev")), sentence_sets.dialogue_lines("calibrate")
    products = [MarkedSentence(one.text, one.spans, bool(one.spans)) for one in product_segments()]
    graded_products = grade_rows([(one.text, one.source, one.grade) for one in product_segments()])
    graded_talk = grade_rows([(one.text, one.source, one.grade) for one in talk])
    dev_readings = read([one.text for one in dev])
    product_readings, talk_readings = ([one.reading for one in own] for own in (graded_products, graded_talk))
    marked = [(dev, dev_readings), (products, product_readings)]
    judged = [
        ([not one.is_grave for one in dev], dev_readings), ([one.is_perfect for one in talk], talk_readings)
    ]  # fmt: skip
    confidence = fit_confidence(marked)
    joining = joining_from(confidence)
    fluency = {"rules": fit_fluency(judged, None), "network": fit_fluency(judged, joining)}
    graded_outputs = grade_rows(
        [
            (text, pair.source, grade)
            for pair in sentence_sets.output_pairs("tune")
            for text, grade in ((pair.better, 1.0), (pair.worse, 0.0))
        ]
    )
    graded = (graded_products, graded_talk, list(grade_articles()))
    weights = fit_adequacy(graded, joining)
    adequacy = AdequacyWeights(**weights)
    grade = {
        "rules": fit_grade(graded, graded_outputs, adequacy, None, (1, 2)),
        "network": fit_grade(graded, graded_outputs, adequacy, joining, (1, 2)),
    }
    parameters = {"confidence": confidence, "fluency": fluency, "adequacy": weights, "grade": grade}
    quality = {
        "measured_on": "the data fitted; figures on held-out data are printed by scripts/measure_quality.py",
        "findings fitted": sum(len(reading.rules) + len(reading.network) for _, own in marked for reading in own),
        "expected calibration error of confidence": round(confidence_error(marked, joining), 4),
        "sentences fitted": sum(len(accepted) for accepted, _ in judged),
        "accepted": {
            "corpora/dev, with corrections": round(float(np.mean(judged[0][0])), 3),
            "diabla_dev, half": round(float(np.mean(judged[1][0])), 3),
        },
        "mean grade": {
            name: round(float(np.mean([one.grade for one in own])), 3)
            for name, own in zip(("docqe_train, sample", "diabla_dev, half", "corpora/dev"), graded, strict=True)
        },
    }
    card = {
        "what": "curves that turn findings into confidence, issues and doubt into the chance that a reader accepts, "
        "and both with adequacy into the grade that people give",
        "licence": "Apache-2.0 (a few numbers; no text of the data is in them)",
        "sources": [
            {"name": "corpora/dev and corpora/demo, ours", "licence": "CC-BY-4.0"},
            {"name": "DiaBLa, the half of the dialogues that is for calibrating", "licence": "CC-BY-SA-4.0"},
            {"name": f"WMT document-level QE, train: {DOCQE_SEGMENTS} segments", "licence": "research"},
            {"name": "newstest2013, half: two systems' outputs a sentence", "licence": "research"},
        ],
        "command": "python scripts/calibrate_scores.py",
        "quality": quality,
        "sha256": digest_of(parameters),
        "parameters": parameters,
    }
    arguments.out.write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps({"parameters": parameters, "quality": quality}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
