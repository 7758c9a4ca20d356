"""Choose the detector's thresholds and write it with its card: python scripts/calibrate_detector.py --work DIR.

Works on development data alone: right DEV sentences of orangesum and the development half of corpora/unusual (what
must not be flagged), damaged DEV sentences and the articles of corpora/dev (what should be). One threshold a code is
found greedily: the code whose threshold buys most hits for a false alarm is lowered first, until right sentences
would be flagged more often than the budget allows. Confidence is the share of findings that were right, by isotonic
regression on the same data. What a right sentence may have at most is minor findings: those less sure than the card's
`major_from`.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from sklearn.isotonic import IsotonicRegression

import detector_data
import training_text
from damage import Damager, Morphology
from evaluate_detector import Span, Texts, articles, clean_sentences, credit, flat, unusual_sentences
from mtqa.detecting.neural import weights
from mtqa.detecting.neural.classifier import TokenClassifier
from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.spans import calibrated
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Severity
from mtqa.models.detector import open_network
from train_detector import ROOT

GRID = np.round(np.concatenate([np.arange(0.98, 0.3, -0.02), [0.3]]), 3)
CALIBRATION_POINTS = (0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
Points = tuple[tuple[float, float], ...]
ARTICLE_WEIGHT = 8.0  # a hand-marked error counts as much as this many synthetic ones


@dataclass(frozen=True)
class Word:
    """A word the network might flag: its text's number, code, chance, and what a hit there is worth (0: right word)."""

    text: int
    code: str
    chance: float
    worth: float


def words_of(texts: Texts, first_text: int, worth: float) -> list[Word]:
    """Every piece that is more likely wrong than 0.3, judged against the marks."""
    found = []
    zipped = zip(texts.texts, texts.cuts, texts.chances, strict=True)
    for number, ((text, marked), cut, chances) in enumerate(zipped, first_text):
        wrong = 1 - chances[:, 0]
        for place in np.flatnonzero(wrong >= GRID[-1]):
            right = max((credit(text, error, cut[place]) for error in marked), default=0.0)
            code = LABELS[int(chances[place, 1:].argmax()) + 1]
            found.append(Word(number, code, float(wrong[place]), worth * right))
    return found


def damaged(data: Path, count: int, seed: int) -> list[tuple[str, list[Span]]]:
    """DEV sentences damaged as in training, as texts with marked spans."""
    own = detector_data.read_sentences(data, training_text.DEV, europarl=())["orangesum"]
    damager = Damager(Morphology.read(data / "lexicon"), own, detector_data.read_english(data, 4000)[1000:])
    rng = Random(seed)
    found = []
    for _ in range(count):
        draft = damager.damage(rng.choice(own), rng)
        text, marked = "", []
        for form, code in zip(draft.forms, draft.labels, strict=True):
            text += "" if not text or text.endswith("'") or form.startswith("-") or form in ",." else " "
            if code:
                marked.append((len(text), len(text) + len(form)))
            text += form
        found.append((text, marked))
    return found


def choose(words: Sequence[Word], right_texts: int, budget: float) -> dict[str, float]:
    """Thresholds by greedy descent. `right_texts` texts, numbered from 0, are right; `budget` is the share of them
    that may be flagged."""
    at = dict.fromkeys(LABELS[1:], 0)
    by_code = {code: [word for word in words if word.code == code] for code in at}
    flagged = {word.text for word in words if word.text < right_texts and word.chance >= GRID[0]}
    while True:
        best: tuple[float, str, int, set[int]] | None = None
        for code, step in at.items():
            for ahead in range(step + 1, len(GRID)):
                new = [word for word in by_code[code] if GRID[ahead] <= word.chance < GRID[step]]
                alarms = {word.text for word in new if word.text < right_texts} - flagged
                gain = sum(word.worth for word in new) / (len(alarms) + 0.3)
                if new and (best is None or gain > best[0]):
                    best = gain, code, ahead, alarms
        if best is None or (len(flagged) + len(best[3])) > budget * right_texts:
            return {code: float(GRID[step]) for code, step in at.items()}
        at[best[1]] = best[2]
        flagged |= best[3]


