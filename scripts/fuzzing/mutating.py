"""Seeded mutations of bytes: the same seed gives the same inputs on every machine."""

# ruff: noqa: E501 - tables of pieces read best unbroken

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape as escape_xml

# What parsers and text code stumble over, whatever the format.
NASTY: tuple[bytes, ...] = (
    b"\0", b"\r", b"\n", b"\r\n", b"\t", b"\x0b", b"\x0c", b"\x1a", b"\x1b[31m", b"\x7f", b"\x85", b"\xa0", b"\xff\xfe", b"\xfe\xff",
    b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xc3", b"\xe2\x80", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xf4\x90\x80\x80",
    b"\xc0\xaf", "\u2028".encode(), "\u2029".encode(), "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), "\u200d".encode(),
    "\ufeff".encode(), "\ufffe".encode(), "\uffff".encode(), "e\u0301".encode(), ("a" + "\u0301" * 200).encode(), "ﬁ".encode(),
    "İ".encode(), "ß".encode(), "👩\u200d👩\u200d👧".encode(), "\U0010ffff".encode(), "١٢".encode(), "¹".encode(), "\u1160".encode(),
    b"-1", b"0", b"1e999", b"NaN", b"-Infinity", b"9" * 400, b"0x", b"[" * 60, b"{" * 60, b"(" * 60, b'{"a":' * 60, b"a" * 3000, b" " * 3000,
    b'"' * 50, b"'", b'"', b"\\", b"\\u0000", b"\\ud800", b"\\udc00", b"\\ud83d\\ude00", b"\\x", b"%", b"%s", b"%n", b"{", b"}", b"${x}",
    b"<", b">", b"</", b"/>", b"<!--", b"-->", b"--!>", b"<![CDATA[", b"]]>", b"<!DOCTYPE x>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<?xml version='1.0' encoding='x'?>", b"<?x", b"?>", b"&", b"&amp;", b"&a;", b"&#0;",
    b"&#8;", b"&#xD800;", b"&#x110000;", b"&#x1F600;", b"&#99999999999999999999;", b"<p>" * 60, b"<div><b>" * 60, b"</p></div>" * 30,
    b"<table><tr><td>", b"<script>", b"<style>", b"<svg><math>", b"<template>", b"<iframe src=x>", b"<base href='http://a@b/'>", b"<plaintext>",
    b"<meta charset=utf-7>", b"xmlns='x'", b"xml:lang='fr'", b"translate='no'", b"../../../etc/passwd", b"http://u:p@[::1]:99999/", b"=cmd()",
    b"<!-- mtqa: ignore FR101 -->", b"<!-- mtqa: ignore -->", b"\n<!-- mtqa: ignore ", b"\n" * 300, b"\r" * 300, b"\r\n\n\r" * 50,
)  # fmt: skip
# Where the values of a format stand, and how a text is written as one: changed there, an input gets past the parser.
_JSON_VALUE, _XML_VALUE = re.compile(rb'(?<=")[^"\\\n]*(?=")'), re.compile(rb"(?<=>)[^<>]*(?=<)|(?<=\")[^\"<>]*(?=\")")
_QUOTED: tuple[re.Pattern[bytes], Callable[[str], str]] = (_JSON_VALUE, lambda text: json.dumps(text)[1:-1])
_MARKED_UP: tuple[re.Pattern[bytes], Callable[[str], str]] = (
    _XML_VALUE,
    lambda text: escape_xml(text, {'"': "&quot;"}),
)
VALUES: dict[str, tuple[re.Pattern[bytes], Callable[[str], str]]] = {
    **dict.fromkeys(("jsonl", "po", "config", "pyproject", "baseline", "state", "side_rows", "model_card"), _QUOTED),
    **dict.fromkeys(("html", "feed", "xliff", "tmx"), _MARKED_UP),
    "tsv": (re.compile(rb"(?<=\t)[^\t\n]*(?=[\t\n])"), lambda text: re.sub(r"[\t\r\n]", " ", text)),
    "csv": (re.compile(rb'(?<=[,;\n])[^",;\n]*(?=[,;\n])'), lambda text: '"' + text.replace('"', '""') + '"'),
}
BINARY = frozenset(("parquet", "cache", "compressed"))
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "mac-roman", "iso-8859-15", "utf-8-sig")
MOST_BYTES = 16_384


