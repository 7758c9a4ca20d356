"""One headless Chromium for all tests of the page, and pages opened in it from disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mtqa.domain.report import CheckReport
from mtqa.presenting import present

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --lang=en-US --window-size=1280,900"
).split()
READY_S = 20


class OpenPage:
    """A report's page in the browser: what a reader can do, and what a test wants to know."""

    def __init__(self, driver: Any, path: Path, fragment: str = "") -> None:
        self.driver = driver
        driver.get("about:blank")
        driver.get_log("performance")
        driver.get_log("browser")
        driver.get(path.as_uri() + fragment)
        self.wait("return document.documentElement.dataset.ready > 0")

    def js(self, script: str, *arguments: object) -> Any:
        """What a function body returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: str) -> None:
        """Waits until the function body returns something true; fails after `READY_S` seconds."""
        until = time.monotonic() + READY_S
        while not self.js(condition):
            assert time.monotonic() < until, f"still not true: {condition}\n{self.console()}"
            time.sleep(0.02)

    def one(self, selector: str) -> Any:
        """The first element that fits."""
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        """Clicks it as a reader would, in sight."""
        element = self.one(selector)
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def press(self, *keys: str) -> None:
        """Presses keys, wherever the focus is."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def choose(self, selector: str, value: str) -> None:
        """Chooses an option of a select."""
        from selenium.webdriver.support.select import Select

        Select(self.one(selector)).select_by_value(value)

    def sentences(self) -> list[str]:
        """Anchors of the sentences that are to be seen, in order."""
        rows: list[str] = self.js(
            "return [...document.querySelectorAll('.row')].filter(r => r.offsetHeight).map(r => r.id)"
        )
        return rows

    def console(self) -> list[str]:
        """What the console of the page said."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that were asked for, the page's own apart."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("file:", "about:"))]


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Debian's Chromium; tests that need it are skipped where it or selenium is absent."""
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (pip install -e .[dev])")
    binary, server = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not server:
        pytest.skip("chromium is not installed (apt-get install chromium chromium-driver)")
    options = selenium.ChromeOptions()
    options.binary_location = binary
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = selenium.Chrome(options=options, service=selenium.ChromeService(server))
        yield browser
        browser.quit()


@pytest.fixture
def open_page(driver: Any, tmp_path: Path) -> Callable[..., OpenPage]:
    """Opens a report's page from disk, optionally at a fragment; downloads go to `tmp_path`."""

    def opened(report: CheckReport, fragment: str = "") -> OpenPage:
        path = tmp_path / "report.html"
        path.write_text(present(report, "html"), encoding="utf-8")
        where = {"behavior": "allow", "downloadPath": str(tmp_path)}
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)
        return OpenPage(driver, path, fragment)

    return opened


@pytest.fixture(scope="session")
def axe(request: pytest.FixtureRequest) -> str:
    """The script of axe-core (MPL-2.0), fetched by npm into pytest's cache; skipped where it cannot be had."""
    folder = request.config.cache.mkdir("axe-core")  # type: ignore[union-attr]
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if not npm:
            pytest.skip("npm is not installed, so axe-core cannot be fetched")
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
        done = subprocess.run([*command, "axe-core@4"], capture_output=True, text=True, timeout=120, check=False)
        if not script.exists():
            pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[-200:]}")
    return script.read_text(encoding="utf-8")
