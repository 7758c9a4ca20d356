"""Back-translations from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtqa.backtranslating import EngineSettings, read_translation, select_engine
from mtqa.backtranslating.from_file import split_english
from mtqa.errors import InputError, UsageError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_one_line_a_text(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "back.txt"
    path.write_bytes("The café.\r\n\r\nTwo — lines.\r\n".encode(encoding))
    engine = select_engine(EngineSettings(name="auto", file=path))
    found = engine.translate(["Le café.", "Deux — lignes."])
    assert [answer.text for answer in found] == ["The café.", "Two — lines."]
    assert str(path) in engine.note


def test_another_number_of_lines_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "back.txt"
    path.write_text("One.\nTwo.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"back\.txt: 2 lines for 3 texts"):
        read_translation(path).translate(["Un.", "Deux.", "Trois."])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"caf\xe9", "byte 3 is not utf-8; save the file as UTF-8, for example with iconv"),
        (b"a\0b", "is not text"),
    ],
)
def test_a_file_that_is_no_translation_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "back.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_translation(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: cannot be read"):
        read_translation(tmp_path / "nowhere.txt")
    with pytest.raises(UsageError, match="--back-translation FILE"):
        select_engine(EngineSettings(name="file"))


def test_splits_lines_into_sentences() -> None:
    text = 'Mr. Smith left. "Why?" asked Anna. J. R. Keller paid 3.5 euros... Nobody knew! 340 stayed.'
    assert split_english(text) == [
        "Mr. Smith left.", '"Why?" asked Anna.', "J. R. Keller paid 3.5 euros...", "Nobody knew!", "340 stayed."
    ]  # fmt: skip
    assert split_english("  ") == []
