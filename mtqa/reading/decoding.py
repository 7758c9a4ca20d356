"""Bytes to text: byte order marks, UTF-8, UTF-16, Windows-1252; what is no text is refused with a remedy.

A wrong guess would turn every accent into a finding, so a fallback is taken only where the result looks like French.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mtqa.errors import InputError
from mtqa.reading.source import Source

# The longer marks first: the UTF-32 LE mark begins with the UTF-16 LE mark. Each codec drops the mark.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What files of other kinds begin with, and what to do with them.
BINARY_MAGIC = (
    (b"PK\x03\x04", "a zip archive (perhaps .docx, .odt or .epub)", "save its text as .txt or .html first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save its text as .txt or .html first"),
    (b"{\\rtf", "an RTF document", "save its text as .txt or .html first"),
    (b"%PDF-", "a PDF", "extract its text first, for instance with pdftotext"),
    (b"\x1f\x8b", "gzip-compressed", "uncompress it first"),
    (b"\xfd7zXZ\x00", "xz-compressed", "uncompress it first"),
    (b"BZh", "bzip2-compressed", "uncompress it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "uncompress it first"),
    (b"\x89PNG", "a PNG image", "give a text file"),
    (b"\xff\xd8\xff", "a JPEG image", "give a text file"),
    (b"GIF8", "a GIF image", "give a text file"),
    (b"\x7fELF", "a program", "give a text file"),
)

# Letters and marks above ASCII that French text, its names and its quotations use. MacRoman or DOS bytes taken for
# Windows-1252 give other ones (MacRoman é reads as Ž, DOS é as ‚), and so fail the test in _as_windows_1252.
WESTERN_MARKS = frozenset("ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒÆàâäçèéêëîïôöùûüÿœæ«»‘’“”–—…•·€°§©®™²³½£ÁÍÑÓÚÅØáíñóúåøãõß¡¿\xa0\xad")
LEAST_WESTERN_SHARE = 0.9
# Accents and typographic marks are 3 to 6 % of French, more in a line of few words; Greek or Cyrillic in a one-byte
# code is nearly all high bytes.
MOST_HIGH_SHARE = 0.4
# Of the bytes of UTF-16 French, nearly half are zero.
LEAST_ZERO_SHARE = 0.4
MOST_CONTROL_SHARE = 0.1
# What a file may say of itself. As browsers do, ISO-8859-1 and ASCII are read as Windows-1252, which has the
# typographic marks that texts use.
DECLARABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "windows-1252": "windows-1252",
    "cp1252": "windows-1252",
    "iso-8859-15": "iso-8859-15",
    "macintosh": "mac-roman",
}
# Each line of a file that is read whole takes memory of its own, some hundred bytes, were it empty.
MOST_LINES = 2_000_000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the Python codec that gave it: `data.decode(encoding) == text`."""

    text: str
    encoding: str


def decode(source: Source) -> Decoded:
    """The text of `source`, line ends untouched, without byte order mark.

    Raises InputError for empty input, for binary data, for text in an encoding that is not recognised, and for more
    lines than can be held.
    """
    if not source.data:
        raise empty(source)
    for magic, kind, remedy in BINARY_MAGIC:
        if source.data.startswith(magic):
            raise source.error(f"is {kind}, not text; {remedy}")
    decoded = _by_mark(source) or _as_bare_utf_16(source.data) or _as_one_byte_units(source)
    if not decoded.text.strip():
        raise empty(source)
    controls = len(CONTROL.findall(decoded.text))
    if "\0" in decoded.text or controls > MOST_CONTROL_SHARE * len(decoded.text):
        raise source.error("is binary, not text; give a text file, or save its text as UTF-8")
    return within_limits(source, decoded)


def within_limits(source: Source, decoded: Decoded) -> Decoded:
    """The same again. Raises InputError for more than `MOST_LINES` lines."""
    if decoded.text.count("\n") + decoded.text.count("\r") - decoded.text.count("\r\n") > MOST_LINES:
        raise too_many(source, MOST_LINES, "lines")
    return decoded


def too_many(source: Source, most: int, what: str) -> InputError:
    """The error of a file that holds more than can be read whole."""
    return source.error(
        f"has more than {most:,} {what}; cut it into several, or check files of rows with --format jsonl or tsv, "
        "which reads them piece by piece"
    )


def decode_declared(source: Source, declared: str | None) -> Decoded:
    """The text of a file that names its own encoding; the bytes decide where they contradict it.

    Accented French in another encoding is next to never valid UTF-8, so what is valid UTF-8 is read as that. Raises
    InputError as `decode` does.
    """
    encoding = DECLARABLE.get((declared or "").strip().lower())
    if encoding not in (None, "utf-8") and b"\0" not in source.data:
        try:
            source.data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return within_limits(source, Decoded(source.data.decode(encoding), encoding))
            except UnicodeDecodeError:
                pass  # a file that does not keep its own declaration is read like one without
    return decode(source)


def empty(source: Source) -> InputError:
    """The error of an input without text."""
    return source.error("is empty; give it the French text to check")


def _by_mark(source: Source) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if source.data.startswith(mark):
            try:
                return Decoded(source.data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                problem = f"begins with the {name} mark, but byte {error.start} is not {name}; save it again as UTF-8"
                raise source.error(problem) from None
    return None


def _as_bare_utf_16(data: bytes) -> Decoded | None:
    """UTF-16 without mark: in Latin script nearly every other byte is zero, and the zeros all fall on one side."""
    if len(data) % 2 or b"\0" not in data:
        return None
    first, second = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if second > first else "utf-16-be"
    many, few = max(first, second), min(first, second)
    if few or many < LEAST_ZERO_SHARE * len(data):
        return None
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _as_one_byte_units(source: Source) -> Decoded:
    if b"\0" in source.data:
        raise source.error("is binary, not text; give a text file, or save its text as UTF-8")
    try:
        return Decoded(source.data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        text = _as_windows_1252(source.data)
        if text is not None:
            return Decoded(text, "windows-1252")
        line = source.data.count(b"\n", 0, error.start) + 1
        problem = f"byte {error.start} is neither UTF-8 nor plausible Windows-1252; save the file as UTF-8"
        raise source.error(problem, line) from None


def _as_windows_1252(data: bytes) -> str | None:
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    high = [mark for mark in text if mark > "\x7f"]
    western = sum(mark in WESTERN_MARKS for mark in high)
    # More than one UTF-8 sequence for each stray byte: UTF-8 that was damaged, which Windows-1252 would turn to "Ã©".
    sequences = UTF8_SEQUENCE.findall(data)
    stray = len(high) - sum(map(len, sequences))
    if len(sequences) > stray or len(high) > MOST_HIGH_SHARE * len(text) or western < LEAST_WESTERN_SHARE * len(high):
        return None
    return text
