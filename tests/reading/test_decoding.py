"""decode: what is text is read, what is none is refused by name and with a remedy."""

from __future__ import annotations

import codecs
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtqa.errors import InputError, MtqaError
from mtqa.reading.decoding import decode
from mtqa.reading.source import Source

TEXT = "L’été à Orléans : « un cœur », 50 %.\r\nŒuvres — complètes…\n"


@pytest.mark.parametrize(
    ("mark", "encoding", "reported"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
        (b"", "windows-1252", "windows-1252"),
    ],
)
def test_each_encoding_gives_the_same_text_with_its_line_ends(mark: bytes, encoding: str, reported: str) -> None:
    data = mark + TEXT.encode(encoding)
    decoded = decode(Source("a.txt", data))
    assert (decoded.text, decoded.encoding) == (TEXT, reported)
    assert data.decode(decoded.encoding) == TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: is empty; give it"),
        (b" \n\t\r\n", "a.txt: is empty; give it"),
        (codecs.BOM_UTF8, "a.txt: is empty; give it"),
        (b"PK\x03\x04rest", "a.txt: is a zip archive (perhaps .docx, .odt or .epub), not text; save its text"),
        (b"%PDF-1.7", "a.txt: is a PDF, not text; extract its text first"),
        (b"\x1f\x8b\x08", "a.txt: is gzip-compressed, not text; uncompress it first"),
        (b"\x89PNG\r\n", "a.txt: is a PNG image, not text"),
        (b"abc\0def\0", "a.txt: is binary, not text"),
        (b"abc\0\0def\0\0\0", "a.txt: is binary, not text"),
        (b"\x01\x02\x03\x04abc", "a.txt: is binary, not text"),
        (codecs.BOM_UTF16_LE + b"a\0b", "a.txt: begins with the UTF-16 mark, but byte 4 is not UTF-16; save it again"),
        (
            b"une ligne\nune \x81 autre",
            "a.txt:2: byte 14 is neither UTF-8 nor plausible Windows-1252; save the file as UTF-8",
        ),
        ("un été à la mer, un hiver à la montagne".encode("mac-roman"), "neither UTF-8 nor plausible"),
        ("un été à la mer, un hiver à la montagne".encode("cp850"), "neither UTF-8 nor plausible"),
        ("Привет, как дела".encode("cp1251"), "neither UTF-8 nor plausible"),
        ("été, forêt, café".encode() + b"\xe9", "neither UTF-8 nor plausible"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as error:
        decode(Source("a.txt", data))
    assert "\n" not in str(error.value)


def test_names_are_printable_in_messages() -> None:
    with pytest.raises(InputError, match=r"^a\\nb\\udce9: is empty"):
        decode(Source("a\nb\udce9", b""))
    with pytest.raises(InputError, match=r"^standard input: is empty"):
        decode(Source("-", b""))


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(Source("a", data))
    except MtqaError as error:
        assert str(error).startswith("a:")
    else:
        assert data.decode(decoded.encoding) == decoded.text


@given(
    st.text(alphabet="abé ’œ\n.", min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_french_text_survives(text: str, encoding: str) -> None:
    # Without mark and mostly without zero bytes (a text of typographic marks alone) UTF-16 cannot be told.
    assume(text.strip() and (encoding not in ("utf-16-le", "utf-16-be") or text.isascii()))
    assert decode(Source("a", text.encode(encoding))).text == text
