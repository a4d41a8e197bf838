"""One lead in a real browser: its finding and its lanes, what unfolds, the way back to its list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.visits import SHARED, settled, visit

LATE, LONG = "L0038471", "L0007981"
"""A lead that is owed a decision, and one whose life of two passes is over eighteen months long."""
PARTS = ("Stage", "Owner", "Promises", "We", "Lead", "Score")


def written(page: Page) -> list[str]:
    """All words on the lanes."""
    return page.locator(".js-plotly-plot .annotation-text").all_text_contents()


def test_a_lead_opens_with_its_finding_and_its_lanes(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads?lead={LATE}") as (page, errors):
        assert page.get_by_role("heading", level=1).inner_text() == "Bastien Bonnet"
        said = page.locator(".leaddash-finding").inner_text()
        assert said == "Greta Schröder has owed Bastien Bonnet a decision for 29 days."
        lanes = written(page)
        assert [name for name in PARTS if any(text.startswith(name) for text in lanes)] == list(PARTS)
        assert "30 days without a word" in lanes
        assert any(text.startswith("Conversion due 22 Jul, 29 d late") for text in lanes)
        alt = page.locator('[data-testid="stPlotlyChart"]').first.get_attribute("aria-label") or ""
        assert page.locator('[data-testid="stDataFrame"]').count() == 0
        assert "30 days" in alt or page.get_by_text("30 days passed without a word").count() == 1
        assert errors == []


@pytest.mark.long("pages")
def test_what_is_folded_unfolds_by_the_keyboard(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads?lead={LATE}") as (page, _):
        fold = page.locator(".leaddash-events summary.line").first
        inner = fold.locator("xpath=following-sibling::div").first
        assert not inner.is_visible()
        fold.focus()
        page.keyboard.press("Enter")
        assert inner.is_visible()
        older = page.locator(".leaddash-events > details").last
        assert older.get_attribute("open") is None
        older.locator("summary").first.click()
        assert older.locator(".line").first.is_visible()


@pytest.mark.long("pages")
def test_of_a_long_life_the_last_pass_comes_first_and_the_whole_is_a_choice(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/leads?lead={LONG}") as (page, _):
        last = page.locator(".js-plotly-plot .xtick").all_text_contents()
        page.get_by_text("Whole life").click()
        settled(page)
        page.wait_for_url(re.compile("life=whole"))
        assert page.locator(".js-plotly-plot .xtick").all_text_contents() != last
        assert any("24" in text for text in page.locator(".js-plotly-plot .xtick").all_text_contents())


def test_a_lead_of_a_list_stands_above_it_and_leads_back(browser: BrowserContext, site: str) -> None:
    asked = f"lead={LATE}&list=funnel&figure=entered&stage=mql&period=year"
    with visit(browser, f"{site}/leads?{asked}") as (page, _):
        finding = page.locator(".leaddash-finding").bounding_box()
        listed = page.locator('[data-testid="stDataFrame"]').bounding_box()
        assert finding is not None
        assert listed is not None
        assert finding["y"] < listed["y"]
        page.get_by_role("link", name="Back to the list").click()
        page.wait_for_url(lambda url: "lead=" not in url)
        settled(page)
        assert page.locator(".leaddash-finding").count() == 0
        assert page.locator('[data-testid="stDataFrame"]').count() == 1


@pytest.mark.long("pages")
@pytest.mark.parametrize("size", [SHARED, (390, 844)])
def test_nothing_of_a_lead_is_wider_than_the_screen(browser: BrowserContext, site: str, size: tuple[int, int]) -> None:
    with visit(browser, f"{site}/leads?lead={LATE}&lang=es", size=size) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        wide = page.evaluate(
            "(width) => [...document.querySelectorAll('.leaddash-events, .leaddash-facts, .leaddash-finding')]"
            ".filter((part) => part.getBoundingClientRect().right > width).length",
            size[0],
        )
        assert wide == 0
