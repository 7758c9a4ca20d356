"""Fit the curves of confidence and fluency, and write mtqa/data/calibration.json:

    python scripts/calibrate_scores.py

To be run again after every change of rules or network (two minutes); nothing that measure_quality.py measures on is
read. Confidence: the findings in corpora/dev and in a sample of docqe_train, right where they touch a marked error,
each set counting as much as the other. Fluency: the sentences of corpora/dev, accepted where no major or critical error
is marked, and the half of diabla_dev that is for calibrating, accepted where judged perfect, each set counting as much.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from measuring import sentence_sets
from measuring.gold import ROOT
from measuring.readings import WEIGHTS, MarkedSentence, Reading, article_sentences, read
from measuring.spans import touches
from measuring.statistics import expected_calibration_error, reliability
from mtqa.detecting.joining import Joining, joining_from, kind_of, log_odds
from mtqa.french.parameters import digest_of
from mtqa.scoring.calibration import doubt, doubt_term, issue_load, issue_term

OUT = ROOT / "mtqa" / "data" / "calibration.json"
DOCQE_SEGMENTS = 1500
STIFFNESS = 1e-4  # of a slope squared, against slopes without bound where the data part cleanly

Array = npt.NDArray[np.float64]
Sample = tuple[Sequence[float], bool, float]
"""Terms of a statement, whether it is true, and its weight."""


def fit(samples: Sequence[Sample]) -> Array:
    """Intercept and slopes (none negative) of the likeliest logistic curve; a slope per term."""
    terms = np.array([sample[0] for sample in samples], float)
    true, weights = np.array([sample[1] for sample in samples], float), np.array([sample[2] for sample in samples])
    design = np.column_stack([np.ones(len(terms)), terms])
    weights = weights / weights.sum()

    def loss(numbers: Array) -> tuple[float, Array]:
        total = design @ numbers
        chance = 1 / (1 + np.exp(-total))
        value = float(weights @ (np.logaddexp(0, total) - true * total)) + STIFFNESS * float(numbers[1:] @ numbers[1:])
        return value, design.T @ (weights * (chance - true)) + 2 * STIFFNESS * np.concatenate([[0], numbers[1:]])

    bounds = [(None, None), *[(0, None)] * terms.shape[1]]
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


def product_texts() -> list[MarkedSentence]:
    """A sample of docqe_train, drawn by the hash of the document."""
    segments = sorted(
        sentence_sets.marked_segments("docqe_train"),
        key=lambda segment: hashlib.sha256(segment.document.encode()).hexdigest(),
    )
    return [MarkedSentence(one.text, one.spans, bool(one.spans)) for one in islice(segments, DOCQE_SEGMENTS)]


def main() -> None:
    """Reads, fits, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    dev, products = list(article_sentences("dev")), product_texts()
    talk = sentence_sets.dialogue_lines("calibrate")
    dev_readings, product_readings, talk_readings = (
        read([one.text for one in texts]) for texts in (dev, products, talk)
    )  # fmt: skip
    marked = [(dev, dev_readings), (products, product_readings)]
    judged = [
        ([not one.is_grave for one in dev], dev_readings), ([one.is_perfect for one in talk], talk_readings)
    ]  # fmt: skip
    confidence = fit_confidence(marked)
    joining = joining_from(confidence)
    fluency = {"rules": fit_fluency(judged, None), "network": fit_fluency(judged, joining)}
    parameters = {"confidence": confidence, "fluency": fluency}
    quality = {
        "measured_on": "the data fitted; figures on held-out data are printed by scripts/measure_quality.py",
        "findings fitted": sum(len(reading.rules) + len(reading.network) for _, own in marked for reading in own),
        "expected calibration error of confidence": round(confidence_error(marked, joining), 4),
        "sentences fitted": sum(len(accepted) for accepted, _ in judged),
        "accepted": {
            "corpora/dev, with corrections": round(float(np.mean(judged[0][0])), 3),
            "diabla_dev, half": round(float(np.mean(judged[1][0])), 3),
        },
    }
    card = {
        "what": "curves that turn findings into confidence, and issues and doubt into the chance that a reader accepts",
        "licence": "Apache-2.0 (a few numbers; no text of the data is in them)",
        "sources": [
            {"name": "corpora/dev and corpora/demo, ours", "licence": "CC-BY-4.0"},
            {"name": "DiaBLa, the half of the dialogues that is for calibrating", "licence": "CC-BY-SA-4.0"},
            {"name": f"WMT document-level QE, train: {DOCQE_SEGMENTS} segments", "licence": "research"},
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
