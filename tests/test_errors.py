"""Messages quote what strangers wrote, and stay one line that a terminal and a log can take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import load_settings
from mtqa.errors import ConfigError, InputError, MtqaError, one_line
from mtqa.reading import Source
from mtqa.reading.html import read_html
from mtqa.reading.text import read_text


@given(st.text(max_size=60))
def test_a_message_is_one_printable_line(text: str) -> None:
    assert str(MtqaError(f"f: {text}")).isprintable()


def test_what_is_printable_stays() -> None:
    assert str(InputError("été.txt:3: « rien » 日本")) == "été.txt:3: « rien » 日本"
    assert one_line("a\nb\x1b[31m\u202e\ud800") == r"a\nb\x1b[31m\u202e\ud800"


def test_a_long_message_keeps_its_place_and_its_remedy() -> None:
    message = str(InputError(f"f:3: {'x' * 100_000}; correct it"))
    assert len(message) <= 1003
    assert message.startswith("f:3: xxx")
    assert message.endswith("xxx; correct it")


def test_a_suppression_cannot_write_to_the_terminal() -> None:
    """Regression, found by fuzzing: the code was quoted as it stood."""
    with pytest.raises(InputError, match=r"no such code: FR2040\\u2066\\X1B\[2J|\\x1b") as caught:
        read_text(Source("f", "Un. <!-- mtqa: ignore FR2040\u2066\x1b[2J -->".encode()))
    assert str(caught.value).isprintable()


def test_a_key_of_the_configuration_cannot_break_the_line(tmp_path) -> None:
    """Regression, found by fuzzing: names of tables were quoted as they stood."""
    (tmp_path / "mtqa.toml").write_text('[per-path."a\\n\\u001b[2J"]\nfail-level = "x"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"per-path\.a\\n\\x1b\[2J\.fail-level must be one of"):
        load_settings(str(tmp_path / "mtqa.toml"))


@pytest.mark.parametrize("start", ['<?xml encoding="x"', '<?xml version="1.0" encoding="x"', '<?xml encoding="x" <p'])
def test_an_unfinished_xml_declaration_in_a_page(start: str) -> None:
    """Regression, found by fuzzing: lxml refused the text with a ValueError."""
    assert read_html(Source("f", f"{start}><p>Un mot.</p>".encode())).segments[0].text == "Un mot."
