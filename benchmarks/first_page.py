"""From the command to the first painted page, and from a changed filter to the repainted one, in real Chromium."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.timing import seconds, tell
from leaddash.build import build
from leaddash.home import SAMPLE
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import sentence, visit

RUNS = 7


def main() -> None:
    """Measure and print."""
    print("Sample company, in the browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        out = Path(folder)
        tell("build, server start and first painted page", seconds(lambda: _first_page(browser, out), runs=3), 10)
        with serve(out) as site:
            for page in ("", "funnel", "leads"):
                tell(f"filter change repaints /{page}", _filter_change(browser, f"{site}/{page}"), 1)
        browser.close()
    print()


def _first_page(browser: Browser, out: Path) -> None:
    """What `make run` does once installed: snapshot, server, page."""
    build(SAMPLE, out)
    with serve(out) as site, visit(browser, site):
        pass


def _filter_change(browser: Browser, address: str) -> float:
    """Median seconds from a click on another period to the page repainted with its numbers."""
    with visit(browser, address) as (page, _):
        times = [_switch(page, run) for run in range(2 * RUNS)]
    return sorted(times[2:])[len(times[2:]) // 2]


def _switch(page: Page, run: int) -> float:
    option = ("Last full quarter", "Last full month")[run % 2]
    page.get_by_role("combobox", name="Period").click()
    choice = page.get_by_role("option", name=option, exact=True)
    choice.wait_for()
    before, start = sentence(page), time.perf_counter()
    choice.click()
    page.wait_for_function(_REPAINTED, arg=before, polling=10)
    return time.perf_counter() - start


_REPAINTED = """before => document.querySelector('.leaddash-sentence')?.innerText !== before
  && document.querySelector('[data-test-script-state="notRunning"]') !== null
  && document.querySelector('[data-stale="true"]') === null"""
