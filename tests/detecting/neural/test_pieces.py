"""The neural detector's tokenisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.detecting.neural import pieces

ALPHABET = "aeéÉLldqu'’-.,… «»\"0129tTilON\u00a0\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("L’état-major", ["L'", "état-major"]),
        ("Qu'a-t-il dit ?", ["Qu'", "a", "-t-il", "dit", "?"]),
        ("Aujourd’hui, jusqu'ici", ["Aujourd'hui", ",", "jusqu'", "ici"]),
        ("Aix-en-Provence", ["Aix-en-Provence"]),
        ("la Russie..", ["la", "Russie", ".", "."]),
        ("3,5 millions...", ["3,5", "millions", "..."]),
        ("« Oui »", ['"', "Oui", '"']),
        ("", []),
    ],
)
def test_forms(text: str, wanted: list[str]) -> None:
    assert pieces.forms(text, pieces.cut(text)) == wanted


@given(st.one_of(st.text(), st.text(alphabet=ALPHABET)))
def test_pieces_cover_everything_but_white_space(text: str) -> None:
    end = 0
    for start, stop in pieces.cut(text):
        assert text[end:start].strip() == ""
        assert start < stop
        end = stop
    assert text[end:].strip() == ""


@given(st.text())
def test_quotation_style_and_apostrophes_make_no_difference(text: str) -> None:
    other = text.replace("'", "’").replace('"', "«")
    assert pieces.forms(text, pieces.cut(text)) == pieces.forms(other, pieces.cut(other))


def test_counting_ignores_case_and_digits() -> None:
    assert pieces.counted("Été") == pieces.counted("été")
    assert pieces.counted("2019") == pieces.counted("1945") == "0000"
