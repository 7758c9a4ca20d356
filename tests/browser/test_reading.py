"""Reading a report in the browser: filters, order, keys, permalinks, the language, paper."""

from __future__ import annotations

import base64
from collections.abc import Callable

from tests.browser.conftest import OpenPage
from tests.browser.reports import feed_report
from tests.presenting.samples import article_report, rows_report

Open = Callable[..., OpenPage]


def test_loads_from_disk_without_network_or_complaint(open_page: Open) -> None:
    page = open_page(article_report())
    page.click("#copy")
    assert page.js("return location.protocol") == "file:"
    assert page.requests() == []
    assert page.console() == []


def test_the_worst_sentence_and_its_cause_take_one_click(open_page: Open) -> None:
    page = open_page(article_report())
    page.click(".worst a")
    assert page.js("return current") == "d1s2"
    note = page.one("#d1s2i1")
    assert "An infinitive stands where the verb must be conjugated." in note.text
    assert "90 %" in note.text.replace("\xa0", " ") and "rule sample" in note.text and "annonce" in note.text
    assert "where a conjugated verb must stand" in note.text  # the explanation of the rule
    assert page.js("const r = arguments[0].getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight", note)


def test_filters(open_page: Open) -> None:
    page = open_page(article_report())
    everything = page.sentences()
    assert everything == ["d1s1", "d1s2", "d1s3", "d1s4", "d1s5"]
    for selector, value, kept in (
        ("#find", "DIGUES", ["d1s3"]),
        ("#find", "english word", ["d1s4"]),  # a message
        ("#most", "50", ["d1s2", "d1s4"]),
        ("#code", "FR304", ["d1s3"]),
        ("#order", "worst", ["d1s2", "d1s4", "d1s5", "d1s3", "d1s1"]),
        ("#order", "issues", ["d1s2", "d1s4", "d1s3", "d1s5", "d1s1"]),
    ):
        if selector in ("#code", "#order"):
            page.choose(selector, value)
        else:
            page.one(selector).send_keys(value)
        assert page.sentences() == kept, (selector, value)
        assert page.one("#count").text == f"{len(kept)} / 5 sentences"
        page.click("#reset")
        assert page.sentences() == everything
    page.click("[name=severity][value=critical]")
    assert page.sentences() == ["d1s2"]
    page.click("[name=severity][value=minor]")
    assert page.sentences() == ["d1s2", "d1s3", "d1s4"]


def test_keyboard_only(open_page: Open) -> None:
    page = open_page(article_report())
    for key, anchor in (("j", "d1s2i1"), ("j", "d1s2i2"), ("k", "d1s2i1"), ("k", "d1s2i1")):
        page.press(key)
        assert page.js("return current") == anchor
        assert page.js("return document.activeElement.getAttribute('href')") == f"#{anchor}"
        assert page.js("return location.hash") == f"#{anchor}"
    assert len(page.driver.find_elements("css selector", ".note.current")) == 1
    page.press("/")
    page.press("j")  # now a letter to search for
    assert page.js("return document.activeElement.id") == "find"
    assert page.one("#find").get_attribute("value") == "j"
    page.press("\ue00c")  # Escape
    assert len(page.sentences()) == 5
    page.js("document.activeElement.blur()")
    page.press("?")
    assert page.one("#help").is_displayed()
    page.press("\ue00c")
    assert not page.one("#help").is_displayed()


def test_permalinks(open_page: Open) -> None:
    page = open_page(article_report(), "#d1s4i2")
    assert page.js("return current") == "d1s4i2"
    assert "current" in page.one("#d1s4i2").get_attribute("class")
    page.js("location.hash = '#d1b1'")
    page.wait("return current === 'd1b1'")
    for elsewhere in ("#d1s4i99", "#d99s1", "#d1s1i1", "#nothing-of-the-kind", "#%22%5d"):
        page.js("location.hash = arguments[0]", elsewhere)
        page.wait("return new Promise(resolve => setTimeout(() => resolve(true), 20))")
    assert page.console() == []


def test_the_language_switches_and_says_so(open_page: Open) -> None:
    page = open_page(article_report())
    page.click("[data-language=fr]")
    assert page.one("h3").text == "Note"
    assert page.js("return document.documentElement.lang") == "fr"
    assert "phrases" in page.one("#count").text
    page.click("#d1s2 .text a")
    assert "là où il faut un verbe conjugué" in page.one("#d1s2i1 .why").text
    assert page.js("return document.querySelector('.chart').getAttribute('aria-label')").startswith("1 de 20 à 30")
    page.click("[data-language=en]")
    assert page.one("h3").text == "Score"


def test_the_table_of_documents_sorts(open_page: Open) -> None:
    page = open_page(rows_report())
    names = "return [...document.querySelectorAll('#documents tbody a')].map(a => a.textContent)"
    assert page.js(names) == ["rows.jsonl", "ok.txt"]
    page.click("#documents th:first-child button")
    assert page.js(names) == ["ok.txt", "rows.jsonl"]
    assert page.one("#documents th:first-child").get_attribute("aria-sort") == "ascending"
    page.click("#documents th:nth-child(2) button")  # scores, the lowest first
    assert page.js(names) == ["rows.jsonl", "ok.txt"]


def test_a_large_report_is_drawn_as_it_is_reached(open_page: Open) -> None:
    page = open_page(feed_report(12, 50))
    assert page.js("return document.querySelectorAll('.row').length") < 100
    page.wait("scrollTo(0, document.body.scrollHeight); return document.querySelectorAll('.row').length > 100")
    page.one("#find").send_keys("phrase 45 de l'article 7 ")
    assert page.sentences() == ["d8s46"]
    page.click("#reset")
    page.choose("#order", "worst")
    scores = [
        int(score) for score in page.js("return [...document.querySelectorAll('.row .score')].map(s => s.textContent)")
    ]
    assert scores == sorted(scores) and scores[0] == 40
    page.click("#reset")
    page.press("n", "n")
    assert page.js("return current") == "d2"
    page.js("location.hash = '#d12s50'")
    page.wait("return current === 'd12s50'")
    assert page.js("return byId('d12s50').getBoundingClientRect().top") < 900
    assert page.console() == []


def test_prints_every_sentence(open_page: Open) -> None:
    page = open_page(feed_report(12, 50))
    page.choose("#scope", "3")
    page.choose("#scope", "")
    printed = base64.b64decode(page.driver.print_page())
    assert printed.startswith(b"%PDF")
    assert page.js("return document.querySelectorAll('.row').length") == 600
