"""What a hand does on the Response and SLA pages: bars open their leads, a promise is tried, the clock ticks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_state import click_until_listed, leading_number
from tests.browser.visits import hearing, listed, settled, steady, tab, visit

BARS, POINTS = ".barlayer .point path", ".scatterlayer .points path"
CHARTS = [
    ("response?period=year", "curve", POINTS, 0),
    ("response?period=year", "untouched", BARS, 0),
    ("sla?period=year", "kept", BARS, 6),
    ("sla?period=year", "compliance", POINTS, 3),
    ("response?period=year", "people", BARS, 4),
    ("sla?period=year", "states", BARS, 0),
    ("sla?period=year&who=team", "kept", BARS, 0),
]
"""A chart of a page, and one of its marks by kind and number."""


def told(page: Page, chart: str, marks: str, number: int) -> int:
    """Point at a mark, and read how many cases it says it stands for: the last number of its first line but shares."""
    mark = page.locator(f".st-key-{chart}").locator(marks).nth(number)
    box = steady(mark)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = page.locator(f".st-key-{chart} .hoverlayer .hovertext text.nums")
    hover.first.wait_for()
    lines = hover.first.locator("tspan.line").all_text_contents() or [hover.first.text_content() or ""]
    said = re.sub(r"[\d.,]+%", "", lines[0])
    return int(re.findall(r"\d[\d,]*", said)[-1].replace(",", ""))


@pytest.mark.in_part("pages")
@pytest.mark.parametrize(
    ("address", "chart", "marks", "number"),
    CHARTS,
)
def test_a_mark_opens_as_many_leads_as_it_counts(
    browser: BrowserContext, site: str, address: str, chart: str, marks: str, number: int
) -> None:
    with visit(browser, f"{site}/{address}") as (page, errors):
        count = told(page, chart, marks, number)
        click_until_listed(page)
        assert leading_number(listed(page)) == count
        assert errors == []


@pytest.mark.long("pages")
def test_a_promise_is_tried_on_the_past_and_the_link_says_it(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/sla?period=quarter") as (page, errors):
        page.get_by_text("What if “First touch”").click()
        box = page.get_by_label("Target all others, min")
        box.scroll_into_view_if_needed()
        box.fill("10")
        box.press("Enter")
        page.get_by_text("Had everyone worked as they did").wait_for()
        settled(page)
        said, link = page.get_by_test_id("stAlert").inner_text(), page.url
        assert "within 5 min (hot leads) and 10 min (all others) in Q2 2026" in said
        assert errors == []
    with visit(browser, link) as (page, _):
        assert page.get_by_test_id("stAlert").inner_text() == said


def test_the_page_ticks_while_it_is_live(browser: BrowserContext, site: str) -> None:
    errors = list[str]()
    with tab(browser, heard=hearing(errors)) as page:
        page.goto(f"{site}/sla?live=yes")
        now = page.get_by_text("Live, now")
        now.wait_for()
        expect(now).not_to_have_text(now.inner_text(), timeout=20_000)
        assert errors == []
