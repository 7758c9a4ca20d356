"""What the console says below the sentences: boilerplate set aside, scores, counts, notes, failures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mtqa.presenting.layout import NARROW, Line, glyphs, wrap
from mtqa.presenting.record import failure_line
from mtqa.presenting.shapes import DocumentRecord, DocumentScoreRecord, MetricRecord, ReportRecord, SummaryRecord

_MOST_SET_ASIDE = 12  # a feed may have hundreds; the machine formats list them all
_MOST_CODES = 6
_LABEL_WIDTH = 9
_PLACE_WIDTH = 10
_SHORTEST_EXCERPT = 16


def document_summary(document: DocumentRecord, width: int, *, several: bool) -> list[Line]:
    """The lines below a document's sentences; `several` documents share the note on adequacy, which comes last."""
    score, summary = document["score"], document["summary"]
    lines = _set_aside(document, width)
    lines += _entry("Score", _score(score), width)
    lines += _entry("Checked", glyphs(_sentences(summary)), width)
    lines += _issues(summary, width)
    if score["metrics"]:
        lines += _entry("Metrics", glyphs(_metrics(score["metrics"])), width)
    if not several:
        lines += _entry("Meaning", glyphs(document["adequacy_note"]), width)
    for ignore in document["unused_ignores"]:
        lines += _entry("Unused", glyphs(f"the suppression {ignore} silenced nothing", "minor"), width)
    return lines


def is_spotless(document: DocumentRecord) -> bool:
    """Whether there is nothing to say of a document but its score."""
    return not (document["summary"]["codes"] or document["set_aside"] or document["unused_ignores"])


def spotless_line(document: DocumentRecord, width: int) -> list[Line]:
    """A document without fault, for where it is one of several."""
    score, summary = document["score"], document["summary"]
    line = glyphs(document["name"], "strong") + glyphs(f"  {score['band']} {score['score_0_100']:.1f}", score["band"])
    return wrap(line + glyphs(f"  no issues in {_sentences(summary)}"), width)


def run_summary(record: ReportRecord, documents: int, notes: Sequence[str], width: int) -> list[Line]:
    """The lines at the very end: totals where there are several documents, engine, signature, failures.

    `documents` is their number, `notes` are what was said of their adequacy, each once.
    """
    lines: list[Line] = []
    if not documents:
        lines += wrap(glyphs("No document was checked.", "strong"), width)
    if documents > 1:
        lines += wrap(glyphs(f"All {documents} documents", "strong"), width)
        lines += _entry("Checked", glyphs(_sentences(record["summary"])), width)
        lines += _issues(record["summary"], width)
        for note in notes:
            lines += _entry("Meaning", glyphs(note), width)
    if record["engine_note"]:
        lines += _entry("Engine", glyphs(record["engine_note"]), width)
    lines += _entry("Signature", glyphs(record["signature"], "faint"), width)
    for failure in record["failures"]:
        lines += _entry("FAILED", glyphs(failure_line(failure), "major"), width)
    return lines


def _entry(label: str, text: Line, width: int) -> list[Line]:
    """A label and its text, which hangs beside it, or a little below it where lines are short."""
    lead = glyphs(f"{label:<{_LABEL_WIDTH}} ", "faint")
    rest = glyphs(" " * (_LABEL_WIDTH + 1 if width >= NARROW else 2))
    return wrap(text, width, first=lead, rest=rest)


def _set_aside(document: DocumentRecord, width: int) -> list[Line]:
    blocks = document["set_aside"]
    if not blocks:
        return []
    lines = wrap(glyphs(f"Set aside as boilerplate, not scored ({len(blocks)})", "strong"), width)
    for block in blocks[:_MOST_SET_ASIDE]:
        place = f"{block['location']['line']}:{block['location']['column']}"
        reason = f" ({block['reason']})"
        room = max(width - 1 - _PLACE_WIDTH - len(reason), _SHORTEST_EXCERPT)
        text = glyphs(_excerpt(block["text"], room)) + glyphs(reason, "faint")
        lines += wrap(text, width, first=glyphs(f"  {place:<7} ", "faint"), rest=glyphs(" " * _PLACE_WIDTH))
    if len(blocks) > _MOST_SET_ASIDE:
        lines += wrap(
            glyphs(f"  and {len(blocks) - _MOST_SET_ASIDE} more; --format json lists them all", "faint"), width
        )
    return [*lines, []]


def _excerpt(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def _score(score: DocumentScoreRecord) -> Line:
    line = glyphs(f"{score['score_0_100']:.1f} of 100, {score['band']}", score["band"])
    if score["interval_0_100"] is not None:
        low, high = score["interval_0_100"]
        line += glyphs(f" (95 % interval {low:.0f} to {high:.0f})")
    if score["adequacy_0_100"] is not None:
        line += glyphs(f" (fluency {score['fluency_0_100']:.1f}, adequacy {score['adequacy_0_100']:.1f})")
    return line + glyphs(f"; penalty {score['penalty_per_100_words']:.1f} per 100 words")


def _sentences(summary: SummaryRecord) -> str:
    bands = ", ".join(f"{count} {band}" for band, count in summary["bands"].items() if count)
    sentences = _counted(summary["sentences"], "sentence")
    return f"{sentences} ({bands or 'nothing to score'}), {_counted(summary['words'], 'word')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _issues(summary: SummaryRecord, width: int) -> list[Line]:
    """Counts by severity, then the most frequent codes."""
    counts = {severity: count for severity, count in summary["severities"].items() if count}
    if not counts:
        return _entry("Issues", glyphs("none found", "good"), width)
    line: Line = []
    for severity, count in counts.items():
        line += glyphs(", ") if line else []
        line += glyphs(f"{count} {severity}", severity)
    codes = [f"{item['count']} {item['code']} {item['name']}" for item in summary["codes"][:_MOST_CODES]]
    if len(summary["codes"]) > _MOST_CODES:
        codes.append(f"{sum(item['count'] for item in summary['codes'][_MOST_CODES:])} of other codes")
    return [*_entry("Issues", line, width), *_entry("", glyphs(", ".join(codes), "faint"), width)]


def _metrics(metrics: list[MetricRecord]) -> str:
    grouped = groupby(metrics, key=lambda metric: metric["against"])
    return "; ".join(
        ", ".join(f"{metric['name']} {metric['value']:.1f}" for metric in group) + f" ({against})"
        for against, group in grouped
    )
