"""A visit to a page: opened in a session of its own, watched until it is still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

WIDE, SHARED = (1440, 900), (1280, 720)
PAGES = ("", "funnel", "response", "sla", "lab", "leads", "definitions", "data")
VIEWS = ("funnel?view=flow", "funnel?view=exits", "funnel?view=slices")
"""What else the Funnel page shows."""
KNOWN_ERRORS = ("404 (Not Found)",)
"""Streamlit's own: on a deep link it probes two `_stcore` addresses relative to the page."""


@contextmanager
def visit(
    browser: Browser, address: str, *, size: tuple[int, int] = WIDE, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """Open an address in a new session; gives the page and the console errors that are not Streamlit's own.

    Nothing is animated, which takes a third of the time of a machine without a graphics card.
    """
    width, height = size
    size_of = {"width": width, "height": height}
    context = browser.new_context(viewport=size_of, color_scheme=scheme, reduced_motion="reduce")
    page, errors = context.new_page(), list[str]()
    page.on("console", lambda told: errors.append(told.text) if _is_ours(told.type, told.text) else None)
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    try:
        page.goto(address)
        settled(page)
        yield page, errors
    finally:
        context.close()


def settled(page: Page) -> None:
    """Wait until the page has its sentence and nothing on it is being computed or drawn any more."""
    page.wait_for_selector(".leaddash-sentence", timeout=30_000)
    page.wait_for_function(_STILL, timeout=30_000)
    page.wait_for_timeout(300)
    page.wait_for_function(_STILL, timeout=30_000)


def sentence(page: Page) -> str:
    """The sentence the page opens with."""
    return page.locator(".leaddash-sentence").inner_text()


def _is_ours(kind: str, text: str) -> bool:
    return kind == "error" and not any(known in text for known in KNOWN_ERRORS)


_STILL = """() => document.querySelector('[data-test-script-state="notRunning"]') !== null
  && document.querySelector('[data-stale="true"]') === null
  && document.querySelector('[data-testid="stSkeleton"]') === null"""
