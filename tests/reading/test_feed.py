"""Feeds: RSS 2.0, RSS 1.0 and Atom; what an item's text is, where it stands, and what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Document
from mtqa.errors import InputError
from mtqa.reading import Source, read
from mtqa.reading.feed import read_feed, read_items

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Journal</title>
<item><title>Un &lt;em&gt;titre&lt;/em&gt; &amp;eacute;crit</title><link>https://exemple.fr/un</link>
<guid isPermaLink="false">g1</guid><description>Le début du texte. [&amp;#8230;]</description>
<content:encoded><![CDATA[<p>Le début du texte.\u00a0</p><p>Lancez <code>mtqa check</code> : fini !</p><script>x()</script>]]></content:encoded>
</item>

<item>
<title>A &lt; B</title></item>
<item><guid>g3</guid><description>&lt;p&gt;Seul&lt;br&gt;ici.&lt;/p&gt;</description></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>F</title>
<entry><title type="html">Un &amp;amp; deux</title><id>tag:x,1</id><link href="/un"/>
<summary>Un &lt;b&gt; littéral</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Été <em>là</em>.</p></div></content></entry>
<entry><id>tag:x,2</id><title>Deux</title><content type="text">Du texte brut.</content></entry></feed>
"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://exemple.fr/"><title>F</title><items><rdf:Seq/></items></channel>
<item rdf:about="https://exemple.fr/un"><title>Un</title><link>https://exemple.fr/un</link>
<description>Le texte.</description></item></rdf:RDF>
"""


def feed(text: str | bytes, **values: str) -> list[Document]:
    return read_feed(Source("f.xml", text if isinstance(text, bytes) else text.encode(), **values))


def texts(text: str | bytes) -> list[str]:
    return [document.segments[0].text for document in feed(text)]


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def test_rss_items_are_documents_with_title_and_content() -> None:
    first, second, third = feed(RSS)
    assert (first.name, first.container, first.file, first.format) == (
        "f.xml#https://exemple.fr/un", "f.xml", "f.xml", "feed"
    )  # fmt: skip
    (segment,) = first.segments
    assert segment.text == "Un titre écrit\n\nLe début du texte.\u00a0\n\nLancez mtqa check : fini !"
    assert [segment.text[start:end] for start, end in segment.protected] == ["mtqa check"]
    assert not segment.is_row
    assert (second.name, second.segments[0].text) == ("f.xml#A < B", "A < B")
    assert (third.name, third.segments[0].text) == ("f.xml#g3", "Seul\nici.")


def test_places_are_those_of_the_item() -> None:
    places = {document.segments[0].locate(offset) for document in feed(RSS) for offset in (0, 3)}
    assert places == {(3, 1), (8, 1), (10, 1)}


def test_atom_knows_text_from_markup() -> None:
    assert texts(ATOM) == ["Un & deux\n\nUn <b> littéral\n\nÉté là.", "Deux\n\nDu texte brut."]
    assert [item.link for item in read_items(Source("f", ATOM.encode()))] == ["/un", ""]


def test_rss_1() -> None:
    (document,) = feed(RSS_1)
    assert (document.name, document.segments[0].text) == ("f.xml#https://exemple.fr/un", "Un\n\nLe texte.")
    assert document.segments[0].locate(0) == (3, 1)


def test_a_summary_with_words_of_its_own_is_read_as_well() -> None:
    item = (
        "<item><description>&lt;p&gt;Le début est&#8230;&lt;/p&gt;&lt;p&gt;Un <![CDATA[<code>x</code>]]> propre.&lt;/p&gt;"
        '</description><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "&lt;p&gt;Le début est là.&lt;/p&gt;</content:encoded></item>"
    )
    (segment,) = feed(rss(item))[0].segments
    assert segment.text == "Un x propre.\n\nLe début est là."
    assert segment.protected == ((3, 4),)


def test_items_that_name_themselves_alike_get_numbers() -> None:
    items = "<item><title>Un</title><link>http://a/</link></item>" * 2 + "<item><description>x</description></item>"
    assert [document.name for document in feed(rss(items))] == ["f.xml#http://a/", "f.xml#http://a/~2", "f.xml#item 3"]


def test_names_hold_no_credentials_and_are_one_line() -> None:
    items = "<item><link>http://user:pw@a/</link></item><item><title>Un\n titre" + "x" * 300 + "</title></item>"
    names = [document.name for document in feed(rss(items))]
    assert names[0] == "f.xml#http://a/"
    assert re.fullmatch(r"f\.xml#Un titrex{192}", names[1])


def test_an_item_without_text_is_a_document_without_text() -> None:
    assert texts(rss("<item><link>http://a/</link></item><item><title>Un</title></item>")) == ["", "Un"]


def test_suppressions_inside_items() -> None:
    item = "<item><description>&lt;p&gt;Un.&lt;/p&gt;\n&lt;!-- mtqa: ignore FR101 --&gt;\n</description></item>"
    assert feed(rss(item))[0].segments[0].ignore == {"FR101"}
    with pytest.raises(InputError, match=r"^f\.xml#item 1:2: the suppression names no code"):
        feed(rss(item.replace("FR101", "")))


