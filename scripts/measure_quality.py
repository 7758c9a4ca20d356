"""One table: mtqa beside Grammalecte, in the same run, on every gold set.

    python scripts/measure_quality.py                  the table
    python scripts/measure_quality.py --sets dev,seed  some sets only
    python scripts/measure_quality.py --check-floors   our own corpora against corpora/quality_floors.json; exit 1 below
    python scripts/measure_quality.py --pin-floors     writes the floors from this run (never lowers one: exit 1)

Scores as in shared/data/DATA.md ("How to score"). Typography (FR305) is off in both systems.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

from measuring import gold, peers
from measuring.gold import ROOT, SHARED, GoldText
from measuring.spans import Span, SpanTally, touches
from measuring.systems import Flag, check_texts
from measuring.variants import variants

FLOORS = ROOT / "corpora" / "quality_floors.json"
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


def tally(texts: Sequence[GoldText], flags: Sequence[Sequence[Span]]) -> SpanTally:
    """Counts flags against marks; a right sentence counts as flagged where any span touches it."""
    result = SpanTally()
    for text, found in zip(texts, flags, strict=True):
        result.add(text.text, text.marked, found)
        for right in text.right:
            inside = (right[0] + 1, right[1] - 1)
            result.add_right(any(touches(inside, span) for span in found))
    return result


def row(name: str, system: str, counted: SpanTally, seconds: float, texts: int) -> str:
    """One line of the table."""
    cells = [counted.precision, counted.recall, counted.f_half, counted.false_alarm_rate]
    shown = [f"{value:6.3f}" if value is not None else "     -" for value in cells]
    words = f"{counted.median_span_words:3.0f}" if counted.median_span_words is not None else "  -"
    return f"{name:<14}{system:<13}{'  '.join(shown)}  {len(counted.span_words):6d}  {words}  {texts / seconds:9.0f}"


def by_code(texts: Sequence[GoldText], flags: Sequence[Sequence[Flag]]) -> str:
    """Precision of each code's flags, and recall of each marked code."""
    hits, total = Counter[str](), Counter[str]()
    found, marked = Counter[str](), Counter[str]()
    for text, listed in zip(texts, flags, strict=True):
        for flag in listed:
            total[flag.code] += 1
            hits[flag.code] += any(touches(error, flag.span) for error in text.marked)
        for error, code in zip(text.marked, text.codes, strict=False):
            marked[code] += 1
            found[code] += any(touches(error, flag.span) for flag in listed)
    lines = [f"  {code}  flags right {hits[code]:4d} of {total[code]:4d}   marked found {found[code]:4d} of {marked[code]:4d}"
             for code in sorted(total | marked)]  # fmt: skip
    return "\n".join(lines)


def measure(names: Sequence[str], *, peer: bool, codes: bool) -> dict[str, SpanTally]:
    """Prints the table and returns our tallies."""
    print(f"{'set':<14}{'system':<13}precis  recall    F0.5  f.alarm   flags  med  sentences/s")
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
        if peer:
            spans, seconds = peers.grammalecte_spans([text.text for text in texts])
            print(row(name, "Grammalecte", tally(texts, spans), seconds, units))
        if codes:
            print(by_code(texts, flags))
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
            if (values[key] or 0.0) < floor:
                failures.append(f"{name}: {key} is {values[key]:.4f}, under its floor of {floor:.4f}")
    for failure in failures:
        print(f"measure_quality: {failure}", file=sys.stderr)
    if failures:
        return 1
    if pin:
        FLOORS.write_text(json.dumps(fresh, indent=1) + "\n", encoding="utf-8")
    elif not pinned:
        print(f"measure_quality: {FLOORS.name} is missing; make it with --pin-floors", file=sys.stderr)
        return 1
    return 0


def main() -> int:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", help=f"comma-separated, of {', '.join(SETS)}")
    parser.add_argument("--codes", action="store_true", help="a line for each code")
    parser.add_argument("--no-peer", action="store_true", help="without Grammalecte")
    parser.add_argument("--check-floors", action="store_true")
    parser.add_argument("--pin-floors", action="store_true")
    arguments = parser.parse_args()
    if arguments.check_floors or arguments.pin_floors:
        return check_floors(pin=arguments.pin_floors)
    names = arguments.sets.split(",") if arguments.sets else list(SETS)
    unknown = [name for name in names if name not in SETS]
    if unknown:
        parser.error(f"unknown sets {', '.join(unknown)}; there are {', '.join(SETS)}")
    if not SHARED.is_dir():
        names = [name for name in names if name in OWN]
        print("The shared data folder is not beside this checkout: our own corpora only.", file=sys.stderr)
    peer = not arguments.no_peer and peers.grammalecte_python() is not None
    if not peer and not arguments.no_peer:
        print("Grammalecte is not installed (apt-get install grammalecte-cli): its rows are left out.", file=sys.stderr)
    measure(names, peer=peer, codes=arguments.codes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
