"""Tables: mtqa beside Grammalecte, in the same run, on every gold set.

    python scripts/measure_quality.py                  all tables: spans by set; rules, network, both and peers
    python scripts/measure_quality.py --sets dev,seed  the spans of some sets only
    python scripts/measure_quality.py --measures docqe,diabla   some lines of the table of systems only
    python scripts/measure_quality.py --check-floors   our own corpora against corpora/quality_floors.json; exit 1 below
    python scripts/measure_quality.py --pin-floors     writes the floors from this run (never lowers one: exit 1), and
                                                       each code's precision and recall for `mtqa rules CODE`,
                                                       and pins the demo article's scores

Scores as in shared/data/DATA.md ("How to score"). Typography (FR305) is off in both systems.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from measuring import fluency, gold, peers
from measuring.gold import ROOT, SHARED, GoldText
from measuring.systems import Flag, check_texts, checker
from measuring.variants import variants
from mtqa.benchmarking.running import tally
from mtqa.benchmarking.spans import SpanTally, touches
from mtqa.domain.text import Document, Segment

FLOORS = ROOT / "corpora" / "quality_floors.json"
DEMO_SCORES = ROOT / "tests" / "golden" / "demo_scores.json"
MEASURED_CODES = ROOT / "mtqa" / "data" / "measured" / "codes.json"
SLACK = 0.005  # floors are pinned this much under the measured value: rounding is no regression

SETS: dict[str, Callable[[], list[GoldText]]] = {
    "dev": lambda: gold.articles("dev"),
    "test": lambda: gold.articles("test"),
    "dev-corrected": lambda: gold.articles("dev", corrected=True),
    "test-corrected": lambda: gold.articles("test", corrected=True),
    "unusual-dev": lambda: gold.unusual("dev"),
    "unusual-test": lambda: gold.unusual("test"),
    "seed": lambda: [text for text in (gold.seed_article(),) if text],
    "variants": lambda: [variant for text in (gold.seed_article(),) if text for variant in variants(text)],
    "docqe": gold.docqe,
    "grammalecte": gold.grammalecte_tests,
    "languagetool": gold.languagetool_examples,
}
OWN = ("dev", "test", "dev-corrected", "test-corrected", "unusual-dev", "unusual-test")


def row(name: str, system: str, counted: SpanTally, seconds: float, texts: int) -> str:
    """One line of the table."""
    cells = [counted.precision, counted.recall, counted.f_half, counted.false_alarm_rate]
    shown = [f"{value:6.3f}" if value is not None else "     -" for value in cells]
    words = f"{counted.median_span_words:3.0f}" if counted.median_span_words is not None else "  -"
    return f"{name:<15}{system:<14}{'  '.join(shown)}  {len(counted.span_words):6d}  {words}  {texts / seconds:9.0f}"


def count_codes(texts: Sequence[GoldText], flags: Sequence[Sequence[Flag]]) -> dict[str, dict[str, int]]:
    """For each code: its flags and how many of them touch a marked error, its marked errors and how many were found."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, listed in zip(texts, flags, strict=True):
        for flag in listed:
            counts[flag.code]["flags"] += 1
            counts[flag.code]["flags_right"] += any(touches(error, flag.span) for error in text.marked)
        for error, code in zip(text.marked, text.codes, strict=False):
            counts[code]["marked"] += 1
            counts[code]["marked_found"] += any(touches(error, flag.span) for flag in listed)
    keys = ("flags", "flags_right", "marked", "marked_found")
    return {code: {key: counts[code][key] for key in keys} for code in sorted(counts)}


def show_codes(counts: dict[str, dict[str, int]]) -> str:
    """A line a code."""
    return "\n".join(
        f"  {code}  flags right {n['flags_right']:4d} of {n['flags']:4d}"
        f"   marked found {n['marked_found']:4d} of {n['marked']:4d}"
        for code, n in counts.items()
    )


