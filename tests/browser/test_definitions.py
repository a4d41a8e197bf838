"""The definitions in a real browser: searched while one types, and opened where a chart's link points."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from leaddash.words import LANGUAGES, load
from tests.browser.test_pages import faults_of_ours
from tests.browser.visits import SHARED, settled, visit

HEADER = 56
"""Pixels at the top that the line of pages covers."""


def top_of(page: Page, found: Locator) -> float:
    """Where something stands on the screen once the page has brought it there."""
    found.wait_for()
    settled(page)
    box = found.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.in_part("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_leads_to_how_it_is_counted(language: str, browser: BrowserContext, site: str) -> None:
    words = load(language)
    with visit(browser, f"{site}/funnel?lang={language}&source=webinar", size=SHARED) as (page, errors):
        page.get_by_role("link", name=words("control.how_counted")).first.click()
        page.wait_for_url("**/definitions?**define=funnel**")
        text = page.get_by_text(words("metric.funnel_told")).first
        assert HEADER < top_of(page, text) < SHARED[1]
        assert "source=webinar" in page.url
        assert page.evaluate("document.activeElement.textContent").endswith(words("metric.funnel"))
        page.go_back()
        page.wait_for_url("**/funnel?**")
        expect(page.locator("h1")).to_have_text(words("page.funnel"))
        settled(page)
        assert errors == []


@pytest.mark.long("pages")
def test_what_was_pointed_at_is_closed_and_pointed_at_anew(browser: BrowserContext, site: str) -> None:
    words = load("en")
    with visit(browser, f"{site}/definitions?define=waits", size=SHARED) as (page, errors):
        told, fold = page.get_by_text(words("metric.waits_told")), page.locator(".st-key-metric_waits summary")
        assert HEADER < top_of(page, told) < SHARED[1]
        page.mouse.wheel(0, -20_000)
        fold.click()
        told.wait_for(state="hidden")
        settled(page)
        page.get_by_role("link", name=words("page.sla"), exact=True).first.click()
        page.wait_for_url("**/sla?**")
        settled(page)
        page.get_by_role("link", name=words("control.how_counted")).nth(3).click()
        page.wait_for_url("**/definitions?**define=**")
        page.get_by_text(words("definitions.called")).first.wait_for()
        settled(page)
        assert page.get_by_text(words("definitions.called")).count() == 1
        assert errors == []


@pytest.mark.long("pages")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_is_pointed_at_in_its_table(scheme: str, browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/definitions?define=untouched", size=SHARED, scheme=scheme) as (page, errors):
        chosen = page.locator("tr.leaddash-chosen")
        assert HEADER < top_of(page, chosen) < SHARED[1]
        assert load("en")("figure.untouched") in chosen.inner_text()
        assert faults_of_ours(page) == {}
        assert errors == []


@pytest.mark.in_part("pages")
@pytest.mark.parametrize("language", LANGUAGES)
def test_typing_narrows_the_page_and_is_one_step_of_the_history(
    language: str, browser: BrowserContext, site: str
) -> None:
    words = load(language)
    with visit(browser, f"{site}/data?lang={language}") as (page, errors):
        page.get_by_role("link", name=words("page.definitions"), exact=True).first.click()
        page.wait_for_url("**/definitions?**")
        settled(page)
        box = page.get_by_role("textbox", name=words("control.term"))
        for letters, left in (("SALES", None), ("_lead", None), (" xyzzy", words("definitions.nothing", wanted=""))):
            box.press_sequentially(letters, delay=30)
            page.wait_for_timeout(700)
            settled(page)
            if left:
                page.get_by_text(left[:20]).wait_for()
        assert "term=SALES_lead+xyzzy" in page.url
        assert faults_of_ours(page) == {}
        page.go_back()
        page.wait_for_url("**/data?**")
        expect(page.locator("h1")).to_have_text(words("page.data"))
        settled(page)
        assert errors == []
