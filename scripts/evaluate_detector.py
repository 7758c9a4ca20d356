"""Measure a detector network on development data: python scripts/evaluate_detector.py --network FILE.

Nothing here is held out for the final table of measure_quality.py: synthetic damage of DEV sentences, right DEV
sentences, the articles of corpora/dev, and those gold sets that are for calibration (docqe_train, diabla, clams).
"""

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

import detector_data
import training_text
from damage import Damager, Draft, Morphology
from damage.damager import KINDS, WITH_OTHER
from mtqa.detecting.neural import pieces, weights
from mtqa.detecting.neural.classifier import TokenClassifier
from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.spans import Flag, flags
from mtqa.detecting.neural.weights import Decision
from mtqa.models.detector import open_network
from train_detector import ROOT

FLUENCY = {"Word Order", "Untranslated", "Agreement", "Wrong Preposition", "Wrong Determiner", "Wrong Pronoun",
           "Wrong Conjunction", "Wrong Auxiliary Verb", "POS", "Tense/Mood/Aspect", "Capitalization", "Punctuation",
           "Duplication", "Spelling", "Orthography", "Diacritics", "Unidiomatic", "Hyphenation", "Unintelligible",
           "Other POS Omitted"}  # fmt: skip
KIND_NAMES = tuple(name for name, *_ in (*KINDS, *WITH_OTHER))
Span = tuple[int, int]


def is_fluency(category: str) -> bool:
    """Whether a docqe category shows in the French alone."""
    return category in FLUENCY or category.startswith("Omitted")


def flat(threshold: float) -> Decision:
    """One threshold for all codes, no calibration."""
    return Decision(dict.fromkeys(LABELS[1:], threshold), ((0.0, 0.0), (1.0, 1.0)), major_from=0.0)


def credit(text: str, error: Span, span: Span) -> float:
    """DATA.md, How to score."""
    if not (error[0] <= span[1] + 1 and span[0] <= error[1] + 1):
        return 0.0
    return min(1.0, (len(text[slice(*error)].split()) + 2) / max(len(text[slice(*span)].split()), 1))


def f_half(precision: float, recall: float) -> float:
    """F0.5, 0 where both are 0."""
    return 1.25 * precision * recall / (0.25 * precision + recall) if precision + recall else 0.0


class Texts:
    """Texts with marked spans, classified once, scored at many thresholds."""

    def __init__(self, classifier: TokenClassifier, texts: Sequence[tuple[str, list[Span]]]) -> None:
        self.texts = texts
        self.cuts = [pieces.cut(text) for text, _ in texts]
        forms = [pieces.forms(text, cut) for (text, _), cut in zip(texts, self.cuts, strict=True)]
        self.chances = classifier.classify(forms)

    def spans(self, decision: Decision) -> list[list[tuple[Span, Flag]]]:
        """Flagged spans of each text."""
        return [
            [((cut[f.first][0], cut[f.last][1]), f) for f in flags(chances, decision)]
            for cut, chances in zip(self.cuts, self.chances, strict=True)
        ]

    def score(self, decision: Decision) -> tuple[float, float, int]:
        """Span precision, recall, and number of flagged spans."""
        hits, finds = [], []
        for (text, marked), found in zip(self.texts, self.spans(decision), strict=True):
            hits += [max((credit(text, error, span) for error in marked), default=0.0) for span, _ in found]
            finds += [max((credit(text, error, span) for span, _ in found), default=0.0) for error in marked]
        return float(np.mean(hits or [0])), float(np.mean(finds or [0])), len(hits)

    def error_mass(self) -> np.ndarray:
        """Expected number of wrong words of each text."""
        return np.array([float((1 - chances[:, 0]).sum()) for chances in self.chances])


