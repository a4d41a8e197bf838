"""Every page, opened cold from a deep link in a real browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from leaddash.home import SAMPLE
from leaddash.ui.frame import COUNT_NOTHING, OWN_PERIOD
from leaddash.words import LANGUAGES, load
from tests.browser.serving import serve
from tests.browser.test_state import pick
from tests.browser.visits import PAGES, SHARED, TROUBLE, VIEWS, sentence, settled, visit

KNOWN_ISSUES = {
    "svg-img-alt",
    "html-has-lang",
    "html-lang-valid",
    "region",
    "landmark-one-main",
    "page-has-heading-one",
}
"""Streamlit's own: sparklines without alt, no language on <html>, its landmarks."""
STUDY = "Lead Response Management Study"
"""The name of what is quoted beside the response curve, the same in every language."""
OF_CODE = {"scrollable-region-focusable"}
"""Streamlit's own where code has a height: keys cannot reach what scrolls."""


LISTED = {"leads": "&list=funnel"}
"""What asks the page of a lead for its list too, which is of a period."""


@cache
def a_lead() -> str:
    """A lead whose own columns hold no word of ours."""
    leads = pd.read_parquet(SAMPLE / "leads.parquet", columns=["lead_id", "job_title", "campaign"])
    ours = leads[["job_title", "campaign"]].agg(" ".join, axis=1).str.contains("Sales|Marketing|Customer|Product")
    return str(leads.loc[~ours, "lead_id"].iloc[0])


@cache
def a_leads_name() -> str:
    """What that lead is called, as which its page is headed."""
    leads = pd.read_parquet(SAMPLE / "leads.parquet", columns=["lead_id", "lead_name"])
    return str(leads.loc[leads["lead_id"] == a_lead(), "lead_name"].iloc[0])


@dataclass
class Shown:
    """What a page shows in a language."""

    address: str
    language: str
    heading: str
    alerts: int
    text: str


@dataclass
class Visited:
    """What a visit to a page found."""

    shown: Shown
    faults: dict[str, list[str]]
    errors: list[str]


def asked(address: str) -> str:
    """A page's address to which more may be said."""
    return f"{address}{'&' if '?' in address else '?'}"


LIGHTS = ("light", "dark")
LOOKS = [
    pytest.param(
        (address, LANGUAGES[(place + turn) % 2], scheme),
        id=f"{address or 'overview'} {scheme}",
        marks=() if address in PAGES and place // 2 % 2 == turn else pytest.mark.long("pages"),
    )
    for place, address in enumerate([*PAGES, *VIEWS])
    for turn, scheme in enumerate(LIGHTS)
]
"""Every page by day and, in the other language, by night; in `make test` once, half each, and no other views."""


@pytest.fixture(scope="module", params=LOOKS)
def visited(request: pytest.FixtureRequest, browser: BrowserContext, site: str) -> Visited:
    """A page opened cold, then (by night at once) over a year."""
    address, language, scheme = request.param
    link = f"{site}/{asked(address)}v=1&lead={a_lead()}&lang={language}{LISTED.get(address, '')}"
    by_day = scheme == "light"
    with visit(browser, link if by_day else f"{link}&period=year", scheme=scheme) as (page, errors):
        seen = shown(page, address, language)
        if by_day and address not in (*COUNT_NOTHING, *OWN_PERIOD):
            pick(page, load(language)("control.period"), load(language)("period.year"))
        return Visited(seen, faults_of_ours(page), errors)


def name_of(address: str) -> str:
    """The name of a page in the words."""
    return address.partition("?")[0] or "overview"


def shown(page: Page, address: str, language: str) -> Shown:
    """What the page shows now."""
    alerts = page.locator(f'[data-testid="stException"], [data-testid="stAlertContentError"], {TROUBLE}').count()
    text = page.locator('[data-testid="stApp"]').inner_text().replace(STUDY, "")
    return Shown(name_of(address), language, page.locator("h1").inner_text(), alerts, text)


def test_a_page_opens_cold_from_its_link_in_each_language_without_an_error(visited: Visited) -> None:
    one = visited.shown
    heading = a_leads_name() if one.address == "leads" else load(one.language)(f"page.{one.address}")
    assert (one.heading, one.alerts) == (heading, 0)
    assert visited.errors == []


def test_a_page_has_no_accessibility_fault_of_ours(visited: Visited) -> None:
    assert visited.faults == {}


def test_no_word_of_ours_stands_in_the_other_language(visited: Visited) -> None:
    one = visited.shown
    mine, other = load(one.language).texts, load("en" if one.language == "es" else "es").texts
    ours = {text for key, text in other.items() if len(text) > 3 and "{" not in text and mine[key] != text}
    ours -= {load(language)("language.name") for language in LANGUAGES}  # each calls itself what it is
    left = {text for text in ours - set(mine.values()) if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", one.text)}
    assert left == set()


def faults_of_ours(page: Page) -> dict[str, list[str]]:
    """What of a page is hard to use for some, and where; without Streamlit's own."""
    found = Axe().run(page).response["violations"]
    faults = {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in found}
    return {name: nodes for name, nodes in faults.items() if name not in KNOWN_ISSUES}


@pytest.mark.in_part("pages")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_metric_is_told_with_its_query_once_it_is_opened(browser: BrowserContext, site: str, scheme: str) -> None:
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


def test_the_overview_shows_what_matters_without_scrolling_on_a_shared_screen(
    browser: BrowserContext, site: str
) -> None:
    with visit(browser, f"{site}/", size=SHARED) as (page, _):
        boxes = [page.locator(one).last.bounding_box() for one in (".leaddash-figures .value", ".xtick")]
    assert all(box is not None and box["y"] + box["height"] <= SHARED[1] for box in boxes)


@pytest.mark.long("pages")
def test_the_first_run_on_a_fresh_machine_asks_nothing(
    browser: BrowserContext, sample_snapshots: Path, tmp_path: Path
) -> None:
    with serve(sample_snapshots, home=tmp_path) as address, visit(browser, address) as (page, _):
        assert page.locator("h1").inner_text() == "Overview"


def test_a_link_of_another_version_with_unknown_values_still_opens(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/funnel?v=0&period=decade&stage=nothing&by=colour&as_of=soon&lang=xx") as (page, _):
        assert sentence(page).startswith("In July 2026")


def test_the_navigation_keeps_the_state(browser: BrowserContext, site: str) -> None:
    with visit(browser, f"{site}/?lang=es&period=year&source=webinar") as (page, _):
        page.get_by_role("link", name="Embudo").click()
        page.wait_for_url("**/funnel?**")
        settled(page)
        assert "source=webinar" in page.url
        assert "period=year" in page.url
        assert page.locator("h1").inner_text() == "Embudo"
