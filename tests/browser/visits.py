"""A visit to a page: opened in a session of its own, watched until it is still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext, FloatRect, Locator, Page

WIDE, SHARED = (1440, 900), (1280, 720)
PAGES = ("", "funnel", "response", "sla", "forecast", "lab", "leads", "definitions", "data")
VIEWS = ("funnel?view=flow", "funnel?view=exits", "funnel?view=slices")
"""What else the Funnel page shows."""
KNOWN_ERRORS = ("404 (Not Found)",)
"""Streamlit's own: on a deep link it probes two `_stcore` addresses relative to the page."""
TROUBLE = ".leaddash-trouble"
"""What stands in the place of something that failed."""
_empty: list[Page] = []
"""Tabs of some browser that stand empty since their last visit."""


@contextmanager
def visit(
    browser: BrowserContext, address: str, *, size: tuple[int, int] = WIDE, scheme: str = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """Open an address in a new session; gives the page and the console errors that are not Streamlit's own."""
    errors = list[str]()
    with tab(browser, size=size, scheme=scheme, heard=hearing(errors)) as page:
        page.goto(address)
        settled(page)
        yield page, errors


def hearing(errors: list[str]) -> dict[Any, Callable[[Any], object]]:
    """What hears a page's faults and its console's errors that are not Streamlit's own."""
    return {
        "console": lambda told: errors.append(told.text) if _is_ours(told.type, told.text) else None,
        "pageerror": lambda problem: errors.append(str(problem)),
    }


@contextmanager
def tab(
    browser: BrowserContext,
    *,
    size: tuple[int, int] = WIDE,
    scheme: str = "light",
    heard: dict[Any, Callable[[Any], object]] | None = None,
) -> Iterator[Page]:
    """An empty page that will be a session of its own; `heard` is told the page's events by their names.

    It is a tab that stands empty since the last visit, where there is one: as new to the server, but what Streamlit is
    made of is compiled there, which is half of the processor time of a visit. Nothing is animated.
    """
    page = _empty_tab(browser)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for event, hear in (heard or {}).items():
        page.on(event, hear)
    try:
        yield page
    finally:
        for event, hear in (heard or {}).items():
            page.remove_listener(event, hear)
        page.goto("about:blank")
        _empty.append(page)


def _empty_tab(browser: BrowserContext) -> Page:
    """A tab that stands empty, or a new one; it notes when it last changed, which `settled` asks."""
    for page in _empty:
        if page.context is browser:
            _empty.remove(page)
            return page
    page = browser.new_page()
    page.add_init_script(_WATCHED)
    return page


def settled(page: Page) -> None:
    """Wait until the page has its sentence (or finding) and nothing on it is being computed or drawn any more."""
    page.wait_for_selector(".leaddash-sentence, .leaddash-finding", timeout=30_000)
    page.wait_for_function(_STILL, timeout=30_000, polling=50)


def sentence(page: Page) -> str:
    """The sentence the page opens with."""
    return page.locator(".leaddash-sentence").inner_text()


def listed(page: Page) -> str:
    """What the drawer says that it lists, once it is open and still."""
    heading = page.locator(".st-key-drawer h2").first
    heading.wait_for()
    settled(page)
    return heading.inner_text()


def steady(locator: Locator) -> FloatRect:
    """Where something stands on the screen, brought into sight, once it moves no more."""
    locator.scroll_into_view_if_needed()
    locator.evaluate(_STEADY)
    box = locator.bounding_box()
    assert box is not None
    return box


def point_at(page: Page, x: float, y: float) -> None:
    """Move the mouse onto a mark of a chart, until the chart says what it is: from then on it takes a click."""
    page.mouse.move(x, y)
    page.locator(".hoverlayer .hovertext").first.wait_for()


def _is_ours(kind: str, text: str) -> bool:
    return kind == "error" and not any(known in text for known in KNOWN_ERRORS)


_WATCHED = """(() => {
  window.lastChange = 0;
  new MutationObserver(() => { window.lastChange = performance.now(); })
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
})();"""
_STILL = """() => document.querySelector('[data-test-script-state="notRunning"]') !== null
  && document.querySelector('[data-stale="true"]') === null
  && document.querySelector('[data-testid="stSkeleton"]') === null
  && performance.now() - window.lastChange > 400"""
_STEADY = """async (mark) => {
  const place = () => {
    const {x, y, width, height} = mark.getBoundingClientRect();
    return `${[x, y, width, height]}`;
  };
  for (let before = ""; before !== place();) {
    before = place();
    await new Promise(resolve => setTimeout(resolve, 60));
  }
}"""
