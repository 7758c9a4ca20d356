"""find_blocks: structure, headings, rows, the sample article, and what holds for any text."""

from __future__ import annotations

import json
import lzma
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.cleaning import find_blocks
from mtqa.domain.text import BlockKind, Segment

ARTICLE = (
    "Le budget est voté\n\n"
    "Le conseil municipal a voté mardi soir le budget de la commune, après trois heures de débat.\n\n"
    "Les habitants pourront consulter les comptes à la mairie jusqu'à la fin du mois de septembre.\n\n"
)


def set_aside(text: str) -> dict[str, str]:
    """The blocks of `text` that are set aside, with their reasons."""
    blocks = find_blocks(Segment(0, text))
    return {text[block.start : block.end]: block.reason for block in blocks if block.kind is BlockKind.BOILERPLATE}


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in find_blocks(Segment(0, text))]


@pytest.mark.parametrize(
    "biography",
    [
        '"Evangéliste du café sans aucune excuse. Fanatique du Web. Nerd d\'Internet. Geek de Twitter."',
        "« Créateur primé. Fan de zombies. Défenseur des médias sociaux. »",
        "Passionné de voyages. Écrivain. Amateur de bière. Ne peut pas taper avec des gants de boxe.",
    ],
)
def test_an_author_box_after_the_article_is_set_aside(biography: str) -> None:
    assert set_aside(f"{ARTICLE}Désiré Faure\n\n{biography}") == {
        "Désiré Faure": "author box",
        biography: "author box",
    }


def test_the_same_lines_inside_the_article_are_kept() -> None:
    assert set_aside('Désiré Faure\n\n"Fan de café. Nerd du Web. Geek de Twitter."\n\n' + ARTICLE) == {}


def test_short_sentences_quoted_under_a_name_are_kept() -> None:
    assert set_aside(ARTICLE + "Marie Petit\n\n« Nous irons. Nous tiendrons. Nous gagnerons. »") == {}
    assert set_aside(ARTICLE + "« Rien à dire. Rien à voir. Tout à faire. »") == {}


def test_a_biography_under_its_heading_is_set_aside() -> None:
    biography = (
        "Marie Petit est journaliste depuis 2005 et suit la politique locale pour plusieurs journaux de la région."
    )
    assert set_aside(f"{ARTICLE}À propos de l'auteur\n\n{biography}").keys() == {"À propos de l'auteur", biography}


def test_titles_under_related_posts_are_set_aside_after_the_article_only() -> None:
    links = "Related Posts\n\nLe port rouvre ses portes\n\nTrois blessés dans un incendie\n\n"
    found = set_aside(ARTICLE + links + "Laisser un commentaire")
    assert list(found) == [
        "Related Posts",
        "Le port rouvre ses portes",
        "Trois blessés dans un incendie",
        "Laisser un commentaire",
    ]
    assert set_aside(links + ARTICLE) == {"Related Posts": "cross-link to other articles"}


def test_no_title_is_taken_under_a_single_link() -> None:
    assert list(set_aside(ARTICLE + "READ  Le port rouvre\n\nUn dernier mot")) == ["READ  Le port rouvre"]


def test_words_of_forms_and_menus_count_beside_furniture_only() -> None:
    assert list(set_aside(ARTICLE + "Laisser un commentaire\n\nNom\n\nE-mail\n\nSite web")) == [
        "Laisser un commentaire",
        "Nom",
        "E-mail",
        "Site web",
    ]
    assert list(set_aside("Accueil\n\nMonde\n\nSport\n\n" + ARTICLE)) == ["Accueil", "Monde", "Sport"]
    assert set_aside("Monde\n\n" + ARTICLE + "Sport") == {}


def test_headings() -> None:
    text = (
        "Un titre\n\nUne première phrase du texte.\n\nUn intertitre\n\nIngrédients :\n\nLe ministre a alors répondu ceci :"
        "\n\net une suite sans majuscule\n\nUn titre qui demande ?"
    )
    assert kinds(text) == ["heading", "prose", "heading", "heading", "prose", "prose", "prose"]


def test_a_headline_may_be_long_but_a_heading_may_not() -> None:
    line = "Les États-Unis et la Russie discuteront de l’Ukraine et des questions de sécurité le mois prochain"
    assert kinds(f"{line}\n\n{line}") == ["heading", "prose"]


def test_a_row_is_one_block_of_prose_whatever_it_says() -> None:
    (block,) = find_blocks(Segment(0, "Related Posts\n\nLaisser un commentaire ", is_row=True))
    assert (block.start, block.end, block.kind) == (0, 38, BlockKind.PROSE)
    assert find_blocks(Segment(0, " \n", is_row=True)) == ()


def test_what_is_wholly_protected_is_set_aside() -> None:
    text = "Une phrase du texte.\n<!-- mtqa: ignore FR101 -->\nUne autre phrase du texte."
    start = text.index("<!--")
    blocks = find_blocks(Segment(0, text, protected=((start, text.index("\nUne autre")),)))
    assert [block.reason for block in blocks] == ["", "code, markup or a suppression", ""]
    partly = find_blocks(Segment(0, "Il faut taper git push ici.", protected=((14, 22),)))
    assert [block.kind for block in partly] == [BlockKind.PROSE]


def test_a_line_without_words_is_set_aside() -> None:
    assert set_aside(ARTICLE + "* * *") == {"* * *": "a line without words"}


@given(st.text(alphabet=st.sampled_from("aÀé. \n\r\t«»\u2028:*"), max_size=80) | st.text(max_size=80), st.booleans())
def test_every_character_is_in_a_block_or_white_space(text: str, is_row: bool) -> None:
    segment = Segment(0, text, is_row=is_row)
    end = 0
    for block in find_blocks(segment):
        assert not text[end : block.start].strip()
        assert end <= block.start < block.end
        assert bool(block.reason) == (block.kind is BlockKind.BOILERPLATE)
        end = block.end
    assert not text[end:].strip()


def test_the_sample_article(shared: Path, corpora: Path) -> None:
    text = (shared / "seed" / "russie-ukraine.fr.txt").read_bytes().decode("utf-8")
    marks = json.loads((corpora / "seed_marks" / "russie-ukraine.json").read_text(encoding="utf-8"))
    expected = [text[block["start"] : block["end"]] for block in marks["boilerplate"]]
    assert len(expected) == 8
    assert list(set_aside(text)) == expected


@pytest.mark.parametrize("article", ["demo", "dev/transfer", "dev/vaccine"])
def test_our_articles(corpora: Path, article: str) -> None:
    text = (corpora / article / "fr.txt").read_bytes().decode("utf-8")
    marks = json.loads((corpora / article / "marks.json").read_text(encoding="utf-8"))
    assert list(set_aside(text)) == [text[block["start"] : block["end"]] for block in marks["boilerplate"]]


def test_no_news_sentence_is_set_aside(shared: Path) -> None:
    with lzma.open(shared / "data" / "mono" / "orangesum.fr.txt.xz", "rt", encoding="utf-8") as lines:
        sentences = [line.strip() for line in islice(lines, 2000)]
    for start in range(0, len(sentences), 8):
        assert set_aside("\n\n".join(sentences[start : start + 8])) == {}
