"""Every page, opened cold from a deep link in a real browser."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from leaddash.home import SAMPLE
from leaddash.words import LANGUAGES, load
from tests.browser.serving import serve
from tests.browser.visits import PAGES, SHARED, VIEWS, sentence, settled, visit

KNOWN_ISSUES = {
    "svg-img-alt",
    "html-has-lang",
    "html-lang-valid",
    "region",
    "landmark-one-main",
    "page-has-heading-one",
}
"""Streamlit's own: sparklines without alt, no language on <html>, its landmarks."""
OF_CODE = {"scrollable-region-focusable"}
"""Streamlit's own where code has a height: keys cannot reach what scrolls."""


def a_lead() -> str:
    """A lead whose own columns hold no word of ours."""
    leads = pd.read_parquet(SAMPLE / "leads.parquet", columns=["lead_id", "job_title", "campaign"])
    ours = leads[["job_title", "campaign"]].agg(" ".join, axis=1).str.contains("Sales|Marketing|Customer|Product")
    return str(leads.loc[~ours, "lead_id"].iloc[0])


class Opened(NamedTuple):
    """What a visit to a page found."""

    address: str
    language: str
    heading: str
    alerts: int
    errors: list[str]
    shown: str


def asked(address: str) -> str:
    """A page's address to which more may be said."""
    return f"{address}{'&' if '?' in address else '?'}"


@pytest.fixture(
    scope="module", params=product([*PAGES, *VIEWS], LANGUAGES), ids=lambda one: f"{one[0] or 'overview'}-{one[1]}"
)
def opened(request: pytest.FixtureRequest, browser: Browser, site: str) -> Opened:
    """Every page in every language."""
    address, language = request.param
    with visit(browser, f"{site}/{asked(address)}v=1&lang={language}&lead={a_lead()}") as (page, errors):
        return Opened(
            address.partition("?")[0] or "overview",
            language,
            page.locator("h1").inner_text(),
            page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count(),
            list(errors),
            page.locator('[data-testid="stApp"]').inner_text(),
        )


def test_a_page_opens_cold_from_its_link_without_an_error(opened: Opened) -> None:
    assert opened.heading == load(opened.language)(f"page.{opened.address}")
    assert opened.alerts == 0
    assert opened.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [*PAGES, *VIEWS])
def test_a_page_has_no_accessibility_fault_of_ours(browser: Browser, site: str, address: str, scheme: str) -> None:
    with visit(browser, f"{site}/{asked(address)}period=year", scheme=scheme) as (page, _):
        assert faults_of_ours(page) == {}


def faults_of_ours(page: Page) -> dict[str, list[str]]:
    """What of a page is hard to use for some, and where; without Streamlit's own."""
    found = Axe().run(page).response["violations"]
    faults = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in found}
    return {name: nodes for name, nodes in faults.items() if name not in KNOWN_ISSUES}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_metric_is_told_with_its_query_once_it_is_opened(browser: Browser, site: str, scheme: str) -> None:
    with visit(browser, f"{site}/definitions", scheme=scheme) as (page, errors):
        queries, metric = page.locator("pre code"), page.locator("summary", has_text="Arrivals by hour of the week")
        assert queries.count() == 0
        metric.click()
        page.get_by_text("The query as it is run:").wait_for()
        settled(page)
        assert "hand_over_classes" in "".join(queries.all_inner_texts())
        assert faults_of_ours(page).keys() <= OF_CODE
        metric.click()
        queries.first.wait_for(state="detached")
        assert errors == []


def test_no_word_of_ours_stands_in_the_other_language(opened: Opened) -> None:
    mine, other = load(opened.language).texts, load("en" if opened.language == "es" else "es").texts
    ours = {text for key, text in other.items() if len(text) > 3 and "{" not in text and mine[key] != text}
    left = {text for text in ours - set(mine.values()) if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", opened.shown)}
    assert left == set(), f"{opened.address} in {opened.language}: {left}"


def test_the_overview_shows_what_matters_without_scrolling_on_a_shared_screen(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/", size=SHARED) as (page, _):
        boxes = [page.locator(one).last.bounding_box() for one in ('[data-testid="stMetricValue"]', ".xtick")]
    assert all(box is not None and box["y"] + box["height"] <= SHARED[1] for box in boxes)


def test_the_school_export_says_that_it_knows_current_stages_only(browser: Browser, school_site: str) -> None:
    with visit(browser, f"{school_site}/funnel?period=all") as (page, errors):
        assert "This export knows current stages only" in page.locator("body").inner_text()
        assert errors == []
    with visit(browser, f"{school_site}/leads?period=all&stage=customer&figure=entered") as (page, _):
        assert sentence(page).startswith("858 episodes stand behind")


def test_the_first_run_on_a_fresh_machine_asks_nothing(
    browser: Browser, sample_snapshots: Path, tmp_path: Path
) -> None:
    with serve(sample_snapshots, home=tmp_path) as address, visit(browser, address) as (page, _):
        assert page.locator("h1").inner_text() == "Overview"


def test_a_link_of_another_version_with_unknown_values_still_opens(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/funnel?v=0&period=decade&stage=nothing&by=colour&as_of=soon&lang=xx") as (page, _):
        assert sentence(page).startswith("In September 2026")


def test_the_navigation_keeps_the_state(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/?lang=es&period=year&source=webinar") as (page, _):
        page.get_by_role("link", name="Embudo").click()
        page.wait_for_url("**/funnel?**")
        settled(page)
        assert "source=webinar" in page.url
        assert "period=year" in page.url
        assert page.locator("h1").inner_text() == "Embudo"
