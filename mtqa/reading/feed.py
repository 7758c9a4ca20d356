"""The reader for feeds: RSS 2.0, RSS 1.0 and Atom, one document an item.

feedparser knows what feeds mean, but it reads broken ones as far as it can, and a gate must not pass what was cut off
in the middle. So a strict parser goes first: it refuses what is not well-formed, and tells the lines of the items.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mtqa.domain.text import Anchor, Document, Segment
from mtqa.errors import InputError
from mtqa.reading.fragment import Fragment, join, read_fragment
from mtqa.reading.page_text import FOLDED_SPACE
from mtqa.reading.source import Source, without_credentials
from mtqa.reading.suppression import find_suppressions
from mtqa.reading.xml import decode_xml, local_name, parse_xml, safe_text

FEED_ROOTS = ("rss", "feed", "rdf")
ITEM_NAMESPACES = (
    "",
    "http://purl.org/rss/1.0/",
    "http://www.w3.org/2005/Atom",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
)
HEADERS = {"content-type": "application/xml; charset=utf-8"}
MOST_CHARS_LABEL = 200
# Each paragraph of a summary is looked for in the content, which must not take forever.
MOST_PARAGRAPHS_SUMMARY = 50
PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a feed as a document, and the address of the page it announces (empty where it names none)."""

    document: Document
    link: str


def read_feed(source: Source) -> list[Document]:
    """A document an item, in the feed's order: its title, its summary and its content, a blank line between them.

    A paragraph of the summary that the content repeats is left out. `name` is the feed's name, `#`, and the item's
    link, else its id, title or number. Places are those of the item in the feed. An item without any text is a
    document without text. Raises InputError for what is no well-formed feed, holds a document type, or has no item.
    """
    return [item.document for item in read_items(source)]


def read_items(source: Source) -> list[Item]:
    """The items of a feed with their links. Raises InputError as `read_feed` does."""
    decoded = decode_xml(source)
    text = safe_text(source, decoded)
    lines = _item_lines(source, text)
    entries = _entries(source, text, len(lines))
    if len(lines) != len(entries):
        lines = [1] * len(entries)
    names = _names(source, entries)
    return [
        Item(_document(source, name, line, entry, decoded.encoding), _link(entry))
        for name, line, entry in zip(names, lines, entries, strict=True)
    ]


def _item_lines(source: Source, text: str) -> list[int]:
    root = parse_xml(source, text)
    if local_name(root).lower() not in FEED_ROOTS:
        raise source.error(f"is no feed: its root is <{local_name(root)}>; give RSS or Atom, or name another format")
    names = [f"{{{space}}}{kind}" if space else kind for space in ITEM_NAMESPACES for kind in ("item", "entry")]
    return [element.sourceline for element in root.iter(*names)]


def _entries(source: Source, text: str, least: int) -> Sequence[Any]:
    import feedparser

    # As a stream: feedparser takes a string for an address to fetch or a file to open.
    try:
        feed = feedparser.parse(
            io.BytesIO(text.encode()), response_headers=HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # what its parser meets in odd feeds, for one a namespace with a no-break space
        raise _unreliable(source, error) from None
    if feed.bozo:
        raise _unreliable(source, feed.bozo_exception)
    if not feed.entries:
        raise source.error("is a feed without items; give it an item to check")
    if len(feed.entries) < least:
        raise source.error(f"only {len(feed.entries)} of its {least} items can be read; check it with a feed validator")
    return list(feed.entries)


def _unreliable(source: Source, error: Exception) -> InputError:
    reason = type(error).__name__
    return source.error(f"is not a feed that can be relied on ({reason}); check it with a feed validator")


def _names(source: Source, entries: Sequence[Any]) -> Iterator[str]:
    """A name an item, each different: an item that names itself like one before it gets a number."""
    used: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        given = entry.get("link") or entry.get("id") or entry.get("title") or f"item {number}"
        label = without_credentials(" ".join(str(given).split())[:MOST_CHARS_LABEL])
        used[label] = used.get(label, 0) + 1
        yield f"{source.name}#{label}" + (f"~{used[label]}" if used[label] > 1 else "")


def _link(entry: Any) -> str:
    """The item's link; feedparser takes an id for one where there is none."""
    link = str(entry.get("link") or "")
    return link if link != entry.get("id") or link.startswith(("http://", "https://")) else ""


def _document(source: Source, name: str, line: int, entry: Any, encoding: str) -> Document:
    own = Source(name, b"")
    title = _fragment(own, entry.get("title_detail"))
    title = Fragment(title.text.replace("\n", " "), title.protected)
    bodies = [body for body in entry.get("content") or () if body.get("value")]
    content = join([_fragment(own, body) for body in bodies])
    described = entry.get("summary_detail")
    summary = _without_repeats(_fragment(own, described), f"{title.text}\n{content.text}")
    whole = join([title, summary, content])
    markup = [str(detail["value"]) for detail in (described, *bodies) if detail]
    suppressions = [find_suppressions(own, text) for text in markup]
    segment = Segment(
        id=0,
        text=whole.text,
        anchors=(Anchor(0, line, 1),),
        exact_columns=False,
        protected=whole.protected,
        ignore=frozenset[str]().union(*(found.codes for found in suppressions)),
    )
    return Document(name, "feed", (segment,), encoding, container=source.name)


def _fragment(own: Source, detail: Any) -> Fragment:
    """The text of a title, a summary or a content as feedparser gives it: plain, or some kind of HTML."""
    value = str((detail or {}).get("value") or "")
    if detail and detail.get("type") == PLAIN:
        return Fragment(FOLDED_SPACE.sub(" ", value).strip(" "))
    return read_fragment(own, value)


def _without_repeats(summary: Fragment, other: str) -> Fragment:
    """The summary without the paragraphs that begin a passage of `other`; an ellipsis may cut them short."""
    paragraphs = summary.text.split("\n\n")
    if not summary.text or len(paragraphs) > MOST_PARAGRAPHS_SUMMARY:
        return summary
    bare = "".join(other.split())
    kept: list[Fragment] = []
    place = 0
    for paragraph in paragraphs:
        end = place + len(paragraph)
        start_of_text = "".join(paragraph.split()).removesuffix("[…]").removesuffix("[...]").rstrip(".…")
        if start_of_text not in bare:
            spans = [(start - place, last - place) for start, last in summary.protected if place <= start < end]
            kept.append(Fragment(paragraph, tuple((start, min(last, end - place)) for start, last in spans)))
        place = end + 2
    return join(kept)
