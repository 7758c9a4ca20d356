"""The console, the page and JSON: all there, nothing of an input let through raw."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mtqa.contrasting import Contrast, TestSettings, contrast
from mtqa.contrasting.console import present as console
from mtqa.contrasting.html import present as page
from mtqa.contrasting.page import MOST_ROWS
from mtqa.contrasting.record import contrast_record
from mtqa.contrasting.values import Difference, Outcome
from mtqa.presenting.to_json import dumps
from tests.contrasting.samples import Spec, rows, texts
from tests.contrasting.test_building import AFTER, BEFORE

HOSTILE = "\x1b[31m<script>alert('é')</script> \u202e&amp; ⟦fin⟧ \ud800."


def compared(before: list[Spec], after: list[Spec], *more: list[Spec]) -> Contrast:
    versions = (before, after, *more)
    names = tuple(f"{HOSTILE}{number}" for number in range(len(versions)))
    return contrast(names, [rows(name, specs) for name, specs in zip(names, versions, strict=True)])


@pytest.fixture(scope="module")
def found() -> Contrast:
    return compared([*BEFORE, (HOSTILE, 90.0)], [*AFTER, (HOSTILE + " x", 40.0)], [*BEFORE, (HOSTILE, 90.0)])


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    path = files("mtqa.contrasting").joinpath("schema/comparison.schema.json")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return content


def test_json_keeps_to_its_schema(found: Contrast, schema: dict[str, Any]) -> None:
    record = json.loads(dumps(contrast_record(found)))
    Draft202012Validator(schema).validate(record)
    apart = contrast(
        ("a.xml", "b.xml"),
        (
            texts(("a.xml#1", "a.xml", [BEFORE]), ("a.xml#2", "a.xml", [BEFORE])),
            texts(("b.xml#1", "b.xml", [AFTER[:4]]), ("b.xml#3", "b.xml", [AFTER])),
        ),
        test=TestSettings("randomisation", 100, 0),
    )
    Draft202012Validator(schema).validate(json.loads(dumps(contrast_record(apart))))


def test_json_offsets_and_new_issues(found: Contrast) -> None:
    record = contrast_record(found)
    flagged = [
        (side["text"][issue["start"] : issue["end"]], issue["text"], label, issue["not_in_first"])
        for unit in record["units"]
        for label, side in unit["sides"].items()
        for issue in side["issues"]
    ]
    assert all(cut == text for cut, text, _, _ in flagged)
    assert {(text, new) for _, text, label, new in flagged if label == "B"} == {
        ("Maire", True), ("partir", True), ("rire", True), ("finis", False),
    }  # fmt: skip
    assert record["against_first"][0]["losses"] == [5, 2, 1] and record["against_first"][1]["losses"] == []


def test_the_console_shows_the_worst_first_and_marks_the_words(found: Contrast) -> None:
    text = console(found, show=2)
    assert text.index("id 5") < text.index("id 2") and "id 1" not in text and "Worst regressions (2 of 3)" in text
    two = console(compared(BEFORE, AFTER), width=200)
    lines = two.splitlines()
    row = next(number for number, line in enumerate(lines) if line.startswith("  B  Maire partir."))
    assert lines[row + 1] == "     ^^^^^ ^^^^^^"
    assert "  +  major FR106 missing-determiner: “Maire” → “x”" in two
    assert "  -  major FR204 repetition: “dans dans” → “x”" in two
    assert re.search(r"score\s+94\.0\s+84\.0\s+-10\.0", two)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_the_console_keeps_its_width_and_lets_nothing_raw_through(found: Contrast, width: int) -> None:
    for contrasted in (found, compared(BEFORE, AFTER)):
        text = console(contrasted, width=width, show=9)
        assert max(map(len, text.splitlines())) <= max(width, 40)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e\ud800]", text)


def test_colours_only_where_asked_for(found: Contrast) -> None:
    coloured = console(found, color=True)
    assert "\x1b[" in coloured and re.sub(r"\x1b\[[\d;]*m", "", coloured) == console(found)


def test_the_page_is_whole_and_safe(found: Contrast) -> None:
    html = page(found)
    html.encode("utf-8")
    assert "<script" not in html and "&lt;script&gt;" in html and "\x1b" not in html and "\u202e" not in html
    assert not re.findall(r"(?:src|href)=", html) and "@import" not in html and "url(" not in html
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html.replace("&#39;", "'").replace("&#43;", "+")
    assert html.index("Worse, the worst first (3)") < html.index("Better, the most first (1)")
    assert "Other words, equal score (2)" in html


def test_the_page_says_what_it_leaves_out() -> None:
    many = MOST_ROWS + 7
    html = page(compared([("Il rit.", 90.0)] * many, [("Il rira.", 50.0)] * many))
    assert "7 more are not drawn here" in html and html.count('class="pair"') == MOST_ROWS


@pytest.mark.parametrize("show", [console, page])
def test_a_sure_regression_is_said(show: Any) -> None:
    better = show(compared([("Il rit.", 90.0 + n % 3) for n in range(20)], [("Il rira.", 50.0)] * 20))
    assert "worse" in better and "<0.001" in better.replace("&lt;", "<")


def test_units_of_a_kind_are_numbers_a_person_reads() -> None:
    from mtqa.contrasting import summary

    one = Difference(1, -0.00001, (-0.004, 12.0), 0.0004, Outcome.UNDECIDED)
    assert (summary.difference_text(-0.00001), summary.difference_text(-3.26)) == ("0", "-3.3")
    assert (summary.interval_text(one), summary.p_text(one)) == ("0 to +12.0", "<0.001")
    assert (summary.value_text(0.8341), summary.value_text(0.0), summary.value_text(96.08)) == ("0.834", "0.0", "96.1")
    untested = Difference(1, 3.0, None, None, Outcome.UNDECIDED)
    assert (summary.interval_text(untested), summary.p_text(untested)) == ("–", "–")
    assert summary.outcome_text(untested) == "not tested"
