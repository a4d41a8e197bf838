"""The drawer at a million leads: from Enter on a figure to its leads on screen, for the first time and again.

The company is that of `at_size`, and so is its snapshot where it is there. A figure that was opened before asks the
database nothing: so long takes a press, a run of the page and the drawing, which is the floor.
"""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks import at_size
from benchmarks.timing import tell
from leaddash.errors import SnapshotError
from leaddash.snapshots import build, open_snapshot
from tests.browser import chromium
from tests.browser.serving import serve
from tests.browser.visits import settled, visit

PAGES = ("", "funnel", "response", "sla")
GOAL = 0.4
OPENED = "() => document.querySelector('.st-key-drawer table.leaddash') !== null"


def main(leads: int = at_size.MILLION) -> None:
    """Measure and print."""
    company = at_size.company_of(leads)
    snapshots = company.with_name(f"{company.name}-snapshots")
    try:
        open_snapshot(snapshots)
    except SnapshotError:
        build(company, snapshots, keep=1)
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
    links = page.locator("[data-testid=stMain] a.leaddash-link[data-opens]")
    some = range(min(links.count(), 4))
    first = [_open(page, number) for number in some]
    again = [_open(page, number) for number in some]
    tell(f"/{name}: a figure opens its leads", median(first), GOAL)
    tell(f"  /{name}: one opened before", median(again), GOAL)


def _open(page: Page, number: int) -> float:
    page.locator("[data-testid=stMain] a.leaddash-link[data-opens]").nth(number).focus()
    start = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_function(OPENED, polling=10)
    took = time.perf_counter() - start
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    settled(page)
    return took


if __name__ == "__main__":
    main()
