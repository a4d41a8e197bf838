"""What a hand does on the forecast: a bar of the bridge, its deals, a deal, its lead's lanes, and back."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_pages import faults_of_ours
from tests.browser.test_state import leading_number, pick
from tests.browser.visits import SHARED, listed, point_at, sentence, settled, steady, visit

FORECAST = "forecast?as_of=2026-08-20"
FIRST = (".leaddash-sentence", *(f".st-key-{key} .js-plotly-plot" for key in ("forecast_stack", "pipeline_moves")))
"""What is seen first: the sentence, the first chart and the bridge."""
BARS = ".st-key-pipeline_moves .barlayer .point path"


def count_said(page: Page) -> int:
    """How many deals the bar that is pointed at says that it is of."""
    said = page.locator(".hoverlayer .hovertext").first.text_content() or ""
    found = re.search(r"(\d+) deals?$", said)
    assert found, said
    return int(found[1])


def test_a_bar_of_the_bridge_opens_its_deals_a_deal_its_lead_and_back(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/{FORECAST}") as (page, errors):
        said = sentence(page)
        box = steady(page.locator(BARS).nth(1))
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        point_at(page, x, y)
        count = count_said(page)
        page.mouse.click(x, y)
        heading = listed(page)
        assert leading_number(heading) == count
        rows = page.locator(".st-key-drawer table.leaddash tbody tr")
        assert rows.count() == count
        assert faults_of_ours(page) == {}

        deal = rows.first.locator("a.leaddash-link").first
        deal.click()
        page.wait_for_url(re.compile("lead%3A"))
        settled(page)
        page.locator(".st-key-drawer").get_by_role("link", name="Open as a page").click()
        page.locator(".st-key-lead_lanes").wait_for()
        settled(page)
        assert page.locator(".st-key-lead_lanes .annotation-text", has_text="Deal").count() >= 1

        page.go_back()
        page.get_by_role("dialog").wait_for()
        settled(page)
        page.go_back()
        assert listed(page) == heading
        page.go_back()
        page.get_by_role("dialog").wait_for(state="detached")
        settled(page)
        assert sentence(page) == said
        assert errors == []


def test_sentence_number_first_chart_and_bridge_need_no_scrolling(browser: BrowserContext, site: str) -> None:
    for language in ("en", "es"):
        with visit(browser, f"{site}/{FORECAST}&lang={language}", size=SHARED) as (page, _):
            for part in FIRST:
                box = page.locator(part).first.bounding_box()
                assert box is not None, part
                assert box["y"] + box["height"] <= SHARED[1], part


def test_another_quarter_is_kept_in_the_link_and_back_restores(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/{FORECAST}") as (page, errors):
        now = sentence(page)
        pick(page, "Quarter", "Apr to Jun 2026")
        settled(page)
        assert "was booked in Apr to Jun 2026 with" in sentence(page)
        assert "fiscal=2026-04-01" in page.url
        page.go_back()
        expect(page.locator(".leaddash-sentence")).to_have_text(now)
        assert errors == []


def test_a_filter_slices_the_forecast(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/{FORECAST}") as (page, _):
        whole = sentence(page)
    with visit(browser, f"{site}/{FORECAST}&team=Iberia") as (page, errors):
        assert sentence(page) != whole
        assert page.get_by_role("button", name="Team: Iberia ✕").is_visible()
        assert errors == []


def test_the_overview_leads_to_the_forecast(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/?as_of=2026-08-20") as (page, errors):
        line = page.locator(".st-key-moves a").first
        assert line.inner_text().startswith("Quarter now: ")
        line.click()
        page.locator(".st-key-forecast_stack").wait_for()
        settled(page)
        assert page.locator("h1").inner_text() == "Forecast"
        assert errors == []
