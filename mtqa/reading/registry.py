"""Which reader reads what: by the format's name, else by suffix, else by what the text looks like."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import cast
from urllib.parse import urlsplit

from mtqa.errors import UsageError
from mtqa.reading.compressed import COMPRESSION_SUFFIXES
from mtqa.reading.csv import read_csv
from mtqa.reading.decoding import decode
from mtqa.reading.feed import read_feed
from mtqa.reading.html import read_html
from mtqa.reading.jsonl import read_jsonl
from mtqa.reading.lines import lines_of, read_lines
from mtqa.reading.parquet import is_parquet, read_parquet
from mtqa.reading.po import read_po
from mtqa.reading.source import Reader, Source, printable
from mtqa.reading.text import read_text
from mtqa.reading.tmx import read_tmx
from mtqa.reading.tsv import read_tsv
from mtqa.reading.xliff import read_xliff
from mtqa.reading.xml import PROLOG, decode_xml

READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "tsv": read_tsv,
    "csv": read_csv,
    "lines": read_lines,
    "parquet": read_parquet,
    "feed": read_feed,
    "xliff": read_xliff,
    "tmx": read_tmx,
    "po": read_po,
}
FORMAT_BY_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".tsv": "tsv",
    ".csv": "csv",
    ".parquet": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".tmx": "tmx",
    ".po": "po",
}
# The root element of XML under any other name.
FORMAT_BY_ROOT = {"rss": "feed", "feed": "feed", "rdf": "feed", "xliff": "xliff", "tmx": "tmx"}
PLUGIN_GROUP = "mtqa.readers"

LOOKED_AT_CHARS = 4096
HTML_START = re.compile(r"<!doctype\s+html|<(html|head|body)\b", re.IGNORECASE)
ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w-]+)(?=[\s/>])")


def find_reader(source: Source, format: str | None) -> Reader:
    """The reader of the named `format`, or the one that `source` calls for.

    Raises UsageError for a format that neither the registry nor a plug-in knows, InputError for what none reads.
    """
    chosen = format_of(source, format)
    return READERS.get(chosen) or _plugin(chosen)


def format_of(source: Source, format: str | None = None) -> str:
    """The named `format`, or the one that suffix and content call for. Raises InputError for what no reader takes."""
    return format or FORMAT_BY_SUFFIX.get(suffix_of(source.name)) or _format_by_content(source)


def is_readable_xml(data: bytes) -> bool:
    """Whether a file that begins with `data` is XML that a reader takes, or may be for all that can be seen."""
    beginning = _root(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    return beginning is None or beginning in FORMAT_BY_ROOT


def suffix_of(name: str) -> str:
    """The suffix in lower case that says the format: of `a.jsonl.gz` it is `.jsonl`."""
    path = PurePath(urlsplit(name).path if name.startswith(("http://", "https://")) else name)
    return (path.with_suffix("") if path.suffix.lower() in COMPRESSION_SUFFIXES else path).suffix.lower()


def _plugin(name: str) -> Reader:
    """A reader that another package brings under the entry point group `mtqa.readers`."""
    from importlib.metadata import entry_points  # 20 ms that only an unknown name is worth

    plugins = entry_points(group=PLUGIN_GROUP)
    if name not in plugins.names:
        known = ", ".join(sorted(READERS.keys() | plugins.names))
        raise UsageError(f"--from {printable(name)}: no such format; give one of {known}")
    plugin = plugins[name]
    try:
        return cast(Reader, plugin.load())
    except Exception as error:  # whatever a foreign module raises at import
        problem = f"the reader {plugin.value} does not load ({type(error).__name__}); reinstall its package"
        raise UsageError(f"--from {printable(name)}: {problem}") from error


def _format_by_content(source: Source) -> str:
    if is_parquet(source.data):
        return "parquet"
    text = (decode_xml if source.data.lstrip().startswith(b"<") else decode)(source).text
    beginning = text[:LOOKED_AT_CHARS]
    prolog = PROLOG.match(beginning)
    if HTML_START.match(beginning, prolog.end() if prolog else 0):
        return "html"
    root = _root(beginning)
    if root in FORMAT_BY_ROOT:
        return FORMAT_BY_ROOT[root]
    if re.match(r"\s*<\?xml\b", beginning):
        raise source.error("is XML of a kind that no reader takes; save its text as .txt, or name a format with --from")
    first = next(line.text for line in lines_of(text) if not line.is_blank())
    return _format_of_rows(first) or ("jsonl" if _is_json_row(first) else "text")


def _root(beginning: str) -> str | None:
    """The name of the root element in lower case, None where no element has begun."""
    prolog = PROLOG.match(beginning)
    root = ROOT.match(beginning, prolog.end() if prolog else 0)
    return root[1].lower() if root else None


def _format_of_rows(header: str) -> str | None:
    """TSV or CSV where one of several columns is named `text`."""
    for delimiter, format in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        cells = [cell.strip().strip('"').lower() for cell in header.split(delimiter)]
        if len(cells) > 1 and "text" in cells:
            return format
    return None


def _is_json_row(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