def split_lines(text: str) -> list[Span]:
    """Spans of rough sentences: at line ends, and after a stop before a capital."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in re.finditer(r"(?<=[.!?»])\s+(?=[A-ZÀ-Ý«\"a-z])", line.group()):
            if text[line.start() + stop.end()].islower() and line.group()[stop.start() - 1] != ".":
                continue
            found.append((start, line.start() + stop.start()))
            start = line.start() + stop.end()
        found.append((start, line.end()))
    return [(start, end) for start, end in found if text[start:end].strip()]


def articles(folder: Path) -> list[tuple[str, list[Span]]]:
    """Sentences of the hand-marked articles under `folder`, with the marks in each."""
    found = []
    for marks_file in sorted(folder.glob("*/marks.json")):
        text = (marks_file.parent / "fr.txt").read_bytes().decode("utf-8")
        marks = [(m["start"], m["end"]) for m in json.loads(marks_file.read_text(encoding="utf-8"))["marks"]]
        for start, end in split_lines(text):
            inside = [(a - start, b - start) for a, b in marks if a < end and b > start]
            found.append((text[start:end], [(max(a, 0), min(b, end - start)) for a, b in inside]))
    return found


def clean_sentences(data: Path, most: int) -> list[tuple[str, list[Span]]]:
    """Right sentences of orangesum's DEV parts."""
    found: list[tuple[str, list[Span]]] = []
    for line in training_text.lines(data / "mono" / "orangesum.fr.txt.xz"):
        is_whole = line.count('"') % 2 == 0 and re.search(r'[.!?]"?$', line)
        if training_text.part(line) in training_text.DEV and is_whole and training_text.sentences(line) == [line]:
            found.append((line, []))
        if len(found) >= most:
            break
    return found


def unusual_sentences() -> list[tuple[str, list[Span]]]:
    """The development half of our right but unusual sentences."""
    lines = (ROOT / "corpora" / "unusual" / "dev.txt").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[1], []) for line in lines if "\t" in line]


def rows(path: Path) -> list[dict]:
    """A gold file's rows."""
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle]


def like_length_auc(scores: np.ndarray, good: np.ndarray, lengths: np.ndarray) -> float:
    """Chance that a good text scores above a bad one, over pairs whose lengths differ by at most 20 %."""
    wins = pairs = 0.0
    bad = ~good
    for score, length in zip(scores[good], lengths[good], strict=True):
        near = (lengths[bad] <= length * 1.2) & (lengths[bad] >= length / 1.2)
        others = scores[bad][near]
        wins += float((score > others).sum() + 0.5 * (score == others).sum())
        pairs += len(others)
    return wins / pairs if pairs else float("nan")


def one_kind_drafts(data: Path, a_kind: int) -> list[tuple[str, Draft]]:
    """DEV sentences with one kind of damage each, `a_kind` of every kind that finds places enough."""
    sentences = detector_data.read_sentences(data, training_text.DEV, europarl=())
    own = sentences["orangesum"]
    damager = Damager(Morphology.read(data / "lexicon"), own, detector_data.read_english(data, 4000)[1000:])
    rng = Random(7)
    drafts: list[tuple[str, Draft]] = []
    for name in KIND_NAMES:
        made = tries = 0
        while made < a_kind and tries < 80 * a_kind:
            tries += 1
            draft = Draft(rng.choice(own))
            if damager.apply(name, draft, rng):
                drafts.append((name, draft))
                made += 1
    return drafts


