"""What a reader takes from the page: a comparison, Markdown, the JSON, a baseline."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.config import Settings
from mtqa.gating.baseline import digest_of, read_baseline
from mtqa.pipeline import Checker
from mtqa.presenting.record import report_record
from tests.browser.conftest import OpenPage
from tests.browser.reports import FRENCH, linked_report
from tests.presenting.samples import article_report

Open = Callable[..., OpenPage]


def downloaded(path: Path) -> str:
    """The file, once it is there."""
    for _ in range(200):
        if path.exists():
            return path.read_text(encoding="utf-8")
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never came")


def test_wires_join_the_words(open_page: Open) -> None:
    page = open_page(linked_report(), "#d1s1")
    page.press("c")
    page.wait("return document.querySelectorAll('.wires line').length > 0")
    ends = page.js("""
        return [...document.querySelectorAll('.line.french [data-link]')].map(word => [word.textContent,
          document.querySelector(`.line.back-translation [data-link="${word.dataset.link}"]`).textContent]);""")
    assert ["Russie", "Russia"] in ends and ["Paris", "Paris"] in ends
    assert page.js("return document.querySelectorAll('.wires line').length") == len(ends)
    wire = page.js("""
        const word = document.querySelector('.line.french [data-link]').getBoundingClientRect();
        const wire = document.querySelector('.wires line').getBoundingClientRect();
        return [word.bottom - wire.top, word.left + word.width / 2 - wire.left];""")
    assert abs(wire[0]) < 2
    page.js(
        "document.querySelector('.line.french [data-link]').dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    )
    assert page.js("return document.querySelectorAll('.lit').length") == 3  # both words and the wire
    assert page.js("return document.querySelector('.line.french').textContent").endswith(FRENCH)
    assert page.js("return [...document.querySelectorAll('.line.french .changed')].map(w => w.textContent)") == ["la"]


def test_the_baseline_is_one_that_the_gate_takes(open_page: Open, tmp_path: Path) -> None:
    page = open_page(article_report())
    assert not page.one("#export").is_enabled()
    page.click("#d1s3i1 [data-decision=accepted]")
    page.press("j", "d")
    decided = page.js("return [...decisions]")
    page.click("#export")
    path = tmp_path / "mtqa-baseline.json"
    text = downloaded(path)
    (sentence,) = (s for s in article_report().documents[0].sentences if s.sentence.text.startswith("Selon"))
    baseline = read_baseline(str(path))
    assert decided == [["d1s3i1", "accepted"], ["d1s4i1", "dismissed"]]
    assert sentence.issues[0].fingerprint in baseline.issues
    assert baseline.issues[sentence.issues[0].fingerprint].documents == ("port.fr.txt",)
    assert list(baseline.sentences) == [digest_of(sentence.sentence.text)]  # the only one that is settled
    assert baseline.signature == article_report().signature
    assert {entry["decision"] for entry in json.loads(text)["issues"]} == {"accepted", "dismissed"}


def test_a_dismissed_issue_no_longer_fails_the_gate(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    Path("texte.txt").write_text("Les ouvriers finit à midi.\n", encoding="utf-8")
    gate = ["gate", "texte.txt", "--engine", "none", "--no-cache"]
    assert run(gate) == 1
    page = open_page(Checker(Settings(engine="none")).check_paths(["texte.txt"]))
    for number in range(page.js("return report.documents[0].sentences[0].issues.length")):
        page.click(f"#d1s1i{number + 1} [data-decision=dismissed]")
    page.click("#export")
    downloaded(tmp_path / "mtqa-baseline.json")
    assert run([*gate, "--baseline", "mtqa-baseline.json"]) == 0
    assert "known to the baseline" in capsys.readouterr().out


def test_the_json_is_the_report(open_page: Open, tmp_path: Path) -> None:
    page = open_page(article_report())
    page.click("#download")
    assert json.loads(downloaded(tmp_path / "mtqa-report.json")) == json.loads(
        json.dumps(report_record(article_report()))
    )


def test_markdown_of_what_is_shown(open_page: Open) -> None:
    from selenium.webdriver import Keys

    page = open_page(article_report())
    page.choose("#code", "FR304")
    assert page.js("return markdown()").splitlines() == [
        "## port.fr.txt",
        "",
        "- 88: Selon la préfecture, les digues ont tenu**..**",
        "  - minor FR304 punctuation: “..” → .. Two full stops in a row.",
    ]
    page.click("#copy")
    page.wait("return byId('said').textContent === 'Copied'")
    page.click("#find")
    page.one("#find").send_keys(Keys.CONTROL, "v")
    assert page.one("#find").get_attribute("value").startswith("## port.fr.txt")
