"""The French of the page: everything of ours that it shows has a translation, and none is left over."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from mtqa.cleaning import furniture
from mtqa.cleaning.blocks import NOT_PROSE
from mtqa.comparing import NOT_CHECKED
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Severity
from mtqa.domain.score import Band

TEMPLATES = files("mtqa.presenting").joinpath("templates")
FRENCH: dict[str, str] = json.loads(TEMPLATES.joinpath("french.json").read_text(encoding="utf-8"))
MARKUP = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir() if path.name.endswith(".html.j2"))
SCRIPT = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir() if path.name.endswith(".js"))
REASONS = {
    text
    for name, text in vars(furniture).items()
    if name.isupper() and not name.startswith("_") and isinstance(text, str) and re.fullmatch("[a-z -]+", text)
}
# Data, not markup: bands and severities of the domain, and what scoring compares.
VALUES = {*Band, *Severity, "round trip / French", "French / reference", "back-translation / source"}


def translated_texts() -> set[str]:
    """The texts of ours in templates and scripts, and those that come from the catalogue and from cleaning."""
    marked = re.findall(r"<[^>]*\bdata-t[ >]>?([^<{]+)<", MARKUP) + re.findall(
        r'aria-label="([^"{]+)" data-t-label', MARKUP
    )
    in_braces = re.findall(r"data-t>\{\{ (.*?) \}\}<", MARKUP)
    chosen = [text for code in in_braces for text in re.findall(r'"([^"]+)"', code)]
    scripted = re.findall(r'inLanguage\("([^"]+)"\)', SCRIPT)
    titles = {entry.title for entry in CATALOGUE.values()}
    return {*marked, *chosen, *scripted, *titles, *REASONS, *VALUES, NOT_PROSE, NOT_CHECKED}


def test_everything_of_ours_is_translated() -> None:
    texts = translated_texts()
    assert len(texts) > 100
    assert not texts - FRENCH.keys()


def test_categories_are_translated() -> None:
    assert {entry.category for entry in CATALOGUE.values()} <= FRENCH.keys()


def test_no_translation_is_left_over() -> None:
    source = MARKUP + SCRIPT
    known = translated_texts() | {entry.category for entry in CATALOGUE.values()}
    assert not [text for text in FRENCH if text not in known and f'"{text}"' not in source]


def test_apostrophes_and_spaces_are_of_one_kind() -> None:
    for text in FRENCH.values():
        assert "’" not in text
        assert not re.search(r"\S[:;?!](?= |$)", text), text
