"""TMX: French variants as rows, the other language as their source."""

from __future__ import annotations

import re

import pytest

from mtqa.domain.text import Segment
from mtqa.errors import InputError
from mtqa.reading import Source, read
from mtqa.reading.tmx import read_tmx

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
TMX = f"""<?xml version="1.0" encoding="UTF-16"?>
{DOCTYPE}
<tmx version="1.4"><header srclang="en-US" adminlang="en" segtype="sentence" o-tmf="x" datatype="plaintext"/><body>
<tu tuid="t1"><tuv xml:lang="de"><seg>Hallo</seg></tuv><tuv xml:lang="en"><seg>Hello</seg></tuv>
<tuv xml:lang="FR-fr"><seg>Bonjour <bpt i="1">&lt;b&gt;</bpt>à<ept i="1">&lt;/b&gt;</ept> <ph>%s</ph></seg></tuv></tu>
<tu><tuv lang="fr"><seg>Sans source</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Bye</seg></tuv><tuv xml:lang="de"><seg>Tschüss</seg></tuv></tu>
<tu srclang="de"><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="de"><seg>Ja</seg></tuv>
<tuv xml:lang="fr"><seg>Oui</seg></tuv><tuv xml:lang="fr-CA"><seg>Ouais</seg></tuv></tu>
</body></tmx>
"""


def rows(text: str) -> tuple[Segment, ...]:
    return read_tmx(Source("f.tmx", text.encode("utf-16"))).segments


def test_rows_are_french_variants() -> None:
    assert [(row.id, row.text, row.source, row.locate(2)) for row in rows(TMX)] == [
        ("t1", "Bonjour à %s", "Hello", (5, 1)),
        (1, "Sans source", None, (6, 1)),
        (3, "Oui", "Ja", (9, 1)),
        (3, "Ouais", "Ja", (9, 1)),
    ]
    assert rows(TMX)[0].protected == ((10, 12),)
    assert read("-", stdin=TMX.encode("utf-16"))[0].format == "tmx"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TMX.replace('"tmx14.dtd"', '"tmx14.dtd" [<!ENTITY a "b">]'), "f.tmx:2: declares a document type (DTD)"),
        (TMX.replace(DOCTYPE, '<!DOCTYPE tmx [<!ENTITY a "b">]>'), "f.tmx:2: declares a document type (DTD)"),
        (TMX.replace("Hallo", "&a;"), "f.tmx:4: is not well-formed XML (Entity 'a' not defined"),
        (TMX.lower().replace('"fr', '"es').replace(DOCTYPE.lower(), ""), "f.tmx: holds no French variant; give it"),
        ("<rss/>", "f.tmx: is no TMX: its root is <rss>"),
    ],
)
def test_what_cannot_be_checked_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows(text)


def test_the_named_dtd_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TMX.replace("tmx14.dtd", "file:///dev/zero")
    assert len(rows(text)) == 4