# --- encodings


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", None, "iso-8859-1"),
        ("cp1252", "iso-8859-1", None),
        ("cp1252", "utf-8", "utf-8"),
        ("cp1252", None, None),
        ("iso-8859-15", "iso-8859-15", None),
        ("mac-roman", None, "macintosh"),
        ("utf-16", "utf-16", None),
        ("utf-8-sig", None, "utf-16"),
    ],
)
def test_the_bytes_decide_where_a_declaration_is_wrong(
    encoding: str, declared: str | None, charset: str | None
) -> None:
    text = rss("<item><title>L’été à l'œuvre</title></item>".replace("’", "'" if "15" in encoding else "’"))
    if declared:
        text = f"<?xml version='1.0' encoding='{declared}'?>\n{text}"
    (document,) = read_feed(Source("f", text.encode(encoding), charset=charset))
    assert document.segments[0].text.endswith("été à l'œuvre")


def test_an_encoding_that_nothing_fits_is_refused() -> None:
    with pytest.raises(InputError, match=r"neither UTF-8 nor plausible Windows-1252"):
        feed(rss("<item><title>Привет всем</title></item>").encode("koi8-r"))


# --- hostile and broken

LAUGHS = """<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"""


@pytest.mark.parametrize(
    "doctype",
    [
        LAUGHS,
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">',
    ],
)
@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>\n<!-- x --> <?y z?>\n"])
def test_document_types_are_refused(doctype: str, before: str) -> None:
    text = before + doctype + rss("<item><title>&x; &b;</title></item>")
    line = before.count("\n") + 1
    with pytest.raises(InputError, match=rf"^f\.xml:{line}: declares a document type \(DTD\)"):
        feed(text)
    with pytest.raises(InputError, match=r"declares a document type|is not a feed"):
        feed(text.encode("utf-16"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (rss("<item><title>Un</item>"), r"^f\.xml:1: is not well-formed XML \(Opening and ending tag mismatch"),
        (rss("\n<item><title>&eacute;</title></item>"), r"^f\.xml:2: is not well-formed XML \(Entity 'eacute' not"),
        (rss("<item>" * 300), r"^f\.xml:1: is not well-formed XML"),
        (rss("<a>" * 300 + "</a>" * 300), r"^f\.xml:1: is not well-formed XML \(Excessive depth"),
        (rss(""), r"^f\.xml: is a feed without items; give it an item"),
        ("<urlset/>", r"^f\.xml: is no feed: its root is <urlset>; give RSS or Atom"),
        ("<html><item/></html>", r"^f\.xml: is no feed: its root is <html>"),
        ("Du texte.", r"^f\.xml:1: is not well-formed XML"),
    ],
)
def test_what_is_no_feed_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        feed(text)


@given(st.integers(1, len(RSS.rstrip().encode()) - 1))
def test_a_feed_that_was_cut_off_is_never_read(length: int) -> None:
    with pytest.raises(InputError, match=r"^f\.xml"):
        feed(RSS.encode()[:length])


def test_a_feed_whose_text_is_an_address_or_a_file_is_not_opened() -> None:
    for text in ("https://exemple.fr/feed", __file__):
        with pytest.raises(InputError, match=r"is not well-formed XML"):
            feed(text)


def test_content_is_read_whole_or_refused_however_deep() -> None:
    def nested(depth: int) -> str:
        return rss("<item><description>" + "&lt;div&gt;" * depth + "Fin.</description></item>")

    assert texts(nested(2000)) == ["Fin."]
    try:
        assert texts(nested(20_000)) == ["Fin."]  # libxml2 before 2.13 has no limit
    except InputError as error:
        assert str(error) == "f.xml#item 1: nests HTML elements deeper than can be read; simplify its markup"


HTML = st.lists(st.sampled_from(["<p>", "</p>", "<code>", "</code>", "<br>", "mot ", "é", "\u00a0", "&amp;", "&#0;", "]", "< "]), max_size=10)  # fmt: skip


@given(titles=HTML, bodies=HTML, summaries=HTML)
def test_any_item_is_read_with_its_spans_in_range(titles: list[str], bodies: list[str], summaries: list[str]) -> None:
    def escaped(parts: list[str]) -> str:
        return "".join(parts).replace("&", "&amp;").replace("<", "&lt;")

    item = f"<item><title>{escaped(titles)}</title><description>{escaped(summaries)}</description>"
    content = f"<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>{escaped(bodies)}</c:encoded></item>"
    (document,) = feed(rss(item + content))
    (segment,) = document.segments
    assert all(0 <= start < end <= len(segment.text) for start, end in segment.protected)
    assert ("mot" in segment.text) == ("mot " in [*titles, *bodies, *summaries])


def test_a_feed_from_standard_input_is_found_by_its_content() -> None:
    assert [document.name for document in read("-", stdin=ATOM.encode())] == ["-#/un", "-#tag:x,2"]