class Mutator:
    """Makes inputs out of seeds; `dictionary` holds the pieces that mean something to the format."""

    def __init__(self, format: str, seeds: Sequence[bytes], dictionary: Sequence[bytes], seed: str) -> None:
        self._seeds = seeds
        self._values = VALUES.get(format.removesuffix("_stream"))
        self._is_binary = format in BINARY
        self._pieces = dictionary or NASTY
        self._random = random.Random(seed)
        self._moves: tuple[Callable[[bytearray], None], ...] = (
            self._flip, self._insert_piece, self._insert_piece, self._insert_nasty, self._delete, self._repeat, self._move,
            self._splice, self._replace_number, self._truncate, self._random_bytes,
        )  # fmt: skip

    def next(self) -> bytes:
        """The next input: a seed with a few changes, seldom pieces alone, seldom in another encoding."""
        rng = self._random
        if self._values and rng.random() < 0.5:
            return self.with_other_values(rng.choice(self._seeds))
        if self._is_binary and rng.random() < 0.6:
            data = bytearray(rng.choice(self._seeds))
            rng.choice((self._flip, self._flip, self._truncate, self._random_bytes, self._delete))(data)
            return bytes(data)
        if rng.random() < 0.08:
            data = bytearray(b"".join(rng.choice(self._pieces) for _ in range(rng.randrange(1, 12))))
        else:
            data = bytearray(rng.choice(self._seeds))
        for _ in range(min(int(rng.expovariate(0.35)) + 1, 24)):
            rng.choice(self._moves)(data)
            del data[MOST_BYTES:]
        if rng.random() < 0.06:
            return data.decode("utf-8", "replace").encode(rng.choice(ENCODINGS), "replace")
        return bytes(data)

    def with_other_values(self, data: bytes) -> bytes:
        """`data` with some of its values changed and written as the format writes them, where it has such values."""
        if not self._values:
            return data
        pattern, written = self._values
        found = list(pattern.finditer(data))
        changed = bytearray(data)
        for value in sorted(
            self._random.sample(found, min(len(found), self._random.choice((1, 1, 2, 5)))),
            key=re.Match.start,
            reverse=True,
        ):
            text = bytearray(value[0])
            for _ in range(self._random.choice((1, 1, 2, 4))):
                self._random.choice(self._moves)(text)
            changed[value.start() : value.end()] = written(text.decode("utf-8", "replace")).encode("utf-8", "replace")
        return bytes(changed[:MOST_BYTES])

    def _place(self, data: bytearray) -> int:
        return self._random.randrange(len(data) + 1)

    def _span(self, data: bytearray, most: int = 200) -> slice:
        start = self._place(data)
        return slice(start, start + self._random.randrange(1, most))

    def _flip(self, data: bytearray) -> None:
        if data:
            data[self._random.randrange(len(data))] ^= 1 << self._random.randrange(8)

    def _insert_piece(self, data: bytearray) -> None:
        place = self._place(data)
        data[place:place] = self._random.choice(self._pieces)

    def _insert_nasty(self, data: bytearray) -> None:
        place = self._place(data)
        data[place:place] = self._random.choice(NASTY) * self._random.choice((1, 1, 1, 2, 7))

    def _delete(self, data: bytearray) -> None:
        del data[self._span(data)]

    def _repeat(self, data: bytearray) -> None:
        span = self._span(data, 60)
        data[span.start : span.start] = data[span] * self._random.choice((1, 2, 3, 40))

    def _move(self, data: bytearray) -> None:
        span = self._span(data)
        part = data[span]
        del data[span]
        place = self._place(data)
        data[place:place] = part

    def _splice(self, data: bytearray) -> None:
        other = self._random.choice(self._seeds)
        place = self._random.randrange(len(other) + 1)
        data[self._place(data) :] = other[place:]

    def _replace_number(self, data: bytearray) -> None:
        places = [place for place, byte in enumerate(data) if 0x30 <= byte <= 0x39]
        if places:
            place = self._random.choice(places)
            data[place : place + 1] = self._random.choice((b"", b"-1", b"0", b"1e400", b"9" * 30, b"1.5", b"\xd9\xa1"))

    def _truncate(self, data: bytearray) -> None:
        del data[self._place(data) :]

    def _random_bytes(self, data: bytearray) -> None:
        place = self._place(data)
        data[place:place] = self._random.randbytes(self._random.randrange(1, 9))
