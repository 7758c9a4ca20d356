"""expand, read and read_other: paths, formats, side files."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.domain.text import Document, Segment
from mtqa.errors import InputError, MtqaError, UsageError
from mtqa.reading import Source, expand, read, read_other


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.TXT", "sub/c.html", "sub/d.jsonl", "sub/e.tsv", "image.png", ".git/f.txt", "sub/.g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Un texte.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_files_folders_globs_and_standard_input() -> None:
    inside = [str(Path("sub") / name) for name in ("c.html", "d.jsonl", "e.tsv")]
    assert expand(["image.png", "-"]) == ["image.png", "-"]
    assert expand(["."]) == ["a.TXT", "b.txt", *inside]
    assert expand(["sub"]) == inside
    assert expand(["sub/*.[jt]*"]) == inside[1:]
    assert expand(["**/*.html"]) == inside[:1]
    assert expand(["b.txt", "."]) == ["b.txt", "a.TXT", *inside]


def test_a_file_named_like_a_glob_is_a_file(folder: Path) -> None:
    (folder / "[x].txt").write_text("Un.", encoding="utf-8")
    assert expand(["[x].txt"]) == ["[x].txt"]


def test_a_folder_gives_the_xml_that_a_reader_takes(folder: Path) -> None:
    (folder / "sub" / "feed.xml").write_text("<?xml version='1.0'?>\n<rss/>", encoding="utf-8")
    (folder / "sub" / "sitemap.xml").write_text("<?xml version='1.0'?>\n<urlset/>", encoding="utf-8")
    (folder / "sub" / "long.xml").write_text("<?xml version='1.0'?>\n<!-- " + "x" * 5000, encoding="utf-8")
    assert [Path(name).name for name in expand(["sub"])] == ["c.html", "d.jsonl", "e.tsv", "feed.xml", "long.xml"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.txt", "none.txt: no such file; check the path"),
        ("empty", "empty: the folder holds no readable file (.atom .csv .htm .html .jsonl"),
        ("*.odt", "*.odt: the pattern matches no file; check it"),
        ("", "an empty path names no input"),
        ("x" * 5000, "cannot be read (File name too long); check"),
    ],
)
def test_a_path_that_stands_for_nothing_is_an_error(path: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        expand(["b.txt", path])


# Not the folders above: to search the whole disk takes a while.
@given(st.text(max_size=20).filter(lambda path: set(path) - set("/.")))
def test_any_path_is_expanded_or_refused(path: str) -> None:
    try:
        assert expand([path])
    except MtqaError as error:
        assert "\n" not in str(error)


@pytest.mark.usefixtures("folder")
def test_read_names_what_it_cannot_read() -> None:
    with pytest.raises(InputError, match=r"^none.txt: no such file"):
        read("none.txt")
    with pytest.raises(InputError, match=r"^sub: cannot be read \(Is a directory\)"):
        read("sub")


def test_a_file_without_permission_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(
        InputError, match=r"b.txt: cannot be read \(Permission denied\); check the path and its permissions"
    ):
        read(str(folder / "b.txt"))


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.txt", '{"text": "Un"}', "text"),
        ("a.HTM", "<p>Un</p>", "html"),
        ("a.ndjson", '{"text": "Un"}', "jsonl"),
        ("a", "Un texte.", "text"),
        ("a.fr", '\n{"text": "Un"}\n', "jsonl"),
        ("a.fr", '{"text": "Un', "text"),
        ("a.fr", "id\tText\n1\tUn", "tsv"),
        ("a.fr", "<!-- x -->\n<!DOCTYPE html><p>Un</p>", "html"),
        ("a.fr", "  <HTML><p>Un</p>", "html"),
        ("a.fr", "<b>Un</b> texte", "text"),
        ("a.fr", "\n<?xml version='1.0'?><html><p>Un</p></html>", "html"),
        ("a.fr", 'id,"Text"\n1,Un', "csv"),
        ("a.fr", "id;text\n1;Un", "csv"),
        (
            "a.xml",
            "<?xml version='1.0'?><!-- x --><rss><channel><item><title>Un</title></item></channel></rss>",
            "feed",
        ),
        ("a.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Un</title></entry></feed>', "feed"),
        (
            "a.xml",
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Un</a:title></a:entry></a:feed>',
            "feed",
        ),
    ],
)
def test_the_suffix_decides_then_the_content(tmp_path: Path, name: str, text: str, format: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (document,) = read(str(path))
    assert document.format == format


def test_a_named_format_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Un\nDeux\n", encoding="utf-8")
    (document,) = read(str(path), format="lines")
    assert [segment.text for segment in document.segments] == ["Un", "Deux"]


def test_other_xml_is_refused() -> None:
    with pytest.raises(InputError, match=r"^standard input: is XML of a kind that no reader takes; save its text"):
        read("-", stdin=b"<?xml version='1.0'?><urlset/>")


@pytest.mark.parametrize("part", ["<!---->", "<?a?>", "<!-- ", " "])
def test_what_stands_before_the_root_is_passed_over_in_time(part: str) -> None:
    """A pattern that tried every way to read comments took minutes for thirty of them."""
    started = time.process_time()
    assert read("-", stdin=(part * 500 + "Un texte.").encode())[0].format == "text"
    assert time.process_time() - started < 2


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(
        UsageError,
        match=r"^--from docx: no such format; give one of csv, feed, html, jsonl, lines, parquet, po, text, tmx, tsv, xliff",
    ):
        read("-", format="docx", stdin=b"Un.")


def read_plugin(source: Source) -> Document:
    return Document(source.name, "plugin", (Segment(0, source.data.decode()),))


def test_plugins_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    group = "mtqa.readers"
    points = EntryPoints(
        [EntryPoint("mine", f"{__name__}:read_plugin", group), EntryPoint("lost", "no_such_module:read", group)]
    )
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules["__main__"])
    monkeypatch.setattr(sys.modules[__name__], "read_plugin", read_plugin, raising=False)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points.select(group=group))
    assert read("-", format="mine", stdin=b"Un.")[0].format == "plugin"
    with pytest.raises(UsageError, match=r"no_such_module:read does not load \(ModuleNotFoundError\); reinstall"):
        read("-", format="lost", stdin=b"Un.")
    with pytest.raises(
        UsageError, match=r"give one of csv, feed, html, jsonl, lines, lost, mine, parquet, po, text, tmx, tsv, xliff"
    ):
        read("-", format="other", stdin=b"Un.")


def test_standard_input_is_read_where_no_bytes_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Un été.".encode())))
    assert read("-")[0].segments[0].text == "Un été."


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.txt", "One.\r\n\r\nThree.\n", ["One.", "", "Three."]),
        ("a.en", "One.\nTwo.", ["One.", "Two."]),
        ("a.jsonl", '{"text": "One.\\nTwo."}\n{"text": "Three."}', ["One.\nTwo.", "Three."]),
        ("a.tsv", "text\nOne.\nTwo.\n", ["One.", "Two."]),
        ("a.html", "<html><body><p>One.</p><p>Two.</p></body></html>", ["One.", "", "Two."]),
    ],
)
def test_side_files(tmp_path: Path, name: str, text: str, lines: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    assert read_other(str(path)) == lines


def test_importing_the_package_loads_no_html_library() -> None:
    code = "import sys, mtqa.reading; sys.exit(bool({'lxml', 'trafilatura', 'feedparser', 'polib', 'importlib.metadata'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
