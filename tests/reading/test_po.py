"""gettext PO: translations as rows, plural forms, places, encodings, broken syntax."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Segment
from mtqa.errors import InputError, MtqaError
from mtqa.reading import Source, read
from mtqa.reading.placeholders import find_placeholders
from mtqa.reading.po import read_po

PO = r"""# French
msgid ""
msgstr ""
"Language: fr_FR\n"
"Content-Type: text/plain; charset=UTF-8\n"

#, c-format
msgid "Open %s"
msgstr "Ouvrir %s à 100 % dès _maintenant"

msgctxt "menu"
msgid ""
"Two "
"lines"
msgstr ""
"Deux \"lignes\"\n"
"là"

msgid "a file"
msgid_plural "%d files"
msgstr[0] "un fichier"
msgstr[1] "%d fichiers"

#, fuzzy
msgid "Close"
msgstr "Fermé"

msgid "Missing"
msgstr ""

#~ msgid "old"
#~ msgstr "vieux"
"""


def rows(text: str, encoding: str = "utf-8") -> tuple[Segment, ...]:
    return read_po(Source("fr.po", text.encode(encoding))).segments


def test_rows() -> None:
    assert [(row.id, row.text, row.source, row.locate(1)) for row in rows(PO)] == [
        (0, "Ouvrir %s à 100 % dès _maintenant", "Open %s", (9, 1)),
        (1, 'Deux "lignes"\nlà', "Two lines", (15, 1)),
        (2, "un fichier", "a file", (21, 1)),
        (3, "%d fichiers", "%d files", (22, 1)),
        (4, "Fermé", "Close", (26, 1)),
        (5, "", "Missing", (29, 1)),
    ]
    first = rows(PO)[0]
    assert [first.text[start:end] for start, end in first.protected] == ["%s", "_maintenant"]
    assert all(row.is_row for row in rows(PO))


def test_lines_end_in_any_way() -> None:
    assert [row.locate(0)[0] for row in rows(PO.replace("\n", "\r\n"))] == [9, 15, 21, 22, 26, 29]


def test_the_declared_charset_counts() -> None:
    text = PO.replace("UTF-8", "ISO-8859-15").replace("Fermé", "Fermé, cœur")
    assert rows(text, "iso-8859-15")[4].text == "Fermé, cœur"


def test_by_suffix(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(PO, encoding="utf-8")
    assert read(str(tmp_path / "fr.po"))[0].format == "po"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PO.replace("fr_FR", "de"), "fr.po: its language is de, not French; give the French catalogue"),
        ('msgid "a"\nmsgstr ""\n', "fr.po: holds no translated message; translate it first"),
        ("Un texte.", "fr.po:1: is no valid PO syntax; check the file with msgfmt -c"),
        (PO.replace('"Fermé"', '"Fermé'), "fr.po:26: is no valid PO syntax"),
        (str(Path(__file__)), "fr.po:1: is no valid PO syntax"),
    ],
)
def test_what_cannot_be_checked_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows(text)


LINES = st.sampled_from(
    ['msgid "a"', 'msgstr "b%s"', "msgstr[0] \"c\"", "msgstr[x] \"c\"", 'msgid_plural "d"', '"e\\n"', '"', "#, fuzzy", "#~ x",
     "#| msgid \"f\"", "#. ", "#: a:1", "msgctxt \"g\"", "\\", "\u2028", "\x0b", "", 'msgstr "\\x"', "#:", "#~|"]
)  # fmt: skip


@given(st.lists(LINES, max_size=10))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        found = rows(text)
    except MtqaError as error:
        assert str(error).startswith("fr.po")
    else:
        assert all(1 <= row.locate(0)[0] <= len(lines) + 1 for row in found)


@pytest.mark.parametrize("part", ["a", "a_", "&", "%", "%1", "{", "{a", "<a", "&a", "_"])
def test_placeholders_are_found_in_time(part: str) -> None:
    """A pattern that tried every place twice took minutes for half a million letters."""
    started = time.process_time()
    find_placeholders(part * 100_000)
    assert time.process_time() - started < 2
