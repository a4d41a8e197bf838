"""From a changed filter to the repainted page in real Chromium: of questions never asked before, and asked again."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser, Page

from tests.browser.visits import sentence, visit

PERIODS = ("Last full quarter", "Last 12 months", "Last full week", "Last full month")
SOURCES = ("webinar", "organic", "partner")


def changes(browser: Browser, address: str) -> tuple[float, float]:
    """Median seconds from a click on another period to the page with its numbers: the first time, and again."""
    cold, warm = [], []
    for source in SOURCES:
        with browser.new_context() as tabs, visit(tabs, f"{address}?source={source}") as (page, _):
            cold += [_choose(page, period) for period in PERIODS[:-1]]
            _choose(page, PERIODS[-1])
            warm += [_choose(page, period) for period in PERIODS[:-1]]
    return median(cold), median(warm)


def _choose(page: Page, option: str) -> float:
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
