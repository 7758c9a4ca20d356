"""Which reader reads what: by the format's name, else by suffix, else by what the text looks like."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import cast

from mtqa.errors import UsageError
from mtqa.reading.decoding import decode
from mtqa.reading.html import read_html
from mtqa.reading.jsonl import read_jsonl
from mtqa.reading.lines import lines_of, read_lines
from mtqa.reading.source import Reader, Source, printable
from mtqa.reading.text import read_text
from mtqa.reading.tsv import read_tsv

READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "tsv": read_tsv,
    "lines": read_lines,
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
}
PLUGIN_GROUP = "mtqa.readers"

LOOKED_AT_CHARS = 4096
HTML_START = re.compile(r"\s*(<!--.*?-->\s*)*(<\?xml[^>]*>\s*)?(<!doctype html|<(html|head|body)\b)", re.I | re.S)
XML_START = re.compile(r"\s*<\?xml\b")


def find_reader(source: Source, format: str | None) -> Reader:
    """The reader of the named `format`, or the one that `source` calls for.

    Raises UsageError for a format that neither the registry nor a plug-in knows, InputError for what none reads.
    """
    if format is not None:
        return READERS.get(format) or _plugin(format)
    suffix = PurePath(source.name).suffix.lower()
    return READERS[FORMAT_BY_SUFFIX.get(suffix) or _format_by_content(source)]


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
    text = decode(source).text
    if HTML_START.match(text, 0, LOOKED_AT_CHARS):
        return "html"
    if XML_START.match(text):
        raise source.error("is XML of a kind that no reader takes; save its text as .txt, or name a format with --from")
    first = next(line.text for line in lines_of(text) if not line.is_blank())
    if "text" in [cell.strip().lower() for cell in first.split("\t")] and "\t" in first:
        return "tsv"
    return "jsonl" if _is_json_row(first) else "text"


def _is_json_row(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
