"""find_paragraphs: texts with one paragraph a line, and hard-wrapped ones."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.cleaning.paragraphs import find_paragraphs

PARAGRAPHS = [
    "Le conseil municipal a voté mardi soir le budget de la commune, après trois heures de débat entre les élus. Le "
    "maire s'est dit satisfait du résultat. L'opposition a demandé un nouvel examen des comptes.",
    "Les habitants pourront consulter les documents à la mairie jusqu'à la fin du mois de septembre. Une réunion "
    "publique aura lieu le 12 octobre dans la salle des fêtes, avec les représentants de la région.",
]


def texts(text: str, protected: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [text[start:end] for start, end in find_paragraphs(text, protected)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_hard_wrapped_text_is_joined(width: int, line_end: str) -> None:
    wrapped = line_end.join(
        textwrap.fill(paragraph, width).replace("\n", line_end) + line_end for paragraph in PARAGRAPHS
    )
    assert [" ".join(found.split()) for found in texts("Le budget" + line_end * 2 + wrapped)] == [
        "Le budget",
        *PARAGRAPHS,
    ]


def test_a_short_last_line_ends_its_paragraph_in_a_hard_wrapped_text() -> None:
    wrapped = "\n".join(textwrap.fill(paragraph, 66) for paragraph in PARAGRAPHS)
    assert [" ".join(found.split()) for found in texts(wrapped)] == PARAGRAPHS


def test_one_paragraph_a_line_stays_so_with_or_without_blank_lines() -> None:
    assert texts("\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert texts("\n\n".join(PARAGRAPHS)) == PARAGRAPHS
    lines = [
        "Une phrase courte.",
        "Une autre phrase, un peu plus longue que la première.",
        "Et une troisième ligne ici.",
    ]
    assert texts("\n".join(lines)) == lines


def test_a_line_that_goes_on_in_small_letters_is_one_paragraph() -> None:
    assert texts("La Russie exige\ndes garanties de sécurité.\nElle attend.") == [
        "La Russie exige\ndes garanties de sécurité.",
        "Elle attend.",
    ]


@pytest.mark.parametrize(
    "lines", [["farine", "sucre", "beurre"], ["Liste :", "- pommes", "- poires"], ["Fin.", "et puis"]]
)
def test_lists_and_fragments_stay_apart(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_furniture_is_never_joined_with_what_follows() -> None:
    assert texts("Laisser un commentaire\nsuite en minuscules") == ["Laisser un commentaire", "suite en minuscules"]


def test_a_protected_line_stands_alone() -> None:
    text = "La Russie exige\n<!-- x -->\ndes garanties"
    assert texts(text, ((16, 26),)) == ["La Russie exige", "<!-- x -->", "des garanties"]


@given(st.lists(st.sampled_from(["Un mot", "la suite,", "  x ", "", "long " * 20, "Fin."]), max_size=12))
def test_paragraphs_hold_all_but_white_space(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join("".join(texts(text)).split()) == "".join(text.split())
