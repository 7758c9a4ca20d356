"""Tokens: the conventions of Universal Dependencies, and that no code point is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.segmenting import tokenize

# Each line is a text whose tokens are set apart by "|"; without the bars it is what the tokenizer sees.
EXAMPLES = [
    "l'|école| |d’|Alice|,| |qu'|il| |n'|a| |pas| |vue| |jusqu'|ici|,| |lorsqu’|elle| |s'|en| |va|.",
    "Quelqu'un| |dit| |aujourd'hui|,| |c'est-à-dire| |ce| |que| |l'on| |voit| |sur| |la| |presqu'île|.",
    "A|-t-il| |vu|,| |dit|-il|,| |que| |donne|-le|-moi| |et| |va|-t'|en| |ne| |sont| |rien|,| |n'|est|-ce| |pas| |?",
    "Ai|-je| |mangé| |?| |Est|-ce| |que| |EST|-CE| |allez|-y",
    "celui-ci|,| |ceux-là|,| |ce| |jour|-là|,| |rendez-vous|,| |vis-à-vis|,| |peut-être|,| |lui-même|,| |Kim| |Jong-il",
    "Le| |porte-parole| |des| |États-Unis| |va| |au| |marché| |du| |coin|,| |aux| |Pays-Bas| |et| |à| |Sainte-Anne-d'Auray",
    "10 000| |ou| |10\u00a0000| |ou| |10\u202f000| |ou| |1.234,56| |€|,| |3,5| |%|,| |10|%|,| |-2,5|,| |à| |20h30|,| |le| |12e",
    "De| |1914-1918|,| |le| |25/01/06|,| |à| |25| |°C|,| |110| |km|/|h|,| |n°| |5|,| |n°|12",
    "M.| |Dupont|,| |Mme| |J.| |F.| |Roy|,| |J.-C.| |Roux|,| |l'|O.U.A.| |et| |p.| |ex.| |l'|art.| |5|,| |etc.| |et| |MM.| |Li",
    "des| |pommes|,| |des| |poires|,| |etc|.",
    "Il| |a| |dit| |«| |le| |plan| |B|.| |»",
    "C'|est| |à| |l'|AFP|.|Aucune| |décision|.",
    "Fin|...| |Ah|..| |Bon|…| |oui|,| |«| |non| |»|,| |dit|-elle| |?|!",
    "Voir| |https://exemple.fr/a?b=c#d|,| |www.exemple.fr|,| |lemonde.fr|,| |Node.js| |ou| |nom@exemple.fr|.",
    "{nom}| |a| |%d| |points| |sur| |${total}|,| |{{x y}}| |<b>|gras|</b>|&nbsp;|#mot| |@compte| |%(n)s",
    "traité(e)s| |et| |la| |R&D| |de| |O'Brien| |rock'n'roll",
    "mg|/|kg| |IIb/IIIa| |et|/|ou",
    "e\u0301te\u0301| |co\u00adopérer",
]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples(example: str) -> None:
    expected = [part for part in example.split("|") if part.strip()]
    text = example.replace("|", "")
    assert [token.text for token in tokenize(text)] == expected


def test_a_mark_before_a_typographic_apostrophe_is_kept_in_the_token() -> None:
    assert [token.text for token in tokenize("qu’il")] == ["qu’", "il"]


def test_leur_is_one_clitic() -> None:
    """ "-le" once matched the start of "-leur" and the rest was lost."""
    assert [token.text for token in tokenize("donne-leur")] == ["donne", "-leur"]


FRENCH_LIKE = st.text(
    alphabet="aéEMtlesuxyrnd'’-‐.,!?…«»\"() \u00a0\u202f\n0123456789%/@#{}<>&$:_\u0301\u00ad°", max_size=60
)


@given(st.one_of(st.text(max_size=60), FRENCH_LIKE))
def test_every_visible_code_point_is_in_exactly_one_token(text: str) -> None:
    tokens = tokenize(text)
    position = 0
    for token in tokens:
        assert not text[position : token.start].strip()
        assert text[token.start : token.end] == token.text != ""
        position = token.end
    assert not text[position:].strip()


@given(FRENCH_LIKE)
def test_no_token_begins_or_ends_with_white_space(text: str) -> None:
    assert all(token.text == token.text.strip() for token in tokenize(text))
