"""The reader for HTML pages: the main text of the page, a blank line between paragraphs.

trafilatura chooses the main text, but it folds no-break spaces and knows neither what is protected nor where in the
file a paragraph stood. So what must survive is marked in the page beforehand, with characters that the page does not
hold, and the marks are taken out of the text afterwards; lines are found by matching the paragraphs with the page.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.errors import InputError
from mtqa.reading.decoding import DECLARABLE, Decoded, decode, within_limits
from mtqa.reading.page_text import INVALID_IN_XML, LineFinder, Marks, paragraphs, parted
from mtqa.reading.source import Source
from mtqa.reading.suppression import find_suppressions

CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.I
)
CHARSET_WITHIN_BYTES = 4096
# Choosing the main text takes 70 to 150 µs an element, the more the larger the page: half a minute for this many, which
# no article comes near.
MOST_ELEMENTS = 100_000
# A page of 50 MB took 1.7 GB and half a minute to find that it was one paragraph.
MOST_CHARS = 16_000_000
# The limit of libxml2 2.14. In 2.12, which lxml 5 brings, HTML had none where text may be long, and lxml takes half a
# minute to walk through 100,000 nested elements.
MOST_DEPTH = 2_048
_HIDDEN = re.compile(r"hid|noprint|notloaded|sr-only|screen-?reader", re.I)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>?")  # also one that is not closed as XML wants it


def read_html(source: Source) -> Document:
    """One segment with the page's main text, or all its text where no main text is found.

    `protected` holds <code>, <pre>, <kbd>, <samp> and what is marked translate="no"; lines are those of the
    paragraph's element, as near as they can be found. Raises InputError for a page without text.
    """
    decoded = _decode_page(source)
    suppressions = find_suppressions(source, decoded.text)
    page = parse_page(source, decoded.text)
    if page is None:
        raise source.error("holds no HTML elements; give a page, or read it with --from text")
    simplify(page)
    finder = LineFinder(page)
    marks = Marks.absent_from(page.text_content())
    marks.put_into(page)
    text, protected, spans = marks.take_out(_all_paragraphs(page))
    if not text:
        raise source.error("holds no text; if scripts fill the page, save it from a browser")
    anchors = tuple(Anchor(start, finder.line_of(text[start:end]), 1) for start, end in spans)
    segment = Segment(
        id=0, text=text, anchors=anchors, exact_columns=False, protected=protected, ignore=suppressions.codes
    )
    return Document(source.name, "html", (segment,), decoded.encoding)


def _decode_page(source: Source) -> Decoded:
    """The page by its declared charset where that fits, else as any text."""
    declared = CHARSET.search(source.data, 0, CHARSET_WITHIN_BYTES)
    if declared and not source.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = (declared[1] or declared[2]).decode("ascii").lower()
        encoding = DECLARABLE.get(name)
        if encoding and b"\0" not in source.data:
            try:
                return within_limits(source, Decoded(source.data.decode(encoding), encoding))
            except UnicodeDecodeError:
                pass  # a page that does not keep its own declaration is read like one without
    return decode(source)


def parse_page(source: Source, text: str) -> Any:
    """The page's tree, None where there is no element in it.

    Raises InputError for elements nested deeper than 2,048, since libxml2 leaves out all the text from there on or
    takes very long, and for more elements or characters than can be read in reasonable time.
    """
    from lxml import etree, html

    if len(text) > MOST_CHARS:
        raise source.error(
            f"is longer than {MOST_CHARS:,} characters of HTML; split the page, or save its text as .txt"
        )
    # lxml refuses text that declares an encoding, and takes no control characters.
    clean = INVALID_IN_XML.sub(" ", XML_DECLARATION.sub(lambda found: " " * len(found[0]), text))
    parser = html.HTMLParser(huge_tree=True)
    try:
        page = html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_fatals()):
        raise _nests_too_deep(source)
    _check_size(source, page)
    return page


def _check_size(source: Source, page: Any) -> None:
    """Raises InputError for too many elements, comments and instructions counted, or too deep ones."""
    from lxml import etree

    nodes = depth = 0
    for event, _ in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
        if event == "end":
            depth -= 1
            continue
        nodes += 1
        depth += event == "start"
        if nodes > MOST_ELEMENTS:
            raise source.error(
                f"holds more than {MOST_ELEMENTS:,} HTML elements; split the page, or save its text as .txt"
            )
        if depth > MOST_DEPTH:
            raise _nests_too_deep(source)


def _nests_too_deep(source: Source) -> InputError:
    return source.error("nests HTML elements deeper than can be read; simplify its markup")


def simplify(page: Any) -> None:
    """Makes the page fit for trafilatura.

    Comments, instructions and prefixes of elements make its XML ill-formed; and by the names of classes it takes words
    out of the middle of a sentence, as in `choisissez <span class="menuitem">Insertion</span> pour`.
    """
    from lxml import etree

    etree.strip_tags(page, etree.Comment, etree.ProcessingInstruction)
    for element in page.iter("*"):
        if ":" in element.tag:
            element.tag = "span"
        if element.tag == "span" and _stands_in_text(element) and not _HIDDEN.search(element.get("class", "")):
            for name in ("class", "id", "role"):
                element.attrib.pop(name, None)


def _stands_in_text(element: Any) -> bool:
    """Whether text of the same parent stands right before or after the element."""
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail
    return bool((text or "").strip() or (element.tail or "").strip())


def _all_paragraphs(page: Any) -> list[str]:
    """The main text's paragraphs, else the body's; before them the page's one <h1>, which may stand outside them."""
    titles = page.findall(".//h1")
    title = paragraphs(titles[0]) if len(titles) == 1 else []
    body = page.find("body")
    fallback = paragraphs(page if body is None else body)
    found = parted(_main_paragraphs(page), fallback)
    if not found:
        return fallback
    return found if all(text in found for text in title) else [*title, *found]


def _main_paragraphs(page: Any) -> list[str]:
    """The paragraphs of what trafilatura takes for the main text, with headings and tables, without comments."""
    import trafilatura
    from lxml import etree

    # Its log speaks of pages without main text; this reader handles them.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        extracted = trafilatura.extract(page, output_format="xml", include_comments=False, include_tables=True)
        main = etree.fromstring(extracted.encode()).find("main") if extracted else None
    except etree.XMLSyntaxError:  # trafilatura wrote something that is no XML, and may read it again itself
        return []
    return [] if main is None else paragraphs(main)
