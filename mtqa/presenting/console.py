"""The console view, for an editor: each flagged sentence with its words marked, then what the whole comes to.

Readable without colour (marks stand under the words) and from 40 columns up. No text of an input reaches the terminal
except through `layout`, which shows control characters escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.domain.report import CheckReport
from mtqa.presenting.console_summary import document_summary, is_spotless, run_summary, spotless_line
from mtqa.presenting.layout import NARROW, Glyph, Line, glyphs, mark_row, text_row, wrap
from mtqa.presenting.record import document_record, run_record
from mtqa.presenting.runs import runs
from mtqa.presenting.shapes import DocumentRecord, IssueRecord, SentenceRecord

DEFAULT_WIDTH = 80
_NARROWEST, _WIDEST = 40, 120  # longer lines are hard to read, shorter ones hold no sentence
_INDENT = "  "
_MARKS = {"critical": "^", "major": "^", "minor": "~"}
_LONGEST_QUOTE = 60


def present(report: CheckReport, *, color: bool = False, width: int | None = None) -> Iterator[str]:
    """The report as terminal text; without `color` it holds no escape sequence at all.

    `width` is in columns, 80 where None, and kept between 40 and 120.
    """
    width = min(max(width or DEFAULT_WIDTH, _NARROWEST), _WIDEST)
    several = len(report.documents) > 1
    notes: dict[str, None] = {}
    for judged in report.documents:
        document = document_record(judged)
        notes[document["adequacy_note"]] = None
        if several and is_spotless(document):
            lines = spotless_line(document, width)
        else:
            yield from (row + "\n" for row in _document(document, width, color))
            lines = document_summary(document, width, several=several)
        yield "".join(text_row(line, color=color) + "\n" for line in lines) + "\n"
    last = run_summary(run_record(report), len(report.documents), tuple(notes), width)
    yield "\n".join(text_row(line, color=color) for line in last).rstrip("\n") + "\n"


def _document(document: DocumentRecord, width: int, color: bool) -> list[str]:
    rows = [text_row(line, color=color) for line in wrap(glyphs(document["name"], "strong"), width)] + [""]
    for sentence in document["sentences"]:
        if sentence["issues"]:
            rows += _sentence(sentence, document, width, color)
    return rows


def _sentence(sentence: SentenceRecord, document: DocumentRecord, width: int, color: bool) -> list[str]:
    segment = document["segments"][sentence["segment"]]
    rows = [text_row(line, color=color) for line in wrap(_heading(sentence, is_row=segment["is_row"]), width)]
    for line in wrap(_marked(sentence, segment["text"]), width, first=glyphs(_INDENT), rest=glyphs(_INDENT)):
        rows.append(text_row(line, color=color))
        if marks := mark_row(line, color=color):
            rows.append(marks)
    lines: list[Line] = []
    if sentence["back_translation"] and any(i["category"].startswith("accuracy") for i in sentence["issues"]):
        engine = f"back-translation ({sentence['engine']}): " if sentence["engine"] else "back-translation: "
        text = glyphs(engine, "faint") + glyphs(sentence["back_translation"])
        lines += wrap(text, width, first=glyphs(_INDENT), rest=glyphs(_INDENT))
    for issue in sentence["issues"]:
        lines += _issue(issue, width)
    return [*rows, *(text_row(line, color=color) for line in lines), ""]


def _heading(sentence: SentenceRecord, *, is_row: bool) -> Line:
    """`3:1  poor 41 of 100`, with the row's id and both scores where there are two."""
    place = sentence["location"]
    line = glyphs(f"{place['line']}:{place['column']}", "strong")
    if is_row:
        line += glyphs(f"  id {sentence['id']}", "faint")
    line += glyphs(f"  {sentence['band']} {sentence['score_0_100']:.0f}", sentence["band"])
    if sentence["adequacy_0_100"] is not None:
        line += glyphs(
            f" (fluency {sentence['fluency_0_100']:.0f}, adequacy {sentence['adequacy_0_100']:.0f})", "faint"
        )
    return line


def _marked(sentence: SentenceRecord, text: str) -> Line:
    """The sentence, or as much of its segment as its issues cover, with its flagged words marked."""
    start = min([sentence["start"], *(issue["start"] for issue in sentence["issues"])])
    end = max([sentence["end"], *(issue["end"] for issue in sentence["issues"])])
    line: Line = []
    for run in runs(start, end, sentence["issues"]):
        mark = _MARKS.get(run.severity, " ")
        if run.start == run.end:  # something is missing here: a proof-reader's caret
            line.append(Glyph("‸", 1, run.severity, mark))
        part = [glyph._replace(mark=mark) for glyph in glyphs(text[run.start : run.end], run.severity)]
        if part and not part[0].cells and line and mark != " ":  # a mark on an accent goes under its letter
            line[-1] = line[-1]._replace(mark=mark, style=run.severity)
        line += part
    return line


def _issue(issue: IssueRecord, width: int) -> list[Line]:
    """The code, what it is about and what to write instead; below it, the message."""
    place = f"{issue['location']['line']}:{issue['location']['column']}"
    begin = glyphs(f"  {place:<7} ", "faint") + glyphs(f"{issue['severity']:<8}", issue["severity"]) + glyphs("  ")
    hang = glyphs(" " * (len(begin) if width >= NARROW else 4))
    what = glyphs(f"{issue['code']} {issue['name']}", "strong") + glyphs(":")
    if issue["text"]:
        what += glyphs(f" {_quoted(issue['text'])}")
    if issue["suggestion"] is not None:
        what += glyphs(" → " if issue["text"] else " insert ", "faint")
        what += glyphs(_quoted(issue["suggestion"]) if issue["suggestion"] else "remove it", "fix")
    return [*wrap(what, width, first=begin, rest=hang), *wrap(glyphs(issue["message"]), width, first=hang, rest=hang)]


def _quoted(text: str) -> str:
    if len(text) > _LONGEST_QUOTE:
        half = _LONGEST_QUOTE // 2
        text = f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
    return f"“{text}”"
