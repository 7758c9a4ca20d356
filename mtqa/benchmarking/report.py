"""What a benchmark found, and how it was found: mtqa on the bundled corpora, or on a user's own marked texts."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.benchmarking.agreement import Auc, like_length_auc
from mtqa.benchmarking.bundled import bundled_sets
from mtqa.benchmarking.gold import JudgedText
from mtqa.benchmarking.running import Finding, Progress, check_gold, check_judged, tally
from mtqa.benchmarking.spans import Span, SpanTally, touches
from mtqa.benchmarking.thresholds import Table, confidence_table, score_table, spread_thresholds
from mtqa.config import Settings
from mtqa.pipeline import Checker
from mtqa.version import VERSION

CONFIDENCES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class SetResult:
    """One set: its texts, and precision, recall, F0.5 of spans and the share of right sentences flagged (0 to 1)."""

    name: str
    texts: int
    precision: float | None
    recall: float | None
    f_half: float | None
    false_alarms: float | None
    flags: int
    right_texts: int


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds to load, sentences checked and the seconds for them by the clock and of the processor.

    `memory_mb` is the largest resident set of the process.
    """

    load_seconds: float
    sentences: int
    seconds: float
    cpu_seconds: float
    memory_mb: float | None
    machine: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """Flags of a code in marked texts, and how many of them touch a marked error."""

    code: str
    flags: int
    right: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """Marked errors of a category, and how many of them a flag touches."""

    category: str
    marked: int
    found: int


@dataclass(frozen=True, slots=True)
class GoldResult:
    """A user's own marked texts. `spans` and `confidences` are None where no text has marks."""

    name: str
    texts: int
    marked_texts: int
    good: int
    bad: int
    spans: SetResult | None
    codes: tuple[CodeCount, ...]
    categories: tuple[CategoryCount, ...]
    auc: Auc | None
    confidences: Table | None
    scores: Table


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The whole benchmark: the bundled sets, or the user's gold."""

    signature: str
    sets: tuple[SetResult, ...]
    gold: GoldResult | None
    speed: Speed


def bench_bundled(settings: Settings, progress: Progress) -> Benchmark:
    """mtqa on the corpora that ship with it."""
    checker, load_seconds = _loaded(settings)
    sets = bundled_sets()
    results, spent, sentences = [], (0.0, 0.0), 0
    for number, (name, texts) in enumerate(sets.items()):
        progress(f"measuring {name}", number, len(sets))
        start = _clocks()
        found = check_gold(texts, checker)
        spent = _since(start, spent)
        sentences += sum(one.sentences for one in found)
        flags = [[(issue.start, issue.end) for issue in one.issues] for one in found]
        results.append(_set_result(name, len(texts), tally(texts, flags)))
    return Benchmark(checker.signature, tuple(results), None, _speed(load_seconds, sentences, spent))


def bench_gold(name: str, texts: Sequence[JudgedText], settings: Settings, progress: Progress) -> Benchmark:
    """mtqa on a user's own marked texts, with thresholds advised from them; each is one row, never split."""
    checker, load_seconds = _loaded(settings)
    start = _clocks()
    findings = check_judged(texts, checker, progress)
    spent = _since(start)
    marked = [text for text in texts if text.marks is not None]
    own = [finding for text, finding in zip(texts, findings, strict=True) if text.marks is not None]
    good = [text.is_good for text in texts]
    result = GoldResult(
        name,
        len(texts),
        len(marked),
        sum(good),
        len(good) - sum(good),
        _set_result(name, len(marked), _judged_tally(marked, own)) if marked else None,
        _codes(marked, own),
        _categories(marked, own),
        like_length_auc([one.score_0_100 for one in findings], good, [len(text.text) for text in texts]),
        _confidences(marked, own, settings, progress) if marked else None,
        score_table(texts, findings, spread_thresholds(findings)),
    )
    return Benchmark(checker.signature, (), result, _speed(load_seconds, len(texts), spent))


def _loaded(settings: Settings) -> tuple[Checker, float]:
    start = time.perf_counter()
    checker = Checker(settings)
    return checker, time.perf_counter() - start


def _clocks() -> tuple[float, float]:
    """The clock on the wall and that of the processor: on a busy machine only the second one tells of us."""
    return time.perf_counter(), time.process_time()


def _since(start: tuple[float, float], before: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    wall, processor = _clocks()
    return before[0] + wall - start[0], before[1] + processor - start[1]


def _speed(load_seconds: float, sentences: int, spent: tuple[float, float]) -> Speed:
    machine = f"mtqa {VERSION}, Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    return Speed(load_seconds, sentences, *spent, _largest_memory_mb(), machine)


def _largest_memory_mb() -> float | None:
    """The largest resident set of the process so far, None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def _set_result(name: str, texts: int, counted: SpanTally) -> SetResult:
    return SetResult(
        name,
        texts,
        counted.precision,
        counted.recall,
        counted.f_half if counted.recall_credits else None,
        counted.false_alarm_rate,
        len(counted.precision_credits),
        counted.right_texts,
    )


def _errors(text: JudgedText) -> list[Span]:
    return [(mark.start, mark.end) for mark in text.marks or ()]


def _judged_tally(texts: Sequence[JudgedText], findings: Sequence[Finding]) -> SpanTally:
    counted = SpanTally()
    for text, finding in zip(texts, findings, strict=True):
        counted.add(text.text, _errors(text), [(issue.start, issue.end) for issue in finding.issues])
        if not text.marks:
            counted.add_right(bool(finding.issues))
    return counted


def _codes(texts: Sequence[JudgedText], findings: Sequence[Finding]) -> tuple[CodeCount, ...]:
    flags: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, finding in zip(texts, findings, strict=True):
        errors = _errors(text)
        for issue in finding.issues:
            flags[issue.code] += 1
            right[issue.code] += any(touches(error, (issue.start, issue.end)) for error in errors)
    return tuple(CodeCount(code, flags[code], right[code]) for code in sorted(flags, key=lambda c: (-flags[c], c)))


def _categories(texts: Sequence[JudgedText], findings: Sequence[Finding]) -> tuple[CategoryCount, ...]:
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for text, finding in zip(texts, findings, strict=True):
        spans = [(issue.start, issue.end) for issue in finding.issues]
        for mark in text.marks or ():
            if mark.category:
                counts[mark.category][any(touches((mark.start, mark.end), span) for span in spans)] += 1
    ordered = sorted(counts, key=lambda name: (-counts[name].total(), name))
    return tuple(CategoryCount(name, counts[name].total(), counts[name][True]) for name in ordered)


def _confidences(
    texts: Sequence[JudgedText], current: Sequence[Finding], settings: Settings, progress: Progress
) -> Table:
    """A run for each confidence: what a low one lets in can take the place of what a high one shows."""
    in_force = settings.min_confidence
    thresholds = sorted({*CONFIDENCES, in_force})
    runs: list[Sequence[Finding]] = []
    for number, threshold in enumerate(thresholds):
        progress("trying confidences", number, len(thresholds))
        if threshold == in_force:
            runs.append(current)
        else:
            checker = Checker(settings.replaced(min_confidence=threshold, metrics=()))
            runs.append(check_judged(texts, checker, with_companions=False))
    return confidence_table(texts, runs, thresholds, in_force)
