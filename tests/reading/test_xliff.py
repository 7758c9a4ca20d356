"""XLIFF 1.2 and 2.x: rows, their texts and sources, inline elements, what is left out and what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Segment
from mtqa.errors import InputError
from mtqa.reading import Source, read
from mtqa.reading.xliff import read_xliff

V1 = """<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en" target-language="fr-FR" datatype="html"><body>
<trans-unit id="u1"><source>Press <g id="1">save</g>.</source>
 <target>Cliquez
   sur <g id="1">enregistrer</g>.</target><alt-trans><target>Autre</target></alt-trans></trans-unit>
<group translate="no"><trans-unit id="u2"><source>x</source><target>Non</target></trans-unit>
<trans-unit id="u3" translate="yes"><source>y</source><target>Oui</target></trans-unit></group>
<trans-unit id="u4"><source>Missing</source></trans-unit>
<trans-unit id="u5"><source/><target/></trans-unit>
<trans-unit id="u6"><source>One. Two.</source>
<seg-source><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></seg-source>
<target><mrk mtype="seg" mid="0">Un.</mrk>
<mrk mtype="seg" mid="1">Deux.</mrk></target></trans-unit>
</body></file></xliff>
"""
V2 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr"><file id="f">
<unit id="1"><segment><source>Hello</source><target>Bonjour</target></segment></unit>
<unit id="2"><segment id="a"><source>One.</source><target>Un <pc id="1">mot</pc>.</target></segment>
<ignorable><source> </source></ignorable>
<segment><source>Two.</source></segment></unit>
<group id="g" translate="no"><unit id="3"><segment><source>x</source><target>y</target></segment></unit></group>
</file></xliff>
"""


def rows(text: str) -> tuple[Segment, ...]:
    return read_xliff(Source("f.xlf", text.encode())).segments


def unit(target: str, attributes: str = "") -> str:
    return (
        f'<xliff version="1.2"><file target-language="fr"><body><trans-unit id="1" {attributes}>'
        f"<source>s</source><target>{target}</target></trans-unit></body></file></xliff>"
    )


def test_version_1() -> None:
    assert [(row.id, row.text, row.source, row.locate(3)[0]) for row in rows(V1)] == [
        ("u1", "Cliquez sur enregistrer.", "Press save.", 5),
        ("u3", "Oui", "y", 8),
        ("u4", "", "Missing", 9),
        ("u6/0", "Un.", "One.", 13),
        ("u6/1", "Deux.", "Two.", 14),
    ]
    assert all(row.is_row and not row.exact_columns for row in rows(V1))


def test_version_2() -> None:
    assert [(row.id, row.text, row.source) for row in rows(V2)] == [
        ("1", "Bonjour", "Hello"),
        ("2/a", "Un mot.", "One."),
        ("2/2", "", "Two."),
    ]


def test_several_files_are_told_apart() -> None:
    part = V2[V2.index("<file") : V2.index("</xliff>")]
    twice = V2.replace(part, part + part.replace('id="f"', 'id="g"'))
    assert [row.id for row in rows(twice)][::3] == ["f#1", "g#1"]


@pytest.mark.parametrize(
    ("target", "text", "protected"),
    [
        ('Un <x id="1"/> noir', "Un \ufffc noir", ["\ufffc"]),
        ('Bonjour <x id="N" equiv-text="{{ nom }}"/> !', "Bonjour {{ nom }} !", ["{{ nom }}"]),
        ('<ph id="1">%1$s</ph> fichiers', "%1$s fichiers", ["%1$s"]),
        ('<bpt id="1">&lt;b&gt;</bpt>Un<ept id="1">&lt;/b&gt;</ept> mot', "Un mot", []),
        ('Un<x id="1" ctype="lb"/>mot', "Un\nmot", []),
        ('Un<ph id="1">&lt;br/&gt;</ph>mot', "Un\nmot", []),
        ('<x id="B" equiv-text="&lt;b&gt;"/>Un', "Un", []),
        ('Le <mrk mtype="protected">mtqa check</mrk> et <g id="1">le <g id="2">reste</g></g>', "Le mtqa check et le reste", ["mtqa check"]),
        ("Un &lt;b&gt;mot&lt;/b&gt; de {nom}, 100 % des _Fichiers", "Un <b>mot</b> de {nom}, 100 % des _Fichiers", ["<b>", "</b>", "{nom}", "_Fichiers"]),
        ("\n   Un mot\u00a0:\n   deux  \n", "Un mot\u00a0: deux", []),
        ("Un <!-- rien --> mot", "Un  mot", []),
    ],
)  # fmt: skip
def test_inline_elements(target: str, text: str, protected: list[str]) -> None:
    (row,) = rows(unit(target))
    assert row.text == text
    assert [row.text[start:end] for start, end in row.protected] == protected


def test_space_is_kept_where_the_file_says_so() -> None:
    (row,) = rows(unit("\n  Un\n  mot ", 'xml:space="preserve"'))
    assert row.text == "\n  Un\n  mot "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (V1.replace("fr-FR", "de"), "f.xlf:3: its target language is de, not French; give the French translation"),
        (V2.replace('trgLang="fr"', 'trgLang="frr"'), "its target language is frr, not French"),
        ("<tmx/>", "f.xlf: is no XLIFF: its root is <tmx>; give XLIFF 1.2 or 2.x"),
        (re.sub("<target>[^<]*</target>", "", unit("Un")), "f.xlf: holds no segment with a target; translate it first"),
        ('<xliff version="1.2"/>', "f.xlf: holds no segment with a target"),
        ("<!DOCTYPE xliff>" + unit("Un"), "f.xlf:1: declares a document type (DTD)"),
        (unit("Un")[:-3], "f.xlf:1: is not well-formed XML"),
    ],
)
def test_what_cannot_be_checked_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        rows(text)


PARTS = st.recursive(
    st.sampled_from(["mot ", " ", "\n ", "<x/>", "<ph>code</ph>", "<ph/>", "%s", "é", "&lt;b&gt;", "{n}"]),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f'<mrk mtype="protected">{"".join(parts)}</mrk>'),
)


@given(st.lists(PARTS, max_size=8), st.sampled_from(["", 'xml:space="preserve"']))
def test_spans_are_in_range_and_words_survive(parts: list[str], space: str) -> None:
    (row,) = rows(unit("Un" + "".join(parts), space))
    assert all(0 <= start < end <= len(row.text) for start, end in row.protected)
    assert row.text.count("mot") == "".join(parts).count("mot")


def test_the_root_tells_the_format() -> None:
    assert read("-", stdin=V1.encode())[0].format == "xliff"
    assert read("-", stdin=V2.encode())[0].format == "xliff"
