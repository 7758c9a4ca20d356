"""Where what was read stands in its file: pages, fragments and rows, place by place."""

from __future__ import annotations

from mtqa.reading import Source
from mtqa.reading.html import parse_page, read_html
from mtqa.reading.page_text import LineFinder, paragraphs

# --- lines of pages


def lines_of_paragraphs(page: str) -> list[tuple[str, int]]:
    tree = parse_page(Source("p.html", b""), page)
    finder = LineFinder(tree)
    return [(text, finder.line_of(text)) for text in paragraphs(tree)]


def test_repeated_paragraphs_have_a_line_each() -> None:
    """Regression: the second of two like paragraphs was on the line of the first."""
    page = "<ul><li>Oui.</li>\n<li>Oui.</li>\n<li>Non.</li>\n<li>Oui.</li></ul>"
    assert lines_of_paragraphs(page) == [("Oui.", 1), ("Oui.", 2), ("Non.", 3), ("Oui.", 4)]


def test_a_paragraph_of_the_last_words_of_another_has_its_own_line() -> None:
    page = "<p>Il parle d’une histoire</p>\n<h2>histoire</h2>\n<p>d’une histoire</p>"
    assert [line for _, line in lines_of_paragraphs(page)] == [1, 2, 3]
    (segment,) = read_html(Source("p.html", page.encode())).segments
    assert [anchor.line for anchor in segment.anchors] == [1, 2, 3]
