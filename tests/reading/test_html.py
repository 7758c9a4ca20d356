"""The reader for HTML pages."""

from __future__ import annotations

import pytest

from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError
from mtqa.reading import Source
from mtqa.reading.html import read_html
from mtqa.reading.page_text import parted

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Le port - Le Journal</title>
<script>var ignore = "<p>rien</p>";</script></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/p">Politique</a></li></ul></nav>
<header>
<h1>Le port de la ville
ferme ses portes</h1></header>
<article>
<p>La mairie a annoncé lundi que le port fermerait à la fin de l’année&nbsp;; les pêcheurs
ont protesté «&nbsp;vivement&nbsp;» devant l’hôtel de ville pendant toute la journée de mardi.</p>

<h2>Une longue histoire</h2>
<p>Il faut taper <code>git  push</code> pour <b>tout</b> envoyer, puis <kbd>Ctrl</kbd>. La marque
<span translate="no">Café <i>du</i> Port</span> est restée sur la façade.<br>Une ligne après le saut.</p>
<ul><li>Premier point de la liste</li><li>Deuxième point de la liste</li></ul>
<pre><code>def f(x):
    return x</code></pre>
<p>Les élus de l’opposition ont demandé un nouveau vote, qui aura lieu au printemps prochain.</p>
</article>
<footer><p>Tous droits réservés</p></footer></body></html>
"""


def page(data: str | bytes) -> Document:
    return read_html(Source("p.html", data if isinstance(data, bytes) else data.encode()))


def segment_of(data: str | bytes) -> Segment:
    (segment,) = page(data).segments
    return segment


def test_the_main_text_is_in_paragraphs_with_its_headings_and_no_break_spaces() -> None:
    paragraphs = segment_of(PAGE).text.split("\n\n")
    assert paragraphs == [
        "Le port de la ville ferme ses portes",
        "La mairie a annoncé lundi que le port fermerait à la fin de l’année\xa0; les pêcheurs ont protesté "
        "«\xa0vivement\xa0» devant l’hôtel de ville pendant toute la journée de mardi.",
        "Une longue histoire",
        "Il faut taper git push pour tout envoyer, puis Ctrl. La marque Café du Port est restée sur la façade.\n"
        "Une ligne après le saut.",
        "Premier point de la liste",
        "Deuxième point de la liste",
        "def f(x): return x",
        "Les élus de l’opposition ont demandé un nouveau vote, qui aura lieu au printemps prochain.",
    ]


def test_code_keys_and_untranslated_names_are_protected() -> None:
    segment = segment_of(PAGE)
    found = [segment.text[start:end] for start, end in segment.protected]
    assert found == ["git push", "Ctrl", "Café du Port", "def f(x): return x"]


def test_lines_are_those_of_the_paragraphs() -> None:
    segment = segment_of(PAGE)
    lines = PAGE.split("\n")
    for words in ("Le port de la", "La mairie", "Une longue", "Il faut", "Premier", "Deuxième", "def f", "Les élus"):
        line, column = segment.locate(segment.text.index(words))
        assert words in lines[line - 1]
        assert column == 1
    assert segment.locate(segment.text.index("vivement")) == segment.locate(segment.text.index("La mairie"))
    assert not segment.exact_columns


@pytest.mark.parametrize(
    ("head", "encoding", "reported"),
    [
        ('<meta charset="iso-8859-1">', "windows-1252", "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">', "iso-8859-15", "iso-8859-15"),
        ("<meta charset=macintosh>", "mac-roman", "mac-roman"),
        ("<meta charset=utf-8>", "windows-1252", "windows-1252"),
        ("<meta charset=unheard-of>", "utf-8", "utf-8"),
        ("<meta charset=utf-8>", "utf-16", "utf-16"),
        ("", "utf-8-sig", "utf-8-sig"),
    ],
)
def test_the_declared_charset_is_honoured_where_it_fits(head: str, encoding: str, reported: str) -> None:
    document = page(f"<html><head>{head}</head><body><p>Un été à la mer.</p></body></html>".encode(encoding))
    assert (document.segments[0].text, document.encoding) == ("Un été à la mer.", reported)


def test_an_xml_declaration_is_no_obstacle() -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<html><body>\n<p>Un été.</p></body></html>'.encode("latin-1")
    segment = segment_of(data)
    assert (segment.text, segment.locate(0)) == ("Un été.", (3, 1))


def test_a_page_without_main_text_gives_all_its_text() -> None:
    assert (
        segment_of("<body><div>Un mot</div><script>x</script><td>Deux&#160;mots</body>").text
        == "Un mot\n\nDeux\xa0mots"
    )


def test_suppressions_in_comments_count() -> None:
    segment = segment_of("<html><body>\n<!-- mtqa: ignore FR301 -->\n<p>Un mot.</p></body></html>")
    assert (segment.text, segment.ignore) == ("Un mot.", {"FR301"})


@pytest.mark.parametrize(
    "data", ["<html><body></body></html>", "<script>var x</script>", "<p>&nbsp;</p>", "<!-- rien -->"]
)
def test_a_page_without_text_is_an_error(data: str) -> None:
    with pytest.raises(InputError, match=r"^p.html: holds no "):
        page(data)


def test_deep_nesting_is_no_obstacle() -> None:
    assert "Au fond." in segment_of("<div>" * 1500 + "<p>Au fond.</p>" + "</div>" * 1500).text


@pytest.mark.parametrize("code", ["0", "8", "x1F", "xFFFE", "xFFFF", "xD800", "x110000"])
def test_references_to_what_is_no_character_are_passed_over(code: str) -> None:
    """lxml refused to take such characters back into the page."""
    text = (
        read_html(Source("f", f"<html><body><p>Un mot&#{code}; et <code>x</code>.</p></body></html>".encode()))
        .segments[0]
        .text
    )
    assert text.startswith("Un mot")
    assert text.endswith("et x.")


def test_a_page_is_read_where_the_extraction_is_no_xml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: "<doc><main>&#8;</main></doc>")
    document = read_html(Source("f", b"<html><body><p>Un mot.</p></body></html>"))
    assert document.segments[0].text == "Un mot."


def test_a_title_and_its_text_stay_apart_where_the_extraction_joins_them() -> None:
    data = (
        "<html><body><ul><li><a href='a'>Précédent</a></li></ul><div><h2>Et d’autres encore</h2></div>"
        "<div class='para'>Le site en cite de très nombreuses. N’hésitez pas à le parcourir&nbsp;!<pre>ls -l</pre>"
        "Il y en a <b>une</b> autre.</div></body></html>"
    )
    segment = segment_of(data)
    assert segment.text.split("\n\n") == [
        "Précédent",
        "Et d’autres encore",
        "Le site en cite de très nombreuses. N’hésitez pas à le parcourir\xa0!",
        "ls -l",
        "Il y en a une autre.",
    ]
    assert [segment.text[start:end] for start, end in segment.protected] == ["ls -l"]


def test_joined_paragraphs_are_parted_as_the_page_parts_them() -> None:
    assert parted(["Un titre Et le texte .", "Ailleurs"], ["Un", "Un  titre", "Et le", "texte."]) == [
        "Un titre",
        "Et le",
        "texte .",
        "Ailleurs",
    ]
    assert parted(["titre Et"], ["Un titre", "Et le texte."]) == ["titre", "Et"]
    assert parted([], ["Un titre"]) == []


def test_words_inside_a_sentence_stay_whatever_their_class_says() -> None:
    """By such names trafilatura tells menus and bylines, but "choisissez pour" is no sentence."""
    name = '<span class="menuitem">Insertion - Champ</span>'
    data = PAGE.replace("Il faut taper", f"Choisissez {name} pour taper").replace(
        "<h2>Une longue", '<div><span class="menu">Menu du site</span></div><h2>Une longue'
    )
    text = segment_of(data).text
    assert "Choisissez Insertion - Champ pour taper git push pour tout envoyer" in text
    assert "Menu du site" not in text


def test_hidden_words_inside_a_sentence_stay_hidden() -> None:
    data = PAGE.replace("Il faut taper", 'Il faut <span class="sr-only hidden">invisible</span> taper')
    assert "invisible" not in segment_of(data).text
