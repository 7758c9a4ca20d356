"""Seeds: one sound example a format, and every example that the tests of its reader hold."""

# ruff: noqa: E501 - examples of files read best unbroken

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_PIECE = 40
FRENCH = "Le maire « dort » dans dans la mairie.\n\nLes élus finit l’année : 12 000 €.\n<!-- mtqa: ignore FR204 -->\n"

SOUND: dict[str, tuple[str, ...]] = {
    "text": (FRENCH,),
    "lines": (FRENCH,),
    "suppression": (FRENCH, "Un. <!-- mtqa: ignore FR1, fr204 -->\n"),
    "jsonl": (
        '{"id": "a", "text": "Un \\u00e9t\\u00e9 \\ud83d\\ude00", "source": "One", "mtqa_ignore": ["FR1"]}\n{"text": "Deux"}\n',
    ),
    "tsv": ("id\ttext\tsource\tback_translation\treference\n1\tUn mot\tA word\tA word\tUn mot\n2\tDeux\tTwo\t\t\n",),
    "csv": ('id,text,source\n1,"Un ""mot"", dit-il\nlà",One\n2,Deux,Two\n', "text;id\r\nUn;1\r\nDeux;2\r\n"),
    "html": (
        "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>T</title></head><body><nav>Menu</nav><article><h1>Un titre"
        "</h1><p>Le port fermerait à la fin de l’année&nbsp;; les pêcheurs ont protesté devant l’hôtel de ville toute la journée.</p>"
        "<pre>code</pre><ul><li>Un<li>Deux</ul><table><tr><td>a<td>b</table><p translate=no>Café<br>Port</p></article></body></html>",
    ),
    "feed": (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>J</title>'
        "<item><title>Un &lt;em&gt;titre&lt;/em&gt;</title><link>https://exemple.fr/un</link><guid>g</guid><description>Le début."
        "</description><content:encoded><![CDATA[<p>Le début.</p><p>La <code>fin</code>.</p>]]></content:encoded></item></channel></rss>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>t</id><title type="html">Un</title><link href="/un"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Été.</p></div></content></entry></feed>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"/>'
        '<item rdf:about="u"><title>Un</title><description>Le texte.</description></item></rdf:RDF>',
    ),
    "xliff": (
        '<xliff version="1.2"><file original="a" target-language="fr"><body><trans-unit id="1"><source>One.</source><seg-source><mrk '
        'mtype="seg" mid="0">One.</mrk></seg-source><target><mrk mtype="seg" mid="0">Un <x id="1"/>.</mrk></target></trans-unit></body>'
        "</file></xliff>",
        '<xliff version="2.0" srcLang="en" trgLang="fr"><file id="f"><unit id="1"><segment><source>Hi</source><target>Un <pc id="1">mot'
        '</pc> <ph equiv="{n}"/></target></segment></unit></file></xliff>',
    ),
    "tmx": (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body><tu tuid="1"><tuv '
        'xml:lang="en"><seg>Hi</seg></tuv><tuv xml:lang="fr"><seg>Un <bpt i="1">&lt;b&gt;</bpt>mot<ept i="1"/></seg></tuv></tu></body></tmx>',
    ),
    "po": (
        'msgid ""\nmsgstr "Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy\n#: a:1\nmsgctxt "m"\nmsgid "Open %s"\n'
        'msgstr "Ouvrir %s"\n\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "un"\nmsgstr[1] "%d"\n\n#~ msgid "old"\n#~ msgstr "vieux"\n',
    ),
    "config": (
        'select = ["FR1"]\nignore = ["FR305"]\nfail-level = "minor"\nengine = "none"\nmin-confidence = 0.5\nprofile = "fr-CA"\n'
        'signature = "mtqa:0.1.0"\nwords = ["mot"]\n[gate]\nmin-score = 70\nmax-critical = 0\nmax-share-below = 0.1\nbelow = "good"\n'
        'baseline = "b.json"\nmax-issues = { FR1 = 2 }\n[severity-weights]\nmajor = 5\n[models]\nfr-en = "x"\n'
        '[per-path."docs/*"]\nfail-level = "critical"\nignore = ["FR101"]\n[per-path."docs/*".gate]\nmin-score = 10\n',
    ),
    "pyproject": (
        '[project]\nname = "x"\n[tool.mtqa]\nselect = ["FR1"]\n[tool.mtqa.gate]\nmin-score = 70\n[tool.mtqa.words]\nlist = ["a"]\n'
        'files = ["w.txt"]\n[tool.other]\na = 1979-05-27T07:32:00Z\n',
    ),
    "baseline": (
        '{\n"kind": "mtqa-baseline",\n"format_version": 1,\n"signature": "mtqa:0.1.0",\n"issues": [\n{"fingerprint": "0a1b", "code": '
        '"FR101", "text": "parler", "documents": ["a.txt", "f.xml#i"]}\n],\n"sentences": [\n{"digest": "00ff", "documents": ["a.txt"]}\n]\n}\n',
    ),
    "state": (
        '{"format_version": 1, "key": "k", "inputs": {"http://a/": {"etag": "e", "last_modified": null, "passed": ["0f"]}}}\n',
    ),
    "side_file": ("The mayor sleeps. Mr. Smith says so.\n\nTwo.\n",),
    "side_rows": ('{"text": "One"}\n{"text": "Two"}\n',),
    "words_file": ("mot # comment\nOuessant\n",),
    "model_card": ('{"revision": "abc", "model_type": "marian", "max_position_embeddings": 512}\n',),
}

# Which tests hold more examples.
TESTS: dict[str, tuple[str, ...]] = {
    "text": ("test_readers", "test_decoding"), "lines": ("test_readers",), "suppression": ("test_readers",), "jsonl": ("test_readers",),
    "tsv": ("test_readers",), "csv": ("test_csv",), "html": ("test_html",), "feed": ("test_feed",), "xliff": ("test_xliff",),
    "tmx": ("test_tmx",), "po": ("test_po",), "config": ("../test_config",), "pyproject": ("../test_config",),
    "baseline": ("../gating/test_baseline",),
}  # fmt: skip


def seeds_of(name: str) -> list[bytes]:
    """The seeds of a target: its sound examples several times, so that most inputs go deep, and those of the tests."""
    name = name.removesuffix("_stream")
    sound = [text.encode() for text in SOUND.get(name, (FRENCH,))]
    examples = [text for text in _examples(name) if len(text) > LONGEST_PIECE]
    return sound * max(4, 2 * len(examples) // len(sound)) + examples


def dictionary_of(name: str) -> list[bytes]:
    """Pieces that mean something to the format: short examples of the tests, and the sound ones cut at their marks."""
    name = name.removesuffix("_stream")
    pieces = {text for text in _examples(name) if 0 < len(text) <= LONGEST_PIECE}
    for text in SOUND.get(name, ()):
        for mark in ("<", "\n", ",", '"', "\t"):
            pieces |= {(mark + part).encode() for part in text.split(mark) if len(part) <= LONGEST_PIECE}
    return sorted(pieces)


def _examples(name: str) -> list[bytes]:
    """Every string of the tests of a target, in the order of the source."""
    found: dict[bytes, None] = {}
    for test in TESTS.get(name, ()):
        path = ROOT / "tests" / "reading" / f"{test}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                value = node.value
                found[value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")] = None
    return list(found)
