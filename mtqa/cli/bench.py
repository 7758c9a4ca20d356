"""`mtqa bench`: measured quality and speed, on what ships with mtqa or on one's own marked texts."""

from __future__ import annotations

import argparse

from mtqa.cli import options
from mtqa.cli.output import refuse_clashes, write_output
from mtqa.cli.progress import ProgressLine

FORMATS = ("console", "json")
_GOLD = """\
Without --gold it measures on the corpora that ship with mtqa: hand-marked articles and right sentences. That needs no
repository and no network. (scripts/measure_quality.py of the repository measures beside other checkers and on more.)

--gold FILE measures on your own judged texts, one a row of JSON Lines, and advises thresholds:
  {"text": "Il vit dans dans un port.", "spans": [{"start": 7, "end": 16, "severity": "major", "category": "style"}]}
  {"text": "Le maire est parti.", "spans": []}
  {"text": "Le maire partir.", "label": "bad"}
spans mark every error of a text (code points, end exclusive; severity and category are optional); label is good or bad.
source, back_translation and reference are optional and count in the scores. FILE.tsv is read as an MQM table: columns
target (the error between <v> and </v>), category, severity, and optionally source.
"""


def configure(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `mtqa bench`."""
    parser = subparsers.add_parser(
        "bench",
        help="measure quality and speed, and advise thresholds",
        description=_GOLD,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--gold", metavar="FILE", help="your own marked texts (JSON Lines, or an MQM table in .tsv)")
    options.add_settings_options(parser)
    parser.add_argument("--format", choices=FORMATS, default="console", help="default: console")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write the result there instead of standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 once it is measured: a benchmark judges nothing. 3 where the gold cannot be read."""
    from mtqa.benchmarking.gold import read_gold
    from mtqa.benchmarking.report import bench_bundled, bench_gold

    read = [name for name in (arguments.gold, arguments.config, *(arguments.words or ())) if name]
    refuse_clashes([arguments.output], read)
    settings = options.settings_of(arguments)
    texts = read_gold(arguments.gold) if arguments.gold else None
    progress = ProgressLine(quiet=arguments.quiet)
    try:
        if texts is None:
            found = bench_bundled(settings, progress)
        else:
            found = bench_gold(arguments.gold, texts, settings, progress)
    finally:
        progress.close()
    if arguments.format == "json":
        from mtqa.benchmarking.record import benchmark_record
        from mtqa.presenting.to_json import dumps

        write_output(dumps(benchmark_record(found), indent=2), arguments.output)
    else:
        from mtqa.benchmarking.console import present

        write_output(present(found), arguments.output)
    return 0
