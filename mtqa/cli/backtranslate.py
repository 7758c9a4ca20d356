"""`mtqa backtranslate`: back-translations alone, streamed, kept, resumable."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mtqa.cli import options
from mtqa.cli.options import read_stdin
from mtqa.cli.output import refuse_clashes, write_output
from mtqa.cli.progress import ProgressLine
from mtqa.errors import EngineError, MtqaError, UsageError

if TYPE_CHECKING:
    from mtqa.backtranslating import Engine, EngineSettings
    from mtqa.domain.text import Segment
    from mtqa.domain.translation import BackTranslation

DONE, FAILED = 0, 3
# Between two windows the rows so far are written: small enough to stream, large enough for batches of like length.
_WINDOW_ROWS = 256
# Translators are trained on sentences; beyond this many characters (about 300 pieces) their answers get worse.
_LONG_SENTENCE_CHARS = 1200


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa backtranslate`."""
    parser = subparsers.add_parser(
        "backtranslate",
        help="translate French into English, cached and resumable",
        description="Prints a JSON row a segment (rows of JSONL, TSV and lines; else a sentence): id, text, "
        "back_translation, round_trip where asked for, engine. Translations are kept, so that a run that was stopped "
        "goes on where it was.",
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, a glob, or - for standard input")
    parser.add_argument("--from", dest="from_format", metavar="FORMAT", help="text, html, jsonl, tsv or lines")
    parser.add_argument(
        "--engine", default="auto", metavar="NAME", help="who translates (default: auto, the best here)"
    )
    parser.add_argument("--model", metavar="MODEL", help="marian: name on the hub, or folder, French to English")
    parser.add_argument("--back-model", metavar="MODEL", help="marian: likewise, English to French (for --round-trip)")
    parser.add_argument("--round-trip", action="store_true", help="translate the English back into French as well")
    options.add_device_option(parser, default="auto")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="threads or processes (default: the engine's)")
    parser.add_argument("--offline", action="store_true", help="never go online for a model")
    parser.add_argument("--no-cache", action="store_true", help="neither take nor keep translations")
    parser.add_argument("--clear-cache", action="store_true", help="forget all translations that are kept")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the rows there instead of standard output")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0; 3 where an input or a translation failed, after all others were written."""
    if arguments.clear_cache:
        _clear_cache()
        if not arguments.paths:
            return DONE
    if not arguments.paths:
        raise UsageError("name what to translate, or - for standard input (see mtqa backtranslate --help)")
    refuse_clashes([arguments.output], arguments.paths)
    from mtqa.backtranslating import select_engine

    settings = _settings_of(arguments)
    engine = select_engine(settings)
    if engine.name == "none":
        raise EngineError(f"nothing to translate with: {engine.note}")
    print(f"mtqa: {engine.note}", file=sys.stderr)
    tally = _Tally()
    write_output(_translated(arguments, engine, tally), arguments.output)
    if tally.failed_rows:
        print(
            f'mtqa: {tally.failed_rows} of {tally.rows} rows got no usable translation (see "problem")', file=sys.stderr
        )
    return FAILED if tally.failed_inputs or tally.failed_rows else DONE


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to be written: its id, its text, and the sentences it is translated by."""

    id: str | int
    text: str
    sentences: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """The rows there are, and what went wrong so far."""

    rows: int = 0
    failed_inputs: int = 0
    failed_rows: int = 0


def _translated(arguments: argparse.Namespace, engine: Engine, tally: _Tally) -> Iterator[str]:
    """The lines of a window of rows, each when it is translated."""
    progress = ProgressLine(quiet=arguments.quiet)
    rows = list(_read_rows(arguments.paths, arguments.from_format, tally))
    tally.rows = len(rows)
    total, done = sum(len(row.sentences) for row in rows), 0
    try:
        for start in range(0, len(rows), _WINDOW_ROWS):
            window = rows[start : start + _WINDOW_ROWS]
            sentences = [sentence for row in window for sentence in row.sentences]
            answers = iter(engine.translate(sentences, _inside(progress, done, len(sentences), total)))
            for row in window:
                record = _to_record(row, list(islice(answers, len(row.sentences))), engine.name, arguments.round_trip)
                tally.failed_rows += record["back_translation"] is None
                yield json.dumps(record, ensure_ascii=False) + "\n"
            done += len(sentences)
    finally:
        progress.close()


def _inside(progress: ProgressLine, before: int, here: int, total: int) -> Callable[[int, int], None]:
    """The engine's progress through a window of `here` sentences as progress through all."""
    return lambda done, steps: progress("translating", before + here * done // max(steps, 1), total)


def _read_rows(paths: Sequence[str], from_format: str | None, tally: _Tally) -> Iterator[_Row]:
    """Rows of all inputs, numbered from 0 where they have no id; an input that fails is said and counted."""
    from mtqa import reading

    stdin = read_stdin(paths)
    for path in paths:
        try:
            for name in reading.expand([path]):
                for document in reading.read(name, format=from_format, stdin=stdin):
                    yield from _rows_of(document.segments, name)
        except MtqaError as error:
            tally.failed_inputs += 1
            print(f"mtqa: {error}", file=sys.stderr)


def _rows_of(segments: Sequence[Segment], name: str) -> Iterator[_Row]:
    number = 0
    for segment in segments:
        sentences = _split(segment.text, name, segment.id)
        if segment.is_row:
            yield _Row(segment.id, segment.text, sentences)
            continue
        for sentence in sentences:
            yield _Row(number, sentence, (sentence,))
            number += 1


def _split(text: str, name: str, row: str | int) -> tuple[str, ...]:
    from mtqa import segmenting

    sentences = tuple(" ".join(text[start:end].split()) for start, end in segmenting.split_text(text))
    for sentence in sentences:
        if len(sentence) > _LONG_SENTENCE_CHARS:
            print(
                f"mtqa: {name}: {row}: a sentence of {len(sentence)} characters is longer than engines translate well: "
                f"{sentence[:40]}...",
                file=sys.stderr,
            )
    return sentences


def _to_record(row: _Row, answers: Sequence[BackTranslation], engine: str, round_trip: bool) -> dict[str, object]:
    record: dict[str, object] = {
        "id": row.id,
        "text": row.text,
        # One sentence without an answer leaves a hole that a reader would take for an omission in the French.
        "back_translation": _join([answer.text for answer in answers]),
    }
    if round_trip:
        record["round_trip"] = _join([answer.round_trip or "" for answer in answers])
    record["engine"] = engine
    if problems := sorted({answer.problem for answer in answers if answer.problem}):
        record["problem"] = "; ".join(problems)
    return record


def _join(parts: Sequence[str]) -> str | None:
    return " ".join(parts) if all(parts) else None


def _settings_of(arguments: argparse.Namespace) -> EngineSettings:
    from mtqa.backtranslating import EngineSettings

    if arguments.jobs < 0:
        raise UsageError(f"--jobs must be 0 or more, not {arguments.jobs}")
    if arguments.engine in ("file", "none"):
        raise UsageError(f"--engine {arguments.engine} translates nothing; name a translator, or leave it out")
    return EngineSettings(
        name=arguments.engine,
        round_trip=arguments.round_trip,
        model=arguments.model,
        back_model=arguments.back_model,
        device=arguments.device,
        offline=arguments.offline,
        threads=arguments.jobs,
        use_cache=not arguments.no_cache,
    )


def _clear_cache() -> None:
    from mtqa.backtranslating.store import TranslationStore

    store = TranslationStore()
    print(f"mtqa: {store.clear()} translations forgotten ({store.path})", file=sys.stderr)