def write_codes() -> None:
    """Each code's counts over the articles of dev and test and over the right ones, for `mtqa rules CODE`."""
    texts = [text for name in ("dev", "test", "dev-corrected", "test-corrected") for text in SETS[name]()]
    counts = count_codes(texts, check_texts(texts))
    data = {"measured_on": "corpora/dev and corpora/test, wrong and corrected articles",
            "command": "python scripts/measure_quality.py --pin-floors", "codes": counts}  # fmt: skip
    MEASURED_CODES.parent.mkdir(exist_ok=True)
    MEASURED_CODES.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def write_demo_scores() -> None:
    """The scores of the demo article, which tests/test_main_job.py holds fast."""
    segment = Segment(0, gold.article(ROOT / "corpora" / "demo").text)
    report = checker().check_document(Document("demo", "text", (segment,)))
    data = {"signature": checker().signature, "score_0_100": [one.score.score_0_100 for one in report.sentences]}
    DEMO_SCORES.parent.mkdir(exist_ok=True)
    DEMO_SCORES.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def measure(names: Sequence[str], *, peer: bool, codes: bool, neural: bool = False) -> dict[str, SpanTally]:
    """Prints the table and returns our tallies."""
    print(f"{'set':<15}{'system':<14}precis  recall    F0.5  f.alarm   flags  med  sentences/s")
    ours: dict[str, SpanTally] = {}
    for name in names:
        texts = SETS[name]()
        if not texts:
            print(f"{name:<14}skipped: no data beside this checkout")
            continue
        start = time.perf_counter()
        flags = check_texts(texts)
        seconds = time.perf_counter() - start
        ours[name] = tally(texts, [[flag.span for flag in found] for found in flags])
        units = sum(max(1, len(text.right)) for text in texts)
        print(row(name, "mtqa", ours[name], seconds, units))
        if neural:
            start = time.perf_counter()
            more = check_texts(texts, neural=True)
            seconds = time.perf_counter() - start
            counted = tally(texts, [[flag.span for flag in found] for found in more])
            print(row(name, "mtqa --neural", counted, seconds, units))
        if peer:
            spans, seconds = peers.grammalecte_spans([text.text for text in texts])
            print(row(name, "Grammalecte", tally(texts, spans), seconds, units))
        if codes:
            print(show_codes(count_codes(texts, flags)))
    return ours


def check_floors(*, pin: bool) -> int:
    """Compares our corpora with the pinned floors; with `pin`, raises the floors to this run's values."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    measured = measure(OWN, peer=False, codes=False)
    failures, fresh = [], {}
    for name, counted in measured.items():
        values = {"precision": counted.precision, "recall": counted.recall, "f_half": counted.f_half,
                  "right_sentences_passed": 1 - (counted.false_alarm_rate or 0.0)}  # fmt: skip
        fresh[name] = {key: round(value - SLACK, 4) for key, value in values.items() if value is not None}
        if name not in ("dev", "test"):  # nothing is marked there: only false alarms count
            fresh[name] = {"right_sentences_passed": fresh[name]["right_sentences_passed"]}
        for key, floor in pinned.get(name, {}).items():
            fresh[name][key] = max(floor, fresh[name][key])
            if (values[key] or 0.0) < floor:
                failures.append(f"{name}: {key} is {values[key]:.4f}, under its floor of {floor:.4f}")
    for failure in failures:
        print(f"measure_quality: {failure}", file=sys.stderr)
    if failures:
        return 1
    if pin:
        FLOORS.write_text(json.dumps(fresh, indent=1) + "\n", encoding="utf-8")
        write_codes()
        write_demo_scores()
    elif not pinned:
        print(f"measure_quality: {FLOORS.name} is missing; make it with --pin-floors", file=sys.stderr)
        return 1
    return 0


def main() -> int:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", help=f"comma-separated, of {', '.join(SETS)}")
    parser.add_argument("--measures", help=f"comma-separated, of {', '.join(fluency.MEASURES)}")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep what peers say here, and do not ask them again"
    )
    parser.add_argument("--codes", action="store_true", help="a line for each code")
    parser.add_argument("--neural", action="store_true", help="a row with the neural detector too")
    parser.add_argument("--no-peer", action="store_true", help="without Grammalecte")
    parser.add_argument("--check-floors", action="store_true")
    parser.add_argument("--pin-floors", action="store_true")
    arguments = parser.parse_args()
    if arguments.check_floors or arguments.pin_floors:
        return check_floors(pin=arguments.pin_floors)
    names = _chosen(parser, arguments.sets, SETS, others=arguments.measures)
    measures = _chosen(parser, arguments.measures, fluency.MEASURES, others=arguments.sets)
    if not SHARED.is_dir():
        names = [name for name in names if name in OWN]
        measures = [name for name in measures if name in fluency.OWN]
        print("The shared data folder is not beside this checkout: our own corpora only.", file=sys.stderr)
    peer = not arguments.no_peer and peers.grammalecte_python() is not None
    if not peer and not arguments.no_peer:
        print("Grammalecte is not installed (apt-get install grammalecte-cli): its rows are left out.", file=sys.stderr)
    if names:
        measure(names, peer=peer, codes=arguments.codes, neural=arguments.neural)
    if measures:
        print()
        fluency.table(measures, [name for name in fluency.SYSTEMS if peer or name != "Grammalecte"], arguments.keep)
    return 0


def _chosen(
    parser: argparse.ArgumentParser, given: str | None, known: Collection[str], others: str | None
) -> list[str]:
    """The names asked for; all of them unless only others were asked for."""
    names = given.split(",") if given else [] if others else list(known)
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"unknown {', '.join(unknown)}; there are {', '.join(known)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