def synthetic(data: Path, classifier: TokenClassifier, threshold: float, count: int = 1500) -> list[str]:
    """Precision and recall by kind of damage, one kind a sentence, and on right sentences."""
    drafts = one_kind_drafts(data, count // len(KIND_NAMES))
    lines = []
    caught: dict[str, list[bool]] = defaultdict(list)
    code_right: dict[str, list[bool]] = defaultdict(list)
    extra: dict[str, list[int]] = defaultdict(list)
    for (name, draft), chances in zip(drafts, classifier.classify([d.forms for _, d in drafts]), strict=True):
        found = flags(chances, flat(threshold))
        labelled = {place for place, code in enumerate(draft.labels) if code}
        near = {place + offset for place in labelled for offset in (-1, 0, 1)}
        hit = [flag for flag in found if near & set(range(flag.first, flag.last + 1))]
        caught[name].append(bool(hit))
        codes = {code for code in draft.labels if code}
        code_right[name] += [flag.code in codes for flag in hit]
        extra[name].append(len(found) - len(hit))
    for name in KIND_NAMES:
        lines.append(
            f"  {name:22s} recall {np.mean(caught[name]):.2f}  code right {np.mean(code_right[name] or [0]):.2f}"
            f"  other flags a sentence {np.mean(extra[name]):.3f}"
        )
    every = np.concatenate([caught[name] for name in KIND_NAMES])
    lines.append(f"  all kinds alike        recall {every.mean():.3f}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--ngrams", type=Path, default=ROOT / "mtqa" / "data")
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.6)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--clean", type=int, default=1500)
    options = parser.parse_args()
    classifier = TokenClassifier(weights.feature_maker(options.ngrams), open_network(options.network.read_bytes(), 1))

    clean = Texts(classifier, clean_sentences(options.data, options.clean))
    unusual = Texts(classifier, unusual_sentences())
    dev = Texts(classifier, articles(ROOT / "corpora" / "dev"))
    quality = rows(options.data / "gold" / "docqe_train.jsonl.xz")
    quality = [row for row in quality if len(row["mt"]) < 400][:2500]
    fluency = [
        (
            row["mt"],
            [(s["start"], s["end"]) for s in row["spans"] if s["cat"] in FLUENCY or s["cat"].startswith("Omitted")],
        )
        for row in quality
    ]
    docqe = Texts(classifier, fluency)
    print("threshold  clean flagged  unusual flagged  dev P/R/F0.5 (n)            docqe_train P/R (n)")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        rate = [np.mean([bool(found) for found in texts.spans(flat(threshold))]) for texts in (clean, unusual)]
        p, r, n = dev.score(flat(threshold))
        pq, rq, nq = docqe.score(flat(threshold))
        scores = f"{p:.3f} {r:.3f} {f_half(p, r):.3f} ({n})  {pq:.3f} {rq:.3f} ({nq})"
        print(f"{threshold:.2f}  {rate[0]:.4f}  {rate[1]:.4f}  {scores}")
    lengths = np.array([len(row["mt"]) for row in quality])
    good = np.array([not row["spans"] for row in quality])
    print(f"docqe_train like-length AUC {like_length_auc(-docqe.error_mass(), good, lengths):.3f}")
    talk = rows(options.data / "gold" / "diabla_dev.jsonl.xz")
    chat = Texts(classifier, [(row["mt"], []) for row in talk])
    perfect = np.array([row["eval"]["judgment"] == "perfect" for row in talk])
    sizes = np.array([len(row["mt"]) for row in talk])
    print(f"diabla_dev like-length AUC {like_length_auc(-chat.error_mass(), perfect, sizes):.3f}")
    grammar = np.array(["grammar" in row["eval"]["problems"] for row in talk])
    kept = perfect | grammar
    print(f"  grammar-tagged {like_length_auc(-chat.error_mass()[kept], perfect[kept], sizes[kept]):.3f}")
    pairs = rows(options.data / "gold" / "clams_dev.jsonl.xz")
    better = Texts(classifier, [(row["better"], []) for row in pairs]).error_mass()
    worse = Texts(classifier, [(row["worse"], []) for row in pairs]).error_mass()
    by_set: dict[str, list[float]] = defaultdict(list)
    for row, good_mass, bad_mass in zip(pairs, better, worse, strict=True):
        by_set[row["set"]].append((good_mass < bad_mass) + 0.5 * (good_mass == bad_mass))
    print(
        "clams_dev",
        f"{np.mean([won for wins in by_set.values() for won in wins]):.3f}",
        {k: round(float(np.mean(v)), 2) for k, v in by_set.items()},
    )
    print("synthetic, at threshold", options.threshold)
    print("\n".join(synthetic(options.data, classifier, options.threshold)))
    if options.show:
        show(clean, dev, unusual, options)


def show(clean: Texts, dev: Texts, unusual: Texts, options: argparse.Namespace) -> None:
    """Print false alarms and what is found in the development articles."""
    decision = flat(options.threshold)
    for name, texts in (("clean", clean), ("unusual", unusual), ("dev", dev)):
        print("==", name, Counter(f.code for found in texts.spans(decision) for _, f in found))
        shown = 0
        for (text, marked), found in zip(texts.texts, texts.spans(decision), strict=True):
            if (found or marked) and shown < options.show:
                shown += 1
                print("  ", text)
                print("      found", [(text[a:b], f.code, round(f.confidence, 2)) for (a, b), f in found])
                if marked:
                    print("      marked", [text[a:b] for a, b in marked])


if __name__ == "__main__":
    main()
