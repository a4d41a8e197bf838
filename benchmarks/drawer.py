"""The drawer at a million leads: from Enter on a number to how many it says and to its leads, first and again.

What opens on Service levels is one lead of the worklist.

The company is that of `at_size`, and so is its snapshot where it is there. A figure that was opened before asks the
database nothing: so long takes a press, a run of the page and the drawing, which is the floor.
"""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks import at_size
from benchmarks.timing import tell
from leaddash.snapshots import open_snapshot
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import settled, visit

PAGES = ("", "response", "sla")
GOAL = 0.4
LINKS = "[data-testid=stMain] a.leaddash-link[data-opens]:visible"
SAID = "() => document.querySelector('.st-key-drawer h2') !== null"
LISTED = "() => document.querySelector('.st-key-drawer table.leaddash, .st-key-drawer [data-testid=stAlert]') !== null"


def main(leads: int = at_size.MILLION) -> None:
    """Measure and print."""
    snapshots = at_size.snapshots_of(leads)
    with sync_playwright() as playwright, serve(snapshots) as site:
        browser = playwright.chromium.launch_persistent_context(
            "", executable_path=chromium.ensure(), args=list(chromium.FLAGS)
        )
        print(f"The drawer in {open_snapshot(snapshots).kept('leads'):,} leads", flush=True)
        for page in PAGES:
            with visit(browser, f"{site}/{page}") as (opened, _):
                _tell(page, opened)
        browser.close()


def _tell(name: str, page: Page) -> None:
    links = page.locator(LINKS)
    some = range(min(links.count(), 4))
    for what in ("opened for the first time", "opened before"):
        said, listed = zip(*(_open(page, number) for number in some), strict=True)
        tell(f"/{name}, {what}: how many they are", median(said), GOAL)
        tell(f"/{name}, {what}: the leads", median(listed), GOAL)


def _open(page: Page, number: int) -> tuple[float, float]:
    """Seconds from Enter to the sentence on screen, and to the leads."""
    page.locator(LINKS).nth(number).focus()
    start = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_function(SAID, polling=10)
    said = time.perf_counter() - start
    page.wait_for_function(LISTED, polling=10)
    listed = time.perf_counter() - start
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    settled(page)
    return said, listed


if __name__ == "__main__":
    main()
