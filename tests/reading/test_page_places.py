"""Pages and fragments: which line a paragraph is on, and what in it is no prose."""

from __future__ import annotations

import pytest

from mtqa.reading import Source
from mtqa.reading.fragment import Fragment, join, read_fragment
from mtqa.reading.html import parse_page, read_html
from mtqa.reading.page_text import LineFinder, Marks, paragraphs, parted

# --- lines of pages


def lines_of_paragraphs(page: str) -> list[tuple[str, int]]:
    tree = parse_page(Source("p.html", b""), page)
    finder = LineFinder(tree)
    return [(text, finder.line_of(text)) for text in paragraphs(tree)]


def test_repeated_paragraphs_have_a_line_each() -> None:
    """Regression: the second of two like paragraphs was on the line of the first."""
    words = ["Oui.", "Oui.", "Oui.", "Non.", "Oui.", "Ou bien."]
    page = "<ul>" + "\n".join(f"<li>{word}</li>" for word in words) + "</ul>"
    assert lines_of_paragraphs(page) == [(word, line) for line, word in enumerate(words, start=1)]


def test_a_paragraph_of_the_last_words_of_another_has_its_own_line() -> None:
    page = "<p>Il parle d’une histoire</p>\n<h2>histoire</h2>\n<p>d’une histoire</p>"
    assert [line for _, line in lines_of_paragraphs(page)] == [1, 2, 3]
    (segment,) = read_html(Source("p.html", page.encode())).segments
    assert [anchor.line for anchor in segment.anchors] == [1, 2, 3]


def test_lines_count_whatever_stands_between_and_is_not_shown() -> None:
    page = (
        "<html><head><title>Un\ntitre</title>\n<style>p {\n}</style></head>\n<body>\n<script>\nvar x\n</script>\n"
        "<p>Premier\nmot</p><p>deux</p>\n\n<p><br>\ntrois\n<b>mots</b></p>fin\n</body></html>"
    )
    lines = page.split("\n")
    for text, line in lines_of_paragraphs(page):
        assert text.split()[0] in lines[line - 1]


def test_text_after_what_is_not_shown_is_on_the_line_where_that_ends() -> None:
    page = "<div>\n<script>\n\nx\n</script>Texte nu</div><p>\n<svg></svg>Un\n<template>a\nb</template></p>\nfin"
    assert lines_of_paragraphs(page) == [("Texte nu", 5), ("Un", 6), ("fin", 9)]


def test_a_paragraph_that_the_page_does_not_hold_is_where_the_one_before_is() -> None:
    finder = LineFinder(parse_page(Source("p.html", b""), "<p>Un.</p>\n<p>Deux.</p>\n<p>Trois.</p>"))
    assert [finder.line_of(text) for text in ("Zéro.", "Deux.", "Quatre.", "Trois.", "Un.", "Cinq.")] == [
        1,
        2,
        2,
        3,
        1,
        1,
    ]


def test_a_paragraph_of_which_the_page_holds_the_beginning_is_found_by_it() -> None:
    words = "Un paragraphe assez long pour être reconnu à ses premiers mots"
    finder = LineFinder(parse_page(Source("p.html", b""), f"<p>Rien.</p>\n<p>{words}, et non aux autres.</p>"))
    assert finder.line_of(f"{words} seulement.") == 2
    assert finder.line_of("Un paragraphe trop différent pour cela, lui.") == 2  # that one's line again
    assert LineFinder(parse_page(Source("p.html", b""), "<p></p>")).line_of("Un.") == 1
    short = LineFinder(parse_page(Source("p.html", b""), "<p>Rien.</p>\n<p>Un paragraphe assez long, pour finir.</p>"))
    assert short.line_of("Un paragraphe assez long ou presque.") == 1


# --- paragraphs and what is marked in them


