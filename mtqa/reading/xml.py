"""XML from strangers: no document type, so no entities to expand and nothing to fetch; size and depth bounded.

The document type is looked for in the text before a parser sees it, and the parser is told to load nothing besides.
"""

from __future__ import annotations

import re
from typing import Any

from mtqa.errors import InputError
from mtqa.reading.decoding import Decoded, decode_declared
from mtqa.reading.source import Source, printable

DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
DECLARED_ENCODING = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)""")
# What may stand before the root element, byte order marks included, which libxml2 passes over as well. Possessive: no
# other way to read the same text is tried.
PROLOG = re.compile(r"[\s\ufeff]*+(?:(?:<\?(?>.*?\?>)|<!--(?>.*?-->))[\s\ufeff]*+)*+", re.S)
# A document type without declarations of its own, which names a file that is never opened.
BARE_DOCTYPE = re.compile(r"""<!DOCTYPE\s+\w+(\s+(SYSTEM|PUBLIC\s+("[^"]*"|'[^']*'))\s+("[^"]*"|'[^']*'))?\s*>""")
XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"


def decode_xml(source: Source) -> Decoded:
    """The text by the encoding that the bytes show, else by the declared one, else by the server's."""
    declared = DECLARED_ENCODING.match(source.data, 0, 400)
    return decode_declared(source, declared[1].decode("ascii") if declared else source.charset)


def safe_text(source: Source, decoded: Decoded, *, bare_doctype: bool = False) -> str:
    """The text for a parser: the XML declaration blanked out, lines and columns kept.

    Raises InputError for a document type; `bare_doctype` lets one pass, blanked out, that declares nothing itself.
    """
    declaration = DECLARATION.match(decoded.text)
    text = _blank(declaration) + decoded.text[declaration.end() :] if declaration else decoded.text
    prolog = PROLOG.match(text)
    place = prolog.end() if prolog else 0
    if not text.startswith("<!DOCTYPE", place):
        return text
    bare = BARE_DOCTYPE.match(text, place)
    if bare_doctype and bare:
        return text[:place] + _blank(bare) + text[bare.end() :]
    raise _has_document_type(source, text.count("\n", 0, place) + 1)


def _has_document_type(source: Source, line: int | None = None) -> InputError:
    return source.error("declares a document type (DTD), which may hide entities; take the <!DOCTYPE ...> out", line)


def parse_xml(source: Source, text: str) -> Any:
    """The root element of `text` as `safe_text` gave it, without comments and processing instructions.

    Raises InputError, with the line, for what is not well-formed, nests deeper than 256 elements or holds a text of
    more than 10 MB: libxml2's limits.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        reason = printable(" ".join((error.msg or "no element").split()))[:200]
        raise source.error(f"is not well-formed XML ({reason}); correct the file", error.lineno or 1) from None
    if root.getroottree().docinfo.internalDTD is not None:  # one that `safe_text` did not see, whatever hid it
        raise _has_document_type(source)
    return root


def local_name(element: Any) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, name: str) -> list[Any]:
    """The direct children of this local name, whatever their namespace."""
    return [child for child in element if local_name(child) == name]


def child(element: Any, name: str) -> Any:
    """The first such child, None where there is none."""
    return next(iter(children(element, name)), None)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\r\n]", " ", found[0])


def language_of(element: Any) -> str:
    """The value of `xml:lang`, or of `lang` as older formats write it; empty where there is none."""
    return element.get(XML_NAMESPACE + "lang") or element.get("lang") or ""


def is_french(language: str) -> bool:
    """Whether a language tag (fr, fr-CA, FR_fr) names French."""
    return language.lower().replace("_", "-").split("-")[0] in ("fr", "fra", "fre")


def keeps_space(element: Any) -> bool:
    """Whether `xml:space="preserve"` is in force."""
    path = (element, *element.iterancestors())
    return next((value == "preserve" for part in path if (value := part.get(XML_NAMESPACE + "space"))), False)
