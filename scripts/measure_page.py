"""Size and speed of the HTML page in headless Chromium: one article, and a feed of 200 documents of 50 sentences.

    python scripts/measure_page.py                        the table, in Markdown
    python scripts/measure_page.py --documents 50         a smaller feed

The texts are the bundled article's, with its source and back-translation, over and over; its sentences are flagged as
they are, most of them. Milliseconds from opening the file: first view is the first contentful
paint, ready is when filters work. A filter is timed from the change to the laid-out list; the middle of five.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from selenium import webdriver

from mtqa.comparing import SideFiles
from mtqa.config import Settings
from mtqa.domain.report import CheckReport
from mtqa.pipeline import Checker
from mtqa.presenting import present

DEMO = Path(__file__).resolve().parent.parent / "corpora" / "demo"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --lang=en-US --window-size=1280,900"
).split()
FILTERS = {
    "text": "byId('find').value = 'grève'",
    "severity": "document.querySelector('[value=major]').checked = true",
    "score": "byId('most').value = '80'",
    "worst first": "byId('order').value = 'worst'",
    "show all": "",
}
_FIRST_PAINT = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_TIMED = (
    "resetFilters(); draw(); {}; const from = performance.now();"
    "draw(); sheet.getBoundingClientRect(); return performance.now() - from"
)


def article() -> CheckReport:
    """The bundled article, checked."""
    files = SideFiles(back_translation=str(DEMO / "en.back.txt"), source=str(DEMO / "en.txt"))
    return Checker(Settings(engine="none"), files).check_paths([str(DEMO / "fr.txt")])


def feed(report: CheckReport, documents: int, sentences: int) -> CheckReport:
    """The article as many documents of `sentences` sentences each."""
    (one,) = report.documents
    rows = tuple(itertools.islice(itertools.cycle(one.sentences), sentences))
    copies = (
        replace(one, sentences=rows, document=replace(one.document, name=f"feed/article-{number:03}.txt"))
        for number in range(documents)
    )
    return replace(report, documents=tuple(copies))


def opened(path: Path) -> Any:
    """A fresh browser that shows the page."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for flag in (*FLAGS, f"--user-data-dir={path.parent / path.stem}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    driver.get(path.as_uri())
    return driver


def measure(name: str, report: CheckReport, folder: Path) -> list[str]:
    """A row of the table."""
    started = time.process_time()
    html = present(report, "html")
    made_s = time.process_time() - started
    path = folder / f"{name}.html"
    path.write_text(html, encoding="utf-8")
    driver = opened(path)
    try:
        while not (ready_ms := driver.execute_script("return Number(document.documentElement.dataset.ready)")):
            time.sleep(0.05)
        time.sleep(2)  # the search makes itself ready
        first_ms = driver.execute_script(_FIRST_PAINT)
        filters = [
            statistics.median(driver.execute_script(_TIMED.format(change)) for _ in range(5))
            for change in FILTERS.values()
        ]
    finally:
        driver.quit()
    sentences = sum(len(document.sentences) for document in report.documents)
    size = f"{len(html.encode()) / 1e6:.2f}"
    return [name, str(sentences), size, f"{made_s:.1f}", *(f"{ms:.0f}" for ms in (first_ms, ready_ms, *filters))]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200, help="of the feed (200)")
    parser.add_argument("--sentences", type=int, default=50, help="of each of them (50)")
    arguments = parser.parse_args()
    head = ["page", "sentences", "MB", "made, CPU s", "first view ms", "ready ms", *(f"{name} ms" for name in FILTERS)]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        report = article()
        for name, pages in (("article", report), ("feed", feed(report, arguments.documents, arguments.sentences))):
            print(f"| {' | '.join(measure(name, pages, Path(folder)))} |", flush=True)


if __name__ == "__main__":
    main()
