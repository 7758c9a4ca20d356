"""Lines: nothing lost, nothing beyond the width, marks included."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mtqa.presenting.layout import glyphs, mark_row, text_row, wrap


def rows(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return [text_row(line, color=False) for line in wrap(glyphs(text), width, first=glyphs(first), rest=glyphs(rest))]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 12, [""]),
        ("un deux", 12, ["un deux"]),
        ("un deux trois", 12, ["un deux", "trois"]),
        ("abcdefghijk", 12, ["abcdefghijk"]),
        ("abcdefghijkl", 12, ["abcdefghijk", "l"]),
        ("dix\u00a0mille\u00a0euros", 12, ["dix\u00a0mille\u00a0e", "uros"]),
        ("日本日本日本", 12, ["日本日本日", "本"]),
        ("un\x1b[0m", 12, ["un\\x1b[0m"]),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


def test_what_hangs() -> None:
    assert rows("un deux trois quatre", 14, first="* ", rest="  ") == ["* un deux", "  trois", "  quatre"]


@given(st.text("ab   é日\u0301\u00a0", min_size=20), st.integers(14, 24))
def test_all_is_there_and_fits_with_its_marks(text: str, width: int) -> None:
    lines = wrap([glyph._replace(mark="^") for glyph in glyphs(text)], width, first=glyphs("> "), rest=glyphs("  "))
    assert "".join(glyph.text for line in lines for glyph in line[2:]) == text
    for line in lines:
        assert cell_len(text_row(line, color=False)) <= width
        assert len(mark_row(line, color=False)) <= width


def test_color_is_escape_codes_around_the_same_text() -> None:
    line = glyphs("un ") + glyphs("deux", "critical")
    assert text_row(line, color=True) == "un \x1b[1;37;41mdeux\x1b[0m"
    assert text_row(line, color=False) == "un deux"