def calibrate(words: Sequence[Word]) -> list[tuple[float, float]]:
    """(chance, share right) points of a rising curve."""
    model = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip")
    model.fit([word.chance for word in words], [float(word.worth > 0) for word in words])
    shares = model.predict(CALIBRATION_POINTS)
    return [
        (0.0, 0.0),
        *((point, round(float(share), 3)) for point, share in zip(CALIBRATION_POINTS, shares, strict=True)),
    ]


def calibration_error(words: Sequence[Word], thresholds: dict[str, float]) -> float:
    """Expected calibration error of the flagged words of every other text, calibrated on the rest; ten bins."""
    points = tuple(calibrate([word for word in words if word.text % 2]))
    flagged = [word for word in words if word.text % 2 == 0 and word.chance >= thresholds[word.code]]
    said = np.array([calibrated(word.chance, points) for word in flagged])
    true = np.array([word.worth > 0 for word in flagged])
    bins = np.minimum((said * 10).astype(int), 9)
    return float(sum(abs(said[bins == b].mean() - true[bins == b].mean()) * (bins == b).mean() for b in set(bins)))


def least_grave(texts: Texts, thresholds: dict[str, float], points: Points, budget: float) -> float:
    """The confidence a finding needs to be major, so that at most this share of right texts has a major finding."""
    found = texts.spans(weights.Decision(thresholds, points, 0.0))
    surest = [
        max((f.confidence for _, f in flagged if CATALOGUE[f.code].severity is not Severity.MINOR), default=0.0)
        for flagged in found
    ]
    return math.ceil((float(np.quantile(surest, 1 - budget, method="higher")) + 1e-9) * 1000) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--network", type=Path, required=True, help="written by scripts/export_detector.py")
    parser.add_argument("--out", type=Path, default=ROOT / "mtqa" / "data")
    parser.add_argument(
        "--card", type=Path, default=ROOT / "scripts" / "detector_card.json", help="what the card says besides"
    )
    parser.add_argument("--budget", type=float, default=0.015, help="share of right sentences that may be flagged")
    parser.add_argument(
        "--grave-budget", type=float, default=0.003, help="share of right sentences that may be flagged as major"
    )
    parser.add_argument("--ngrams", type=Path, default=ROOT / "mtqa" / "data")
    options = parser.parse_args()
    network = options.network.read_bytes()
    classifier = TokenClassifier(weights.feature_maker(options.ngrams), open_network(network))

    clean = Texts(classifier, [*clean_sentences(options.data, 4000), *unusual_sentences()])
    marked = Texts(classifier, articles(ROOT / "corpora" / "dev"))
    synthetic = Texts(classifier, damaged(options.data, 2000, seed=3))
    right = len(clean.texts)
    words = [
        *words_of(clean, 0, 0.0),
        *words_of(marked, right, ARTICLE_WEIGHT),
        *words_of(synthetic, right + len(marked.texts), 1.0),
    ]
    thresholds = choose(words, right, options.budget)
    points = tuple(calibrate(words))
    decision = weights.Decision(thresholds, points, least_grave(clean, thresholds, points, options.grave_budget))
    alarms = float(np.mean([bool(found) for found in clean.spans(decision)]))
    print("right DEV and unusual sentences flagged:", alarms)
    print("expected calibration error on the half not calibrated on:", calibration_error(words, thresholds))
    print("corpora/dev precision, recall, spans:", marked.score(decision))
    print("synthetic precision, recall, spans:", synthetic.score(decision), "at 0.6:", synthetic.score(flat(0.6)))
    print(thresholds, decision.calibration, decision.major_from)

    card = json.loads(options.card.read_text(encoding="utf-8"))
    card |= {
        "artefact": "detector.onnx",
        "sha256": hashlib.sha256(network).hexdigest(),
        "bytes": len(network),
        "labels": list(LABELS),
        "thresholds": thresholds,
        "calibration": decision.calibration,
        "major_from": decision.major_from,
    }
    (options.out / "detector.onnx").write_bytes(network)
    (options.out / "detector.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