def paragraphs_of(body: str) -> list[str]:
    return paragraphs(parse_page(Source("p.html", b""), f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>Un  mot\n  <b>gras</b> ici</p>", ["Un mot gras ici"]),
        ("<p>Un</p>deux<p>trois</p>", ["Un", "deux", "trois"]),
        ("<p>Un <br> deux<br/>trois </p>", ["Un\ndeux\ntrois"]),
        ("<div>Un<div>deux</div>trois</div>", ["Un", "deux", "trois"]),
        ("<p>Un<script>x</script>deux<style>y</style></p>", ["Undeux"]),
        ("<ul><li>Un<li>deux</ul><table><tr><td>a<td>b</table>", ["Un", "deux", "a", "b"]),
        ("<p> <br> </p><p></p>", []),
        ("<p>mot\u00a0: oui</p>", ["mot\u00a0: oui"]),
    ],
)
def test_paragraphs_are_those_a_browser_shows(body: str, texts: list[str]) -> None:
    assert paragraphs_of(body) == texts


def test_paragraphs_in_another_order_than_the_page_has_them_are_parted_too() -> None:
    blocks = ["Un titre", "Et le texte", "Un titre", "La suite"]
    assert parted(["Un titre La suite", "Un titre Et le texte"], blocks) == [
        "Un titre", "La suite", "Un titre", "Et le texte",
    ]  # fmt: skip
    assert parted(["Ailleurs", "Un titre Et le texte"], blocks) == ["Ailleurs", "Un titre", "Et le texte"]


MARKS = Marks("[", "]", "~", "^")


@pytest.mark.parametrize(
    ("marked", "text", "protected"),
    [
        (["Un [mot] ici", "[deux]"], "Un mot ici\n\ndeux", ["mot", "deux"]),
        (["50~% des~voix", "a^b"], "50\u00a0% des\u00a0voix\n\na\u202fb", []),
        (["Un [bout", "de code] ici"], "Un bout\n\nde code ici", ["bout", "de code"]),  # one element, two paragraphs
        (["[]", " ", "Un", "[]"], "Un", []),
        (["a [b] [c]", "d[e"], "a b c\n\nde", ["b", "c", "e"]),
    ],
)
def test_marks_are_taken_out_and_what_they_enclose_is_protected(
    marked: list[str], text: str, protected: list[str]
) -> None:
    found, spans, places = MARKS.take_out(marked)
    assert found == text
    assert [found[start:end] for start, end in spans] == protected
    assert [found[start:end] for start, end in places] == text.split("\n\n")


def test_marks_are_put_around_what_is_protected_and_in_place_of_spaces() -> None:
    page = parse_page(
        Source("p.html", b""),
        "<p>Un\u00a0<code>mot <b>gras</b>\u202f<i>ici</i> ou là</code> et <i translate=no>Le <kbd>Ctrl</kbd></i><samp></samp></p>",
    )
    MARKS.put_into(page)
    assert page.text_content() == "Un~[mot gras^ici ou là] et [Le Ctrl][]"  # nothing twice inside another


def test_marks_are_characters_that_the_page_does_not_hold() -> None:
    marks = Marks.absent_from("\u4dc0\u4dc2 mot")
    assert (marks.opening, marks.closing, marks.no_break, marks.narrow) == ("\u4dc1", "\u4dc3", "\u4dc4", "\u4dc5")
    every = "".join(map(chr, range(0x4DC0, 0x4E00)))
    crowded = Marks.absent_from(every)
    assert len({crowded.opening, crowded.closing, crowded.no_break, crowded.narrow}) == 4


# --- fragments


def test_fragments_are_joined_with_their_protected_spans() -> None:
    joined = join(
        [Fragment("Un mot", ((3, 6),)), Fragment(""), Fragment("a {x}", ((2, 5),)), Fragment("fin", ((0, 3),))]
    )
    assert joined.text == "Un mot\n\na {x}\n\nfin"
    assert [joined.text[start:end] for start, end in joined.protected] == ["mot", "{x}", "fin"]
    assert join([]) == join([Fragment("")]) == Fragment("")


def test_a_fragment_is_all_of_its_text() -> None:
    found = read_fragment(Source("f", b""), "<p>Un <code>ls</code></p><nav>Menu</nav>texte <!-- rien -->nu")
    assert found.text == "Un ls\n\nMenu\n\ntexte nu"
    assert [found.text[start:end] for start, end in found.protected] == ["ls"]
    assert read_fragment(Source("f", b""), " \n") == Fragment("")
    assert read_fragment(Source("f", b""), "sans élément").text == "sans élément"
